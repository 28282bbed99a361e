import { bars, columnsChart } from '../kit/bars';
import type { Column } from '../kit/columns';
import { durationText, grouped, moneyTexts, timeText } from '../kit/format';
import { notice, type Page, type Section } from '../kit/page';
import { table } from '../kit/table';
import { tiles, type Tile, type Tone } from '../kit/tiles';
import { callsPerHour } from './calls';
import type { Freshness, RunSummary, StatusReport } from './model';

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
	attention: { value: 'People are needed', tone: 'warn' },
	bad: { value: 'Look at the sync', tone: 'bad' },
};

/** The status as a page. */
export function statusPage(report: StatusReport): Page {
	return {
		title: 'Status of the sync',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [tiles(tilesOf(report)), ...report.remarks.map(notice)],
		sections: [runs(report), freshness(report), exceptions(report), quota(report)],
	};
}

function tilesOf({ state, runs: [last], nextRun, exceptions: { open, parked }, calls }: StatusReport): Tile[] {
	return [
		{ label: 'State', ...stateTiles[state] },
		last
			? { label: 'Last run', value: last.status, note: `${timeText(last.startedAt)} UTC`, tone: toneOf(last) }
			: { label: 'Last run', value: 'none yet', tone: 'bad' },
		{ label: 'Next run', value: timeText(nextRun), note: 'by the schedule, UTC' },
		{
			label: 'Open exceptions',
			value: grouped(String(open)),
			note: parked > 0 ? `${parked} of them parked` : '',
			tone: open > 0 ? 'warn' : 'good',
		},
		{
			label: 'Procore calls in the last hour',
			value: grouped(String(calls.lastHour)),
			note: `of ${grouped(String(calls.quotaPerHour))}${calls.reportsLastHour > 0 ? `, ${grouped(String(calls.reportsLastHour))} of them by reports` : ''}`,
			tone: calls.lastHour > calls.quotaPerHour * 0.8 ? 'warn' : 'good',
		},
	];
}

function runs({ runs: all }: StatusReport): Section {
	const most = Math.max(1, ...all.map(({ procoreCalls }) => procoreCalls));
	const oldestFirst = [...all].reverse();
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
			),
			table(runColumns, all, { empty: 'No run is on record yet.' }),
		],
	};
}

function freshness({ freshness: all, nextRetry }: StatusReport): Section {
	return {
		title: 'How fresh Procore is',
		about: nextRetry ? `The first exception is due again at ${timeText(nextRetry)}.` : '',
		content: [table(freshnessColumns, all, { empty: 'Nothing has been read yet.' })],
	};
}

function exceptions({ exceptions: { byReason, byEntity } }: StatusReport): Section {
	const chart = (title: string, groups: typeof byReason) =>
		bars(
			title,
			groups.slice(0, 12).map(({ label, count, amounts }) => ({
				label,
				size: String(count),
				value: [String(count), moneyTexts(amounts)].filter(Boolean).join(' · '),
				tone: 'warn',
			})),
		);
	return {
		title: 'Open exceptions',
		about: byReason.length === 0 ? 'There is none.' : '',
		content: [chart('By reason', byReason), chart('By document', byEntity)],
	};
}

function quota({ calls, runs: [last] }: StatusReport): Section {
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
			bars(
				'',
				[
					bar('Last hour', lastHour, quotaPerHour),
					bar('Last 24 hours', lastDay, quotaPerHour * 24),
					...(last ? [bar('Last run, in an hour', callsPerHour(last), quotaPerHour)] : []),
					bar('Busiest run shown, in an hour', busiestRun, quotaPerHour),
				],
				'1000',
			),
		],
	};
}
