import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import { plannedCostPages, plannedCostType } from '../../documents/finance/plannedCosts';
import { documentRows } from '../documents';
import { companyCodes } from '../filters';
import { chosenAccounts, chosenLedger, ledgerProperty } from '../ledger';
import type { Call, Row } from '../operation';
import { idsOf, listOf } from '../parameters';
import { chosenPlanCategory, planAccountsProperty, planCategoryProperty } from './planCategory';

const properties: INodeProperties[] = [
	planCategoryProperty,
	...returnAllOrLimit,
	simplify,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			companyCodes,
			planAccountsProperty,
			{
				displayName: 'Fiscal Years',
				name: 'fiscalYears',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026, 2027',
				description: 'Only what is planned in these fiscal years, separated by commas',
			},
			ledgerProperty,
			{
				displayName: 'WBS Elements',
				name: 'wbsElements',
				type: 'string',
				default: '',
				placeholder: 'e.g. P-1001*, P-1002.1',
				description:
					'Only planned costs of these WBS elements, separated by commas. With * behind it, all whose IDs begin like that.',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['plannedCost'], operation: ['getAll'] } },
	properties,
);

/** Planned costs by WBS element, cost center, internal order, G/L account and fiscal year. */
export async function* execute(call: Call): AsyncGenerator<Row> {
	const { context, client, itemIndex } = call;
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const query = {
		planCategory: chosenPlanCategory(call),
		ledger: chosenLedger(filters.ledger),
		companyCodes: listOf(filters.companyCodes),
		fiscalYears: listOf(filters.fiscalYears),
		wbsElements: idsOf(filters.wbsElements),
		costAccounts: chosenAccounts(context, filters.costAccounts, itemIndex),
	};
	yield* documentRows(client, {
		type: plannedCostType,
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		pages: plannedCostPages(client, query),
		limit: limitOf(context, itemIndex),
	});
}
