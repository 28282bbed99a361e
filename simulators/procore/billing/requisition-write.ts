import { changesOf } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import type { StoredContract, StoredRequisition } from '../finance/records.ts';
import { lockErrors, withoutIgnoredUnlink } from '../lock.ts';
import type { Store } from '../store.ts';
import { type Attributes, failed, isBlank, taken } from '../sync.ts';
import { openPeriodOf } from './period-write.ts';

const noPeriod = 'The project must have an open billing period (or admin can specify a period_id) to create an invoice';

const attributes = [
	'period_id',
	'requisition_start',
	'requisition_end',
	'billing_date',
	'invoice_number',
	'payment_date',
	'submitted_at',
	'comment',
	'final',
	'origin_id',
	'origin_data',
] as const;

export const requisitionsOf = (store: Store, contract: StoredContract) =>
	store.finance.requisitions.inGroup(contract.id);

export const isLast = (store: Store, requisition: StoredRequisition) =>
	store.finance.requisitions.inGroup(requisition.commitment_id).at(-1) === requisition;

const isOpen = ({ status }: StoredRequisition) => status === 'draft' || status === 'revise_and_resubmit';

export const isDeletable = (store: Store, requisition: StoredRequisition) =>
	isLast(store, requisition) && isOpen(requisition);

/** The period of a new requisition: the one it names, else the open one. */
export const periodIdOf = (store: Store, projectId: number, given: Attributes): number | undefined =>
	isBlank(given.period_id) ? openPeriodOf(store, projectId)?.id : Number(given.period_id);

function periodErrors(
	store: Store,
	contract: StoredContract,
	current: StoredRequisition | undefined,
	periodId: number,
): FieldErrors {
	const period = store.finance.periods.get(periodId);
	if (period?.project_id !== contract.project_id) return { period: ['must exist'] };
	if (store.settings.commitmentsAdmin || current?.period_id === periodId) return {};
	if (period.status === 'closed') return { period: ['is closed'] };
	if (store.now().slice(0, 10) > period.due_date) return { base: ['The due date of the billing period has passed'] };
	const others = requisitionsOf(store, contract).filter((requisition) => requisition !== current);
	const used = others.some((requisition) => requisition.period_id === periodId);
	return used ? { period_id: [taken] } : {};
}

/** What a commitment has against being invoiced. */
function contractErrors(contract: StoredContract): FieldErrors {
	if (contract.status !== 'Approved') return { base: ['Invoices can only be created for an approved commitment'] };
	return contract.requisitions_are_enabled ? {} : { base: ['Invoices are not enabled on this commitment'] };
}

/** Who may change a requisition. Procore: admins any; others only the latest, while it is open. */
function editErrors(store: Store, requisition: StoredRequisition, given: Attributes): FieldErrors {
	const locked = lockErrors(store, requisition, 'invoice', given);
	if (failed(locked)) return locked;
	if (store.settings.commitmentsAdmin) return {};
	return isDeletable(store, requisition)
		? {}
		: { base: ['Only the latest open invoice of a commitment can be changed'] };
}

function uniqueErrors(
	store: Store,
	contract: StoredContract,
	current: StoredRequisition | undefined,
	given: Attributes,
): FieldErrors {
	const errors: FieldErrors = {};
	const number = isBlank(given.invoice_number) ? undefined : String(given.invoice_number);
	const others = requisitionsOf(store, contract).filter((requisition) => requisition !== current);
	if (number !== undefined && others.some((requisition) => requisition.invoice_number === number)) {
		errors.invoice_number = [taken];
	}
	const origin = isBlank(given.origin_id) ? undefined : store.finance.requisitions.byOrigin(String(given.origin_id));
	if (origin !== undefined && origin !== current) errors.origin_id = [taken];
	return errors;
}

const ownStatuses: unknown[] = ['draft', 'under_review'];

/** What Procore has against creating (no `current`) or updating a requisition; empty if nothing. */
export function requisitionErrors(
	store: Store,
	contract: StoredContract,
	current: StoredRequisition | undefined,
	given: Attributes,
): FieldErrors {
	const first = current === undefined ? contractErrors(contract) : editErrors(store, current, given);
	if (failed(first)) return first;
	const periodId = current === undefined ? periodIdOf(store, contract.project_id, given) : given.period_id;
	if (current === undefined && periodId === undefined) return { base: [noPeriod] };
	const errors = {
		...(isBlank(periodId) ? {} : periodErrors(store, contract, current, Number(periodId))),
		...uniqueErrors(store, contract, current, given),
	};
	const { requisition_start: start, requisition_end: end } = { ...current, ...given };
	if (typeof start === 'string' && typeof end === 'string' && end < start) {
		errors.requisition_end = ['must not be before the start'];
	}
	const status = given.status;
	if (!isBlank(status) && !store.settings.commitmentsAdmin && !ownStatuses.includes(status)) {
		errors.status = ['can only be set by an admin'];
	}
	return errors;
}

/** Gives a requisition these attributes; they must have passed `requisitionErrors`. */
export function saveRequisition(store: Store, requisition: StoredRequisition, given: Attributes): void {
	const changes: Partial<StoredRequisition> = changesOf(requisition, withoutIgnoredUnlink(store, given), attributes);
	if (!isBlank(given.status)) Object.assign(changes, changesOf(requisition, given, ['status']));
	if (Object.keys(changes).length > 0) {
		store.finance.requisitions.update(requisition, { ...changes, updated_at: store.now() });
	}
}

/** A requisition takes the dates of its period where it has none of its own. */
export function withPeriod(store: Store, projectId: number, given: Attributes): Attributes {
	const periodId = periodIdOf(store, projectId, given);
	const period = periodId === undefined ? undefined : store.finance.periods.get(periodId);
	if (period === undefined) return given;
	const dates = { requisition_start: period.start_date, requisition_end: period.end_date };
	const own = Object.fromEntries(Object.entries(given).filter(([, value]) => !isBlank(value)));
	return { ...dates, ...own, period_id: period.id };
}

export function removeRequisition(store: Store, requisition: StoredRequisition): void {
	const { items, requisitions } = store.finance;
	for (const item of items.inGroup(requisition.id)) items.remove(item);
	requisitions.remove(requisition);
}
