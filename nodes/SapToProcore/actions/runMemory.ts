import type { IExecuteFunctions } from 'n8n-workflow';
import { executionIdOf } from '../../shared/callCounter';
import type { Entity } from '../../shared/entities';
import type { Run } from '../../shared/model';
import { RecentMap } from '../../shared/recentMap';
import type { Unrecorded } from '../../shared/tables/unrecorded';
import type { LedgerRow } from '../ledger';
import type { LaneRow } from '../sync/lane';

/**
 * What the nodes of a run hand on to each other, beside what is in the tables. Only so that nothing is read twice: a node
 * that does not find it, as the process has changed or it is another batch, reads the tables.
 */
export interface RunMemory {
	/** `sap_procore_state` as Start has found it. */
	state: ReadonlyArray<LedgerRow<'state'>>;
	/** Exceptions that were not resolved when the run began. */
	exceptions: ReadonlyArray<LedgerRow<'exceptions'>>;
	/** What somebody was asked to approve and is not settled, as Start has found it. */
	approvals: ReadonlyArray<LedgerRow<'approvals'>>;
	/** What is still to be recorded, this run's part included. */
	unrecorded: Unrecorded;
	/** The rows that Record has written. */
	recorded: Map<Entity, LaneRow>;
	/** By lane what `begun_contracts` holds, where this run has changed it. */
	begun: Map<Entity, string[]>;
	/** By project what Procore has of actual costs, as the table has it now; undefined = as Start has found it. */
	costsSent?: Readonly<Record<string, string>>;
	/** Whether there may be exceptions that were not announced yet. */
	unannounced: boolean;
}

const memories = new RecentMap<RunMemory>(5);

const keyOf = (context: IExecuteFunctions, run: Pick<Run, 'runId'>) => `${executionIdOf(context) ?? ''} ${run.runId}`;

/** Start has read the tables. */
export function beginMemory(context: IExecuteFunctions, run: Run, memory: Omit<RunMemory, 'recorded' | 'begun'>): void {
	memories.set(keyOf(context, run), { ...memory, recorded: new Map(), begun: new Map() });
}

/** What was handed on in this execution of the run; undefined when nobody knows. */
export const memoryOf = (context: IExecuteFunctions, run: Run): RunMemory | undefined =>
	memories.get(keyOf(context, run));

export function endMemory(context: IExecuteFunctions, run: Run): void {
	memories.delete(keyOf(context, run));
}
