import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { getContract, simplifyContract } from '../../objects/contract/record';
import { contractLocator, projectLocator } from '../../objects/locators';
import { idOf } from '../parameters';

export const description = updateDisplayOptions({ show: { resource: ['purchaseOrderContract'], operation: ['get'] } }, [
	projectLocator,
	contractLocator,
	simplify,
]);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const contractId = idOf(context, 'contractId', 'Purchase Order Contract', itemIndex);
	const contract = await getContract(client, projectId, contractId);
	return [context.getNodeParameter('simplify', itemIndex) ? simplifyContract(contract) : contract];
}
