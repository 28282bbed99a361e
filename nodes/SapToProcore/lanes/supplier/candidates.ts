import { z } from 'zod/v3';
import type { ProcoreVendor, Supplier } from '../../../shared/model';
import { ownerOf } from './directory';
import { nearName } from './names';
import { bareNumber, taxKeyOf, vendorTaxNumber } from './taxNumbers';

/** What a supplier and a vendor can have in common, the most telling first. */
export const facts = ['taxNumber', 'name', 'address', 'phone'] as const;
export type Fact = (typeof facts)[number];

const likeness = z.enum(['exact', 'near']);

/** How people tell parties apart; `""` = not known. */
const partySchema = z.object({
	name: z.string(),
	address: z.string(),
	phone: z.string(),
	taxNumber: z.string(),
});
export type Party = z.infer<typeof partySchema>;

/** A vendor that a held supplier may be, and what speaks for it. */
const candidateSchema = partySchema.extend({
	/** Procore's number of the vendor. */
	id: z.string(),
	active: z.boolean(),
	/** `us` = it is another supplier's, or this one's; `other` = another integration's. */
	owner: z.enum(['nobody', 'us', 'other']),
	/** The supplier whose vendor it is, where it is ours; `""` = not known. */
	supplier: z.string(),
	likeness: z.object({
		taxNumber: likeness.optional(),
		name: likeness.optional(),
		address: likeness.optional(),
		phone: likeness.optional(),
	}),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** What the outcome of a held supplier keeps in its detail, so that somebody can decide without asking Procore again. */
export const heldDetailSchema = z.object({ party: partySchema, candidates: z.array(candidateSchema) });
export type HeldDetail = z.infer<typeof heldDetailSchema>;

/** More than that nobody compares, and each is a few hundred characters of the audit trail. */
const mostCandidates = 8;
/** Longer texts are shortened: a cell of the audit trail is no place for them. */
const longest = 120;

/** @param vendors - those that the supplier may be @param system - SAP's, as in origin IDs */
export function heldDetail(supplier: Supplier, vendors: readonly ProcoreVendor[], system: string): HeldDetail {
	const candidates = [...new Set(vendors)]
		.map((vendor) => candidateOf(supplier, vendor, system))
		.sort((a, b) => weight(b) - weight(a) || Number(a.id) - Number(b.id));
	return { party: supplierParty(supplier), candidates: candidates.slice(0, mostCandidates) };
}

/** Tax number before name before address before phone, exact before near. */
const weight = ({ likeness: like }: Candidate) =>
	facts.reduce((sum, fact) => 3 * sum + (like[fact] === 'exact' ? 2 : like[fact] === 'near' ? 1 : 0), 0);

function candidateOf(supplier: Supplier, vendor: ProcoreVendor, system: string): Candidate {
	return {
		id: String(vendor.id),
		...vendorParty(vendor),
		active: vendor.is_active !== false,
		owner: ownerOf(vendor, system),
		supplier: ownerOf(vendor, system) === 'us' ? short(vendor.origin_code ?? '') : '',
		likeness: likenessOf(supplier, vendor),
	};
}

const short = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text);
const joined = (...parts: string[]) => short(parts.filter(Boolean).join(', '));

const supplierParty = ({ name, address, phone, taxNumbers }: Supplier): Party => ({
	name: short(name),
	address: joined(address.street, address.postalCode, address.city, address.region, address.country),
	phone: short(phone),
	taxNumber: joined(...taxNumbers.map(({ number }) => number)),
});

/** A field of Procore's record as text. */
const field = (vendor: ProcoreVendor, name: string): string => {
	const value = vendor[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
};

const vendorParty = (vendor: ProcoreVendor): Party => ({
	name: short(vendor.name),
	address: joined(...['address', 'zip', 'city', 'state_code', 'country_code'].map((name) => field(vendor, name))),
	phone: short(field(vendor, 'business_phone')),
	taxNumber: short(vendorTaxNumber(vendor)),
});

function likenessOf(supplier: Supplier, vendor: ProcoreVendor): Candidate['likeness'] {
	const { address, taxNumbers, phone } = supplier;
	const tax = taxKeyOf(vendor);
	const all = {
		taxNumber:
			tax !== '' && taxNumbers.some(({ number }) => bareNumber(number) === tax) ? ('exact' as const) : undefined,
		name: likeOf(supplier.name, vendor.name, nearName),
		address: addressLikeness(address, vendor),
		phone: likeOf(bareNumber(phone), bareNumber(field(vendor, 'business_phone')), localNumber),
	};
	return Object.fromEntries(Object.entries(all).filter(([, like]) => like !== undefined));
}

function likeOf(one: string, other: string, plain: (text: string) => string): 'exact' | 'near' | undefined {
	if (one === '' || other === '') return undefined;
	if (one === other) return 'exact';
	return plain(one) !== '' && plain(one) === plain(other) ? 'near' : undefined;
}

/** The end of a phone number, which is the same with and without the code of the country. */
const localNumber = (digits: string) => (digits.length >= 7 ? digits.slice(-9).replace(/^0+/, '') : '');

/** Exact: the same street in the same place. Near: the same street, or the same postal code. */
function addressLikeness(address: Supplier['address'], vendor: ProcoreVendor): 'exact' | 'near' | undefined {
	const same = (ours: string, name: string) => ours !== '' && plainText(ours) === plainText(field(vendor, name));
	const [street, code, city] = [
		same(address.street, 'address'),
		same(address.postalCode, 'zip'),
		same(address.city, 'city'),
	];
	if (street && (code || city)) return 'exact';
	return street || code ? 'near' : undefined;
}

const plainText = (text: string) => bareNumber(text.normalize('NFKC'));
