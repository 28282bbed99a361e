import { vendorOriginId } from '../../../shared/originId';
import type { DesiredVendor, MatchRule, ProcoreVendor, Supplier } from '../../../shared/model';
import type { ValueMap } from '../../lookup/values';
import { place } from './region';

export interface VendorSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/** SAP tax number types that hold a US EIN and an Australian ABN; "" = none. */
	taxTypes: { ein: string; abn: string };
	/** Whether a vendor is deactivated when its supplier is blocked, and only then is its active flag managed at all. */
	deactivateBlocked: boolean;
}

export function isBlocked(supplier: Supplier): boolean {
	return supplier.blocked.posting || supplier.blocked.purchasing || supplier.blocked.deletion;
}

/** A supplier with the vendor that was found for it, and how. */
export interface Match {
	supplier: Supplier;
	observed: ProcoreVendor | null;
	rule: MatchRule;
	/** What an auditor should know beside it. */
	remarks: string[];
}

/** What Procore should hold for a supplier, beside what it holds now. */
export function desiredVendor(
	{ supplier, observed, rule, remarks }: Match,
	values: ValueMap,
	settings: VendorSettings,
): DesiredVendor {
	const where = place(supplier.address, values);
	const tax = taxId(supplier, settings);
	return {
		originId: vendorOriginId(settings.system, supplier.supplier),
		code: supplier.supplier,
		name: supplier.name,
		street: supplier.address.street,
		city: supplier.address.city,
		postalCode: supplier.address.postalCode,
		region: where.region,
		country: where.country,
		email: supplier.email,
		phone: supplier.phone,
		website: supplier.website,
		taxId: tax.id,
		paymentTerms: paymentTerms(supplier, values),
		active: settings.deactivateBlocked ? !isBlocked(supplier) : null,
		source: { entity: 'supplier', sapKey: supplier.supplier, sapChangedAt: supplier.changedAt },
		observed,
		rule,
		remarks: [...remarks, ...where.remarks, ...tax.remarks],
	};
}

/** One text for all company codes: `NET30` where they agree, else `NET30 (1010), NET60 (1710)`. */
function paymentTerms(supplier: Supplier, values: ValueMap): string {
	const terms = supplier.paymentTerms.map(({ companyCode, terms: key }) => ({
		companyCode,
		name: values.find('payment_terms', key) ?? key,
	}));
	const names = [...new Set(terms.map(({ name }) => name))];
	if (names.length <= 1) return names[0] ?? '';
	return terms.map(({ companyCode, name }) => `${name} (${companyCode})`).join(', ');
}

/** Procore's business register knows US EINs (9 digits) and Australian ABNs (11 digits) only. */
function taxId(supplier: Supplier, { taxTypes }: VendorSettings): { id: DesiredVendor['taxId']; remarks: string[] } {
	for (const [type, sapType, digits] of [
		['ein', taxTypes.ein, 9],
		['abn', taxTypes.abn, 11],
	] as const) {
		const number = sapType && supplier.taxNumbers.find((tax) => tax.type === sapType)?.number;
		if (!number) continue;
		const identifier = number.replace(/[\s-]/g, '');
		if (identifier.length === digits && /^\d+$/.test(identifier)) return { id: { type, identifier }, remarks: [] };
		return { id: null, remarks: [`Tax number of type ${sapType} does not have ${digits} digits and was left out.`] };
	}
	return { id: null, remarks: [] };
}
