import { askedPlanOf, type AskedPlan, type Outcome, type Run } from '../../../shared/model';
import type { LedgerCells } from '../../ledger';
import type { ApprovalChanges, ApprovalRow } from '../../ledger/approvals';
import type { ExceptionUpdate } from './exceptionRows';

export interface ApprovalInput {
	run: Run;
	outcomes: readonly Outcome[];
	/** What was asked and is not settled. */
	known: readonly ApprovalRow[];
	exceptions: readonly ExceptionUpdate[];
	/** Now, ISO 8601. */
	now: string;
}

/** Tells whether somebody was asked about the very plan of an outcome before. */
export function asksAgain(known: readonly ApprovalRow[]): (each: Outcome) => boolean {
	const plans = new Set(known.map(({ origin_id: originId, plan }) => JSON.stringify([originId, plan])));
	return (each) => {
		const asked = askedPlanOf(each);
		return asked !== undefined && plans.has(JSON.stringify([each.originId, asked.plan]));
	};
}

/** New questions, and what became of earlier ones. */
export function approvalChanges({ run, outcomes, known, exceptions, now }: ApprovalInput): ApprovalChanges {
	const isKnown = asksAgain(known);
	const byOriginId = new Map(outcomes.map((each) => [each.originId, each]));
	const resolved = new Set(exceptions.filter(({ status }) => status === 'resolved').map(documentOf));
	return {
		asked: outcomes.flatMap((each) => {
			const asked = askedPlanOf(each);
			return asked && !isKnown(each) ? [askedRow(each, asked, run, now)] : [];
		}),
		settled: known.flatMap((row) => {
			const state = stateAfter(row, byOriginId.get(row.origin_id), resolved.has(documentOf(row)));
			return state === undefined ? [] : [{ row, cells: { state, settled_run: run.runId } }];
		}),
	};
}

const documentOf = ({ entity, sap_key, project_id }: Pick<ApprovalRow, 'entity' | 'sap_key' | 'project_id'>) =>
	JSON.stringify([entity, sap_key, project_id]);

/**
 * What a question has become; undefined = it stands.
 * @param own what the run says of its object
 * @param isResolved nothing of its document needs anybody any more
 */
function stateAfter(
	{ state, plan }: ApprovalRow,
	own: Outcome | undefined,
	isResolved: boolean,
): 'used' | 'outdated' | undefined {
	// The order has left the project before anything of it was there.
	if (!own) return isResolved && state !== 'left' ? 'outdated' : undefined;
	const asked = askedPlanOf(own);
	if (asked) return asked.plan === plan ? undefined : 'outdated';
	if (own.reason === 'left_as_it_is') return state === 'left' ? undefined : 'outdated';
	if (isWritten(own)) return state === 'approved' ? 'used' : 'outdated';
	return own.status === 'ignored' ? 'outdated' : undefined;
}

/** A run that is killed after it has written leaves it to the next one to find that nothing is to be done. */
const isWritten = ({ status, reason }: Outcome) =>
	status === 'synced' || status === 'unchanged' || reason === 'change_order_pending';

function askedRow(
	{ entity, sapKey, projectId, originId }: Outcome,
	{ plan, change, what, before, after, moved, currency }: AskedPlan,
	{ runId }: Run,
	now: string,
): LedgerCells<'approvals'> {
	return {
		...{ entity, sap_key: sapKey, project_id: projectId, origin_id: originId },
		...{ plan, change, what, state: 'waiting', asked_at: now, run_id: runId },
		...{ before_amount: before, after_amount: after, moved_amount: moved, currency },
	};
}
