/**
 * Where things are in the browser: for SAP what follows the `#` of the launchpad, for Procore the path behind its host, for
 * both also a whole address. A value stands for its name in braces; where one is missing there is no link. `""` = nobody
 * has said where it is.
 *
 * Sources: paths of contracts, requisitions and the budget are in Procore's developer documentation (view keys of side
 * panels). Intents of SAP are UNVERIFIED: they are in use in public code, and were not tried on a live system. Of vendors
 * in the company directory and of WBS elements no source is known. So each can be set in the panel of *Make report*.
 */
export const addressPatterns = {
	procoreBudget: { label: 'Procore Budget', pattern: '/projects/{project}/budgeting' },
	procoreContract: {
		label: 'Procore Contract',
		pattern: '/{project}/project/commitments/purchase_order_contracts/{id}',
	},
	procoreRequisition: {
		label: 'Procore Requisition',
		pattern: '/{project}/project/commitments/purchase_order_contracts/{contract}/requisitions/{id}',
	},
	procoreVendor: { label: 'Procore Vendor', pattern: '' },
	sapPurchaseOrder: {
		label: 'SAP Purchase Order',
		pattern: 'PurchaseOrder-displayFactSheet?PurchaseOrder={key}',
	},
	sapPurchaseRequisition: {
		label: 'SAP Purchase Requisition',
		pattern: 'PurchaseRequisition-displayFactSheet?PurchaseRequisition={key}',
	},
	sapSupplier: { label: 'SAP Supplier', pattern: 'Supplier-displayFactSheet?Supplier={key}' },
	sapSupplierInvoice: {
		label: 'SAP Supplier Invoice',
		pattern: 'SupplierInvoice-displayFactSheet?SupplierInvoice={invoice}&FiscalYear={year}',
	},
	sapWbsElement: { label: 'SAP WBS Element', pattern: '' },
} as const satisfies Record<string, { label: string; pattern: string }>;

export type PatternName = keyof typeof addressPatterns;
export type Patterns = Record<PatternName, string>;

export const usualPatterns = Object.fromEntries(
	Object.entries(addressPatterns).map(([name, { pattern }]) => [name, pattern]),
) as Patterns;
