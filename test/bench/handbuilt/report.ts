import { changedOrders } from '../../e2e/support/day.ts';
import { type Findings, kinds } from './compare.ts';
import type { Verdict } from './faults.ts';
import type { Killed } from './kill.ts';
import type { Load } from './load.ts';

/** What was measured of one side; what was not yet is missing. */
export interface Results {
	load?: Load;
	killed?: Killed;
	faults?: { first: Findings; verdicts: Verdict[] };
}

export type AllResults = Record<string, Results>;

const hourlyQuota = 3_600;
const unknown = 'not measured';
const number = (value: number) => value.toLocaleString('en-US');

const words: Record<(typeof kinds)[number], (count: number) => string> = {
	missing: () => 'missing',
	halfWritten: () => 'half written',
	wrong: () => 'other than in SAP',
	undemanded: () => 'should not be there',
	vendorsTwice: (count) => (count === 1 ? 'duplicate vendor' : 'duplicate vendors'),
};

function table(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The tables as they stand in the documentation, one column a side; the last one is the package. */
export function tablesOf(results: AllResults): string {
	const sides = Object.keys(results);
	const row = (title: string, cell: (side: Results) => string | undefined) => [
		title,
		...sides.map((side) => cell(results[side] ?? {}) ?? unknown),
	];
	const last = results[sides.at(-1) ?? '']?.load;
	const factor = (of: (load: Load) => number) => (side: Results) => {
		if (!side.load || !last) return undefined;
		const calls = of(side.load);
		const least = of(last);
		return calls === least || least === 0 ? number(calls) : `${number(calls)} (${(calls / least).toFixed(1)} ×)`;
	};
	const found = (of: (side: Results) => Findings | undefined) => (side: Results) => {
		const findings = of(side);
		return findings && listed(Object.fromEntries(kinds.map((kind) => [kind, findings[kind].length])));
	};
	const calls = [
		row(
			'First load: Procore calls',
			factor(({ first }) => first.procore),
		),
		row('… SAP calls', ({ load }) => load && number(load.first.sap)),
		row('… seconds', ({ load }) => load && number(load.first.seconds)),
		row(
			`… hours at ${number(hourlyQuota)} calls an hour`,
			({ load }) => load && (load.first.procore / hourlyQuota).toFixed(1),
		),
		row(
			`A day's changes (${String(changedOrders)} orders): Procore calls`,
			factor(({ day }) => day.procore),
		),
		row('… SAP calls', ({ load }) => load && number(load.day.sap)),
		row('… seconds', ({ load }) => load && number(load.day.seconds)),
		row('Nothing changed: Procore calls', ({ load }) => load && number(load.unchanged.procore)),
		row('… SAP calls', ({ load }) => load && number(load.unchanged.sap)),
		row('… seconds', ({ load }) => load && number(load.unchanged.seconds)),
		row('Contracts as SAP has them, at the end', ({ load }) => load && number(load.after.right)),
		row(
			'… what else there is',
			found(({ load }) => load?.after),
		),
	];
	const trouble = [
		row(
			'First load, nothing planted',
			found(({ faults }) => faults?.first),
		),
		row(
			'n8n killed in the middle of the first load: until the next run',
			found(({ killed }) => killed?.between),
		),
		row(
			'… after the next run',
			found(({ killed }) => killed?.after),
		),
		row('… Procore calls of the next run', ({ killed }) => killed && number(killed.callsAgain)),
		...verdictTitles(results).map((title) => row(title, ({ faults }) => verdictText(faults?.verdicts, title))),
	];
	return [table(['`seed`', ...sides], calls), table(['`tour`', ...sides], trouble)].join('\n\n');
}

function listed(counts: Record<string, number>): string {
	const parts = kinds.flatMap((kind) =>
		(counts[kind] ?? 0) > 0 ? [`${number(counts[kind] ?? 0)} ${words[kind](counts[kind] ?? 0)}`] : [],
	);
	return parts.length === 0 ? 'nothing' : parts.join(', ');
}

const verdictTitles = (results: AllResults) => [
	...new Set(Object.values(results).flatMap(({ faults }) => faults?.verdicts.map(({ title }) => title) ?? [])),
];

function verdictText(verdicts: Verdict[] | undefined, title: string): string | undefined {
	const verdict = verdicts?.find((each) => each.title === title);
	if (!verdict) return undefined;
	const left = listed(verdict.left);
	if (left === 'nothing') return left;
	return verdict.told.length === 0 ? `${left}, and nobody is told` : `${left} (noted)`;
}
