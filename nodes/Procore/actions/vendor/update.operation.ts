import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { vendorLocator } from '../../objects/locators';
import { updateVendor } from '../../objects/vendor/record';
import { toVendorBody, vendorUpdateFields } from '../../objects/vendor/fields';
import { idOf, invalid } from '../parameters';

const properties: INodeProperties[] = [vendorLocator, vendorUpdateFields];

export const description = updateDisplayOptions({ show: { resource: ['vendor'], operation: ['update'] } }, properties);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const id = idOf(context, 'vendorId', 'Vendor', itemIndex);
	const fields = toVendorBody(context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject);
	if (Object.keys(fields).length === 0)
		throw invalid(context, itemIndex, "'Update Fields' is empty", 'Add at least one field to change.');
	return [await updateVendor(client, id, fields)];
}
