import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { simplifyContract } from '../../objects/contract/record';
import { voidContract } from '../../objects/contract/void';
import { contractLocator, projectLocator } from '../../objects/locators';
import { idOf } from '../parameters';

export const description = updateDisplayOptions(
	{ show: { resource: ['purchaseOrderContract'], operation: ['void'] } },
	[projectLocator, contractLocator],
);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const contractId = idOf(context, 'contractId', 'Purchase Order Contract', itemIndex);
	return [simplifyContract(await voidContract(client, projectId, contractId))];
}
