import type { Lane, Outcome, Run } from '../../../shared/model';
import { afterBatch, troubleOf } from '../lane';
import { allocationRows, type AllocationRow } from './allocationRows';
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
	/** Now, ISO 8601. */
	now: string;
}

export interface Recorded {
	audit: AuditRow[];
	allocations: AllocationRow[];
	contracts: ContractRow[];
	exceptions: ExceptionUpdate[];
	/** The lane as it stands now. */
	lane: Lane;
}

/**
 * Turns the outcomes of a lane's batch into audit rows, exceptions to open and to resolve, and where the lane stands now.
 * A preview leaves exceptions, contracts and watermarks alone.
 */
export function record(input: RecordInput): Recorded {
	const { run, lane, outcomes, now } = input;
	const recorded = (status: string) => status !== 'unchanged' || run.recordUnchanged;
	const through = run.system !== '' && troubleOf(lane, input) === '';
	return {
		audit: outcomes.filter(({ status }) => recorded(status)).map((each) => auditRow(each, run, now)),
		allocations: allocationRows(outcomes, withAllocations(run), run),
		contracts: run.dryRun ? [] : contractRows(outcomes, input.knownContracts, run),
		exceptions: run.dryRun ? [] : exceptionUpdates({ ...input, lane, through, maximumAttempts: run.maximumAttempts }),
		lane: afterBatch(run, lane, input),
	};
}

const withAllocations = (run: Run): ReadonlySet<string> =>
	new Set(['synced', ...(run.dryRun ? ['planned'] : []), ...(run.recordUnchanged ? ['unchanged'] : [])]);
