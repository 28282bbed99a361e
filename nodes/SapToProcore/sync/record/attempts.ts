import type { Outcome, Run } from '../../../shared/model';
import { reasonFor } from '../../../shared/reasons';
import type { ExceptionRow } from '../../ledger/rows';

const firstRetryMs = 15 * 60_000;
/** Less than a day, so that a daily run never misses its turn by a moment. */
const longestRetryMs = 12 * 3600_000;

export interface Reattempt {
	status: 'open' | 'parked';
	attempts: number;
	/** ISO 8601; `""` = every run looks at it, or none does by itself (parked). */
	next_attempt_at: string;
}

/**
 * When an exception is taken up again. Every run looks at held ones, because a person may have decided or corrected
 * something, and at those that wait for another document, which this run may have released. The others wait at growing
 * distance, and are parked after `maximumAttempts` runs met them in a row; not so those that say nothing about the
 * document itself (`patient` in the table of reasons), nor the trouble of a lane as a whole, which every run meets anew.
 */
export function reattempt(
	each: Outcome,
	row: (ExceptionRow & { run_id: string }) | undefined,
	{ run, maximumAttempts, now }: { run: Run; maximumAttempts: number; now: string },
): Reattempt {
	const everyRun = isForEveryRun(each);
	const isSame = row !== undefined && wasForEveryRun(row) === everyRun;
	const before = isSame ? row.attempts : 0;
	// Another batch of a run meets what the batch before has met.
	const attempts = isSame && row.run_id === run.runId ? Math.max(1, before) : before + 1;
	if (everyRun) return { status: 'open', attempts, next_attempt_at: '' };
	const canPark = each.sapKey !== '' && !reasonFor(each.reason).patient;
	if (canPark && attempts >= maximumAttempts) return { status: 'parked', attempts, next_attempt_at: '' };
	return { status: 'open', attempts, next_attempt_at: nextAttempt(each, attempts, now) };
}

const isForEveryRun = ({ status, reason }: Outcome) =>
	status === 'held' || (status === 'waiting' && reasonFor(reason).retry === 'onChange');

/** A row that a person set from parked to open counts as one of these, and so gets all of its attempts again. */
const wasForEveryRun = ({ status, next_attempt_at }: ExceptionRow) => status !== 'parked' && next_attempt_at === '';

function nextAttempt(each: Outcome, attempts: number, now: string): string {
	const named = Date.parse(String(each.detail.retryAt ?? ''));
	if (!Number.isNaN(named)) return new Date(named).toISOString();
	const wait = Math.min(firstRetryMs * 2 ** (attempts - 1), longestRetryMs);
	return new Date(Date.parse(now) + wait).toISOString();
}
