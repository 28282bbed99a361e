import { without } from '../../../shared/without';
import type { ODataVersion } from '../../odata/service';
import type { Tree } from '../../odata/tree';

/** Where the two versions of the service call the same thing differently. */
export interface Names {
	deletionCode: string;
	items: string;
	assignments: string;
	scheduleLines: string;
}

export const names: Record<ODataVersion, Names> = {
	V2: {
		deletionCode: 'PurchasingDocumentDeletionCode',
		items: 'to_PurchaseOrderItem',
		assignments: 'to_AccountAssignment',
		scheduleLines: 'to_ScheduleLine',
	},
	V4: {
		deletionCode: 'PurchaseOrderDeletionCode',
		items: '_PurchaseOrderItem',
		assignments: '_PurOrdAccountAssignment',
		scheduleLines: '_PurchaseOrderScheduleLineTP',
	},
};

const header = [
	'PurchaseOrder',
	'CompanyCode',
	'PurchaseOrderType',
	'PurchasingProcessingStatus',
	'LastChangeDateTime',
	'Supplier',
	'PaymentTerms',
	'PurchasingOrganization',
	'PurchaseOrderDate',
	'DocumentCurrency',
	'ReleaseIsNotCompleted',
	'PurchasingCompletenessStatus',
	'ManualSupplierAddressID',
];

/** What is done without fields that releases lack. Those that are not here decide about amounts, projects or release. */
const optionalInHeader = (version: ODataVersion) => ({
	PurchaseOrderType: 'Order types are not shown.',
	LastChangeDateTime: 'Changes cannot be detected, so every run reads all orders.',
	PaymentTerms: 'Contracts are made without payment terms.',
	PurchasingOrganization: 'Purchasing organizations are not shown.',
	PurchaseOrderDate: 'Contracts are made without a date.',
	ReleaseIsNotCompleted: 'Whether an order is released is recognized by its processing status alone.',
	PurchasingCompletenessStatus: 'Orders that are on hold are recognized by their processing status alone.',
	ManualSupplierAddressID: 'Orders of one-time suppliers are not recognized.',
	AddressName: 'Orders of one-time suppliers are held without the name on the order.',
	[names[version].deletionCode]: 'Deleted orders are recognized by their items.',
});

const optionalInItem = {
	PurchaseOrderItemText: 'Lines are described by their item number.',
	Plant: 'Plants are not shown.',
	Material: 'Materials are not shown.',
	PurchaseOrderQuantityUnit: 'Lines are made without a unit.',
	OrderPriceUnit: 'Price units that differ from the order unit are not checked.',
	TaxCode: 'Tax codes are not shown.',
	PurchaseOrderItemCategory: 'Limit items are recognized by their limits.',
	AccountAssignmentCategory: 'Account assignment categories are not shown.',
	PurchaseRequisition: 'The requisition of an order is found by the requisition alone.',
	PurchaseRequisitionItem: 'The requisition of an order is found by the requisition alone.',
	ExpectedOverallLimitAmount: 'Limit items count with their overall limit.',
	OverallLimitAmount: 'Limit items count with their expected value.',
	PurchasingItemIsFreeOfCharge: 'Items count with their net amount, also those free of charge.',
};

const optionalInAssignment = {
	Quantity: 'Items that are divided by quantity are held.',
	MultipleAcctAssgmtDistrPercent: 'Items that are divided by percentage are held.',
	PurgDocNetAmount: 'Items are divided by quantity or percentage.',
};

const wbsFields: Record<ODataVersion, readonly string[]> = {
	V2: ['WBSElementExternalID', 'WBSElement', 'WBSElementInternalID'],
	V4: ['WBSElementExternalID', 'WBSElementInternalID'],
};

const item = [
	'PurchaseOrderItem',
	'PurchasingDocumentDeletionCode',
	'PurchaseOrderItemText',
	'Plant',
	'Material',
	'OrderQuantity',
	'PurchaseOrderQuantityUnit',
	'OrderPriceUnit',
	'OrderPriceUnitToOrderUnitNmrtr',
	'OrdPriceUnitToOrderUnitDnmntr',
	'NetPriceAmount',
	'NetPriceQuantity',
	'TaxCode',
	'PurchaseOrderItemCategory',
	'AccountAssignmentCategory',
	'MultipleAcctAssgmtDistribution',
	'PurchaseRequisition',
	'PurchaseRequisitionItem',
	'IsReturnsItem',
	'ExpectedOverallLimitAmount',
	'OverallLimitAmount',
];

const assignment = [
	'AccountAssignmentNumber',
	'IsDeleted',
	'Quantity',
	'MultipleAcctAssgmtDistrPercent',
	'PurgDocNetAmount',
	'GLAccount',
	'CostCenter',
	'OrderID',
];

const scheduleLine = ['ScheduleLine', 'ScheduleLineDeliveryDate'];
const withoutScheduleLines = 'Contracts are made without a delivery date.';

const onOrder = ['PurchaseOrder', 'PurchaseOrder'] as const;
const onItem = [onOrder, ['PurchaseOrderItem', 'PurchaseOrderItem']] as const;

const headerSets: Record<ODataVersion, string> = { V2: 'A_PurchaseOrder', V4: 'PurchaseOrder' };
export const itemSets: Record<ODataVersion, string> = { V2: 'A_PurchaseOrderItem', V4: 'PurchaseOrderItem' };

/** Only who an order is placed with. */
export const supplierTree = (version: ODataVersion): Tree => ({
	entitySet: headerSets[version],
	select: ['PurchaseOrder', 'Supplier'],
});

/** Only what the items of an order were made of. */
export const requisitionTree = (version: ODataVersion): Tree => ({
	entitySet: headerSets[version],
	select: ['PurchaseOrder'],
	children: {
		[names[version].items]: { entitySet: itemSets[version], on: [onOrder], select: ['PurchaseRequisition'] },
	},
});

/** All that a PurchaseOrder document is made of, and no other fields: items have more than a hundred. */
export const purchaseOrderTrees: Record<ODataVersion, Tree> = {
	V2: {
		entitySet: headerSets.V2,
		select: [...header, names.V2.deletionCode, 'AddressName'],
		optional: optionalInHeader('V2'),
		children: {
			[names.V2.items]: {
				entitySet: itemSets.V2,
				on: [onOrder],
				select: item,
				optional: without(optionalInItem, 'PurchasingItemIsFreeOfCharge'),
				children: {
					[names.V2.assignments]: {
						entitySet: 'A_PurOrdAccountAssignment',
						on: onItem,
						select: [...assignment, ...wbsFields.V2],
						optional: optionalInAssignment,
						oneOf: [wbsFields.V2],
					},
					[names.V2.scheduleLines]: {
						entitySet: 'A_PurchaseOrderScheduleLine',
						on: [
							['PurchasingDocument', 'PurchaseOrder'],
							['PurchasingDocumentItem', 'PurchaseOrderItem'],
						],
						select: scheduleLine,
						instead: withoutScheduleLines,
					},
				},
			},
		},
	},
	V4: {
		entitySet: headerSets.V4,
		select: [...header, names.V4.deletionCode],
		optional: without(optionalInHeader('V4'), 'AddressName'),
		children: {
			[names.V4.items]: {
				entitySet: itemSets.V4,
				on: [onOrder],
				select: [...item, 'NetAmount', 'PurchasingItemIsFreeOfCharge'],
				optional: optionalInItem,
				children: {
					[names.V4.assignments]: {
						entitySet: 'PurchaseOrderAccountAssignment',
						on: onItem,
						select: [...assignment, ...wbsFields.V4],
						optional: optionalInAssignment,
						oneOf: [wbsFields.V4],
					},
					[names.V4.scheduleLines]: {
						entitySet: 'PurchaseOrderScheduleLine',
						on: onItem,
						select: scheduleLine,
						instead: withoutScheduleLines,
					},
				},
			},
		},
	},
};
