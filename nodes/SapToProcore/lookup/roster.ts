import type { ReasonCode } from '../../shared/reasons';
import type { RosterRow } from '../ledger/rows';
import { valuesIn, withoutZeros } from './keys';

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
}

interface Hit extends Entry {
	length: number;
}

/** Look-up over `sap_procore_projects`. A cell may hold several values, separated by commas. */
export function roster(rows: RosterRow[]): Roster {
	const wbs = rows.flatMap((row) => entries(row, row.sap_wbs_prefix === '' ? 'sap_project' : 'sap_wbs_prefix'));
	const orders = rows.flatMap((row) => entries(row, 'sap_project'));
	const costCenters = rows.flatMap((row) => entries(row, 'sap_cost_center'));
	const byWbs = remembered((element) => longest(wbs, (value) => wbsLength(value, element)));
	const byOrder = remembered((order) => longest(orders, (value) => exactLength(value, order)));
	const byCostCenter = remembered((center) => longest(costCenters, (value) => plainLength(value, center)));
	const ids = new Map(rows.map((row) => [row.project_id, row]));
	return {
		byId: (projectId) => ids.get(projectId),
		find: ({ wbsElement, order, costCenter }) => {
			if (wbsElement !== '') return byWbs(wbsElement) ?? { kind: 'unmapped' };
			return byOrder(order) ?? byCostCenter(costCenter) ?? { kind: 'outside' };
		},
	};
}

const entries = (row: RosterRow, column: Column): Entry[] =>
	valuesIn(row[column]).map((value) => ({ row, column, value }));

function remembered(find: (key: string) => ProjectAnswer | undefined): (key: string) => ProjectAnswer | undefined {
	const answers = new Map<string, ProjectAnswer | undefined>();
	return (key) => {
		if (key === '') return undefined;
		if (!answers.has(key)) answers.set(key, find(key));
		return answers.get(key);
	};
}

function longest(all: Entry[], lengthOf: (value: string) => number): ProjectAnswer | undefined {
	const hits = all
		.map((entry): Hit => ({ ...entry, length: lengthOf(entry.value) }))
		.filter(({ length }) => length > 0);
	const most = Math.max(0, ...hits.map(({ length }) => length));
	const best = hits.filter(({ length }) => length === most);
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

/** How much of a WBS element the value covers, 0 = none. `P-1001` takes `P-1001.2` and never `P-10010`. */
function wbsLength(value: string, element: string): number {
	if (value.endsWith('*')) return prefixLength(value, element);
	const next = element.charAt(value.length);
	return element.startsWith(value) && !/[\p{L}\p{N}]/u.test(next) ? value.length : 0;
}

const exactLength = (value: string, key: string) => (withoutZeros(value) === withoutZeros(key) ? value.length : 0);

const plainLength = (value: string, key: string) =>
	value.endsWith('*') ? prefixLength(withoutZeros(value), withoutZeros(key)) : exactLength(value, key);

/** Of a value with a trailing `*`; the star alone fits nothing, because a project that takes everything is a slip. */
const prefixLength = (value: string, key: string) => (key.startsWith(value.slice(0, -1)) ? value.length - 1 : 0);
