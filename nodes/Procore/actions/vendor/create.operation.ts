import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { createVendor } from '../../objects/vendor/record';
import { additionalVendorFields, toVendorBody } from '../../objects/vendor/fields';

const properties: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Acme Builders, Inc.',
		description: 'Name of the company. Procore takes any number of vendors of one name.',
	},
	additionalVendorFields,
];

export const description = updateDisplayOptions({ show: { resource: ['vendor'], operation: ['create'] } }, properties);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const name = context.getNodeParameter('name', itemIndex) as string;
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	return [await createVendor(client, toVendorBody({ ...fields, name }))];
}
