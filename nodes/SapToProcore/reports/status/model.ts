import type { Group } from '../groups';
import type { ReportHead } from '../head';
import type { OutcomeCounts } from './rows';

/** Procore calls in a span of time; `finishedAt` is `""` where its end is not known. */
export interface CallSpan {
	startedAt: string;
	finishedAt: string;
	procoreCalls: number;
}

/** Of the last day. */
export interface CallsOnRecord {
	runs: CallSpan[];
	reports: CallSpan[];
}

export interface ReportRequests extends CallSpan {
	/** `report: reconciliation` */
	source: string;
	sapCalls: number;
}

/** What asked the systems how often. */
export interface RequestsBy {
	/** `Sync, by the schedule`, `Report: reconciliation` */
	who: string;
	sapDay: number;
	procoreDay: number;
	sapMonth: number;
	procoreMonth: number;
}

/** A day of the last thirty, the oldest first. */
export interface TrendDay {
	/** `2026-10-01` */
	day: string;
	runs: number;
	procoreCalls: number;
	outcomes: number;
	/** Exceptions that were open at its end. */
	open: number;
}

/** A run that is not on record as ended. */
export interface RunningRun {
	runId: string;
	mode: string;
	startedAt: string;
	/** Who holds the lease; `""` = the run does not hold it any more. */
	holder: string;
	/** Until when the lease keeps other runs out, ISO 8601; `""` = it does not. */
	heldUntil: string;
	/** What it is doing, with how much of how much is done. */
	progress: string;
	/** When it last said so, `""` = never. */
	saidAt: string;
	/** Requests so far, as it last said. */
	sapCalls: number;
	procoreCalls: number;
	minutes: number;
	/** How many minutes runs of this mode usually take; null = there are none to go by. */
	usualMinutes: number | null;
	/** Why it is about to end, where somebody has stopped it. */
	message: string;
}

export interface RunSummary extends CallSpan {
	runId: string;
	mode: string;
	status: string;
	startedAt: string;
	/** `""` while it is running, or when it broke off. */
	finishedAt: string;
	seconds: number | null;
	/** Why it did not come through, in sentences; `""` = it did. */
	why: string;
	/** n8n's execution, `""` = the run ID does not tell. */
	executionId: string;
	outcomes: OutcomeCounts;
	sapCalls: number;
	procoreCalls: number;
}

/** How far an entity has been read. `state`: `late` = further back than two turns of the schedule. */
export interface Freshness {
	entity: string;
	title: string;
	/** ISO 8601, `""` = never read. */
	readUpTo: string;
	minutesBehind: number | null;
	state: 'good' | 'late' | 'never';
}

export interface StatusReport extends ReportHead {
	report: 'status';
	/** `good`; `attention` = people have something to do; `bad` = the sync itself does not do its work. */
	state: 'good' | 'attention' | 'bad';
	/** Why, in sentences; [] = all is well. */
	remarks: string[];
	/** The next turn of the schedule, ISO 8601. */
	nextRun: string;
	/** Whether the schedule has started a run in its last two turns: only a published sync has one. */
	isScheduled: boolean;
	/** No run has written anything: a preview leaves no exceptions. */
	onlyPreviews: boolean;
	/** When the first exception is due again, `""` = none waits for a time. */
	nextRetry: string;
	/** The latest first. */
	runs: RunSummary[];
	/** undefined = none is running. */
	running: RunningRun | undefined;
	requests: RequestsBy[];
	trend: TrendDay[];
	freshness: Freshness[];
	exceptions: { open: number; parked: number; forPeople: number; byEntity: Group[]; byReason: Group[] };
	calls: {
		quotaPerHour: number;
		/** Procore calls of runs and reports in the last hour; a run that lasted longer counts in proportion. */
		lastHour: number;
		lastDay: number;
		/** Those of them that reports made. */
		reportsLastHour: number;
		reportsLastDay: number;
		/** The most that one of the runs shown needed in an hour. */
		busiestRun: number;
	};
}
