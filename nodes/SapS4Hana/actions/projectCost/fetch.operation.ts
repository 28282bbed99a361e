import { projectCostPages, projectCostType, type ProjectCostQuery } from '../../documents/finance/projectCosts';
import { documentRows } from '../documents';
import { fetchOperation, laneWindow } from '../fetch';
import { chosenLedger, ledgerProperty } from './ledger';

/**
 * Cumulative costs, all of them if something moved in the window. With keys there is no window: amounts that an open
 * exception held up are not among those that moved.
 */
export const { description, once, execute } = fetchOperation(
	'projectCost',
	async function* ({ context, client }, _run, lane) {
		if (!lane.reads) return;
		const window = lane.keys.length > 0 ? undefined : laneWindow(context, lane);
		const query: ProjectCostQuery = {
			companyCodes: [],
			ledger: chosenLedger(context.getNodeParameter('ledger', 0, '')),
			postedFrom: '',
			postedTo: '',
			internalIds: undefined,
			changedFrom: window?.changedFrom ?? '',
			changedTo: window?.changedTo ?? '',
			changesReturn: 'all',
		};
		yield* documentRows(client, {
			type: projectCostType(query),
			simple: true,
			pages: projectCostPages(client, query),
		});
	},
	[ledgerProperty],
);
