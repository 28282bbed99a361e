import type { CallCounts } from '../../shared/callCounter';
import type { LaneResult } from './record';
import type { RunPlan } from './runPlan';

export type RunStatus = 'success' | 'partial' | 'failed';

/** Row of `sap_procore_runs`. `counts` is JSON: outcomes by entity and status, beside the window each lane read. */
export interface RunRow {
	customer: string;
	run_id: string;
	mode: string;
	started_at: string;
	finished_at: string;
	status: RunStatus;
	counts: string;
	sap_calls: number;
	procore_calls: number;
}

/** success: every lane read all of its window; failed: none did; partial: some did. */
export function runStatus(lanes: LaneResult[]): RunStatus {
	const complete = lanes.filter((lane) => lane.complete).length;
	return complete === lanes.length ? 'success' : complete === 0 ? 'failed' : 'partial';
}

/** Closes a run: its row for `sap_procore_runs`. `now` is ISO 8601. */
export function finishRun(run: RunPlan, lanes: LaneResult[], calls: CallCounts, now: string): RunRow {
	const counts = Object.fromEntries(
		lanes.map((lane) => [lane.entity, { ...lane.counts, complete: lane.complete, from: lane.from, to: lane.to }]),
	);
	return {
		customer: run.customer,
		run_id: run.runId,
		mode: run.mode,
		started_at: run.startedAt,
		finished_at: now,
		status: runStatus(lanes),
		counts: JSON.stringify(counts),
		sap_calls: calls.sap,
		procore_calls: calls.procore,
	};
}
