import { accountsAdvice } from '../../../shared/accountRanges';
import { laneOf, type Lane } from '../../../shared/model';
import { invalidParameter } from '../../../shared/parameters';
import { costPagesInRange } from '../../documents/finance/costsInRange';
import { NeededProjects } from '../../documents/finance/neededProjects';
import { projectCostPages, projectCostType, type ProjectCostQuery } from '../../documents/finance/projectCosts';
import { suppliersOf } from '../../documents/purchaseOrder/query';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { documentRows } from '../documents';
import { fetchOperation, laneWindow } from '../fetch';
import { ordersOfBatch } from '../laneOrders';
import type { Call } from '../operation';
import { neededOf, notShownRow } from './notShown';
import { chosenAccounts, chosenLedger, costAccountsProperty, ledgerProperty } from '../ledger';

/**
 * Costs, all of them if something moved in the window. So they come, too, when orders were read, because a contract may
 * cover what was a direct cost; and with keys: what an open exception held up is not among what moved. Where the run reads
 * them in ranges of projects, the first one asks what moved.
 */
export const { description, once, execute } = fetchOperation(
	'projectCost',
	async function* (call, run, lane) {
		if (!lane.reads) return;
		const { context, client } = call;
		const costAccounts = chosenAccounts(context, context.getNodeParameter('costAccounts', 0, ''), 0);
		if (!costAccounts) throw invalidParameter(context, 0, 'Cost Accounts', `It is empty. ${accountsAdvice}`);
		const isWhole =
			lane.keys.length > 0 || lane.afterKey !== '' || (await ordersMoved(call, laneOf(run, 'purchase_order')));
		const window = isWhole ? undefined : laneWindow(context, lane);
		const needed = new NeededProjects(neededOf(run, lane));
		const query: ProjectCostQuery = {
			companyCodes: [],
			ledger: chosenLedger(context.getNodeParameter('ledger', 0, '')),
			postedFrom: '',
			postedTo: '',
			internalIds: undefined,
			changedFrom: window?.changedFrom ?? '',
			changedTo: window?.changedTo ?? '',
			costAccounts,
			changesReturn: 'all',
			needed,
		};
		yield* documentRows(client, {
			type: projectCostType(query),
			simple: true,
			pages: lane.projects
				? costPagesInRange(client, { ...query, range: lane.projects, runId: run.runId, since: lane.window.to })
				: projectCostPages(client, query),
		});
		for (const sapProject of needed.notShown()) yield notShownRow(client.node, sapProject);
	},
	[costAccountsProperty, ledgerProperty],
);

/** Whether this run has read orders. */
async function ordersMoved({ context, client }: Call, orders: Lane): Promise<boolean> {
	if (!orders.on) return false;
	if ((orders.total?.documents ?? 0) > 0) return true;
	const service = purchaseOrderServices[client.connection.versions.purchaseOrder];
	for (const selection of ordersOfBatch(context, orders))
		if ((await suppliersOf(client, service, { ...selection, limit: 1 })).length > 0) return true;
	return false;
}
