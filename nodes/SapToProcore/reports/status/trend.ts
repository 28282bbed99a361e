import { sumBy } from 'lodash';
import type { ReportedException } from '../exceptions/model';
import type { CallSpan, TrendDay } from './model';
import { outcomeCounts, type ReportedRun } from './rows';

export interface TrendInput {
	/** Now, ISO 8601. */
	now: string;
	runs: readonly ReportedRun[];
	reportCalls: readonly CallSpan[];
	/** Exceptions that are not resolved, and those that were in these days. */
	exceptions: readonly ReportedException[];
	resolved: readonly ReportedException[];
}

const days = 30;
const dayMs = 86_400_000;
const dayOf = (instant: string) => instant.slice(0, 10);

/** What each of the last thirty days brought, today being the last; days are those of UTC. */
export function trendOf({ now, runs, reportCalls, exceptions, resolved }: TrendInput): TrendDay[] {
	const today = Date.parse(`${dayOf(now)}T00:00:00.000Z`);
	return Array.from({ length: days }, (_, index) => {
		const start = today - (days - 1 - index) * dayMs;
		const day = new Date(start).toISOString().slice(0, 10);
		const ran = runs.filter((run) => dayOf(run.started_at) === day);
		const asked = reportCalls.filter(({ startedAt }) => dayOf(startedAt) === day);
		return {
			day,
			runs: ran.length,
			procoreCalls: sumBy(ran, 'procore_calls') + sumBy(asked, 'procoreCalls'),
			outcomes: sumBy(ran, ({ counts }) => sumBy(Object.values(outcomeCounts(counts)))),
			open: openAt(start + dayMs, exceptions, resolved),
		};
	});
}

/** An exception that opened anew after it was resolved counts from the first time on: the table has its last state only. */
function openAt(end: number, exceptions: readonly ReportedException[], resolved: readonly ReportedException[]): number {
	const isThere = ({ first_seen: from }: ReportedException) => Date.parse(from) < end;
	const left = exceptions.filter((row) => row.status !== 'ignored' && row.status !== 'resolved' && isThere(row));
	return left.length + resolved.filter((row) => isThere(row) && Date.parse(row.last_seen) >= end).length;
}
