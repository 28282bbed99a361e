/**
 * What SAP stores of a purchase order, named as its OData services name it (V2 where V2 and V4 differ). Decimals are
 * text, days `YYYY-MM-DD`, moments ISO 8601 UTC with seven decimals; a property that is missing is initial in SAP.
 */
export interface SapPurchaseOrder {
	header: SapPurchaseOrderHeader;
	items: SapPurchaseOrderItem[];
}

export interface SapPurchaseOrderHeader {
	PurchaseOrder: string;
	PurchaseOrderType: string;
	CompanyCode: string;
	PurchasingOrganization: string;
	PurchasingGroup: string;
	Supplier: string;
	InvoicingParty: string;
	DocumentCurrency: string;
	ExchangeRate: string;
	PaymentTerms: string;
	Language: string;
	CreatedByUser: string;
	CreationDate: string;
	PurchaseOrderDate: string;
	/** null on documents that were last saved before SAP stamped them. */
	LastChangeDateTime: string | null;
	/** 02 active, 03 in release, 05 release completed, 08 rejected. */
	PurchasingProcessingStatus: string;
	ReleaseIsNotCompleted: boolean;
	/** True: held, that is incomplete. */
	PurchasingCompletenessStatus: boolean;
	/** Set only when the whole order is flagged, not when all its items are. */
	PurchasingDocumentDeletionCode: '' | 'L' | 'S';
}

export interface SapPurchaseOrderItem {
	PurchaseOrderItem: string;
	PurchaseOrderItemText: string;
	PurchasingDocumentDeletionCode: '' | 'L' | 'S';
	PurchaseOrderItemCategory: string;
	/** P project, K cost center, F order; empty for stock. */
	AccountAssignmentCategory: string;
	/** Empty for one account assignment, 1 by quantity, 2 by percent, 3 by amount. */
	MultipleAcctAssgmtDistribution: '' | '1' | '2' | '3';
	Material: string;
	MaterialGroup: string;
	Plant: string;
	OrderQuantity: string;
	PurchaseOrderQuantityUnit: string;
	OrderPriceUnit: string;
	OrderPriceUnitToOrderUnitNmrtr: string;
	OrdPriceUnitToOrderUnitDnmntr: string;
	/** For NetPriceQuantity price units. */
	NetPriceAmount: string;
	NetPriceQuantity: string;
	/** V4 only. */
	NetAmount: string;
	/** V4 only; V2 has no such field. */
	PurchasingItemIsFreeOfCharge: boolean;
	OverallLimitAmount: string;
	ExpectedOverallLimitAmount: string;
	TaxCode: string;
	IsReturnsItem: boolean;
	GoodsReceiptIsExpected: boolean;
	InvoiceIsExpected: boolean;
	PurchaseRequisition: string;
	/** "0" where there is none. */
	PurchaseRequisitionItem: string;
	assignments: SapAccountAssignment[];
	scheduleLines: SapScheduleLine[];
}

export interface SapAccountAssignment {
	AccountAssignmentNumber: string;
	IsDeleted: boolean;
	Quantity: string;
	MultipleAcctAssgmtDistrPercent: string;
	PurgDocNetAmount: string;
	GLAccount: string;
	CostCenter: string;
	OrderID: string;
	WBSElementExternalID: string;
	/** "0" where there is none. */
	WBSElementInternalID: string;
	ControllingArea: string;
}

export interface SapScheduleLine {
	ScheduleLine: string;
	ScheduleLineDeliveryDate: string;
	ScheduleLineOrderQuantity: string;
	PurchaseRequisition: string;
	/** "0" where there is none. */
	PurchaseRequisitionItem: string;
}
