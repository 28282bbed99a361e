import { sumBy } from 'lodash';
import type { ReportRequests, RequestsBy } from './model';
import type { ReportedRun } from './rows';
import { upperFirst } from '../../../shared/texts';

const dayMs = 86_400_000;

/** How n8n calls what started a run, as people say it. */
const starters: Record<string, string> = {
	trigger: 'by the schedule',
	manual: 'by hand',
	replay: 'for a replay',
	'': 'by a schedule or by hand',
};

interface Asked {
	who: string;
	at: number;
	sap: number;
	procore: number;
}

/** Who has asked the systems how often in the last day and in all that is on record, the most of Procore first. */
export function requestsBy(
	runs: readonly ReportedRun[],
	reports: readonly ReportRequests[],
	now: number,
): RequestsBy[] {
	const asked: Asked[] = [
		...runs.map((run) => ({
			who: `Sync, ${starters[run.started_by] ?? `started by ${run.started_by}`}`,
			at: Date.parse(run.started_at),
			...{ sap: run.sap_calls, procore: run.procore_calls },
		})),
		...reports.map(({ source, startedAt, sapCalls, procoreCalls }) => ({
			who: upperFirst(source),
			at: Date.parse(startedAt),
			...{ sap: sapCalls, procore: procoreCalls },
		})),
	];
	return [...new Set(asked.map(({ who }) => who))]
		.map((who) => {
			const all = asked.filter((each) => each.who === who);
			const recent = all.filter(({ at }) => now - at < dayMs);
			return {
				who,
				sapDay: sumBy(recent, 'sap'),
				procoreDay: sumBy(recent, 'procore'),
				sapMonth: sumBy(all, 'sap'),
				procoreMonth: sumBy(all, 'procore'),
			};
		})
		.filter(({ sapMonth, procoreMonth }) => sapMonth + procoreMonth > 0)
		.sort((a, b) => b.procoreMonth - a.procoreMonth || b.sapMonth - a.sapMonth);
}
