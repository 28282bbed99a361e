import { exceptionStatuses } from '../../../shared/model';
import type { Ledger, LedgerRow } from '../../ledger';
import type { ExceptionsInput } from '../../reports/exceptions/build';
import { previewedRow, type PreviewedRow } from '../../reports/exceptions/preview';
import { previewedExceptions } from '../../reports/previewed';
import type { Seen } from '../../reports/seen';

/** What the last preview would have held; none once a run has written. */
export const previewedOn = async (ledger: Ledger, seen: Seen) =>
	seen.by === 'preview' ? previewedExceptions(await troublesIn(ledger, seen.runId)) : [];

/** Outcomes of suppliers that a preview would write. */
export const plannedVendors = async (ledger: Ledger, seen: Seen): Promise<Array<LedgerRow<'audit'>>> =>
	seen.by === 'preview'
		? await ledger.rows('audit', [
				{ column: 'run_id', value: seen.runId },
				{ column: 'entity', value: 'supplier' },
				{ column: 'status', value: 'planned' },
			])
		: [];

async function troublesIn(ledger: Ledger, runId: string): Promise<Array<LedgerRow<'audit'>>> {
	const found = await ledger.rows('audit', [
		{ column: 'run_id', value: runId },
		{ column: 'status', is: 'neq', value: 'planned' },
	]);
	return found.filter(({ status }) => exceptionStatuses.some((each) => each === status));
}

/** What the last run has left on record, where it was a preview: whatever ran before it, somebody wants to see that. */
export async function lastPreview(ledger: Ledger): Promise<ExceptionsInput['preview']> {
	const ended = (await ledger.rows('runs')).filter(({ status }) => status !== 'running');
	const [last] = ended.sort((a, b) => (a.started_at < b.started_at ? 1 : -1));
	if (last?.mode !== 'preview') return undefined;
	const outcomes: PreviewedRow[] = [];
	for await (const part of ledger.parts('audit', [{ column: 'run_id', value: last.run_id }]))
		outcomes.push(...part.map(previewedRow));
	return { at: last.started_at, outcomes };
}
