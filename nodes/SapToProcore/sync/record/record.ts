import type { Lane, Outcome, Run } from '../../../shared/model';
import type { ApprovalChanges, ApprovalRow } from '../../ledger/approvals';
import { afterBatch, troubleOf } from '../lane';
import { allocationRows, type AllocationRow } from './allocationRows';
import { approvalChanges, asksAgain } from './approvalRows';
import { auditRow, type AuditRow } from './auditRows';
import { contractRows, type ContractRow, type KnownContract } from './contractRows';
import { exceptionUpdates, type ExceptionUpdate, type KnownException } from './exceptionRows';

export interface RecordInput {
	run: Run;
	lane: Lane;
	/** One for each document (and project), those that a step left out included. */
	outcomes: Outcome[];
	/** Keys of the documents that SAP gave, in the order in which they came. */
	fetched: string[];
	/** Documents that nothing is known of. */
	unaccounted: number;
	/** Exceptions of the lane that are not resolved: open, parked, or set to ignored by a person. */
	known: KnownException[];
	/** Rows of `sap_procore_contracts`; undefined = nobody looked. */
	knownContracts: KnownContract[] | undefined;
	/** What somebody was asked to approve and is not settled; none where nobody is asked. */
	knownApprovals: readonly ApprovalRow[];
	/** Now, ISO 8601. */
	now: string;
}

export interface Recorded {
	audit: AuditRow[];
	allocations: AllocationRow[];
	contracts: ContractRow[];
	exceptions: ExceptionUpdate[];
	approvals: ApprovalChanges;
	/** The lane as it stands now. */
	lane: Lane;
}

/**
 * Turns the outcomes of a lane's batch into audit rows, exceptions to open and to resolve, and where the lane stands now.
 * A preview leaves exceptions, contracts and watermarks alone.
 */
export function record(input: RecordInput): Recorded {
	const { run, lane, outcomes, knownApprovals, now } = input;
	const isAskedAgain = asksAgain(knownApprovals);
	// Who does not answer is not told on record in every run that nothing has changed.
	const isRecorded = (each: Outcome) => run.recordUnchanged || (each.status !== 'unchanged' && !isAskedAgain(each));
	const through = run.system !== '' && troubleOf(lane, input) === '';
	const exceptions = run.dryRun
		? []
		: exceptionUpdates({ ...input, lane, through, maximumAttempts: run.maximumAttempts });
	return {
		audit: outcomes.filter(isRecorded).map((each) => auditRow(each, run, now)),
		allocations: allocationRows(outcomes, withAllocations(run), run),
		contracts: run.dryRun ? [] : contractRows(outcomes, input.knownContracts, run),
		exceptions,
		approvals: run.dryRun
			? { asked: [], settled: [] }
			: approvalChanges({ run, outcomes, known: knownApprovals, exceptions, now }),
		lane: afterBatch(run, lane, input),
	};
}

const withAllocations = (run: Run): ReadonlySet<string> =>
	new Set(['synced', ...(run.dryRun ? ['planned'] : []), ...(run.recordUnchanged ? ['unchanged'] : [])]);
