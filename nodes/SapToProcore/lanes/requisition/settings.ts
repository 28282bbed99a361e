export const requisitionWords = ['off', 'draft', 'under_review'] as const;
export const billingDateWords = ['change', 'order', 'period'] as const;

export interface RequisitionSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/** Status of new requisitions in Procore; never above what a person there has to approve. `off`: none is sent. */
	requisitions: (typeof requisitionWords)[number];
	/** Day of the last change in SAP, day of the order, or none: then the billing period gives it. */
	billingDate: (typeof billingDateWords)[number];
}
