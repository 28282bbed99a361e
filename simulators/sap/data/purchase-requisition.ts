import type {
	SapPurchaseRequisition,
	SapRequisitionAssignment,
	SapRequisitionItem,
} from '../../data/sap-requisition-types.ts';
import type { Row } from '../odata/values.ts';

type RowsOf = (requisition: SapPurchaseRequisition) => Row[];

const itemKey = ({ header }: SapPurchaseRequisition, item: SapRequisitionItem) => ({
	PurchaseRequisition: header.PurchaseRequisition,
	PurchaseRequisitionItem: item.PurchaseRequisitionItem,
});

const items =
	(own: (item: SapRequisitionItem) => Row): RowsOf =>
	(requisition) =>
		requisition.items.map((item) => ({
			PurchaseRequisitionType: requisition.header.PurchaseRequisitionType,
			...item,
			...itemKey(requisition, item),
			...own(item),
			assignments: undefined,
		}));

const assignments =
	(own: (assignment: SapRequisitionAssignment) => Row): RowsOf =>
	(requisition) =>
		requisition.items.flatMap((item) =>
			item.assignments.map((assignment) => ({
				...assignment,
				...itemKey(requisition, item),
				BaseUnit: item.BaseUnit,
				PurReqnItemCurrency: item.PurReqnItemCurrency,
				...own(assignment),
			})),
		);

/** V2 writes a flag as X. */
const flag = (on: boolean) => (on ? 'X' : '');

const v2: Record<string, RowsOf> = {
	A_PurchaseRequisitionHeader: ({ header }) => [{ ...header }],
	A_PurchaseRequisitionItem: items(({ IsDeleted }) => ({ IsDeleted: flag(IsDeleted) })),
	A_PurReqnAcctAssgmt: assignments(({ IsDeleted, WBSElementExternalID }) => ({
		IsDeleted: flag(IsDeleted),
		WBSElement: WBSElementExternalID,
	})),
};

const v4: Record<string, RowsOf> = {
	PurchaseReqn: ({ header }) => [{ ...header }],
	PurchaseReqnItem: items(() => ({})),
	PurchaseReqnAcctAssgmt: assignments(() => ({ ChartOfAccounts: 'YCOA' })),
};

/** The rows of an entity set of either purchase requisition service: both show the same stored requisitions. */
export function purchaseRequisitionRows(set: string, requisitions: readonly SapPurchaseRequisition[]): Row[] {
	const rowsOf = v2[set] ?? v4[set];
	return rowsOf ? requisitions.flatMap(rowsOf) : [];
}
