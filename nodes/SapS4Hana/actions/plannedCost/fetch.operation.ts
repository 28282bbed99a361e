import { accountsAdvice } from '../../../shared/accountRanges';
import { invalidParameter } from '../../../shared/parameters';
import { plannedCostPages, plannedCostType } from '../../documents/finance/plannedCosts';
import { documentRows } from '../documents';
import { fetchOperation } from '../fetch';
import { chosenAccounts, chosenLedger, ledgerProperty } from '../ledger';
import { chosenPlanCategory, planAccountsProperty, planCategoryProperty } from './planCategory';

/** All planned costs of the category, whatever the window of the lane: SAP keeps no change stamp on plan data. */
export const { description, once, execute } = fetchOperation(
	'plannedCost',
	async function* (call, _run, lane) {
		if (!lane.reads) return;
		const { context, client } = call;
		const costAccounts = chosenAccounts(context, context.getNodeParameter('costAccounts', 0, ''), 0);
		if (!costAccounts) throw invalidParameter(context, 0, 'Cost Accounts', `It is empty. ${accountsAdvice}`);
		const query = {
			planCategory: chosenPlanCategory(call),
			ledger: chosenLedger(context.getNodeParameter('ledger', 0, '')),
			companyCodes: [],
			fiscalYears: [],
			wbsElements: [],
			costAccounts,
		};
		yield* documentRows(client, { type: plannedCostType, simple: true, pages: plannedCostPages(client, query) });
	},
	// Not a required field for n8n, which would refuse a workflow whose lane is off. Start refuses the lane without it.
	[{ ...planCategoryProperty, required: false }, planAccountsProperty, ledgerProperty],
);
