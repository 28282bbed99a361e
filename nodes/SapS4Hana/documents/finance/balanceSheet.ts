import type { IDataObject } from 'n8n-workflow';
import { allRows } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { normalKey } from '../../odata/keys';
import { allOf, isOneOf } from '../../odata/literals';
import { lookUp } from '../../odata/lookUp';
import { glAccountService } from './glAccounts';

/** Whether a posting is on a balance-sheet account; undefined when SAP has no such account in the chart. */
export type AccountLookup = (row: IDataObject) => boolean | undefined;

const known = new WeakMap<ODataClient, Map<string, boolean>>();

/** Looks up the accounts of postings in their charts of accounts, a few dozen in one request and each only once. */
export async function accountLookup(client: ODataClient, rows: readonly IDataObject[]): Promise<AccountLookup> {
	const resolved = known.get(client) ?? new Map<string, boolean>();
	known.set(client, resolved);
	const open = rows.filter((row) => !resolved.has(keyOf(row)));
	const charts = distinct(open, 'ChartOfAccounts');
	const { found } = await lookUp(
		distinct(open, 'GLAccount'),
		async (accounts) =>
			await allRows(client, {
				service: glAccountService,
				tree: {
					entitySet: 'A_GLAccountInChartOfAccounts',
					select: ['ChartOfAccounts', 'GLAccount', 'IsBalanceSheetAccount'],
				},
				filter: allOf(isOneOf('ChartOfAccounts', charts), isOneOf('GLAccount', accounts)),
				orderBy: ['ChartOfAccounts', 'GLAccount'],
			}),
	);
	for (const row of found) resolved.set(keyOf(row), row.IsBalanceSheetAccount === true);
	return (row) => resolved.get(keyOf(row));
}

const keyOf = (row: IDataObject) => `${String(row.ChartOfAccounts)} ${normalKey(String(row.GLAccount))}`;

const distinct = (rows: readonly IDataObject[], property: string) => [
	...new Set(rows.map((row) => normalKey(String(row[property] ?? '')))),
];
