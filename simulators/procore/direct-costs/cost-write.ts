import { absentErrors, changesOf, textOf } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import { directCostTypes } from '../finance/records.ts';
import type { StoredDirectCost } from '../finance/records.ts';
import { lockErrors, withoutIgnoredUnlink } from '../lock.ts';
import type { Store } from '../store.ts';
import { type Attributes, failed, isBlank, taken } from '../sync.ts';

const isInvoice = (type: unknown) => type === 'invoice' || type === 'subcontractor_invoice';

function vendorErrors(store: Store, current: StoredDirectCost | undefined, given: Attributes): FieldErrors {
	const type = current?.direct_cost_type ?? given.direct_cost_type;
	const vendorId = 'vendor_id' in given ? given.vendor_id : current?.vendor_id;
	if (isBlank(vendorId)) return isInvoice(type) ? { vendor: ["can't be blank"] } : {};
	if (vendorId === current?.vendor_id) return {};
	const vendor = store.findVendor(Number(vendorId));
	if (vendor === undefined) return { vendor: ['must exist'] };
	return vendor.is_active ? {} : { vendor: ['is inactive'] };
}

/** The invoice number is required of invoices, and one vendor has it once in a project. */
function invoiceErrors(
	store: Store,
	projectId: number,
	current: StoredDirectCost | undefined,
	given: Attributes,
): FieldErrors {
	const type = current?.direct_cost_type ?? given.direct_cost_type;
	const number = 'invoice_number' in given ? given.invoice_number : current?.invoice_number;
	if (!isInvoice(type)) return {};
	if (isBlank(number)) return { invoice_number: ["can't be blank"] };
	const vendorId = 'vendor_id' in given ? given.vendor_id : current?.vendor_id;
	const twice = store.finance.directCosts
		.inGroup(projectId)
		.some((other) => other !== current && other.invoice_number === String(number) && other.vendor_id === vendorId);
	return twice ? { invoice_number: [taken] } : {};
}

/** What is wrong with creating (no `current`) or updating a direct cost; empty if nothing. */
export function directCostErrors(
	store: Store,
	projectId: number,
	current: StoredDirectCost | undefined,
	given: Attributes,
): FieldErrors {
	const locked = lockErrors(store, current, 'directCost', given);
	if (failed(locked)) return locked;
	const errors: FieldErrors = {
		...vendorErrors(store, current, given),
		...invoiceErrors(store, projectId, current, given),
		...absentErrors(given, {
			employee_id: 'employee',
			currency_iso_code: 'currency_iso_code',
			currency_exchange_rate: 'currency_exchange_rate',
		}),
	};
	const type = given.direct_cost_type;
	if (current === undefined && isBlank(type)) errors.direct_cost_type = ["can't be blank"];
	if (current !== undefined && !isBlank(type) && type !== current.direct_cost_type) {
		errors.direct_cost_type = ['can only be set when a direct cost is created'];
	}
	const owner = isBlank(given.origin_id) ? undefined : store.finance.directCosts.byOrigin(String(given.origin_id));
	if (owner !== undefined && owner !== current) errors.origin_id = [taken];
	return errors;
}

/** Creates or updates a direct cost; the attributes must have passed `directCostErrors`. */
export function saveDirectCost(
	store: Store,
	projectId: number,
	current: StoredDirectCost | undefined,
	given: Attributes,
): StoredDirectCost {
	const { directCosts } = store.finance;
	const cost =
		current ??
		directCosts.add({
			id: store.newId(),
			project_id: projectId,
			direct_cost_type: directCostTypes.find((type) => type === given.direct_cost_type) ?? 'expense',
			vendor_id: null,
			invoice_number: textOf(given.invoice_number),
			direct_cost_date: null,
			received_date: null,
			payment_date: null,
			status: 'draft',
			terms: null,
			description: null,
			origin_id: null,
			origin_data: null,
			created_at: store.now(),
			updated_at: store.now(),
		});
	const changes: Partial<StoredDirectCost> = changesOf(cost, withoutIgnoredUnlink(store, given), [
		'vendor_id',
		'invoice_number',
		'direct_cost_date',
		'received_date',
		'payment_date',
		'terms',
		'description',
		'origin_id',
		'origin_data',
	]);
	if (!isBlank(given.status)) Object.assign(changes, changesOf(cost, given, ['status']));
	if (Object.keys(changes).length > 0) directCosts.update(cost, { ...changes, updated_at: store.now() });
	return cost;
}

export function removeDirectCost(store: Store, cost: StoredDirectCost): void {
	const { directCosts, directCostLines } = store.finance;
	for (const line of directCostLines.inGroup(cost.id)) directCostLines.remove(line);
	directCosts.remove(cost);
}
