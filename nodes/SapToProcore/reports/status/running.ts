import { executionIn } from '../../explain';
import type { RunningRun } from './model';
import type { ReportedRun } from './rows';

export interface HeldLease {
	holder: string;
	/** ISO 8601. */
	until: string;
}

export interface RunningInput {
	/** Now, ISO 8601. */
	now: string;
	runs: readonly ReportedRun[];
	lease: HeldLease | undefined;
}

/** Runs that a guess goes by. */
const mostCompared = 9;
const minuteMs = 60_000;

/** The latest run, if it is not on record as ended: how far it is, and whether it still holds the lease. */
export function runningRun({ now, runs, lease }: RunningInput): RunningRun | undefined {
	const latest = [...runs].sort((a, b) => (a.started_at < b.started_at ? 1 : -1));
	const [run] = latest;
	if (run?.status !== 'running') return undefined;
	const isHeld = lease !== undefined && Date.parse(lease.until) > Date.parse(now);
	const isHolder = isHeld && lease.holder.startsWith(`execution ${executionIn(run.run_id)} `);
	return {
		runId: run.run_id,
		mode: run.mode,
		startedAt: run.started_at,
		holder: isHolder ? lease.holder : '',
		heldUntil: isHeld ? lease.until : '',
		progress: run.progress,
		saidAt: run.heartbeat_at,
		sapCalls: run.sap_calls,
		procoreCalls: run.procore_calls,
		minutes: minutesFrom(run.started_at, now) ?? 0,
		usualMinutes: usual(latest, run.mode),
		message: run.message,
	};
}

const minutesFrom = (from: string, to: string): number | undefined => {
	const ms = Date.parse(to) - Date.parse(from);
	return Number.isNaN(ms) ? undefined : Math.max(0, ms / minuteMs);
};

/** The middle one of what the last runs of a mode took; null where there are none. */
function usual(latest: readonly ReportedRun[], mode: string): number | null {
	const minutes = latest
		.filter((run) => run.mode === mode && run.status === 'success')
		.slice(0, mostCompared)
		.flatMap((run) => minutesFrom(run.started_at, run.finished_at) ?? [])
		.sort((a, b) => a - b);
	return minutes[Math.floor(minutes.length / 2)] ?? null;
}
