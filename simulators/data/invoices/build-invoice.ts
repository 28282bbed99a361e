import { currencyDecimals, ratio, toText, toUnits } from '../money.ts';
import { splitUnits } from '../orders/split.ts';
import type { SapInvoiceAssignment, SapSupplierInvoice, SapSupplierInvoiceItem } from '../sap-invoice-types.ts';
import type { SapPurchaseOrder, SapPurchaseOrderItem } from '../sap-order-types.ts';

export interface InvoicedItem {
	/** Item of the order. */
	item: string;
	/** Net, without a sign. Default: what the item is worth. */
	amount?: string | undefined;
	/** Condition type of a delivery cost, `FRA1`. */
	deliveryCost?: string | undefined;
}

/** What is decided about an invoice on one purchase order before its record is filled in. */
export interface InvoiceSpec {
	number: string;
	order: SapPurchaseOrder;
	items: InvoicedItem[];
	/** `YYYY-MM-DD`. */
	postingDate: string;
	createdOn: string;
	/** Default: made of the number. */
	reference?: string | undefined;
	/** Default 5, posted. */
	status?: string | undefined;
	isCreditMemo?: boolean | undefined;
}

/** Gives the ID that people see of a WBS element; empty for none. */
export type ExternalIdOf = (wbsInternalId: string) => string;

const taxPercent = '8.25';

/** The full record. Account assignments share an item's amount as they share the order's item. */
export function buildInvoice(spec: InvoiceSpec, externalIdOf: ExternalIdOf): SapSupplierInvoice {
	const { header } = spec.order;
	const decimals = currencyDecimals(header.DocumentCurrency);
	const items = spec.items.map((invoiced, index) => buildItem(invoiced, index, spec, externalIdOf));
	const net = items.reduce((sum, item) => sum + toUnits(item.SupplierInvoiceItemAmount, decimals), 0n);
	const tax = ratio([toText(net, decimals), taxPercent], ['100'], decimals);
	return {
		header: {
			SupplierInvoice: spec.number,
			FiscalYear: spec.postingDate.slice(0, 4),
			CompanyCode: header.CompanyCode,
			DocumentDate: spec.postingDate,
			PostingDate: spec.postingDate,
			CreationDate: spec.createdOn,
			SupplierInvoiceIDByInvcgParty: spec.reference ?? `R-${spec.number.slice(-6)}`,
			InvoicingParty: header.InvoicingParty || header.Supplier,
			DocumentCurrency: header.DocumentCurrency,
			InvoiceGrossAmount: toText(net + tax, decimals),
			PaymentTerms: header.PaymentTerms,
			PaymentBlockingReason: '',
			AccountingDocumentType: 'RE',
			SupplierInvoiceStatus: spec.status ?? '5',
			SupplierInvoiceIsCreditMemo: spec.isCreditMemo ? 'X' : '',
			ReverseDocument: '',
			ReverseDocumentFiscalYear: '',
			IsReversal: false,
			IsReversed: false,
		},
		items,
	};
}

function buildItem(
	{ item: number, amount, deliveryCost = '' }: InvoicedItem,
	index: number,
	{ order, isCreditMemo = false }: InvoiceSpec,
	externalIdOf: ExternalIdOf,
): SapSupplierInvoiceItem {
	const ordered = order.items.find((row) => row.PurchaseOrderItem === number);
	if (!ordered) throw new RangeError(`order ${order.header.PurchaseOrder} has no item ${number}`);
	const { DocumentCurrency: currency, CompanyCode } = order.header;
	const decimals = currencyDecimals(currency);
	const net = toText(toUnits(amount ?? ordered.NetAmount, decimals), decimals);
	const isCredit = ordered.IsReturnsItem !== isCreditMemo;
	return {
		SupplierInvoiceItem: String(index + 1),
		PurchaseOrder: order.header.PurchaseOrder,
		PurchaseOrderItem: number,
		Plant: ordered.Plant,
		TaxCode: ordered.TaxCode,
		DocumentCurrency: currency,
		SupplierInvoiceItemAmount: net,
		QuantityInPurchaseOrderUnit: ordered.OrderQuantity,
		PurchaseOrderQuantityUnit: ordered.PurchaseOrderQuantityUnit,
		SupplierInvoiceItemText: '',
		SuplrInvcDeliveryCostCndnType: deliveryCost,
		RetentionAmountInDocCurrency: toText(0n, decimals),
		RetentionPercentage: '0.00',
		IsFinallyInvoiced: false,
		assignments: shared(ordered, net, decimals).map(
			({ row, amount: share }, at): SapInvoiceAssignment => ({
				OrdinalNumber: String(at + 1),
				AccountAssignmentNumber: row.AccountAssignmentNumber,
				GLAccount: row.GLAccount,
				CostCenter: row.CostCenter,
				WBSElement: row.WBSElementExternalID || externalIdOf(row.WBSElementInternalID),
				InternalOrder: row.OrderID,
				DocumentCurrency: currency,
				SuplrInvcAcctAssignmentAmount: share,
				DebitCreditCode: isCredit ? 'H' : 'S',
				CompanyCode,
				ControllingArea: row.ControllingArea,
				TaxCode: ordered.TaxCode,
			}),
		),
	};
}

/** The shares that the account assignments of an order's item have in an amount. */
export function shared({ assignments }: SapPurchaseOrderItem, amount: string, decimals: number) {
	const kept = assignments.filter((row) => !row.IsDeleted);
	const weights = kept.map((row) =>
		toUnits(row.PurgDocNetAmount, decimals) === 0n ? row.MultipleAcctAssgmtDistrPercent : row.PurgDocNetAmount,
	);
	const shares = splitUnits(toUnits(amount, decimals), weights, decimals);
	return kept.map((row, index) => ({ row, amount: toText(shares[index] ?? 0n, decimals) }));
}
