import { isEntity } from '../../shared/entities';
import type { Ledger, LedgerRow, LedgerWhere } from './index';

/** Runs that only said what they would write: audit trail and allocations have that, too. */
export const ofPreviews: LedgerWhere<'runs'> = [{ column: 'mode', value: 'preview' }];

/** Their IDs. */
export async function previewRuns(ledger: Ledger, where: LedgerWhere<'runs'> = []): Promise<Set<string>> {
	const rows = await ledger.rows('runs', [...ofPreviews, ...where]);
	return new Set(rows.map(({ run_id }) => run_id));
}

/** Whether a run that writes is among these, or got anywhere: a preview moves no watermark and begins no window. */
export const hasWritten = (
	state: ReadonlyArray<LedgerRow<'state'>>,
	runs: ReadonlyArray<Pick<LedgerRow<'runs'>, 'mode'>>,
): boolean =>
	state.some(({ entity, watermark, window_to: to }) => isEntity(entity) && Boolean(watermark || to)) ||
	runs.some(({ mode }) => mode !== 'preview');

/** Whether the sync has run, and never with a mode that writes. */
export async function onlyPreviewed(ledger: Ledger): Promise<boolean> {
	const runs = await ledger.rows('runs');
	return runs.length > 0 && !hasWritten(await ledger.rows('state'), runs);
}
