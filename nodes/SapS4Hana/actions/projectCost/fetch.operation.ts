import { selectionOf, selectionProperty } from '../../../shared/selectionParameter';
import { projectCostPages, projectCostType } from '../../documents/finance/projectCosts';
import { selectedCostPages } from '../../documents/finance/selectedCosts';
import { documentRows } from '../documents';
import { fetchOperation } from '../fetch';
import { costAccountsProperty, ledgerProperty } from '../ledger';
import { costFilterOf } from './costFilter';

/** All costs of the projects that were chosen for this batch. */
export const { description, once, execute } = fetchOperation(
	'projectCost',
	async function* ({ context, client }, _run, lane) {
		if (!lane.reads) return;
		const filter = costFilterOf(context, {
			costAccounts: context.getNodeParameter('costAccounts', 0, ''),
			ledger: context.getNodeParameter('ledger', 0, ''),
		});
		const selection = selectionOf(context);
		const everything = {
			...filter,
			internalIds: undefined,
			changedFrom: '',
			changedTo: '',
			changesReturn: 'all',
		} as const;
		yield* documentRows(client, {
			type: projectCostType(filter),
			simple: true,
			pages: selection ? selectedCostPages(client, filter, selection.projects) : projectCostPages(client, everything),
		});
	},
	[selectionProperty, costAccountsProperty, ledgerProperty],
);
