import { bars, columnsChart } from '../kit/bars';
import type { Column } from '../kit/columns';
import { counted, durationText, grouped, moneyTexts, timeText } from '../kit/format';
import { markup } from '../kit/html';
import { notice, type Page, type Section } from '../kit/page';
import { folded } from '../kit/folded';
import { table } from '../kit/table';
import { tiles, type Tile, type Tone } from '../kit/tiles';
import type { Links } from '../links';
import { callsPerHour } from './calls';
import type { Freshness, RequestsBy, RunSummary, StatusReport } from './model';
import { runningSection } from './runningSection';
import { trendSection } from './trendSection';

const statusTones: Record<string, Tone> = { success: 'good', running: 'calm', partial: 'warn' };
const toneOf = ({ status }: RunSummary): Tone => statusTones[status] ?? 'bad';

const outcomesText = ({ outcomes }: RunSummary) =>
	Object.entries(outcomes)
		.map(([status, count]) => `${grouped(String(count))} ${status}`)
		.join(', ');

export const runColumns: Array<Column<RunSummary>> = [
	{ key: 'started_at', label: 'Started', kind: 'time', value: ({ startedAt }) => startedAt },
	{ key: 'mode', label: 'Mode', width: 'short', value: ({ mode }) => mode },
	{ key: 'status', label: 'Status', kind: 'state', value: ({ status }) => status },
	{
		key: 'seconds',
		label: 'Took',
		value: ({ seconds }) => (seconds === null ? '' : seconds < 120 ? `${seconds} s` : durationText(seconds * 1000)),
	},
	{ key: 'outcomes', label: 'Outcomes', width: 'long', value: outcomesText },
	{ key: 'sap_calls', label: 'SAP calls', kind: 'count', value: ({ sapCalls }) => sapCalls },
	{ key: 'procore_calls', label: 'Procore calls', kind: 'count', value: ({ procoreCalls }) => procoreCalls },
	{ key: 'run_id', label: 'Run', value: ({ runId }) => runId },
	{ key: 'why', label: 'Why', width: 'medium', value: ({ why }) => why },
];

const requestColumns: Array<Column<RequestsBy>> = [
	{ key: 'who', label: 'Who', width: 'long', value: ({ who }) => who },
	{ key: 'procore_day', label: 'Procore, 24 hours', kind: 'count', value: ({ procoreDay }) => procoreDay },
	{ key: 'procore_month', label: 'Procore, 30 days', kind: 'count', value: ({ procoreMonth }) => procoreMonth },
	{ key: 'sap_day', label: 'SAP, 24 hours', kind: 'count', value: ({ sapDay }) => sapDay },
	{ key: 'sap_month', label: 'SAP, 30 days', kind: 'count', value: ({ sapMonth }) => sapMonth },
];

const freshnessColumns: Array<Column<Freshness>> = [
	{ key: 'entity', label: 'What', value: ({ title }) => title },
	{ key: 'state', label: 'State', kind: 'state', value: ({ state }) => state },
	{ key: 'read_up_to', label: 'Read up to', kind: 'time', value: ({ readUpTo }) => readUpTo },
	{
		key: 'behind',
		label: 'Behind',
		value: ({ minutesBehind }) => (minutesBehind === null ? '' : durationText(minutesBehind * 60_000)),
	},
];

const stateTiles: Record<StatusReport['state'], { value: string; tone: Tone }> = {
	good: { value: 'All is well', tone: 'good' },
	attention: { value: 'Needs attention', tone: 'warn' },
	bad: { value: 'Look at the sync', tone: 'bad' },
};

/**
 * The status as a page.
 * @param links for a browser; left out in a mail, where nothing can be done either
 */
export function statusPage(report: StatusReport, links?: Links): Page {
	const { running } = report;
	return {
		title: 'Status of the sync',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [tiles(tilesOf(report)), ...report.remarks.map(notice)],
		sections: [
			...(running ? [runningSection(running, links)] : []),
			runs(report, links),
			freshness(report),
			exceptions(report),
			trendSection(report.trend),
			quota(report),
		],
	};
}

function tilesOf({
	state,
	runs: [last],
	nextRun,
	isScheduled,
	onlyPreviews,
	exceptions: { open, parked },
	calls,
}: StatusReport): Tile[] {
	return [
		{ label: 'State', ...stateTiles[state] },
		last
			? { label: 'Last run', value: last.status, note: `${timeText(last.startedAt)} UTC`, tone: toneOf(last) }
			: { label: 'Last run', value: 'none yet', tone: 'bad' },
		isScheduled
			? { label: 'Next run', value: timeText(nextRun), note: 'by the schedule, UTC' }
			: { label: 'Next run', value: timeText(nextRun), note: 'UTC, if the sync is published', tone: 'unknown' },
		{
			label: 'Open exceptions',
			value: grouped(String(open)),
			note: parked > 0 ? `${parked} of them parked` : onlyPreviews ? 'only previews have run' : '',
			tone: open > 0 ? 'warn' : onlyPreviews ? 'unknown' : 'good',
		},
		{
			label: 'Procore calls in the last hour',
			value: grouped(String(calls.lastHour)),
			note: `of ${grouped(String(calls.quotaPerHour))}${calls.reportsLastHour > 0 ? `, ${grouped(String(calls.reportsLastHour))} of them by reports` : ''}`,
			tone: calls.lastHour > calls.quotaPerHour * 0.8 ? 'warn' : 'good',
		},
	];
}

/** Runs that stand on the page; the older ones open with a click. */
const mostOpen = 2;

function runs({ runs: all }: StatusReport, links: Links | undefined): Section {
	const most = Math.max(1, ...all.map(({ procoreCalls }) => procoreCalls));
	const oldestFirst = [...all].reverse();
	const open = ({ executionId }: RunSummary) => links?.execution(executionId) ?? [];
	return {
		title: 'Last runs',
		content: [
			columnsChart(
				'Procore calls of each run, the latest on the right',
				oldestFirst.map((run) => ({
					height: run.procoreCalls / most,
					label: `${timeText(run.startedAt)}: ${run.status}, ${run.procoreCalls} calls`,
					tone: toneOf(run),
				})),
				60,
			),
			table(runColumns, all.slice(0, mostOpen), { empty: 'No run is on record yet.', open }),
			...(all.length > mostOpen
				? [
						folded(
							counted(all.length - mostOpen, 'older run'),
							table(runColumns, all.slice(mostOpen), { empty: '', open }),
						),
					]
				: []),
		],
	};
}

function freshness({ freshness: all, nextRetry }: StatusReport): Section {
	return {
		title: 'How fresh Procore is',
		about: nextRetry ? `The first exception is due again at ${timeText(nextRetry)}.` : '',
		content:
			all.length === 0
				? [markup`<p class="empty">Nothing has been read yet.</p>`]
				: [folded(freshnessText(all), table(freshnessColumns, all, { empty: '' }))],
	};
}

function freshnessText(all: readonly Freshness[]): string {
	const count = (wanted: Freshness['state']) => all.filter(({ state }) => state === wanted).length;
	const [late, never] = [count('late'), count('never')];
	const lateText = `${late === 0 ? 'none' : String(late)} late`;
	const neverText = never === all.length ? 'never read' : `${String(never)} never read`;
	return [
		`${counted(all.length, 'kind')} of documents`,
		...(never < all.length ? [lateText] : []),
		...(never > 0 ? [neverText] : []),
	].join(', ');
}

/** Reasons that stand on the page. */
const reasonsOpen = 4;

function exceptions({ onlyPreviews, exceptions: { byReason, byEntity } }: StatusReport): Section {
	const chart = (title: string, groups: typeof byReason) =>
		bars(
			title,
			groups.map(({ label, count, amounts }) => ({
				label,
				size: String(count),
				value: [String(count), moneyTexts(amounts)].filter(Boolean).join(' · '),
				tone: 'warn',
			})),
		);
	return {
		title: 'Open exceptions',
		about: byReason.length > 0 ? '' : onlyPreviews ? 'A preview leaves none.' : 'There is none.',
		content: [
			chart('By reason', byReason.slice(0, reasonsOpen)),
			...(byEntity.length > 0
				? [folded('More reasons, and by document', [chart('', byReason.slice(reasonsOpen, 12)), chart('', byEntity)])]
				: []),
		],
	};
}

function quota({ calls, requests, runs: [last] }: StatusReport): Section {
	const { quotaPerHour, lastHour, lastDay, busiestRun } = calls;
	const bar = (label: string, size: number, whole: number) => ({
		label,
		// In thousandths of the whole, so that bars of different wholes stand beside each other.
		size: String(Math.round((size * 1000) / Math.max(1, whole))),
		value: `${grouped(String(size))} of ${grouped(String(whole))}`,
		tone: size > whole * 0.8 ? ('warn' as const) : ('calm' as const),
	});
	return {
		title: 'Procore calls against the quota',
		about: 'Calls of this sync only. Others that use the same app share the quota.',
		content: [
			bars('', [bar('Last hour', lastHour, quotaPerHour)], '1000'),
			folded('Last day, busiest run, and requests by whom', [
				bars(
					'',
					[
						bar('Last 24 hours', lastDay, quotaPerHour * 24),
						...(last ? [bar('Last run, in an hour', callsPerHour(last), quotaPerHour)] : []),
						bar('Busiest run shown, in an hour', busiestRun, quotaPerHour),
					],
					'1000',
				),
				table(requestColumns, requests, { empty: 'No request is on record.' }),
			]),
		],
	};
}
