import type { SapAccountAssignment, SapPurchaseOrder, SapPurchaseOrderItem } from '../../data/sap-order-types.ts';
import type { Row } from '../odata/values.ts';

type RowsOf = (order: SapPurchaseOrder) => Row[];

const itemKey = ({ header }: SapPurchaseOrder, item: SapPurchaseOrderItem) => ({
	PurchaseOrder: header.PurchaseOrder,
	PurchaseOrderItem: item.PurchaseOrderItem,
});

/** What an item takes over from its header. */
const inherited = ({ header }: SapPurchaseOrder) => ({
	DocumentCurrency: header.DocumentCurrency,
	CompanyCode: header.CompanyCode,
});

const items: RowsOf = (order) =>
	order.items.map((item) => ({
		...item,
		...itemKey(order, item),
		...inherited(order),
		assignments: undefined,
		scheduleLines: undefined,
	}));

const assignments =
	(more: (assignment: SapAccountAssignment, item: SapPurchaseOrderItem) => Row): RowsOf =>
	(order) =>
		order.items.flatMap((item) =>
			item.assignments.map((assignment) => ({
				...assignment,
				...itemKey(order, item),
				...inherited(order),
				...more(assignment, item),
			})),
		);

const scheduleLines =
	(key: (order: SapPurchaseOrder, item: SapPurchaseOrderItem) => Row): RowsOf =>
	(order) =>
		order.items.flatMap((item) =>
			item.scheduleLines.map((line) => ({
				...line,
				...key(order, item),
				PurchaseOrderQuantityUnit: item.PurchaseOrderQuantityUnit,
			})),
		);

const v2: Record<string, RowsOf> = {
	A_PurchaseOrder: ({ header }) => [{ ...header }],
	A_PurchaseOrderItem: items,
	A_PurOrdAccountAssignment: assignments((assignment, item) => ({
		PurchaseOrderQuantityUnit: item.PurchaseOrderQuantityUnit,
		WBSElement: assignment.WBSElementExternalID,
	})),
	A_PurchaseOrderScheduleLine: scheduleLines(({ header }, item) => ({
		PurchasingDocument: header.PurchaseOrder,
		PurchasingDocumentItem: item.PurchaseOrderItem,
	})),
};

const v4: Record<string, RowsOf> = {
	PurchaseOrder: ({ header }) => [{ ...header, PurchaseOrderDeletionCode: header.PurchasingDocumentDeletionCode }],
	PurchaseOrderItem: items,
	PurchaseOrderAccountAssignment: assignments((_assignment, item) => ({
		OrderQuantityUnit: item.PurchaseOrderQuantityUnit,
		ChartOfAccounts: 'YCOA',
	})),
	PurchaseOrderScheduleLine: scheduleLines(itemKey),
};

/** The rows of an entity set of either purchase order service: both show the same stored orders. */
export function purchaseOrderRows(set: string, orders: readonly SapPurchaseOrder[]): Row[] {
	const rowsOf = v2[set] ?? v4[set];
	return rowsOf ? orders.flatMap(rowsOf) : [];
}
