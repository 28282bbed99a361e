import type { AccountAssignment, PurchaseOrder, PurchaseOrderItem } from '../../nodes/shared/model';
import type { CostCodeRow, RosterRow } from '../../nodes/SapToProcore/ledger/rows';

export function assignment(fields: Partial<AccountAssignment> = {}): AccountAssignment {
	return {
		number: '1',
		glAccount: '630000',
		costCenter: '',
		wbsElement: 'P-1001.1',
		order: '',
		percent: '',
		quantity: '',
		amount: '',
		deleted: false,
		...fields,
	};
}

/** One item over 100.00, all of it on WBS element P-1001.1. */
export function orderItem(fields: Partial<PurchaseOrderItem> = {}): PurchaseOrderItem {
	return {
		item: '10',
		text: 'Concrete',
		deleted: false,
		category: '0',
		accountAssignmentCategory: 'P',
		material: '',
		plant: '1010',
		quantity: '10',
		unit: 'M3',
		priceUnit: 'M3',
		netPrice: '10.00',
		priceQuantity: '1',
		netAmount: '100.00',
		netAmountComputed: false,
		taxCode: 'V0',
		deliveryDate: '2026-10-15',
		requisition: '',
		requisitionItem: '',
		isReturn: false,
		isFreeOfCharge: false,
		isLimit: false,
		distribution: 'single',
		assignments: [assignment()],
		...fields,
	};
}

export function purchaseOrder(fields: Partial<PurchaseOrder> = {}): PurchaseOrder {
	return {
		purchaseOrder: '4500000001',
		companyCode: '1010',
		purchasingOrganization: '1010',
		supplier: '100001',
		type: 'NB',
		currency: 'USD',
		date: '2026-09-28',
		paymentTerms: '0001',
		status: 'approved',
		statusCode: '05',
		changedAt: '2026-09-30T10:00:00.000Z',
		items: [orderItem()],
		...fields,
	};
}

/** Row of the roster: project 2201 is P-1001 in SAP. */
export function rosterRow(fields: Partial<RosterRow> = {}): RosterRow {
	return {
		id: '1',
		project_id: '2201',
		project_name: 'Riverside',
		project_number: 'P-1001',
		active: true,
		sap_project: 'P-1001',
		sap_wbs_prefix: '',
		sap_cost_center: '',
		currency: '',
		sync_enabled: true,
		source: 'project_number',
		note: '',
		...fields,
	};
}

/** Row of the cost code map; without fields it maps everything to 03-300 / M. */
export function costCodeRow(fields: Partial<CostCodeRow> = {}): CostCodeRow {
	return {
		id: '1',
		company_code: '',
		gl_account: '',
		cost_center: '',
		wbs_element: '',
		cost_code: '03-300',
		cost_type: 'M',
		sub_job: '',
		segments: '',
		enabled: true,
		...fields,
	};
}
