import { absentErrors, changesOf, textOf } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import { newContract } from '../finance/blank.ts';
import { keys } from '../finance/finance.ts';
import type { StoredContract } from '../finance/records.ts';
import { numberOf, readNumber, showNumber } from '../money.ts';
import type { Store } from '../store.ts';
import { type Attributes, isBlank, taken } from '../sync.ts';
import { customFieldChanges, customFieldErrors } from './custom-fields.ts';

/** Procore: vendor and schedule of values of an approved or closed contract cannot be changed, nor can it be deleted. */
export const isLocked = (contract: StoredContract) => contract.status === 'Approved' || contract.status === 'Closed';

export const lockedText = (contract: StoredContract) =>
	`cannot be changed while the contract is ${contract.status}; set its status back to Draft first`;

function vendorErrors(store: Store, current: StoredContract | undefined, given: Attributes): FieldErrors {
	const next = 'vendor_id' in given ? given.vendor_id : current?.vendor_id;
	const changes = 'vendor_id' in given && (given.vendor_id ?? null) !== (current?.vendor_id ?? null);
	if (current !== undefined && isLocked(current) && changes) return { vendor: [lockedText(current)] };
	const status = given.status ?? current?.status ?? 'Draft';
	const needs = store.settings.vendorRequired ? status !== 'Draft' : status === 'Approved' || status === 'Closed';
	if (isBlank(next)) return needs ? { vendor: ["can't be blank"] } : {};
	if (!changes) return {};
	const vendor = store.findVendor(Number(next));
	if (vendor === undefined) return { vendor: ['must exist'] };
	return vendor.is_active ? {} : { vendor: ['is inactive'] };
}

/** Procore: while a workflow runs, it alone sets the status; people step it on there. */
export const workflowOf = (store: Store, projectId: number, contract: StoredContract | undefined) =>
	store.actor === 'person'
		? 'none'
		: (contract?.workflow ?? store.projects.get(projectId)?.commitment_workflow ?? 'none');

function statusErrors(
	store: Store,
	projectId: number,
	current: StoredContract | undefined,
	given: Attributes,
): FieldErrors {
	const changes = !isBlank(given.status) && given.status !== (current?.status ?? 'Draft');
	const isRefused = changes && workflowOf(store, projectId, current) === 'refused';
	return isRefused ? { status: ['is set by the workflow of the commitment'] } : {};
}

function numberErrors(
	store: Store,
	projectId: number,
	current: StoredContract | undefined,
	given: Attributes,
): FieldErrors {
	if (given.number === undefined) return {};
	if (isBlank(given.number)) return current === undefined ? {} : { number: ["can't be blank"] };
	const owner = store.finance.contracts.byKey(keys.number(projectId, String(given.number)));
	return owner === undefined || owner === current ? {} : { number: [taken] };
}

function methodErrors(store: Store, current: StoredContract | undefined, given: Attributes): FieldErrors {
	const method = given.accounting_method;
	if (current === undefined || isBlank(method) || method === current.accounting_method) return {};
	if (store.finance.lines.groupSize(current.id) === 0) return {};
	return { accounting_method: ['cannot be changed once there are line items'] };
}

function percentErrors({ retainage_percent: percent }: Attributes): FieldErrors {
	if (isBlank(percent)) return {};
	const value = readNumber(String(percent));
	const good = value !== undefined && value >= 0n && value <= numberOf('100');
	return good ? {} : { retainage_percent: ['must be between 0 and 100'] };
}

/**
 * What Procore has against creating (no `current`) or updating a purchase order contract; empty if nothing.
 * The number is unique in the project and the origin id in the company, deleted contracts included.
 */
export function contractErrors(
	store: Store,
	projectId: number,
	current: StoredContract | undefined,
	given: Attributes,
): FieldErrors {
	const errors: FieldErrors = {
		...vendorErrors(store, current, given),
		...statusErrors(store, projectId, current, given),
		...numberErrors(store, projectId, current, given),
		...methodErrors(store, current, given),
		...percentErrors(given),
		...customFieldErrors(store, given),
		...absentErrors(given, {
			assignee_id: 'assignee',
			currency_iso_code: 'currency_iso_code',
			currency_exchange_rate: 'currency_exchange_rate',
		}),
	};
	const owner = isBlank(given.origin_id) ? undefined : store.finance.contracts.byOrigin(String(given.origin_id));
	if (owner !== undefined && owner !== current) errors.origin_id = [taken];
	if (Array.isArray(given.invoice_contact_user_ids) && given.invoice_contact_user_ids.length > 0) {
		errors.invoice_contacts = ['must exist'];
	}
	return errors;
}

const attributes = [
	'title',
	'description',
	'vendor_id',
	'executed',
	'private',
	'payment_terms',
	'contract_date',
	'delivery_date',
	'issued_on_date',
	'execution_date',
	'approval_letter_date',
	'letter_of_intent_date',
	'returned_date',
	'bill_to_address',
	'ship_to_address',
	'ship_via',
	'origin_id',
	'origin_code',
	'origin_data',
] as const;

/** Procore: a contract without a number gets the next one. */
function nextNumber(store: Store, projectId: number): string {
	for (let next = store.finance.contracts.groupSize(projectId) + 1; ; next++) {
		const number = `PO-${String(next).padStart(3, '0')}`;
		if (store.finance.contracts.byKey(keys.number(projectId, number)) === undefined) return number;
	}
}

/** Procore: only amount based commitments have one; whether new ones start with it is a setting. */
const hasSubcontractorSov = (store: Store, projectId: number, given: Attributes) =>
	(store.projects.get(projectId)?.subcontractor_sov ?? false) && given.accounting_method !== 'unit';

/** Creates or updates a contract; the attributes must have passed `contractErrors`. */
export function saveContract(
	store: Store,
	projectId: number,
	current: StoredContract | undefined,
	given: Attributes,
): StoredContract {
	const { contracts } = store.finance;
	const contract =
		current ??
		contracts.add({
			id: store.newId(),
			...newContract(store, projectId),
			number: textOf(given.number) ?? nextNumber(store, projectId),
			subcontractor_sov: hasSubcontractorSov(store, projectId, given) ? 'empty' : 'off',
		});
	const changes: Partial<StoredContract> = changesOf(contract, given, attributes);
	// What is never blank stays as it is when blank is given.
	const isKept = (name: string) => name === 'status' && workflowOf(store, projectId, current) === 'ignored';
	for (const name of ['number', 'status', 'accounting_method'] as const) {
		if (!isBlank(given[name]) && !isKept(name)) Object.assign(changes, changesOf(contract, given, [name]));
	}
	Object.assign(changes, customFieldChanges(contract, given));
	const percent = isBlank(given.retainage_percent) ? undefined : showNumber(numberOf(String(given.retainage_percent)));
	if (percent !== undefined && percent !== contract.retainage_percent) changes.retainage_percent = percent;
	if (Object.keys(changes).length > 0) contracts.update(contract, { ...changes, updated_at: store.now() });
	return contract;
}

/** What Procore has against deleting a contract; undefined if nothing. */
export function deletionError(store: Store, contract: StoredContract): string | undefined {
	if (isLocked(contract)) return `The contract cannot be deleted while it is ${contract.status}`;
	const invoiced = store.finance.requisitions.groupSize(contract.id) > 0;
	return invoiced ? 'The contract cannot be deleted because it has invoices' : undefined;
}
