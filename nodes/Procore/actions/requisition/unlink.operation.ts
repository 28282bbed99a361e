import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { projectLocator, requisitionLocator } from '../../objects/locators';
import { simplifyRequisition } from '../../objects/requisition/identity';
import { unlink } from '../../objects/requisition/lock';
import { idOf } from '../parameters';

export const description = updateDisplayOptions({ show: { resource: ['requisition'], operation: ['unlink'] } }, [
	projectLocator,
	requisitionLocator,
]);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const requisitionId = idOf(context, 'requisitionId', 'Requisition', itemIndex);
	return [simplifyRequisition(await unlink(client, projectId, requisitionId))];
}
