import type { Entity } from '../../../shared/entities';
import { exceptionStatuses } from '../../../shared/model';
import type { Ledger, LedgerRow } from '../../ledger';
import type { OpenException } from '../../reports/exceptions/model';
import { previewedExceptions } from '../../reports/previewed';
import type { Seen } from '../../reports/seen';
import { exceptionsOnRecord } from './exceptions';
import { seenOn } from './seen';

/** What waits, and who has looked. */
export interface Waiting {
	open: OpenException[];
	seen: Seen;
}

/** Open exceptions; until a run has written, also what the last preview would have held. */
export async function waitingOnRecord(ledger: Ledger, now: string, lanes: readonly Entity[]): Promise<Waiting> {
	const seen = await seenOn(ledger, lanes);
	return { open: (await exceptionsOnRecord(ledger, now, await previewedOn(ledger, seen))).open, seen };
}

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
