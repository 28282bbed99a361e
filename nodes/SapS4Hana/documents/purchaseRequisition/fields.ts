import type { ODataVersion } from '../../odata/service';
import type { Branch, Tree } from '../../odata/tree';

/** Where the two versions of the service call the same thing differently. */
export interface Names {
	items: string;
	assignments: string;
	wbsElement: string;
}

export const names: Record<ODataVersion, Names> = {
	V2: { items: 'to_PurchaseReqnItem', assignments: 'to_PurchaseReqnAcctAssgmt', wbsElement: 'WBSElement' },
	V4: {
		items: '_PurchaseRequisitionItem',
		assignments: '_PurchaseReqnAcctAssgmt',
		wbsElement: 'WBSElementExternalID',
	},
};

const header = ['PurchaseRequisition', 'PurchaseRequisitionType', 'PurReqnDescription'];

const item = [
	'PurchaseRequisitionItem',
	'PurchaseRequisitionItemText',
	'IsDeleted',
	'IsClosed',
	'ReleaseIsNotCompleted',
	'RequestedQuantity',
	'OrderedQuantity',
	'BaseUnit',
	'PurchaseRequisitionPrice',
	'PurReqnPriceQuantity',
	'ItemNetAmount',
	'PurReqnItemCurrency',
	'CompanyCode',
	'Supplier',
	'FixedSupplier',
	'PurchasingDocument',
	'PurchasingDocumentItem',
	'MultipleAcctAssgmtDistribution',
	'LastChangeDateTime',
];

const assignment = [
	'PurchaseReqnAcctAssgmtNumber',
	'IsDeleted',
	'Quantity',
	'MultipleAcctAssgmtDistrPercent',
	'PurReqnNetAmount',
	'GLAccount',
	'CostCenter',
	'OrderID',
];

const optionalInHeader = {
	PurchaseRequisitionType: 'Requisition types are not shown.',
	PurReqnDescription: 'Requisitions are described by their items.',
};

const optionalInItem = {
	PurchaseRequisitionItemText: 'Items are described by their number.',
	IsClosed: 'Closed items that were not ordered wait on.',
	OrderedQuantity: 'Items are billed by what became of them in orders.',
	BaseUnit: 'Units are not shown.',
	PurchaseRequisitionPrice: 'Prices are not shown.',
	PurReqnPriceQuantity: 'Prices are not shown.',
	CompanyCode: 'Company codes are not shown.',
	Supplier: 'The desired supplier is not shown.',
	FixedSupplier: 'The desired supplier is not shown.',
	LastChangeDateTime: 'Changes cannot be detected, so every run reads all requisitions.',
};

const optionalInAssignment = {
	Quantity: 'Items that are divided by quantity are held.',
	MultipleAcctAssgmtDistrPercent: 'Items that are divided by percentage are held.',
	PurReqnNetAmount: 'Items are divided by quantity or percentage.',
};

const onRequisition = ['PurchaseRequisition', 'PurchaseRequisition'] as const;
const onItem = [onRequisition, ['PurchaseRequisitionItem', 'PurchaseRequisitionItem']] as const;

const items = (version: ODataVersion, entitySet: string, assignmentSet: string): Record<string, Branch> => ({
	[names[version].items]: {
		entitySet,
		on: [onRequisition],
		select: item,
		optional: optionalInItem,
		children: {
			[names[version].assignments]: {
				entitySet: assignmentSet,
				on: onItem,
				select: [...assignment, names[version].wbsElement],
				optional: optionalInAssignment,
			},
		},
	},
});

export const itemSets: Record<ODataVersion, string> = { V2: 'A_PurchaseRequisitionItem', V4: 'PurchaseReqnItem' };

/** All that a PurchaseRequisition document is made of, and no other fields. */
export const purchaseRequisitionTrees: Record<ODataVersion, Tree> = {
	V2: {
		entitySet: 'A_PurchaseRequisitionHeader',
		select: header,
		optional: optionalInHeader,
		children: items('V2', itemSets.V2, 'A_PurReqnAcctAssgmt'),
	},
	V4: {
		entitySet: 'PurchaseReqn',
		select: header,
		optional: optionalInHeader,
		children: items('V4', itemSets.V4, 'PurchaseReqnAcctAssgmt'),
	},
};
