import type { RunPlan } from './runPlan';
import { countsText, summaryOf } from './summary';
import { callsIn, troublesIn, type Totals } from './totals';

export type RunStatus = 'success' | 'partial' | 'failed';

/**
 * Row of `sap_procore_runs`. `counts` is JSON: outcomes by entity and status, beside the window each lane read; `summary`
 * the same for people; `message` why the run stopped before its end, or what lanes as a whole failed on.
 */
export interface RunRow {
	customer: string;
	run_id: string;
	mode: string;
	started_at: string;
	finished_at: string;
	status: RunStatus;
	summary: string;
	message: string;
	counts: string;
	sap_calls: number;
	procore_calls: number;
}

/**
 * success: every lane read all that it was to read; failed: none did, or the run stopped before its end; partial: some did,
 * or a backfill has not come to its end. Documents that were held or failed have their exceptions and do not count here.
 */
export function runStatus(totals: Totals, message: string): RunStatus {
	if (message !== '') return 'failed';
	const lanes = Object.values(totals.lanes);
	const bad = lanes.filter((lane) => !lane.complete);
	if (bad.length === 0) return 'success';
	const read = lanes.filter((lane) => lane.read);
	const gotOn = lanes.some((lane) => lane.cursor !== '') || read.some((lane) => lane.complete);
	return gotOn ? 'partial' : 'failed';
}

/** Closes a run: its row for `sap_procore_runs`. `message`: why it stopped before its end, or `""`. `now` is ISO 8601. */
export function finishRun(run: RunPlan, message: string, now: string): RunRow {
	const calls = callsIn(run.totals);
	return {
		customer: run.customer,
		run_id: run.runId,
		mode: run.mode,
		started_at: run.startedAt,
		finished_at: now,
		status: runStatus(run.totals, message),
		summary: summaryOf(run.totals),
		message: [message, troublesIn(run.totals)].filter((text) => text !== '').join('\n'),
		counts: countsText(run.totals),
		sap_calls: calls.sap,
		procore_calls: calls.procore,
	};
}
