import type { CompanyCode } from '../supplier-spec.ts';

/** What is decided about a purchase order before its record is filled in. Decimals are text. */
export interface OrderSpec {
	number: string;
	supplier: string;
	companyCode: CompanyCode;
	currency: string;
	/** `YYYY-MM-DD`. */
	date: string;
	/** ISO 8601 UTC, null for never stamped. */
	changedAt: string | null;
	paymentTerms: string;
	/** Default `approved`. */
	state?: 'approved' | 'held' | 'inRelease' | 'rejected' | 'deleted' | 'unknownStatus';
	items: ItemSpec[];
}

export interface ItemSpec {
	/** Default 10, 20, … */
	item?: string | undefined;
	text: string;
	quantity: string;
	unit: string;
	/** Price in the order's currency, for `per` price units. */
	price: string;
	/** Default 1. */
	per?: string;
	/** Default: the order unit, 1 to 1. `numerator` price units are `denominator` order units. */
	conversion?: { priceUnit: string; numerator: string; denominator: string };
	/** Instead of the computed amount: SAP rounded otherwise. */
	netAmount?: string;
	limit?: { expected: string; overall: string };
	isReturn?: boolean;
	isFreeOfCharge?: boolean;
	deleted?: boolean;
	/** Default by quantity where there are several account assignments. */
	split?: 'quantity' | 'percent' | 'amount';
	deliveryDate: string;
	/** Number and item. */
	requisition?: [string, string];
	/** Requisitions by which delivery is scheduled, where there are any. */
	scheduled?: { requisition: [string, string]; quantity: string }[];
	/** None for stock. */
	assignments: AssignmentSpec[];
}

export interface AssignmentSpec {
	glAccount: string;
	wbsElement?: string;
	/** Instead of `wbsElement`: SAP tells only its internal ID. */
	wbsInternalId?: string;
	costCenter?: string;
	order?: string;
	/** By which the item is split; quantity and amount follow from it. */
	percent?: string;
	quantity?: string;
	/** With any split: what SAP shows instead of what the split gives. */
	amount?: string;
	deleted?: boolean;
}
