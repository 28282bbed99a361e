import type { FieldErrors } from '../errors.ts';
import type { StoredPeriod } from '../finance/records.ts';
import type { Store } from '../store.ts';

export interface PeriodDates {
	start_date: string;
	end_date: string;
	due_date: string;
	status: 'open' | 'closed';
}

export const openPeriodOf = (store: Store, projectId: number): StoredPeriod | undefined =>
	store.finance.periods.inGroup(projectId).find((period) => period.status === 'open');

/** What is wrong with creating (no `current`) or updating a billing period. Procore: only one is open at a time. */
export function periodErrors(
	store: Store,
	projectId: number,
	current: StoredPeriod | undefined,
	given: PeriodDates,
): FieldErrors {
	const errors: FieldErrors = {};
	const others = store.finance.periods.inGroup(projectId).filter((period) => period !== current);
	if (given.end_date < given.start_date) errors.end_date = ['must not be before the start date'];
	if (others.some((period) => period.start_date <= given.end_date && given.start_date <= period.end_date)) {
		errors.start_date = ['overlaps another billing period'];
	}
	if (given.status === 'open' && others.some((period) => period.status === 'open')) {
		errors.status = ['Only one billing period can be open at a time'];
	}
	return errors;
}

export function addPeriod(store: Store, projectId: number, given: PeriodDates): StoredPeriod {
	const { periods } = store.finance;
	return periods.add({
		id: store.newId(),
		project_id: projectId,
		position: periods.groupSize(projectId) + 1,
		...given,
		created_at: store.now(),
		updated_at: store.now(),
	});
}
