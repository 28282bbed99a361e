import type { CostCodeRow } from '../ledger/rows';
import { codeIn, type AccountKeys } from '../lookup/costCodes';
import { withoutZeros } from '../lookup/keys';
import { matches, patternOf } from '../../shared/pattern';
import { wbsPatterns, type Roster } from '../lookup/roster';

/** What a reason of a suggestion goes by. */
export type ReasonKind = 'account' | 'wbsElement' | 'costCenter' | 'words';

/** A cost code that rows of the map speak for. */
export interface Evidence {
	costCode: string;
	costType: string;
	kind: ReasonKind;
	/** From 0 to 1. */
	weight: number;
	/** In words. */
	text: string;
}

/** How often rows of one kind name a cost code. */
interface Tally {
	total: number;
	codes: Map<string, { row: CostCodeRow; count: number }>;
}

/** What is looked up for a combination: rows of which kind, how much they say at most, and how people call them. */
interface Question {
	kind: ReasonKind;
	key: string;
	weight: number;
	told: (row: CostCodeRow, count: number) => string;
}

/**
 * The cost code map by everything that makes a row resemble an account assignment that it does not fit. Made once for a map,
 * asked for each combination: both take as long as there are rows or combinations, not their product.
 */
export class MapEvidence {
	private readonly tallies = new Map<string, Tally>();

	private readonly accountPrefixes = new Set<number>();

	private readonly relative = new Map<string, string>();

	/** @param rows those that decide: enabled and filled */
	constructor(
		rows: readonly CostCodeRow[],
		private readonly projects: Roster,
	) {
		for (const row of rows) for (const key of this.placesOf(row)) this.count(key, row);
	}

	/** What rows for similar account assignments of the project say; what says most for a code comes first. */
	of(keys: AccountKeys, projectId: string): Evidence[] {
		return this.questions(keys, projectId)
			.flatMap(({ kind, key, weight, told }) => {
				const tally = this.tallies.get(key);
				return [...(tally?.codes.values() ?? [])].map(({ row, count }) => ({
					...codeIn(row),
					kind,
					weight: (weight * count) / (tally?.total ?? 1),
					text: told(row, count),
				}));
			})
			.sort((a, b) => b.weight - a.weight);
	}

	private count(key: string, row: CostCodeRow): void {
		const tally = this.tallies.get(key) ?? { total: 0, codes: new Map<string, { row: CostCodeRow; count: number }>() };
		this.tallies.set(key, tally);
		tally.total++;
		const code = JSON.stringify(codeIn(row));
		const known = tally.codes.get(code);
		if (known) {
			known.count++;
			// Which one is named does not depend on the order of the map.
			if (row.wbs_element < known.row.wbs_element) known.row = row;
		} else tally.codes.set(code, { row, count: 1 });
	}

	private placesOf(row: CostCodeRow): string[] {
		const account = patternOf(withoutZeros(row.gl_account));
		const element = patternOf(row.wbs_element);
		const center = patternOf(withoutZeros(row.cost_center));
		const places: string[] = [];
		if (account.kind !== 'any') {
			const name = `${account.key}${account.kind === 'prefix' ? '*' : ''}`;
			if (account.kind === 'prefix') this.accountPrefixes.add(account.key.length);
			places.push(key('account', name));
			const project = this.projectOf(row);
			if (project !== '') places.push(key('account', name, project));
		}
		// A row for one account says less about another one.
		const forAccount = account.kind === 'exact' ? account.key : '';
		const onObject = (...place: string[]) => places.push(key(...place, forAccount), key(...place, 'any'));
		if (element.kind !== 'any') {
			const own = trimmed(element.key);
			for (const above of upTo(own)) onObject('below', above);
			onObject('element', own);
			if (parentOf(own) !== '') onObject('beside', parentOf(own));
			if (this.relativeOf(own) !== '') onObject('relative', this.relativeOf(own));
		}
		if (center.kind === 'exact') onObject('center', center.key);
		return places;
	}

	private questions(keys: AccountKeys, projectId: string): Question[] {
		const account = withoutZeros(keys.glAccount);
		const names = [account, ...[...this.accountPrefixes].map((length) => `${account.slice(0, length)}*`)];
		const byAccount = names.flatMap((name): Question[] => [
			{
				...{ kind: 'account', key: key('account', name, projectId), weight: 0.8 },
				told: (row, count) => `G/L account ${name} has it in ${rowsText(count, row)} for this project`,
			},
			{
				...{ kind: 'account', key: key('account', name), weight: 0.6 },
				told: (row, count) => `G/L account ${name} has it in ${rowsText(count, row)} of the map`,
			},
		]);
		return [...byAccount, ...this.onElement(keys, account), ...onCenter(keys, account)];
	}

	private onElement({ wbsElement }: AccountKeys, account: string): Question[] {
		if (wbsElement === '') return [];
		const places: Array<{ place: string[]; weight: number; name: (row: CostCodeRow) => string }> = [
			...[wbsElement, ...upTo(wbsElement)].map((above) => ({
				place: ['element', above],
				weight: 0.55,
				name: (row: CostCodeRow) => `WBS element ${row.wbs_element}, of the same branch,`,
			})),
			{
				place: ['below', wbsElement],
				weight: 0.5,
				name: (row) => `WBS element ${row.wbs_element}, below this one,`,
			},
			{
				place: ['beside', parentOf(wbsElement)],
				weight: 0.45,
				name: (row) => `WBS element ${row.wbs_element}, below the same parent,`,
			},
			{
				place: ['relative', this.relativeOf(wbsElement)],
				weight: 0.4,
				name: (row) => `WBS element ${row.wbs_element}, at the same place of another project,`,
			},
		];
		return places.flatMap(({ place, weight, name }) => onObject('wbsElement', place, account, weight, name));
	}

	private projectOf(row: CostCodeRow): string {
		const wbsElement = trimmed(patternKey(row.wbs_element));
		const answer = this.projects.find({ wbsElement, order: '', costCenter: patternKey(row.cost_center) });
		return answer.kind === 'project' ? answer.row.project_id : '';
	}

	/** Where a WBS element stands within its project: what follows on the beginning that the roster knows the project by. */
	private relativeOf(element: string): string {
		const known = this.relative.get(element);
		if (known !== undefined) return known;
		const answer = this.projects.find({ wbsElement: element, order: '', costCenter: '' });
		const beginnings =
			answer.kind === 'project'
				? wbsPatterns(answer.row).flatMap((pattern) => (matches(pattern, element) ? [pattern.key.length] : []))
				: [];
		const relative = beginnings.length === 0 ? '' : element.slice(Math.max(...beginnings)).replace(notInKey, '');
		this.relative.set(element, relative);
		return relative;
	}
}

const onCenter = ({ costCenter }: AccountKeys, account: string): Question[] =>
	costCenter === ''
		? []
		: onObject(
				'costCenter',
				['center', withoutZeros(costCenter)],
				account,
				0.5,
				(row) => `cost center ${row.cost_center}`,
			);

/** Rows for an object: with the same account, without any, and with any account at all. */
function onObject(
	kind: ReasonKind,
	place: string[],
	account: string,
	weight: number,
	name: (row: CostCodeRow) => string,
): Question[] {
	return [
		{
			...{ kind, key: key(...place, account), weight },
			told: (row) => `${name(row)} has it for the same G/L account`,
		},
		{ kind, key: key(...place, ''), weight, told: (row) => `${name(row)} has it` },
		{
			...{ kind, key: key(...place, 'any'), weight: weight / 2.5 },
			told: (row, count) => `${name(row)} has it in ${rowsText(count, row)}, for whatever G/L account`,
		},
	];
}

const key = (...parts: string[]) => JSON.stringify(parts);

const patternKey = (cell: string) => {
	const pattern = patternOf(cell);
	return pattern.kind === 'any' ? '' : pattern.key;
};

const rowsText = (count: number, { id }: CostCodeRow) => (count === 1 ? `row ${id || '?'}` : `${count} rows`);

const notInKey = /^[^\p{L}\p{N}]+/u;

/** The beginning of WBS elements without what separates it from what follows. */
const trimmed = (element: string) => element.replace(/(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/u, '');

/** What an element is below of: `P-1001.1.2` → `P-1001.1`; `""` at the top. */
const parentOf = (element: string) => trimmed(element.replace(/(?<![\p{L}\p{N}])[\p{L}\p{N}]+$/u, ''));

/** SAP's projects have fewer. */
const mostLevels = 30;

/** All that an element is below of, the nearest first. */
function upTo(element: string, levels = mostLevels): string[] {
	const above = levels === 0 ? '' : parentOf(element);
	return above === '' ? [] : [above, ...upTo(above, levels - 1)];
}
