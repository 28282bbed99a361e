import type { LedgerWhere, TableName } from '../ledger';

/** A table whose rows grow old, and the column that says how old. */
interface Aging<T extends TableName> {
	table: T;
	column: LedgerWhere<T>[number]['column'];
	/** A moment (ISO 8601, UTC) as the column has it. */
	moment: (iso: string) => string;
	/** What else has to be so before a row may go. */
	where: LedgerWhere<T>;
}

const aging = <T extends TableName>(
	table: T,
	column: Aging<T>['column'],
	where: LedgerWhere<T> = [],
	moment: Aging<T>['moment'] = (iso) => iso,
): Aging<TableName> => ({ table, column, where, moment }) as unknown as Aging<TableName>;

/** What is older than the audit trail is kept. `runs` comes last: as long as a run has its row, something of it may be left. */
const agingTables: ReadonlyArray<Aging<TableName>> = [
	aging('audit', 'at'),
	aging('allocations', 'run_id', [], runStamp),
	// An exception that a person has added, or emptied, does not say how old it is.
	aging('exceptions', 'last_seen', [
		{ column: 'last_seen', is: 'gt', value: '' },
		{ column: 'status', value: 'resolved' },
	]),
	aging('approvals', 'asked_at', [
		{ column: 'state', is: 'neq', value: 'waiting' },
		{ column: 'state', is: 'neq', value: 'approved' },
		{ column: 'state', is: 'neq', value: 'left' },
	]),
	aging('changes', 'at'),
	aging('runs', 'started_at'),
];

/** Rows of a table. */
export interface Rows {
	table: TableName;
	where: LedgerWhere<TableName>;
}

/** Rows that are older than a moment (ISO 8601, UTC), table by table. */
export const rowsBefore = (before: string): Rows[] =>
	agingTables.map(({ table, column, where, moment }) => ({
		table,
		where: [{ column, is: 'lt', value: moment(before) }, ...where],
	}));

/** Row of `sap_procore_state` that says up to when months have been exported to files and taken out. */
export const archiveEntity = 'archive';

const dayMs = 24 * 3600_000;

/** The moment before which rows go, ISO 8601. `retentionDays` = 0 keeps everything: undefined. `now` is ISO 8601. */
export function retainedFrom(retentionDays: number, now: string): string | undefined {
	return retentionDays === 0 ? undefined : new Date(Date.parse(now) - retentionDays * dayMs).toISOString();
}

/** The time with which a run ID begins: `20261001T060000Z`. */
export function runStamp(iso: string): string {
	return iso.replace(/[-:]|\.\d+/g, '');
}

/** Where a month (`2026-10`) ends, ISO 8601, UTC. */
export function endOf(month: string): string {
	const end = new Date(`${month}-01T00:00:00.000Z`);
	end.setUTCMonth(end.getUTCMonth() + 1);
	return end.toISOString();
}

/** The latest month that goes when so many whole months before the present one are kept. */
export function lastMonthToGo(monthsKept: number, now: string): string {
	const month = new Date(`${now.slice(0, 7)}-01T00:00:00.000Z`);
	month.setUTCMonth(month.getUTCMonth() - monthsKept - 1);
	return month.toISOString().slice(0, 7);
}
