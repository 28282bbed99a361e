/** What most costs of tests have in common: posted in September 2026 without an order. */
export const posted = {
	projectInternalId: '',
	purchaseOrder: '',
	purchaseOrderItem: '',
	kind: 'other',
	documentType: 'SA',
	referenceType: 'BKPF',
	fiscalYear: '2026',
	fiscalPeriod: '09',
} as const;
