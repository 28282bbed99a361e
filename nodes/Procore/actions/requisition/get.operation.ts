import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { projectLocator, requisitionLocator } from '../../objects/locators';
import { simplifyRequisition } from '../../objects/requisition/identity';
import { getRequisition } from '../../objects/requisition/record';
import { idOf } from '../parameters';

export const description = updateDisplayOptions({ show: { resource: ['requisition'], operation: ['get'] } }, [
	projectLocator,
	requisitionLocator,
	simplify,
]);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const requisitionId = idOf(context, 'requisitionId', 'Requisition', itemIndex);
	const requisition = await getRequisition(client, projectId, requisitionId);
	return [context.getNodeParameter('simplify', itemIndex) ? simplifyRequisition(requisition) : requisition];
}
