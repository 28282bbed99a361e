/**
 * What SAP stores of a purchase requisition, named as its OData services name it (V4 where V2 and V4 differ), written as
 * in `sap-order-types.ts`. The header has no change stamp.
 */
export interface SapPurchaseRequisition {
	header: SapRequisitionHeader;
	items: SapRequisitionItem[];
}

export interface SapRequisitionHeader {
	PurchaseRequisition: string;
	PurchaseRequisitionType: string;
	PurReqnDescription: string;
}

export interface SapRequisitionItem {
	PurchaseRequisitionItem: string;
	PurchaseRequisitionItemText: string;
	IsDeleted: boolean;
	IsClosed: boolean;
	ReleaseIsNotCompleted: boolean;
	/** 05 release completed. */
	PurReqnReleaseStatus: string;
	/** N not edited, B ordered. */
	ProcessingStatus: string;
	PurchasingDocumentItemCategory: string;
	AccountAssignmentCategory: string;
	/** Empty for one account assignment, 1 by quantity, 2 by percent, 3 by amount. */
	MultipleAcctAssgmtDistribution: '' | '1' | '2' | '3';
	RequestedQuantity: string;
	OrderedQuantity: string;
	BaseUnit: string;
	PurchaseRequisitionPrice: string;
	PurReqnPriceQuantity: string;
	ItemNetAmount: string;
	PurReqnItemCurrency: string;
	CompanyCode: string;
	Plant: string;
	PurchasingOrganization: string;
	PurchasingGroup: string;
	MaterialGroup: string;
	/** The desired one. */
	Supplier: string;
	FixedSupplier: string;
	RequisitionerName: string;
	TaxCode: string;
	/** The order that was made of it last; empty while there is none. */
	PurchasingDocument: string;
	/** "0" where there is none. */
	PurchasingDocumentItem: string;
	DeliveryDate: string;
	CreationDate: string;
	PurReqCreationDate: string;
	LastChangeDateTime: string | null;
	assignments: SapRequisitionAssignment[];
}

export interface SapRequisitionAssignment {
	PurchaseReqnAcctAssgmtNumber: string;
	IsDeleted: boolean;
	Quantity: string;
	MultipleAcctAssgmtDistrPercent: string;
	PurReqnNetAmount: string;
	GLAccount: string;
	CostCenter: string;
	OrderID: string;
	WBSElementExternalID: string;
	ControllingArea: string;
}
