/** With which status invoices are submitted in Procore. Only what is approved counts as Job to Date Costs. */
export const invoiceStatusWords = ['approved', 'under_review'] as const;
export type InvoiceStatus = (typeof invoiceStatusWords)[number];

export interface InvoiceSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	invoiceStatus: InvoiceStatus;
}
