import type { FieldErrors } from './errors.ts';
import type { Store } from './store.ts';
import type { StoredVendor } from './vendor-record.ts';

const digits = { abn: 11, ein: 9 } as const;

/** Procore: spaces and dashes in the identifier are ignored. */
const clean = (identifier: unknown) => String(identifier).replace(/[\s-]/g, '');

const typeOf = (value: unknown) => (value === 'abn' ? 'abn' : 'ein');

/** What is wrong with a tax number: an ABN has 11 digits, an EIN 9. */
export function registerErrors(given: Record<string, unknown>): FieldErrors {
	if (given.type !== 'abn' && given.type !== 'ein') return { type: ['is not included in the list'] };
	const identifier = clean(given.identifier ?? '');
	if (identifier === '') return { identifier: ["can't be blank"] };
	const length = digits[given.type];
	return /^\d+$/.test(identifier) && identifier.length === length ? {} : { identifier: ['is invalid'] };
}

/** Sets the tax number of a vendor, keeping the id of one that is there. Check with `registerErrors` first. */
export function setRegister(store: Store, vendor: StoredVendor, given: Record<string, unknown>): void {
	const id = vendor.business_register?.id ?? store.newId();
	const next = { id, type: typeOf(given.type), identifier: clean(given.identifier) } as const;
	const current = vendor.business_register;
	if (current?.type === next.type && current.identifier === next.identifier) return;
	vendor.business_register = next;
	vendor.updated_at = store.now();
}
