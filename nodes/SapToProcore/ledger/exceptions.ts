import { askedPlanOf, type Outcome } from '../../shared/model';
import { reasonFor } from '../../shared/reasons';
import type { LedgerCells } from './tables';

/** What an exception is about: there is at most one for each document and project. */
export type Trouble = Pick<Outcome, 'entity' | 'sapKey' | 'projectId' | 'reason' | 'message' | 'detail'>;

export const exceptionKey = (entity: string, sapKey: string, projectId: string) =>
	JSON.stringify([entity, sapKey, projectId]);

/** By what they are about; of several troubles the first is told: what comes after it mostly follows from it. */
export function firstTroubles<T extends Pick<Trouble, 'entity' | 'sapKey' | 'projectId'>>(
	troubles: readonly T[],
): Map<string, T> {
	const first = new Map<string, T>();
	for (const each of troubles) {
		const key = exceptionKey(each.entity, each.sapKey, each.projectId);
		if (!first.has(key)) first.set(key, each);
	}
	return first;
}

/** What an exception says, and what is at stake: the amount that the outcome names, or that would move. */
export function exceptionCells({ reason, message, detail }: Pick<Trouble, 'reason' | 'message' | 'detail'>) {
	const { title, advice } = reasonFor(reason);
	return {
		...{ reason, title, message },
		// What the node knows of this case says more than the general advice of the reason.
		advice: typeof detail.advice === 'string' && detail.advice !== '' ? detail.advice : advice,
		...atStake(reason, detail),
		unmapped: detail.unmapped === undefined ? '' : JSON.stringify(detail.unmapped),
	} satisfies LedgerCells<'exceptions'>;
}

/** `""` = nothing, or not known; an amount says nothing without its currency. */
function atStake(reason: string, detail: Outcome['detail']): Record<'amount' | 'currency', string> {
	const asked = askedPlanOf({ reason, detail });
	if (asked) return { amount: asked.moved, currency: asked.currency };
	const { total, currency } = detail;
	return typeof total === 'string' && typeof currency === 'string' && currency !== ''
		? { amount: total, currency }
		: { amount: '', currency: '' };
}
