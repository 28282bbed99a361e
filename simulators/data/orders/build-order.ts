import { currencyDecimals, ratio, toText, toUnits } from '../money.ts';
import type { SapAccountAssignment, SapPurchaseOrder, SapPurchaseOrderItem } from '../sap-order-types.ts';
import type { AssignmentSpec, ItemSpec, OrderSpec } from './order-spec.ts';
import { splitUnits } from './split.ts';

/** Gives the internal ID of a WBS element; "0" for one that does not exist. */
export type InternalIdOf = (wbsElement: string) => string;

const states = {
	approved: { PurchasingProcessingStatus: '05' },
	held: { PurchasingProcessingStatus: '02', PurchasingCompletenessStatus: true },
	inRelease: { PurchasingProcessingStatus: '03', ReleaseIsNotCompleted: true },
	rejected: { PurchasingProcessingStatus: '08' },
	deleted: { PurchasingProcessingStatus: '05', PurchasingDocumentDeletionCode: 'L' },
	unknownStatus: { PurchasingProcessingStatus: '26' },
} as const;

/** The header fields by which SAP tells the state of an order. */
export const stateFields = (state: OrderSpec['state'] = 'approved') => ({
	ReleaseIsNotCompleted: false,
	PurchasingCompletenessStatus: false,
	PurchasingDocumentDeletionCode: '' as const,
	...states[state],
});

/** The full SAP record for a spec. Amounts of account assignments add up to the item's unless the spec gives them. */
export function buildOrder(spec: OrderSpec, internalIdOf: InternalIdOf): SapPurchaseOrder {
	return {
		header: {
			PurchaseOrder: spec.number,
			PurchaseOrderType: 'NB',
			CompanyCode: spec.companyCode,
			PurchasingOrganization: spec.companyCode,
			PurchasingGroup: '001',
			Supplier: spec.supplier,
			InvoicingParty: spec.supplier,
			DocumentCurrency: spec.currency,
			ExchangeRate: '1.00000',
			PaymentTerms: spec.paymentTerms,
			Language: 'EN',
			CreatedByUser: 'BUYER01',
			CreationDate: spec.date,
			PurchaseOrderDate: spec.date,
			LastChangeDateTime: spec.changedAt,
			...stateFields(spec.state),
		},
		items: spec.items.map((item, index) => buildItem({ item: String((index + 1) * 10), ...item }, spec, internalIdOf)),
	};
}

/** An item of an order; `spec.item` is its number. */
export function buildItem(
	spec: ItemSpec & { item: string },
	order: Pick<OrderSpec, 'currency' | 'companyCode'>,
	internalIdOf: InternalIdOf,
): SapPurchaseOrderItem {
	const [first] = spec.assignments;
	const category = first && (first.costCenter ? 'K' : first.order ? 'F' : 'P');
	const split = spec.split ?? 'quantity';
	const [requisition = '', requisitionItem = '0'] = spec.requisition ?? [];
	const netAmount = netAmountOf(spec, order.currency);
	return {
		PurchaseOrderItem: spec.item,
		PurchaseOrderItemText: spec.text,
		PurchasingDocumentDeletionCode: spec.deleted ? 'L' : '',
		PurchaseOrderItemCategory: spec.limit ? 'A' : '0',
		AccountAssignmentCategory: category ?? '',
		MultipleAcctAssgmtDistribution:
			spec.assignments.length > 1 ? ({ quantity: '1', percent: '2', amount: '3' } as const)[split] : '',
		Material: category ? '' : 'RM-1000',
		MaterialGroup: 'L001',
		Plant: order.companyCode,
		OrderQuantity: spec.quantity,
		PurchaseOrderQuantityUnit: spec.unit,
		OrderPriceUnit: spec.conversion?.priceUnit ?? spec.unit,
		OrderPriceUnitToOrderUnitNmrtr: spec.conversion?.numerator ?? '1',
		OrdPriceUnitToOrderUnitDnmntr: spec.conversion?.denominator ?? '1',
		NetPriceAmount: toText(toUnits(spec.price, currencyDecimals(order.currency)), currencyDecimals(order.currency)),
		NetPriceQuantity: spec.per ?? '1',
		NetAmount: netAmount,
		PurchasingItemIsFreeOfCharge: spec.isFreeOfCharge ?? false,
		OverallLimitAmount: spec.limit?.overall ?? '0',
		ExpectedOverallLimitAmount: spec.limit?.expected ?? '0',
		TaxCode: 'I1',
		IsReturnsItem: spec.isReturn ?? false,
		GoodsReceiptIsExpected: !spec.limit,
		InvoiceIsExpected: !spec.isFreeOfCharge,
		PurchaseRequisition: requisition,
		PurchaseRequisitionItem: requisitionItem,
		assignments: assignmentsOf(spec, netAmount, order.currency, internalIdOf),
		scheduleLines: (spec.scheduled ?? [{ requisition: [requisition, requisitionItem], quantity: spec.quantity }]).map(
			(line, index) => ({
				ScheduleLine: String(index + 1),
				ScheduleLineDeliveryDate: spec.deliveryDate,
				ScheduleLineOrderQuantity: line.quantity,
				PurchaseRequisition: line.requisition[0] ?? '',
				PurchaseRequisitionItem: line.requisition[1] ?? '0',
			}),
		),
	};
}

/** Price for the quantity in price units, rounded to the currency; of a limit item what is expected. */
export function netAmountOf(spec: Omit<ItemSpec, 'assignments'>, currency: string): string {
	const decimals = currencyDecimals(currency);
	if (spec.netAmount !== undefined) return spec.netAmount;
	if (spec.isFreeOfCharge) return toText(0n, decimals);
	if (spec.limit) return spec.limit.expected;
	const { numerator = '1', denominator = '1' } = spec.conversion ?? {};
	return toText(ratio([spec.price, spec.quantity, numerator], [spec.per ?? '1', denominator], decimals), decimals);
}

const weightOf = ({ amount, percent, quantity }: AssignmentSpec, split: ItemSpec['split']) =>
	({ amount, percent, quantity })[split ?? 'quantity'] ?? '0';

function assignmentsOf(
	spec: ItemSpec,
	netAmount: string,
	currency: string,
	internalIdOf: InternalIdOf,
): SapAccountAssignment[] {
	const decimals = currencyDecimals(currency);
	const kept = spec.assignments.filter((assignment) => !assignment.deleted);
	const weights = kept.map((assignment) => weightOf(assignment, spec.split));
	const shares = splitUnits(toUnits(netAmount, decimals), weights, decimals);
	return spec.assignments.map((assignment, index) => {
		const external = assignment.wbsElement ?? '';
		return {
			AccountAssignmentNumber: String(index + 1),
			IsDeleted: assignment.deleted ?? false,
			Quantity: assignment.quantity ?? (spec.assignments.length === 1 ? spec.quantity : '0'),
			MultipleAcctAssgmtDistrPercent: assignment.percent ?? '0.0',
			PurgDocNetAmount: assignment.amount ?? toText(shares[kept.indexOf(assignment)] ?? 0n, decimals),
			GLAccount: assignment.glAccount,
			CostCenter: assignment.costCenter ?? '',
			OrderID: assignment.order ?? '',
			WBSElementExternalID: external,
			WBSElementInternalID: assignment.wbsInternalId ?? (external === '' ? '0' : internalIdOf(external)),
			ControllingArea: 'A000',
		};
	});
}
