import type { Allocation, Entity, Outcome } from '../../../shared/model';
import type { ExceptionRow } from '../../ledger/rows';
import type { RunPlan } from '../runPlan';
import { allocationRows, type AllocationRow } from './allocationRows';
import { auditRow, type AuditRow } from './auditRows';
import { contractRows, type ContractRow, type KnownContract } from './contractRows';
import { exceptionUpdates, type ExceptionUpdate } from './exceptionRows';
import { isComplete, laneResult, troubleOf, type LaneResult } from './lane';
import { noLane } from './noLane';
import type { Traced } from './traced';

export interface RecordInput {
	run: RunPlan;
	/** The lanes whose outcomes these are. */
	lanes: readonly Entity[];
	outcomes: Outcome[];
	/** Exceptions that are not resolved: open, parked, or set to ignored by a person. */
	known: ExceptionRow[];
	/** Where the account assignments of the documents went. */
	allocations: Allocation[];
	/** Rows of `sap_procore_contracts`; undefined = nobody looked. */
	knownContracts: KnownContract[] | undefined;
	/** Whether unchanged documents get an audit row too; they are always counted. */
	recordUnchanged: boolean;
	/** How many runs in a row meet a failed or waiting document before it is parked. */
	maximumAttempts: number;
	/** Now, ISO 8601. */
	now: string;
}

export interface Recorded {
	audit: Array<Traced<AuditRow>>;
	allocations: Array<Traced<AllocationRow>>;
	contracts: Array<Traced<ContractRow>>;
	exceptions: Array<Traced<ExceptionUpdate>>;
	lanes: LaneResult[];
}

/**
 * Turns the outcomes of a batch into audit rows, exceptions to open and to resolve, and where each lane stands now.
 * A preview leaves exceptions, contracts and watermarks alone.
 */
export function record(input: RecordInput): Recorded {
	const { run, outcomes, now } = input;
	// A run that was broken off may have written what now turns out unchanged, and have recorded nothing of it.
	const withUnchanged = input.recordUnchanged || run.recordUnchanged;
	const through = throughOf(input);
	return {
		audit: outcomes.flatMap((each, from) =>
			each.status === 'unchanged' && !withUnchanged ? [] : [{ row: auditRow(each, run, now), from }],
		),
		allocations: allocationRows(input.allocations, outcomes, withAllocations(run, withUnchanged), run),
		contracts: run.dryRun ? [] : contractRows(outcomes, input.knownContracts, run),
		exceptions: run.dryRun ? [] : exceptionUpdates({ ...input, through }),
		lanes: input.lanes.map((entity) =>
			laneResult(
				run,
				entity,
				outcomes.filter((each) => each.entity === entity),
				{
					allThrough: through(entity),
					trouble: troubleOf(outcomes.filter((each) => each.entity === entity || each.entity === noLane)),
				},
			),
		),
	};
}

function withAllocations(run: RunPlan, withUnchanged: boolean): ReadonlySet<string> {
	return new Set(['synced', ...(run.dryRun ? ['planned'] : []), ...(withUnchanged ? ['unchanged'] : [])]);
}

/**
 * Tells of each lane whether all went through it. A node that failed without saying for which lane may have been in any;
 * of lanes whose outcomes are not here nothing is known.
 */
function throughOf({ run, lanes, outcomes }: RecordInput): (entity: string) => boolean {
	const isThrough = (lane: string) =>
		isComplete(
			run,
			outcomes.filter(({ entity }) => entity === lane),
		);
	const ofAny = isThrough(noLane);
	const through = new Set<string>(ofAny ? [noLane, ...lanes.filter(isThrough)] : []);
	return (entity) => through.has(entity);
}
