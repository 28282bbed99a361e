import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import { companyCodePages, companyCodeType } from '../../documents/finance/companyCodes';
import { documentRows } from '../documents';
import { companyCodes } from '../filters';
import type { Call, Row } from '../operation';
import { listOf } from '../parameters';

const properties: INodeProperties[] = [
	...returnAllOrLimit,
	simplify,
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
];

export const description = updateDisplayOptions(
	{ show: { resource: ['companyCode'], operation: ['getAll'] } },
	properties,
);

/** Company codes in their order. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const limit = limitOf(context, itemIndex);
	const keys = listOf(filters.companyCodes);
	yield* documentRows(client, {
		type: companyCodeType,
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		pages: companyCodePages(client, { companyCodes: keys, limit }),
		limit,
		expected: keys,
	});
}
