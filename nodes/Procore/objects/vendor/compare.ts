import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from '../../../shared/fingerprint';
import {
	vendorSchema,
	type DesiredVendor,
	type OutcomeAction,
	type ProcoreVendor,
	type Vendor,
} from '../../../shared/model';
import { readVendorMemory, writeVendorMemory } from '../../../shared/vendorMemory';
import { withPaymentTerms } from './notes';

/** What is to be done about a vendor; `row` is sent by the sync action, nothing is sent without it. */
export interface VendorPlan {
	action: OutcomeAction;
	row?: IDataObject;
	/** ID of the vendor in Procore, `""` when there is none yet. */
	procoreId: string;
	/** Procore's names of the content that is sent, without the identity and the fingerprint. */
	fields: string[];
	fingerprint: string;
	previousFingerprint: string;
	/** Origin ID of another integration, that forbids touching the vendor. */
	foreignOriginId?: string;
	/** Payment terms are to be written into notes that were not in the record compared, so they have to be read first. */
	needsNotes: boolean;
	remarks: string[];
}

/** Our names and Procore's. */
const plainFields: ReadonlyArray<[keyof Vendor, string]> = [
	['name', 'name'],
	['street', 'address'],
	['city', 'city'],
	['postalCode', 'zip'],
	['region', 'state_code'],
	['country', 'country_code'],
	['email', 'email_address'],
	['phone', 'business_phone'],
	['website', 'website'],
];
const bookkeeping = new Set(['id', 'origin_id', 'origin_data']);

/** A register number without spaces and dashes, which Procore ignores. */
const bare = (identifier: unknown) => String(identifier ?? '').replace(/[\s-]/g, '');

function registerDiffers(taxId: NonNullable<Vendor['taxId']>, observed: ProcoreVendor | null): boolean {
	const held = observed?.business_register as IDataObject | null | undefined;
	return String(held?.type ?? '').toLowerCase() !== taxId.type || bare(held?.identifier) !== bare(taxId.identifier);
}

/** Procore checks a state against its country, so the state of the country that a vendor has left has to go with it. */
const leavesItsState = (desired: Vendor, observed: ProcoreVendor | null, row: IDataObject): boolean =>
	'country_code' in row && desired.region === '' && Boolean(observed?.state_code);

/**
 * The content in which Procore differs. An empty value of SAP never blanks a value of Procore, but for the state of a
 * vendor that moves to another country.
 */
function differences(desired: Vendor, observed: ProcoreVendor | null): IDataObject {
	const row: IDataObject = {};
	if (desired.code && desired.code !== observed?.origin_code) row.origin_code = desired.code;
	for (const [ours, theirs] of plainFields) {
		const value = desired[ours] as string;
		if (value !== '' && value !== observed?.[theirs]) row[theirs] = value;
	}
	if (leavesItsState(desired, observed, row)) row.state_code = '';
	if (desired.active !== null && desired.active !== observed?.is_active) row.is_active = desired.active;
	if (desired.taxId && registerDiffers(desired.taxId, observed))
		row.business_register_attributes = { type: desired.taxId.type, identifier: desired.taxId.identifier };
	// Notes that were not read must not be written, or what people noted would be lost.
	if (observed?.notes !== undefined || observed === null) {
		const notes = withPaymentTerms(observed?.notes ?? '', desired.paymentTerms);
		if (notes !== (observed?.notes ?? '')) row.notes = notes;
	}
	return row;
}

/** The content of a desired vendor that its fingerprint stands for: without where it came from and what was observed. */
export function vendorFingerprint(desired: DesiredVendor): string {
	return fingerprint(vendorSchema.parse(desired));
}

/**
 * Compares what Procore should hold with what it holds, and plans the least that makes them equal.
 * @param observed null when Procore has no such vendor
 */
export function planVendor(desired: DesiredVendor, observed: ProcoreVendor | null): VendorPlan {
	const wanted = vendorFingerprint(desired);
	const held = observed?.origin_id || null;
	const memory = held === desired.originId ? readVendorMemory(observed?.origin_data) : null;
	const previous = memory?.fingerprint;
	const plan: VendorPlan = {
		action: 'none',
		procoreId: observed ? String(observed.id) : '',
		fields: [],
		fingerprint: wanted,
		previousFingerprint: previous ?? '',
		needsNotes: false,
		remarks: [],
	};
	if (held !== null && held !== desired.originId) return { ...plan, foreignOriginId: held };
	// Our last word still stands, but somebody (de)activated the vendor since, and the item manages that flag.
	const stateDiffers =
		desired.active !== null && typeof observed?.is_active === 'boolean' && desired.active !== observed.is_active;
	if (previous === wanted && !stateDiffers) return plan;
	const content = differences(desired, observed);
	const deactivated =
		content.is_active === false || (memory?.deactivated === true && observed?.is_active === false && !desired.active);
	const row: IDataObject = {
		...(observed ? { id: observed.id } : {}),
		origin_id: desired.originId,
		origin_data: writeVendorMemory({ fingerprint: wanted, changedAt: desired.source.sapChangedAt, deactivated }),
		...content,
	};
	// A link makes the vendor ours, so it takes our code with it even where it reads the same.
	if (held === null && desired.code) row.origin_code = desired.code;
	const linking = observed !== null && held === null;
	const needsNotes = observed !== null && observed.notes === undefined && desired.paymentTerms !== '';
	return {
		...plan,
		action: observed === null ? 'create' : linking ? 'link' : 'update',
		row,
		fields: Object.keys(row).filter((name) => !bookkeeping.has(name)),
		needsNotes,
		remarks: needsNotes
			? ['The notes of the Procore vendor were not read: they are read before the payment terms are written into them.']
			: [],
	};
}
