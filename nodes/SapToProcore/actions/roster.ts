import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { failureOf, reasonIn } from '../../shared/items';
import { RecentMap } from '../../shared/recentMap';
import { roster, type Roster } from '../lookup/roster';
import type { Ledger } from '../ledger';

interface Unread {
	message: string;
	reason: string;
}

/** Executions in which the projects of Procore could not be read, with why; the last ones of this process. */
const unread = new RecentMap<Unread>(100);

/** Remembers that the projects could not be read: the lanes that follow would decide on projects of another day. */
export function rosterUnread(context: IExecuteFunctions, item: INodeExecutionData): void {
	const failure = failureOf(item);
	if (!failure) return;
	unread.set(context.getExecutionId(), {
		message: failure.message,
		reason: reasonIn(failure.details) ?? 'unexpected_error',
	});
}

/**
 * The roster, to find the project of a document.
 * @throws NodeOperationError when the projects could not be read in this run: a project that is missing would make its
 * documents look as if they belonged to none
 */
export async function readRoster(context: IExecuteFunctions, ledger: Ledger): Promise<Roster> {
	const failure = unread.get(context.getExecutionId());
	if (!failure) return roster(await ledger.rows('projects'));
	const error = new NodeOperationError(context.getNode(), `Projects could not be read: ${failure.message}`, {
		description: 'Nothing was decided without them. The next run catches up.',
		failure: { cause: 'temporarily-unavailable' },
	});
	error.context.reason = failure.reason;
	throw error;
}
