import type { Execution } from '../tools/n8n/executions.ts';
import type { Row } from '../tools/n8n/tables.ts';
import type { TrafficEntry } from '../simulators/core/traffic.ts';
import { type Calls, countCalls } from './calls.ts';
import { leastProcoreCalls } from './leastCalls.ts';
import { type Playground, syncWorkflow } from './playground.ts';

/** Outcomes by entity and status. */
export type OutcomeCounts = Record<string, Record<string, number>>;

export interface SyncRun {
	mode: string;
	/** Of the run row, also when the execution ended as an error to report it; n8n's own status when this run has no row. */
	status: string;
	seconds: number;
	outcomes: OutcomeCounts;
	calls: Calls;
	leastCalls: { procore: number };
	execution: Execution;
	traffic: TrafficEntry[];
}

/** Presses *Run now*, waits for the end and sums up what the run did. */
export async function syncOnce({ n8n, simulators }: Playground): Promise<SyncRun> {
	const before = simulators.procore.traffic.entries().length;
	const started = performance.now();
	const execution = await n8n.rest.runManually(syncWorkflow.id, syncWorkflow.trigger, 1_800_000);
	const seconds = Math.round((performance.now() - started) / 10) / 100;
	const traffic = simulators.procore.traffic.entries().slice(before);
	const row = await lastRunRow(n8n.rest);
	const outcomes = outcomesOf(row);
	const vendors = simulators.procore.simulator.state() as { vendors: unknown[] };
	return {
		mode: String(row?.mode ?? ''),
		status: isOf(execution, row) ? String(row?.status) : execution.status,
		seconds,
		outcomes,
		calls: countCalls(traffic),
		leastCalls: { procore: leastProcoreCalls(traffic, vendors.vendors.length, outcomes.supplier?.synced ?? 0) },
		execution,
		traffic,
	};
}

async function lastRunRow(rest: Playground['n8n']['rest']): Promise<Row | undefined> {
	const tables = await rest.tables.list();
	if (!tables.some(({ name }) => name === 'sap_procore_runs')) return undefined;
	return (await rest.tables.rows('sap_procore_runs')).at(-1);
}

/** Whether a run row is of this execution, and was closed by it. */
const isOf = ({ id }: Execution, row: Row | undefined) =>
	row !== undefined && String(row.run_id).endsWith(`-${id}`) && row.status !== 'running';

/** Reads the counts of a run row; every status is there, also those that did not occur. */
export function outcomesOf(row: Row | undefined): OutcomeCounts {
	const counts = JSON.parse(String(row?.counts ?? '') || '{}') as Record<string, Record<string, unknown>>;
	return Object.fromEntries(
		Object.entries(counts).map(([entity, values]) => [
			entity,
			{
				synced: 0,
				unchanged: 0,
				held: 0,
				...Object.fromEntries(
					Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
				),
			},
		]),
	);
}
