import type { Ledger, LedgerWhere } from './index';

/** IDs of the runs that only said what they would write: audit trail and allocations have that, too. */
export async function previewRuns(ledger: Ledger, where: LedgerWhere<'runs'> = []): Promise<Set<string>> {
	const rows = await ledger.rows('runs', [{ column: 'mode', value: 'preview' }, ...where]);
	return new Set(rows.map(({ run_id }) => run_id));
}
