import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import {
	projectCostPages,
	projectCostType,
	type ChangesReturn,
	type ProjectCostQuery,
} from '../../documents/finance/projectCosts';
import { internalIdsOf, wbsElementType } from '../../documents/project/wbsElements';
import { documentRows, missingRow } from '../documents';
import { changedFrom, changedTo, companyCodes } from '../filters';
import type { Call, Row } from '../operation';
import { dayOf, idsOf, listOf, timestampOf } from '../parameters';
import { chosenAccounts, chosenLedger, costAccountsProperty, ledgerProperty } from '../ledger';

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
				...changedFrom,
				description:
					"Only if something was posted or changed at that time or later; the option Changes Return says what comes then. Amounts are those of whole periods all the same. Without an offset the time is in the workflow's time zone.",
			},
			{
				...changedTo,
				description:
					"Only if something was posted or changed at that time or earlier. Without an offset the time is in the workflow's time zone.",
			},
			companyCodes,
			costAccountsProperty,
			ledgerProperty,
			{
				displayName: 'Posted From',
				name: 'postedFrom',
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2026-01-01',
				description: 'Only postings with this posting date or a later one. Empty counts from the first posting on.',
			},
			{
				displayName: 'Posted To',
				name: 'postedTo',
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2026-12-31',
				description: 'Only postings with this posting date or an earlier one',
			},
			{
				displayName: 'WBS Elements',
				name: 'wbsElements',
				type: 'string',
				default: '',
				placeholder: 'e.g. P-1001*, P-1002.1',
				description:
					'Only costs of these WBS elements, separated by commas. With * behind it, all whose IDs begin like that. One that SAP does not have counts as an element that could not be read.',
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
				displayName: 'Changes Return',
				name: 'changesReturn',
				type: 'options',
				options: [
					{ name: 'All Costs', value: 'all' },
					{ name: 'Costs of the Projects, Cost Centers and Orders That Moved', value: 'projects' },
					{ name: 'Only Costs That Moved', value: 'moved' },
				],
				default: 'all',
				description:
					'What comes when something moved between Changed From and Changed To. A line of a direct cost may be the sum of several costs: it is right only if all of them come.',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['projectCost'], operation: ['getAll'] } },
	properties,
);

/** Costs by WBS element, cost center, internal order, G/L account, fiscal period and order item. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const limit = limitOf(context, itemIndex);
	const window = {
		changedFrom: timestampOf(context, 'Changed From', filters.changedFrom, itemIndex),
		changedTo: timestampOf(context, 'Changed To', filters.changedTo, itemIndex),
		postedFrom: dayOf(context, 'Posted From', filters.postedFrom, itemIndex),
		postedTo: dayOf(context, 'Posted To', filters.postedTo, itemIndex),
	};
	const patterns = idsOf(filters.wbsElements);
	const { internalIds, unknown } = await internalIdsOf(client, patterns);
	const query: ProjectCostQuery = {
		...window,
		companyCodes: listOf(filters.companyCodes),
		ledger: chosenLedger(filters.ledger),
		costAccounts: chosenAccounts(context, filters.costAccounts, itemIndex),
		internalIds: patterns.length > 0 ? internalIds : undefined,
		changesReturn: (options.changesReturn ?? 'all') as ChangesReturn,
	};
	const simple = context.getNodeParameter('simplify', itemIndex, true) as boolean;
	yield* documentRows(client, {
		type: projectCostType(query),
		simple,
		pages: projectCostPages(client, query),
		limit,
	});
	for (const id of unknown) yield missingRow(client.node, { ...wbsElementType, entity: 'actual_cost' }, id);
}
