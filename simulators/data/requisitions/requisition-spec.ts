import type { ItemSpec, OrderSpec } from '../orders/order-spec.ts';

/** What is decided about a purchase requisition before its record is filled in. */
export interface RequisitionSpec {
	number: string;
	description: string;
	items: RequisitionItemSpec[];
}

/** An item, written as one of an order. */
export interface RequisitionItemSpec extends ItemSpec {
	/** Orders and items made of it; SAP's item names the last one. Empty while nothing was ordered. */
	ordered: { order: string; item: string; quantity: string }[];
	companyCode: OrderSpec['companyCode'];
	currency: string;
	supplier: string;
	closed?: boolean;
	/** Its release is not completed. */
	unreleased?: boolean;
	/** `YYYY-MM-DD`. */
	created: string;
	/** ISO 8601 UTC, null for never stamped. */
	changedAt: string | null;
}
