import type { Ledger, LedgerWhere } from './index';

/** Runs that only said what they would write: audit trail and allocations have that, too. */
export const ofPreviews: LedgerWhere<'runs'> = [{ column: 'mode', value: 'preview' }];

/** Their IDs. */
export async function previewRuns(ledger: Ledger, where: LedgerWhere<'runs'> = []): Promise<Set<string>> {
	const rows = await ledger.rows('runs', [...ofPreviews, ...where]);
	return new Set(rows.map(({ run_id }) => run_id));
}
