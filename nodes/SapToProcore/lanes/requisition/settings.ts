import type { AccountingMethod } from '../../../shared/model';

export const requisitionWords = ['draftInvoice', 'pendingContract', 'off'] as const;
export const billingDateWords = ['change', 'order', 'period'] as const;

export interface RequisitionSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/**
	 * `draftInvoice`: what was ordered is billed on the contract of its order; `pendingContract`: what is not ordered is a
	 * contract in *Processing*; `off`: none is sent.
	 */
	requisitions: (typeof requisitionWords)[number];
	/** Day of the last change in SAP, day of the order, or none: then the billing period gives it. */
	billingDate: (typeof billingDateWords)[number];
}

/** For what is not ordered yet. */
export interface UnorderedSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/** That of the contracts of orders: a contract keeps it when an order takes it over. */
	lineMethod: AccountingMethod;
	/** Currency of projects whose row in the roster has none; `""` = not known, nothing is checked. */
	projectCurrency: string;
}
