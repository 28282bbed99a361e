import { NodeOperationError, sleep, type IExecuteFunctions } from 'n8n-workflow';
import type { Run } from './model/run';
import { callsOf, executionIdOf, type CallCounts } from './callCounter';
import { attempt } from './failure';
import { RecentMap } from './recentMap';
import { definitions } from './tables/definitions';
import { tableStoreOf } from './tables/inlineStore';
import { renewLease } from './tables/lease';
import type { TableStore } from './tables/store';

/** A lease is renewed at most so often, milliseconds. */
const renewedEvery = 60_000;
/** When a renewal that failed is tried again, milliseconds. */
const retriedAfter = 20_000;
/** How often keep-alive looks whether it is time, milliseconds. */
const slice = 1_000;

interface Pulse {
	/** When the lease was confirmed last, milliseconds since 1970; 0 = never. */
	confirmedAt: number;
	lost: boolean;
	/** What the run is doing, for people; `""` = nothing said yet. */
	progress: string;
	/** Requests so far, by execution: each batch is one of its own. */
	calls: Map<string, CallCounts>;
	renewal?: Promise<void>;
}

/** What this process knows of leases, by holder: the nodes of a run ask once a minute, not each of them. */
const pulses = new RecentMap<Pulse>(50);
const pulseOf = (holder: string) =>
	pulses.getOrMake(holder, () => ({ confirmedAt: 0, lost: false, progress: '', calls: new Map() }));

export interface Lease {
	/**
	 * Makes sure that the run still holds the lease, and renews it, unless that was done within `maxAgeMs`. Call it before
	 * anything is written, to Procore or to the tables.
	 * @throws NodeOperationError with the reason `lease_lost` when another run has it
	 * @throws NodeOperationError with the reason `table_unavailable` when nobody can tell
	 */
	confirm(maxAgeMs?: number): Promise<void>;
	/**
	 * Does something that may take long, or waits, and renews the lease meanwhile, once a minute. Never throws by itself:
	 * `confirm` tells when the lease was lost.
	 */
	keepAlive<T>(work: () => Promise<T>): Promise<T>;
	/** Says what the run is doing. Kept in this process, and written to its row with the next renewal. */
	progress(text: string): void;
}

const noLease: Lease = {
	confirm: async () => await Promise.resolve(),
	keepAlive: async (work) => await work(),
	progress: () => undefined,
};

/** The lease of a run. A run that needs none (a preview, a single step in the editor) always has it. */
export const leaseOf = (context: IExecuteFunctions, run: Pick<Run, 'customer' | 'runId' | 'holder'>): Lease =>
	run.holder === '' ? noLease : leaseOn(context, tableStoreOf(context), run);

/** Says that a run has just taken its lease, so that its first node need not ask. */
export function leaseTaken(holder: string): void {
	pulseOf(holder).confirmedAt = Date.now();
}

/** The lease of a run in any store. */
export function leaseOn(
	context: IExecuteFunctions,
	store: TableStore,
	{ customer, runId, holder }: Pick<Run, 'customer' | 'runId' | 'holder'>,
): Lease {
	const pulse = pulseOf(holder);

	const age = () => {
		const passed = Date.now() - pulse.confirmedAt;
		// A clock that was set back says nothing about how long ago it was.
		return passed < 0 ? Infinity : passed;
	};

	const renew = async () => {
		const now = Date.now();
		const at = new Date(now).toISOString();
		if (!(await renewLease(store, customer, holder, at))) {
			pulse.lost = true;
			return;
		}
		pulse.confirmedAt = now;
		if (pulse.progress === '') return;
		const ofRun = [
			{ column: 'customer', value: customer },
			{ column: 'run_id', value: runId },
		];
		await store.update(definitions.runs, ofRun, {
			...{ progress: pulse.progress, heartbeat_at: at },
			...callsSoFar(pulse, executionIdOf(context)),
		});
	};

	/** Nodes that ask at the same time share one renewal. */
	const renewOnce = async () => {
		pulse.renewal ??= renew().finally(() => {
			delete pulse.renewal;
		});
		await pulse.renewal;
	};

	return {
		async confirm(maxAgeMs = renewedEvery) {
			if (!pulse.lost && age() > maxAgeMs) await renewOnce();
			if (pulse.lost) throw leaseLost(context, customer);
		},

		async keepAlive(work) {
			let done = false;
			let tried = 0;
			const beat = async () => {
				while (!done && !pulse.lost) {
					// A table that cannot be reached now may be back in a minute; who writes asks for itself.
					if (age() >= renewedEvery && Date.now() - tried >= retriedAfter) {
						tried = Date.now();
						await attempt(context, renewOnce);
					}
					if (!done) await sleep(slice);
				}
			};
			void beat();
			return await work().finally(() => {
				done = true;
			});
		},

		progress(text) {
			pulse.progress = text;
		},
	};
}

/** What the executions of the run have asked for so far, in this process; the run itself counts to the end. */
function callsSoFar({ calls }: Pulse, executionId: string | undefined): { sap_calls: number; procore_calls: number } {
	if (executionId !== undefined) calls.set(executionId, callsOf(executionId));
	const all = [...calls.values()];
	return {
		sap_calls: all.reduce((sum, { sap }) => sum + sap, 0),
		procore_calls: all.reduce((sum, { procore }) => sum + procore, 0),
	};
}

function leaseLost(context: IExecuteFunctions, customer: string): NodeOperationError {
	const error = new NodeOperationError(
		context.getNode(),
		`Lost lease. Another run of customer ${customer} has taken over, or somebody has stopped it on the page Status, or has emptied the row "lease" of sap_procore_state. This run writes nothing more.`,
		{
			description:
				'Nothing to do: the next run reads the rest. If it happens again and again, look for a second n8n or workflow that syncs the same customer.',
			failure: { cause: 'configuration-invalid' },
		},
	);
	error.context.reason = 'lease_lost';
	return error;
}
