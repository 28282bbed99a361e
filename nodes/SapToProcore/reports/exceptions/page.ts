import { bars } from '../kit/bars';
import { moneyTexts, timeText } from '../kit/format';
import { notice, type Page, type Section } from '../kit/page';
import { table } from '../kit/table';
import { tiles, type Tile } from '../kit/tiles';
import type { Group } from '../groups';
import { openColumns, resolvedColumns, unmappedColumns } from './columns';
import type { ExceptionsReport } from './model';

/** The report as a page. */
export function exceptionsPage(report: ExceptionsReport): Page {
	return {
		title: 'Open exceptions',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [tiles(tilesOf(report)), ...report.gaps.map(notice)],
		sections: [charts(report), ...lists(report)],
	};
}

function tilesOf({ counts, waiting, month, preview }: ExceptionsReport): Tile[] {
	return [
		{
			label: 'Need somebody',
			value: String(counts.forPeople),
			note: counts.parked > 0 ? `${counts.parked} of them parked` : '',
			tone: counts.forPeople > 0 ? 'warn' : preview ? 'unknown' : 'good',
		},
		{ label: 'Go on by themselves', value: String(counts.byItself) },
		{ label: 'Amount that waits', value: moneyTexts(waiting) || '0' },
		{ label: `Resolved in ${month}`, value: String(counts.resolved), tone: 'good' },
		...(counts.ignored > 0 ? [{ label: 'Ignored by people', value: String(counts.ignored) }] : []),
	];
}

function charts({ byReason, byAge, byProject, byEntity }: ExceptionsReport): Section {
	const chart = (title: string, groups: Group[]) =>
		bars(
			title,
			groups.slice(0, 15).map(({ label, count, amounts }) => ({
				label,
				size: String(count),
				value: [String(count), moneyTexts(amounts)].filter(Boolean).join(' · '),
			})),
		);
	return {
		title: 'Where they are',
		content: [
			chart('By reason', byReason),
			chart('By age', byAge),
			chart('By project', byProject),
			chart('By document', byEntity),
		],
	};
}

function lists({ open, unmapped, resolved, month }: ExceptionsReport): Section[] {
	return [
		{ title: 'Open exceptions', content: [table(openColumns, open, { empty: 'There is none.' })] },
		{
			title: 'Account assignments without a cost code',
			about:
				'Fill the cost code of these rows in the table sap_procore_cost_codes. The next run picks it up by itself.',
			content: [table(unmappedColumns, unmapped, { empty: 'Every account assignment has one.' })],
		},
		{
			title: `Resolved in ${month}`,
			content: [table(resolvedColumns, resolved, { empty: 'None was resolved.', most: 100 })],
		},
	];
}
