import type { CallSpan, RunSummary } from './model';

const hourMs = 3_600_000;

/** Procore calls of runs, or reports, within a span of time; what lies in it only in part counts in proportion. */
export function callsWithin(spans: readonly CallSpan[], from: number, to: number): number {
	const calls = spans.map((run) => {
		const start = Date.parse(run.startedAt);
		// A run that was killed may have gone on until the next one; its calls are on record only when it was closed.
		const end = Math.max(start + 1, Date.parse(run.finishedAt) || 0);
		const shared = Math.min(end, to) - Math.max(start, from);
		return shared > 0 ? run.procoreCalls * (shared / (end - start)) : 0;
	});
	return Math.round(calls.reduce((sum, each) => sum + each, 0));
}

/** What a run needed of an hour's quota. */
export function callsPerHour({ procoreCalls, seconds }: RunSummary): number {
	return Math.round(procoreCalls / Math.max(1, ((seconds ?? 0) * 1000) / hourMs));
}
