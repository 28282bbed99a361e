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
];

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
	'WBSElementInternalID',
	'WBSElementExternalID',
];

const scheduleLine = ['ScheduleLine', 'ScheduleLineDeliveryDate'];

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
		select: [...header, names.V2.deletionCode],
		children: {
			[names.V2.items]: {
				entitySet: itemSets.V2,
				on: [onOrder],
				select: item,
				children: {
					[names.V2.assignments]: {
						entitySet: 'A_PurOrdAccountAssignment',
						on: onItem,
						select: [...assignment, 'WBSElement'],
					},
					[names.V2.scheduleLines]: {
						entitySet: 'A_PurchaseOrderScheduleLine',
						on: [
							['PurchasingDocument', 'PurchaseOrder'],
							['PurchasingDocumentItem', 'PurchaseOrderItem'],
						],
						select: scheduleLine,
					},
				},
			},
		},
	},
	V4: {
		entitySet: headerSets.V4,
		select: [...header, names.V4.deletionCode],
		children: {
			[names.V4.items]: {
				entitySet: itemSets.V4,
				on: [onOrder],
				select: [...item, 'NetAmount', 'PurchasingItemIsFreeOfCharge'],
				children: {
					[names.V4.assignments]: { entitySet: 'PurchaseOrderAccountAssignment', on: onItem, select: assignment },
					[names.V4.scheduleLines]: { entitySet: 'PurchaseOrderScheduleLine', on: onItem, select: scheduleLine },
				},
			},
		},
	},
};
