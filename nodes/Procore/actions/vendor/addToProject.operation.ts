import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { projectLocator, vendorLocator } from '../../objects/locators';
import { addVendorToProject } from '../../objects/vendor/record';
import { idOf } from '../parameters';

export const description = updateDisplayOptions({ show: { resource: ['vendor'], operation: ['addToProject'] } }, [
	projectLocator,
	vendorLocator,
]);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const vendorId = idOf(context, 'vendorId', 'Vendor', itemIndex);
	await addVendorToProject(client, projectId, vendorId);
	return [{ added: true, projectId, vendorId }];
}
