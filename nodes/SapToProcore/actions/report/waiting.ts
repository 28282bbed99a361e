import type { Entity } from '../../../shared/entities';
import type { Ledger } from '../../ledger';
import type { OpenException } from '../../reports/exceptions/model';
import type { Seen } from '../../reports/seen';
import { exceptionsOnRecord } from './exceptions';
import { previewedOn } from './previewed';
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
