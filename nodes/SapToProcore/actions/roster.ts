import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { failureOf, reasonIn } from '../../shared/items';
import type { Run } from '../../shared/model';
import { RecentMap } from '../../shared/recentMap';
import { roster, type Roster } from '../lookup/roster';
import type { Ledger } from '../ledger';

interface Unread {
	message: string;
	reason: string;
}

/**
 * Runs in which the projects of Procore could not be read, with why. By run and not by execution: later batches of a run
 * are executions of their own, and do not read the projects again.
 */
const unread = new RecentMap<Unread>(100);

/**
 * Remembers whether the projects could be read, by the items of the node that reads them, none of them in batches that do
 * not: without them the lanes that follow would decide on projects of another day.
 */
export function rosterRead(run: Run, items: readonly INodeExecutionData[]): void {
	const failure = items.map(failureOf).find((each) => each !== undefined);
	if (!failure) {
		// Read again as a single step of the editor.
		if (items.length > 0) unread.delete(run.runId);
		return;
	}
	unread.set(run.runId, {
		message: failure.message,
		reason: reasonIn(failure.details) ?? 'unexpected_error',
	});
}

/**
 * The roster, to find the project of a document.
 * @throws NodeOperationError when the projects could not be read in this run: a project that is missing would make its
 * documents look as if they belonged to none
 */
export async function readRoster(context: IExecuteFunctions, run: Run, ledger: Ledger): Promise<Roster> {
	const failure = unread.get(run.runId);
	if (!failure) return roster(await ledger.rows('projects'));
	const error = new NodeOperationError(context.getNode(), `Projects could not be read: ${failure.message}`, {
		description: 'Nothing was decided without them. The next run catches up.',
		failure: { cause: 'temporarily-unavailable' },
	});
	error.context.reason = failure.reason;
	throw error;
}
