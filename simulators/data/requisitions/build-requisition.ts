import { buildItem } from '../orders/build-order.ts';
import type { SapPurchaseRequisition, SapRequisitionItem } from '../sap-requisition-types.ts';
import { quantitySum } from '../orders/split.ts';
import type { RequisitionItemSpec, RequisitionSpec } from './requisition-spec.ts';

/** The full SAP record for a spec. */
export function buildRequisition({ number, description, items }: RequisitionSpec): SapPurchaseRequisition {
	return {
		header: { PurchaseRequisition: number, PurchaseRequisitionType: 'NB', PurReqnDescription: description },
		items: items.map((item, index) => buildRequisitionItem({ ...item, item: item.item ?? String((index + 1) * 10) })),
	};
}

/** An item: amounts and shares are worked out as those of an order. Internal IDs of WBS elements do not show here. */
export function buildRequisitionItem(spec: RequisitionItemSpec & { item: string }): SapRequisitionItem {
	const like = buildItem(spec, spec, () => '0');
	const last = spec.ordered.at(-1);
	return {
		PurchaseRequisitionItem: spec.item,
		PurchaseRequisitionItemText: like.PurchaseOrderItemText,
		IsDeleted: spec.deleted ?? false,
		IsClosed: spec.closed ?? false,
		ReleaseIsNotCompleted: spec.unreleased ?? false,
		PurReqnReleaseStatus: spec.unreleased ? '02' : '05',
		ProcessingStatus: last ? 'B' : 'N',
		PurchasingDocumentItemCategory: '0',
		AccountAssignmentCategory: like.AccountAssignmentCategory,
		MultipleAcctAssgmtDistribution: like.MultipleAcctAssgmtDistribution,
		RequestedQuantity: spec.quantity,
		OrderedQuantity: quantitySum(spec.ordered.map(({ quantity }) => quantity)),
		BaseUnit: spec.unit,
		PurchaseRequisitionPrice: like.NetPriceAmount,
		PurReqnPriceQuantity: like.NetPriceQuantity,
		ItemNetAmount: like.NetAmount,
		PurReqnItemCurrency: spec.currency,
		CompanyCode: spec.companyCode,
		Plant: spec.companyCode,
		PurchasingOrganization: spec.companyCode,
		PurchasingGroup: '001',
		MaterialGroup: like.MaterialGroup,
		Supplier: spec.supplier,
		FixedSupplier: spec.supplier,
		RequisitionerName: 'SITE01',
		TaxCode: like.TaxCode,
		PurchasingDocument: last?.order ?? '',
		PurchasingDocumentItem: last?.item ?? '0',
		DeliveryDate: spec.deliveryDate,
		CreationDate: spec.created,
		PurReqCreationDate: spec.created,
		LastChangeDateTime: spec.changedAt,
		assignments: like.assignments.map((row) => ({
			PurchaseReqnAcctAssgmtNumber: row.AccountAssignmentNumber,
			IsDeleted: row.IsDeleted,
			Quantity: row.Quantity,
			MultipleAcctAssgmtDistrPercent: row.MultipleAcctAssgmtDistrPercent,
			PurReqnNetAmount: row.PurgDocNetAmount,
			GLAccount: row.GLAccount,
			CostCenter: row.CostCenter,
			OrderID: row.OrderID,
			WBSElementExternalID: row.WBSElementExternalID,
			ControllingArea: row.ControllingArea,
		})),
	};
}
