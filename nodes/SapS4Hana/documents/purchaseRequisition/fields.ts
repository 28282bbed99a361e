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

const onRequisition = ['PurchaseRequisition', 'PurchaseRequisition'] as const;
const onItem = [onRequisition, ['PurchaseRequisitionItem', 'PurchaseRequisitionItem']] as const;

const items = (version: ODataVersion, entitySet: string, assignmentSet: string): Record<string, Branch> => ({
	[names[version].items]: {
		entitySet,
		on: [onRequisition],
		select: item,
		children: {
			[names[version].assignments]: {
				entitySet: assignmentSet,
				on: onItem,
				select: [...assignment, names[version].wbsElement],
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
		children: items('V2', itemSets.V2, 'A_PurReqnAcctAssgmt'),
	},
	V4: { entitySet: 'PurchaseReqn', select: header, children: items('V4', itemSets.V4, 'PurchaseReqnAcctAssgmt') },
};
