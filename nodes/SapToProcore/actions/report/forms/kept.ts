import { z } from 'zod/v3';
import { parsedJson } from '../../../../shared/json';
import type { Ledger } from '../../../ledger';
import { selectionSchema } from '../../run/replay';
import { chosenExceptionSchema, documentSchema, type Done } from './form';
import { randomText } from './secret';

const keptMs = 2 * 24 * 3_600_000;

/** Puts a form on record that is shown to somebody, so that it can be carried out once. */
export async function offer(ledger: Ledger, formId: string, action: string, now: string): Promise<void> {
	await ledger.insert('forms', [{ form_id: formId, action, status: 'offered', offered_at: now }]);
}

/**
 * Takes a form that was shown, to carry it out: one statement of the database, so that of two that are sent at once one
 * finds it taken. False = it was sent before.
 */
export async function claim(ledger: Ledger, formId: string, executionId: string, by: string): Promise<boolean> {
	const takenBy = `execution ${executionId} ${randomText()}`;
	const where = [
		{ column: 'form_id', value: formId },
		{ column: 'status', value: 'offered' },
	] as const;
	const rows = await ledger.update('forms', where, { status: 'taken', taken_by: takenBy, sent_by: by });
	return rows.some(({ taken_by }) => taken_by === takenBy);
}

/** Says what came of a form. */
export async function settle(ledger: Ledger, formId: string, done: Done): Promise<void> {
	await ledger.update('forms', [{ column: 'form_id', value: formId }], {
		status: 'done',
		result: JSON.stringify(done),
	});
}

/** Drops forms that nobody can send any more and nobody asks about. */
export async function forget(ledger: Ledger, now: string): Promise<void> {
	const value = new Date(Date.parse(now) - keptMs).toISOString();
	await ledger.delete('forms', [{ column: 'offered_at', is: 'lt', value }]);
}

const doneSchema = z.object({
	message: z.string(),
	documents: z.array(documentSchema).optional(),
	exceptions: z.array(chosenExceptionSchema).optional(),
	replay: z.object({ holder: z.string(), replay: selectionSchema }).optional(),
});
export type Kept = z.infer<typeof doneSchema> & {
	/** Who has sent it, `Ann (pages)`. */
	by: string;
};

/** What came of a form; undefined when it is not known (any more); `taken` = it is being carried out. */
export async function resultOf(ledger: Ledger, formId: string): Promise<Kept | 'taken' | undefined> {
	const [row] = await ledger.rows('forms', [{ column: 'form_id', value: formId }]);
	if (row?.status === 'taken') return 'taken';
	const read = doneSchema.safeParse(parsedJson(row?.result ?? ''));
	return read.success ? { ...read.data, by: row?.sent_by ?? '' } : undefined;
}
