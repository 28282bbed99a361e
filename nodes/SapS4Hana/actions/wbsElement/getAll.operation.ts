import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify, wholeNumber } from '../../../shared/parameters';
import { wbsElementPages, wbsElementType, type WbsElementQuery } from '../../documents/project/wbsElements';
import { documentRows } from '../documents';
import { changedFrom, changedTo, companyCodes } from '../filters';
import type { Call, Row } from '../operation';
import { idsOf, keysOf, listOf, pageSize, timestampOf } from '../parameters';

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
			changedFrom,
			changedTo,
			companyCodes,
			{
				displayName: 'Internal IDs',
				name: 'internalIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 101, 102',
				description:
					'Only the WBS elements of these numbers, by which postings name them, separated by commas. Without other filters, a number that SAP does not have counts as an element that could not be read.',
			},
			{
				displayName: 'Projects',
				name: 'projects',
				type: 'string',
				default: '',
				placeholder: 'e.g. P-1001, P-1002',
				description: 'Only WBS elements of these projects, separated by commas',
			},
			{
				displayName: 'WBS Elements',
				name: 'wbsElements',
				type: 'string',
				default: '',
				placeholder: 'e.g. P-1001.1, P-1001.2',
				description:
					'Only these WBS elements, separated by commas. Without other filters, one that SAP does not have counts as an element that could not be read.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [{ ...pageSize, default: 1000 }],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['wbsElement'], operation: ['getAll'] } },
	properties,
);

/** WBS elements in the order of their IDs. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const limit = limitOf(context, itemIndex);
	const query: WbsElementQuery = {
		changedFrom: timestampOf(context, 'Changed From', filters.changedFrom, itemIndex),
		changedTo: timestampOf(context, 'Changed To', filters.changedTo, itemIndex),
		wbsElements: idsOf(filters.wbsElements),
		internalIds: keysOf(filters.internalIds),
		projects: idsOf(filters.projects),
		companyCodes: listOf(filters.companyCodes),
		pageSize: wholeNumber(context, 'Page Size', options.pageSize ?? 1000, itemIndex, 1, 5000),
		limit,
	};
	const byNumber = query.internalIds.length > 0;
	yield* documentRows(client, {
		type: byNumber
			? { ...wbsElementType, keyOf: (record) => String(record.WBSElementInternalID ?? '') }
			: wbsElementType,
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		pages: wbsElementPages(client, query),
		limit,
		expected: expectedOf(query),
	});
}

/** What was asked for by key and by nothing else. */
function expectedOf(query: WbsElementQuery): readonly string[] {
	if (query.changedFrom || query.changedTo || query.projects.length > 0 || query.companyCodes.length > 0) return [];
	if (query.internalIds.length === 0) return query.wbsElements;
	return query.wbsElements.length === 0 ? query.internalIds : [];
}
