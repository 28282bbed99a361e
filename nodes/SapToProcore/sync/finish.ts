import type { Lane, Run } from '../../shared/model';
import { hasWork } from './lane';
import { countsText, cursorOf, summaryOf } from './summary';
import { troublesIn } from './totals';

export type RunStatus = 'success' | 'partial' | 'failed';

/**
 * Row of `sap_procore_runs`. `counts` is JSON: outcomes by entity and status, beside the window each lane read; `summary`
 * the same for people; `message` why the run stopped early, or what lanes as a whole failed on.
 */
export interface RunRow {
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
 * success: every lane read all that it was to read; failed: none did, or the run stopped early; partial: some did, or a
 * backfill is not through yet. Documents that were held or failed have their exceptions and do not count here.
 */
export function runStatus(lanes: Lane[], message: string): RunStatus {
	if (message !== '') return 'failed';
	const on = lanes.filter((lane) => lane.on);
	const isComplete = ({ total, waits }: Lane) => total?.complete ?? !waits;
	if (on.every(isComplete)) return 'success';
	const progressed = on.some((lane) => lane.total?.read === true && cursorOf(lane) !== '');
	const gotThrough = on.some((lane) => lane.total?.read === true && isComplete(lane));
	return progressed || gotThrough ? 'partial' : 'failed';
}

/** Whether a further batch makes sense: something is left to read, and neither quota nor a system gave out for it. */
export const goesOn = (next: Lane[]): boolean => next.some((lane) => lane.reads && hasWork(lane));

/** Closes a run: its row for `sap_procore_runs`. `message`: why it stopped early, or `""`. `now` is ISO 8601. */
export function finishRun(
	run: Run,
	lanes: Lane[],
	message: string,
	calls: { sap: number; procore: number },
	now: string,
): RunRow {
	return {
		run_id: run.runId,
		mode: run.mode,
		started_at: run.startedAt,
		finished_at: now,
		status: run.trouble === '' ? runStatus(lanes, message) : 'failed',
		summary: summaryOf(lanes),
		message: [message, run.trouble, troublesIn(lanes)].filter((text) => text !== '').join('\n'),
		counts: countsText(lanes),
		sap_calls: calls.sap,
		procore_calls: calls.procore,
	};
}
