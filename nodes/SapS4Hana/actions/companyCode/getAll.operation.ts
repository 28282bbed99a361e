import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import { companyCodePages, companyCodeType } from '../../documents/finance/companyCodes';
import { documentRows } from '../documents';
import { companyCodes } from '../filters';
import type { Call, Row } from '../operation';
import { listOf } from '../parameters';

const properties: INodeProperties[] = [
	...returnAllOrLimit,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				...companyCodes,
				description:
					'Only these company codes, separated by commas. One that SAP does not have counts as a company code that could not be read.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [simplify],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['companyCode'], operation: ['getAll'] } },
	properties,
);

/** Company codes in their order. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const limit = limitOf(context, itemIndex);
	const keys = listOf(filters.companyCodes);
	yield* documentRows(client, {
		type: companyCodeType,
		simple: options.simplify !== false,
		pages: companyCodePages(client, { companyCodes: keys, limit }),
		limit,
		expected: keys,
	});
}
