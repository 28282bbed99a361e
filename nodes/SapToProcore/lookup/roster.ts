import { groupBy } from 'lodash';
import type { ReasonCode } from '../../shared/reasons';
import type { RosterRow } from '../ledger/rows';
import { valuesIn, withoutZeros } from './keys';
import { branchPatternOf, matches, patternOf, specificity, type KeyPattern, type Pattern } from '../../shared/pattern';

/** What tells the project of an account assignment. */
export interface ProjectKeys {
	wbsElement: string;
	order: string;
	costCenter: string;
}

/**
 * `unmapped` = a WBS element that no row fits; `outside` = no WBS element, and neither order nor cost center in any row:
 * not a project purchase. `rule` names the row that decided.
 */
export type ProjectAnswer =
	| { kind: 'project'; row: RosterRow; rule: string }
	| { kind: 'ambiguous'; rules: string[] }
	| { kind: 'unmapped' }
	| { kind: 'outside' };

export interface Roster {
	/** The project by WBS element, then order, then cost center. */
	find(keys: ProjectKeys): ProjectAnswer;
	byId(projectId: string): RosterRow | undefined;
}

/** Why the project takes nothing; undefined = it does. */
export function closedReason(row: Pick<RosterRow, 'active' | 'sync_enabled'>): ReasonCode | undefined {
	if (!row.sync_enabled) return 'project_sync_off';
	return row.active ? undefined : 'project_inactive';
}

type Column = 'sap_project' | 'sap_wbs_prefix' | 'sap_cost_center';

/** One value of a cell, by which a key is held against the row. */
interface Entry {
	row: RosterRow;
	column: Column;
	value: string;
	pattern: KeyPattern;
}

/** Look-up over `sap_procore_projects`. A cell may hold several values, separated by commas. */
export function roster(rows: RosterRow[]): Roster {
	const byWbs = remembered(rows.flatMap(wbsEntries));
	const byOrder = remembered(rows.flatMap(orderEntries), withoutZeros);
	const byCostCenter = remembered(rows.flatMap(costCenterEntries), withoutZeros);
	const ids = new Map(rows.map((row) => [row.project_id, row]));
	return {
		byId: (projectId) => ids.get(projectId),
		find: ({ wbsElement, order, costCenter }) => {
			if (wbsElement !== '') return byWbs(wbsElement) ?? { kind: 'unmapped' };
			return byOrder(order) ?? byCostCenter(costCenter) ?? { kind: 'outside' };
		},
	};
}

/** The WBS elements that belong to a project. */
export const wbsPatterns = (row: RosterRow): KeyPattern[] => wbsEntries(row).map(({ pattern }) => pattern);

/** The cost centers that belong to a project, leading zeros left out. */
export const costCenterPatterns = (row: RosterRow): KeyPattern[] =>
	costCenterEntries(row).map(({ pattern }) => pattern);

/** The internal orders that belong to a project, leading zeros left out. */
export const orderNumbers = (row: RosterRow): string[] => orderEntries(row).map(({ pattern }) => pattern.key);

/** Whether anything of SAP belongs to a project; otherwise nothing is ever sent to it. */
export const takesAnything = (row: RosterRow): boolean =>
	[wbsEntries, orderEntries, costCenterEntries].some((entriesOf) => entriesOf(row).length > 0);

const wbsEntries = (row: RosterRow): Entry[] => [
	...entries(row, 'sap_wbs_prefix', branchPatternOf),
	...entries(row, 'sap_project', branchPatternOf),
];

const orderEntries = (row: RosterRow): Entry[] =>
	entries(row, 'sap_project', (value) => ({ kind: 'exact', key: withoutZeros(value) }));

const costCenterEntries = (row: RosterRow): Entry[] =>
	entries(row, 'sap_cost_center', (value) => patternOf(withoutZeros(value)));

/** Without those that match anything: a project that takes everything is a mistake. */
function entries(row: RosterRow, column: Column, patternIn: (value: string) => Pattern): Entry[] {
	return valuesIn(row[column]).flatMap((value) => {
		const pattern = patternIn(value);
		return pattern.kind === 'any' ? [] : [{ row, column, value, pattern }];
	});
}

function remembered(entriesOf: Entry[], keyOf = (key: string) => key): (key: string) => ProjectAnswer | undefined {
	const answers = new Map<string, ProjectAnswer | undefined>();
	const near = candidatesIn(entriesOf);
	return (key) => {
		if (!answers.has(key)) answers.set(key, mostSpecific(near(keyOf(key)), keyOf(key)));
		return answers.get(key);
	};
}

/**
 * The entries that a key may match: whatever the pattern, the key begins with it. Hundreds of projects with thousands of WBS
 * elements each must not be compared one by one.
 */
function candidatesIn(all: Entry[]): (key: string) => Entry[] {
	const begins = new Map(Object.entries(groupBy(all, ({ pattern }) => pattern.key)));
	const lengths = [...new Set([...begins.keys()].map(({ length }) => length))];
	return (key) => lengths.flatMap((length) => (length > key.length ? [] : (begins.get(key.slice(0, length)) ?? [])));
}

function mostSpecific(all: Entry[], key: string): ProjectAnswer | undefined {
	const hits = all.filter(({ pattern }) => matches(pattern, key));
	const most = Math.max(0, ...hits.map(({ pattern }) => specificity(pattern)));
	const best = hits.filter(({ pattern }) => specificity(pattern) === most);
	const [first] = best;
	if (!first) return undefined;
	if (best.some(({ row }) => row.project_id !== first.row.project_id))
		return { kind: 'ambiguous', rules: best.map((hit) => `${ruleOf(hit)} → project ${hit.row.project_id}`) };
	// Not by the number of the row: one that was found in this run has none yet.
	return {
		kind: 'project',
		row: first.row,
		rule: `the row of ${first.row.project_id}: ${first.column}=${first.value}`,
	};
}

const ruleOf = ({ row, column, value }: Entry) => `row ${row.id || '?'}: ${column}=${value}`;
