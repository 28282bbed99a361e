import type { SapSupplier } from '../../../data/sap-types.ts';
import type { Row } from '../odata/values.ts';

const texts = ['Ready-mix concrete, delivered', 'Crane hire with operator'];

/** A few released orders of the first suppliers, two items each: something for a V4 client to read. */
export function purchaseOrderV4Rows(set: string, suppliers: readonly SapSupplier[]): Row[] {
	const orders = suppliers
		.slice(0, 5)
		.map((supplier, index) => ({ supplier, number: String(4500000001 + index), index }));
	if (set === 'PurchaseOrder') return orders.map(({ supplier, number, index }) => headerOf(supplier, number, index));
	return orders.flatMap(({ supplier, number, index }) =>
		texts.map((text, item) => itemOf(supplier, number, text, index, item)),
	);
}

function headerOf(supplier: SapSupplier, number: string, index: number): Row {
	const [company] = supplier.companies;
	return {
		PurchaseOrder: number,
		PurchaseOrderType: 'NB',
		CompanyCode: company?.CompanyCode,
		PurchasingOrganization: company?.CompanyCode,
		PurchasingProcessingStatus: '05',
		Supplier: supplier.supplier.Supplier,
		DocumentCurrency: company?.Currency,
		PaymentTerms: company?.PaymentTerms,
		Language: 'EN',
		CreationDate: '2026-09-10',
		PurchaseOrderDate: '2026-09-10',
		// 100 ns, as SAP stores it: more than a JavaScript date can hold.
		LastChangeDateTime: `2026-09-15T10:1${String(index)}:13.1234567Z`,
	};
}

function itemOf(supplier: SapSupplier, number: string, text: string, index: number, item: number): Row {
	const [company] = supplier.companies;
	const price = 1250 + index * 100 + item;
	return {
		PurchaseOrder: number,
		PurchaseOrderItem: String((item + 1) * 10),
		PurchaseOrderItemText: text,
		CompanyCode: company?.CompanyCode,
		DocumentCurrency: company?.Currency,
		PurchaseOrderQuantityUnit: 'EA',
		OrderPriceUnit: 'EA',
		OrderQuantity: '4.000',
		NetPriceAmount: `${String(price)}.00`,
		NetPriceQuantity: '1',
		NetAmount: `${String(price * 4)}.00`,
		AccountAssignmentCategory: 'P',
	};
}
