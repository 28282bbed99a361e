import { explain, type ExplainInput, type LedgerFacts } from '../../../nodes/SapToProcore/explain';
import { ledgerOn, type LedgerCells, type LedgerRow, type TableName } from '../../../nodes/SapToProcore/ledger';
import { ofPreviews } from '../../../nodes/SapToProcore/ledger/previews';
import { definitions, tableNames } from '../../../nodes/shared/tables/definitions';
import type { Explanation } from '../../../nodes/shared/model';
import { tablesWith, type Rows } from '../../support/ledgerTables.ts';

export const customer = 'acme';
export const run = '20261002T080000Z-231';
export const at = '2026-10-02T08:00:00.000Z';

/** An outcome on record; a purchase order that was created in project 2201 where nothing else is said. */
export const audit = (cells: LedgerCells<'audit'> = {}): LedgerCells<'audit'> => ({
	run_id: run,
	at,
	entity: 'purchase_order',
	sap_key: '4500000001',
	sap_changed_at: '2026-10-01T10:00:00.000Z',
	origin_id: 'sap:S4P:po:4500000001:2201',
	project_id: '2201',
	procore_id: '77',
	action: 'create',
	status: 'synced',
	...cells,
});

/** An outcome that did not go through. */
export const stopped = (reason: string, cells: LedgerCells<'audit'> = {}): LedgerCells<'audit'> =>
	audit({ procore_id: '', action: 'none', status: 'held', reason, message: `It is ${reason}.`, ...cells });

/** Its exception, open since. */
export const exception = (reason: string, cells: LedgerCells<'exceptions'> = {}): LedgerCells<'exceptions'> => ({
	entity: 'purchase_order',
	sap_key: '4500000001',
	project_id: '2201',
	status: 'open',
	reason,
	run_id: run,
	first_seen: at,
	last_seen: at,
	...cells,
});

export const project = (cells: LedgerCells<'projects'> = {}): LedgerCells<'projects'> => ({
	project_id: '2201',
	project_name: 'Riverside',
	project_number: 'P-1001',
	sap_project: 'P-1001',
	...cells,
});

/** What the ledger answers for these rows, all of them. */
export async function factsOf(rows: Rows, whole: TableName[] = []): Promise<LedgerFacts> {
	const ledger = ledgerOn(tablesWith(rows).store(), customer);
	const read: Record<string, unknown> = {};
	for (const name of tableNames) read[name] = await ledger.rows(name);
	const all = read as { [T in TableName]: Array<LedgerRow<T>> };
	const runs = await ledger.rows('runs', ofPreviews);
	return { ...all, costCodes: all.cost_codes, runs, whole: new Set(whole) };
}

/** Explains a word by rows of the tables. */
export async function explained(
	search: string,
	rows: Rows,
	{ whole, ...more }: Partial<Pick<ExplainInput, 'sap' | 'lastRun'>> & { whole?: TableName[] } = {},
): Promise<Explanation> {
	const facts = await factsOf(rows, whole);
	return explain({
		customer,
		now: '2026-10-03T09:00:00.000Z',
		search,
		facts,
		sap: undefined,
		lastRun: undefined,
		...more,
	});
}

export const tableName = (table: TableName): string => definitions[table].name;
