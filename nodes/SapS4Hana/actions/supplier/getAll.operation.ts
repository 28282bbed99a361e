import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { isInCompanyCodes, supplierPages, supplierType, type SupplierQuery } from '../../documents/supplier/query';
import { documentRows } from '../documents';
import type { Call, Row } from '../operation';
import { limitOf, returnAllOrLimit, simplify, wholeNumber } from '../../../shared/parameters';
import { keysOf, listOf, pageSize, supplierDayOverlap, timestampOf } from '../parameters';

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
				displayName: 'Also These Suppliers',
				name: 'alsoSupplierKeys',
				type: 'string',
				default: '',
				placeholder: 'e.g. 10300001, 10300002',
				description:
					'Supplier numbers to read in any case, separated by commas, whatever the other filters say. A number that SAP does not have counts as a supplier that could not be read.',
			},
			{
				displayName: 'Changed From',
				name: 'changedFrom',
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2026-10-01T06:00:00Z',
				description:
					"Only suppliers created or changed since then. SAP keeps the day of a change only, so whole days are read. Empty reads all suppliers. Without an offset the time is in the workflow's time zone.",
			},
			{
				displayName: 'Changed To',
				name: 'changedTo',
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2026-10-02T06:00:00Z',
				description: 'Only suppliers created or changed until then. Counts only together with Changed From.',
			},
			{
				displayName: 'Company Codes',
				name: 'companyCodes',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1710, 1010',
				description:
					'Only suppliers of these company codes, separated by commas. SAP cannot filter by them, so the others are read and then left out.',
			},
			{
				displayName: 'Supplier Numbers',
				name: 'supplierKeys',
				type: 'string',
				default: '',
				placeholder: 'e.g. 10300001, 10300002',
				description:
					'Only these suppliers, separated by commas. Without Changed From, a number that SAP does not have counts as a supplier that could not be read.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Day Overlap',
				name: 'dayOverlap',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: supplierDayOverlap,
				description:
					'Days read before Changed From and after Changed To, because SAP does not say in which time zone its days are',
			},
			pageSize,
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['supplier'], operation: ['getAll'] } },
	properties,
);

/** Suppliers in the order of their business partner number, then those that were asked for besides. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const limit = limitOf(context, itemIndex);
	const companyCodes = listOf(filters.companyCodes);
	const query = queryOf(context, itemIndex, filters, options);
	const { pageSize: size } = query;
	yield* documentRows(client, {
		type: supplierType,
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		// What is left out here must not count towards the limit there.
		pages: supplierPages(client, companyCodes.length === 0 ? { ...query, limit } : query),
		limit,
		isWanted: (record) => isInCompanyCodes(record, companyCodes),
		expected: query.changedFrom ? [] : query.supplierKeys,
		also: {
			keys: keysOf(filters.alsoSupplierKeys),
			pagesOf: (supplierKeys) =>
				supplierPages(client, { changedFrom: '', changedTo: '', dayOverlap: 0, supplierKeys, pageSize: size }),
		},
	});
}

function queryOf(
	context: IExecuteFunctions,
	itemIndex: number,
	filters: IDataObject,
	options: IDataObject,
): SupplierQuery {
	return {
		changedFrom: timestampOf(context, 'Changed From', filters.changedFrom, itemIndex),
		changedTo: timestampOf(context, 'Changed To', filters.changedTo, itemIndex),
		dayOverlap: wholeNumber(context, 'Day Overlap', options.dayOverlap ?? supplierDayOverlap, itemIndex, 0, 366),
		supplierKeys: keysOf(filters.supplierKeys),
		pageSize: wholeNumber(context, 'Page Size', options.pageSize ?? 200, itemIndex, 1, 5000),
	};
}
