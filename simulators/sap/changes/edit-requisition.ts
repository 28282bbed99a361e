import { quantitySum } from '../../data/orders/split.ts';
import type { ItemSpec } from '../../data/orders/order-spec.ts';
import { buildRequisition } from '../../data/requisitions/build-requisition.ts';
import type { SapPurchaseOrderItem, SapScheduleLine } from '../../data/sap-order-types.ts';
import type { SapPurchaseRequisition, SapRequisitionItem } from '../../data/sap-requisition-types.ts';
import type { CompanyCode } from '../../data/supplier-spec.ts';
import { InputError } from '../../core/input-error.ts';
import type { SapState } from '../state.ts';
import { found } from './context.ts';
import { itemOf, orderOf, projectOf } from './edit-order.ts';

/** @throws InputError, as all of these, when there is no such requisition, item or account assignment */
export const requisitionOf = ({ data }: SapState, number: string) =>
	found(data.requisitions, ({ header }) => header.PurchaseRequisition === number, `purchase requisition ${number}`);

export const requisitionItemOf = ({ header, items }: SapPurchaseRequisition, item: string) =>
	found(
		items,
		(row) => row.PurchaseRequisitionItem === item,
		`item ${item} in purchase requisition ${header.PurchaseRequisition}`,
	);

export const requisitionAssignmentOf = (item: SapRequisitionItem, number: string) =>
	found(
		item.assignments,
		(row) => row.PurchaseReqnAcctAssgmtNumber === number,
		`account assignment ${number} in item ${item.PurchaseRequisitionItem}`,
	);

export interface Ordering {
	order: string;
	orderItem: string;
	/** What is left of the requisition's quantity when left out. */
	quantity?: string | undefined;
}

/** Says in both documents that an order item was made of a requisition item. The order itself is not changed otherwise. */
export function orderItem(
	{ header }: SapPurchaseRequisition,
	item: SapRequisitionItem,
	{ order, orderItem: number, quantity }: Ordering,
	state: SapState,
): void {
	const target = itemOf(orderOf(state, order), number);
	item.PurchasingDocument = order;
	item.PurchasingDocumentItem = number;
	item.ProcessingStatus = 'B';
	item.OrderedQuantity =
		quantity === undefined ? item.RequestedQuantity : quantitySum([item.OrderedQuantity, quantity]);
	const named = {
		PurchaseRequisition: header.PurchaseRequisition,
		PurchaseRequisitionItem: item.PurchaseRequisitionItem,
	};
	Object.assign(target, named);
	for (const line of target.scheduleLines) Object.assign(line, named);
}

/** SAP keeps the ordered quantity of requisition items up to date with the order item; their change stamps stay. */
export function followOrderItem({ data }: SapState, changed: SapPurchaseOrderItem): void {
	const all = data.orders.flatMap((order) => (order.header.PurchasingDocumentDeletionCode === '' ? order.items : []));
	for (const { header, items } of data.requisitions)
		for (const item of items) {
			const isOwn = (line: SapScheduleLine) =>
				line.PurchaseRequisition === header.PurchaseRequisition &&
				line.PurchaseRequisitionItem === item.PurchaseRequisitionItem;
			if (!changed.scheduleLines.some(isOwn)) continue;
			const scheduled = all
				.filter(({ PurchasingDocumentDeletionCode: code }) => code === '')
				.flatMap(({ scheduleLines }) => scheduleLines.filter(isOwn));
			item.OrderedQuantity = quantitySum(scheduled.map((line) => line.ScheduleLineOrderQuantity));
		}
}

export function addRequisition(record: SapPurchaseRequisition, state: SapState): SapPurchaseRequisition {
	const number = record.header.PurchaseRequisition;
	const taken = state.data.requisitions.some(({ header }) => header.PurchaseRequisition === number);
	if (taken) throw new InputError(`Purchase requisition ${number} exists`);
	const stored = structuredClone(record);
	state.data.requisitions.push(stored);
	return stored;
}

export interface NewRequisition {
	number: string;
	description: string;
	supplier: string;
	/** Gives company code and currency, by its project. */
	wbsElement: string;
	items: ItemSpec[];
}

/** A released requisition of which nothing was ordered yet, with everything else made up. */
export function madeUpRequisition(given: NewRequisition, day: string, state: SapState): SapPurchaseRequisition {
	const project = projectOf(given.wbsElement, state);
	const items = given.items.map((item) => ({
		...item,
		ordered: [],
		companyCode: project.CompanyCode as CompanyCode,
		currency: project.ProjectCurrency,
		supplier: given.supplier,
		created: day,
		changedAt: null,
	}));
	return buildRequisition({ ...given, items });
}
