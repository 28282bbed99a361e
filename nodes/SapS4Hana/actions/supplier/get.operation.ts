import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { supplierPages, supplierType } from '../../documents/supplier/query';
import { normalKey } from '../../odata/keys';
import { documentRow } from '../documents';
import type { Call, Row } from '../operation';
import { invalidParameter, simplify } from '../../../shared/parameters';

const properties: INodeProperties[] = [
	{
		displayName: 'Supplier',
		name: 'supplier',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The supplier to read',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchSuppliers', searchable: true },
			},
			{
				displayName: 'By Number',
				name: 'number',
				type: 'string',
				placeholder: 'e.g. 10300001',
			},
		],
	},
	simplify,
];

export const description = updateDisplayOptions({ show: { resource: ['supplier'], operation: ['get'] } }, properties);

export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const value = context.getNodeParameter('supplier', itemIndex, '', { extractValue: true }) as string | number;
	const supplier = normalKey(String(value ?? ''));
	if (!supplier) throw invalidParameter(context, itemIndex, 'Supplier', 'Choose a supplier or enter its number.');
	const simple = context.getNodeParameter('simplify', itemIndex, true) as boolean;
	const query = { changedFrom: '', changedTo: '', dayOverlap: 0, supplierKeys: [supplier], pageSize: 1, limit: 1 };
	yield* documentRow(client, { type: supplierType, simple, pages: supplierPages(client, query) }, supplier);
}
