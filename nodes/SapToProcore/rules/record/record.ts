import type { Allocation, Entity, Outcome } from '../../../shared/model';
import type { ExceptionRow } from '../rows';
import type { RunPlan } from '../runPlan';
import { allocationRows, type AllocationRow } from './allocationRows';
import { auditRow, type AuditRow } from './auditRows';
import { contractRows, type ContractRow, type KnownContract } from './contractRows';
import { exceptionUpdates, type ExceptionUpdate } from './exceptionRows';
import { isComplete, laneResult, type LaneResult } from './lane';
import type { Traced } from './traced';

export interface RecordInput {
	run: RunPlan;
	entity: Entity;
	outcomes: Outcome[];
	/** Exceptions of this entity that are not resolved: open, parked, or set to ignored by a person. */
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
	lane: LaneResult;
}

/**
 * Turns the outcomes of a lane into audit rows, exceptions to open and to resolve, and the lane's new watermark.
 * A preview leaves exceptions, contracts and watermark alone.
 */
export function record(input: RecordInput): Recorded {
	const { run, entity, outcomes, now } = input;
	const recorded = new Set<string>(run.dryRun ? ['synced', 'planned'] : ['synced']);
	// A run that was broken off may have written what now turns out unchanged, and have recorded nothing of it.
	const withUnchanged = input.recordUnchanged || run.recordUnchanged;
	if (withUnchanged) recorded.add('unchanged');
	const complete = isComplete(run, outcomes);
	return {
		audit: outcomes.flatMap((each, from) =>
			each.status === 'unchanged' && !withUnchanged ? [] : [{ row: auditRow(each, run, now), from }],
		),
		allocations: allocationRows(input.allocations, outcomes, recorded, run),
		contracts: run.dryRun ? [] : contractRows(outcomes, input.knownContracts, run),
		exceptions: run.dryRun ? [] : exceptionUpdates({ ...input, complete, windowRead: complete }),
		lane: laneResult(run, entity, outcomes),
	};
}
