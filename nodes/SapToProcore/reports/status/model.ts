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

export interface RunSummary extends CallSpan {
	runId: string;
	mode: string;
	status: string;
	startedAt: string;
	/** `""` while it is running, or when it broke off. */
	finishedAt: string;
	seconds: number | null;
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
	/** ISO 8601. */
	nextRun: string;
	/** When the first exception is due again, `""` = none waits for a time. */
	nextRetry: string;
	/** The latest first. */
	runs: RunSummary[];
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
