export const requisitionWords = ['draftInvoice', 'off'] as const;
export const billingDateWords = ['change', 'order', 'period'] as const;

export interface RequisitionSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/** `draftInvoice`: what was ordered is billed on the contract of its order; `off`: none is sent. */
	requisitions: (typeof requisitionWords)[number];
	/** Day of the last change in SAP, day of the order, or none: then the billing period gives it. */
	billingDate: (typeof billingDateWords)[number];
}
