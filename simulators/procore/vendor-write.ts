import { registerErrors, setRegister } from './business-register.ts';
import { checkCountryAndState } from './country.ts';
import type { FieldErrors } from './errors.ts';
import type { Store } from './store.ts';
import type { StoredVendor } from './vendor-record.ts';

type Attributes = Record<string, unknown>;

const notAttributes = new Set(['id', 'company_id', 'business_register_attributes']);
const isBlank = (value: unknown) => value === null || value === undefined || String(value).trim() === '';

function parentErrors(store: Store, current: StoredVendor | undefined, parentId: number): FieldErrors {
	const parent = store.findVendor(parentId);
	if (parent === undefined) return { parent_id: ['is invalid'] };
	if (parent.id === current?.id) return { parent_id: ['cannot be the same as ID'] };
	const deep = parent.parent_id !== null || (current !== undefined && store.childrenOf(current.id) > 0);
	return deep ? { parent_id: ['only two levels of hierarchy are supported'] } : {};
}

/**
 * What Procore has against creating (no `current`) or updating a vendor with these attributes; empty if nothing.
 * Two vendors may share a name; an origin id belongs to one vendor of the company, inactive ones included.
 */
export function vendorErrors(store: Store, current: StoredVendor | undefined, given: Attributes): FieldErrors {
	const errors: FieldErrors = {};
	if (isBlank('name' in given ? given.name : current?.name)) errors.name = ["can't be blank"];
	if ('country_code' in given || 'state_code' in given) {
		const merged = { country_code: null, state_code: null, ...current, ...given };
		Object.assign(errors, checkCountryAndState(textOf(merged.country_code), textOf(merged.state_code)));
	}
	if (!isBlank(given.origin_id)) {
		const owner = store.findVendorByOrigin(String(given.origin_id));
		if (owner !== undefined && owner !== current) errors.origin_id = ['has already been taken'];
	}
	if (typeof given.parent_id === 'number') Object.assign(errors, parentErrors(store, current, given.parent_id));
	const register = given.business_register_attributes;
	if (typeof register === 'object' && register !== null) {
		for (const [field, messages] of Object.entries(registerErrors(register as Attributes))) {
			errors[`business_register.${field}`] = messages;
		}
	}
	return errors;
}

const textOf = (value: unknown) => (value === null || value === undefined ? null : String(value));

/** Creates or updates a vendor; the attributes must have passed `vendorErrors`. */
export function saveVendor(store: Store, current: StoredVendor | undefined, given: Attributes): StoredVendor {
	const vendor = current ?? store.addVendor({});
	const held: Attributes = { ...vendor };
	const before = JSON.stringify(vendor);
	const changes: Attributes = {};
	for (const [name, value] of Object.entries(given)) {
		if (notAttributes.has(name)) continue;
		// Flags and lists are never null in an answer, so null leaves them as they are.
		const old = held[name];
		if (value === null && (typeof old === 'boolean' || (typeof old === 'object' && old !== null))) continue;
		changes[name] = name === 'origin_id' && isBlank(value) ? null : value;
	}
	store.updateVendor(vendor, changes);
	if (JSON.stringify(vendor) !== before) vendor.updated_at = store.now();
	const register = given.business_register_attributes;
	if (typeof register === 'object' && register !== null) setRegister(store, vendor, register as Attributes);
	return vendor;
}
