import { buildItem, buildOrder, stateFields } from '../../data/orders/build-order.ts';
import type { ItemSpec, OrderSpec } from '../../data/orders/order-spec.ts';
import type { SapAccountAssignment, SapPurchaseOrder, SapPurchaseOrderItem } from '../../data/sap-order-types.ts';
import type { SapProject } from '../../data/sap-project-types.ts';
import type { CompanyCode } from '../../data/supplier-spec.ts';
import { InputError } from '../../core/input-error.ts';
import type { SapState } from '../state.ts';
import { found } from './context.ts';

/** @throws InputError, as all of these, when there is no such order, item or account assignment */
export const orderOf = ({ data }: SapState, number: string) =>
	found(data.orders, ({ header }) => header.PurchaseOrder === number, `purchase order ${number}`);

export const itemOf = ({ header, items }: SapPurchaseOrder, item: string) =>
	found(items, (row) => row.PurchaseOrderItem === item, `item ${item} in purchase order ${header.PurchaseOrder}`);

export const assignmentOf = ({ assignments, PurchaseOrderItem }: SapPurchaseOrderItem, number: string) =>
	found(
		assignments,
		(row) => row.AccountAssignmentNumber === number,
		`account assignment ${number} in item ${PurchaseOrderItem}`,
	);

const elementOf = (wbsElement: string, { data }: SapState) =>
	found(data.wbsElements, (row) => row.ProjectElement === wbsElement, `WBS element ${wbsElement}`);

/** @throws InputError for a WBS element that SAP does not have */
export function checkWbsElement(wbsElement: string, state: SapState): void {
	elementOf(wbsElement, state);
}

/** The project of a WBS element. */
export function projectOf(wbsElement: string, state: SapState): SapProject {
	const { ProjectUUID } = elementOf(wbsElement, state);
	return found(state.data.projects, (row) => row.ProjectUUID === ProjectUUID, `project of ${wbsElement}`);
}

/** Gives the internal ID of a WBS element. */
export const internalIdOf = (state: SapState) => (wbsElement: string) =>
	elementOf(wbsElement, state).WBSElementInternalID;

export interface MoveTarget {
	wbsElement?: string | undefined;
	costCenter?: string | undefined;
	order?: string | undefined;
	glAccount?: string | undefined;
}

/** Points an account assignment elsewhere; only the G/L account when nothing else is given. */
export function moveAssignment(row: SapAccountAssignment, to: MoveTarget, state: SapState): void {
	if (to.wbsElement ?? to.costCenter ?? to.order) {
		row.WBSElementExternalID = to.wbsElement ?? '';
		row.WBSElementInternalID = to.wbsElement === undefined ? '0' : internalIdOf(state)(to.wbsElement);
		row.CostCenter = to.costCenter ?? '';
		row.OrderID = to.order ?? '';
	}
	if (to.glAccount !== undefined) row.GLAccount = to.glAccount;
}

/** Flags all items as deleted, or the header, or takes all such flags back. */
export function setDeleted({ header, items }: SapPurchaseOrder, how: 'items' | 'header' | 'restored'): void {
	header.PurchasingDocumentDeletionCode = how === 'header' ? 'L' : '';
	if (how === 'header') return;
	for (const item of items) item.PurchasingDocumentDeletionCode = how === 'items' ? 'L' : '';
}

export function setState({ header }: SapPurchaseOrder, state: NonNullable<OrderSpec['state']>): void {
	Object.assign(header, stateFields(state));
}

/** Adds an item behind the others. */
export function addItem(order: SapPurchaseOrder, spec: ItemSpec, state: SapState): SapPurchaseOrderItem {
	const next = Math.max(0, ...order.items.map((item) => Number(item.PurchaseOrderItem))) + 10;
	const number = spec.item ?? String(next);
	if (order.items.some((item) => item.PurchaseOrderItem === number)) throw new InputError(`Item ${number} exists`);
	const { DocumentCurrency: currency, CompanyCode } = order.header;
	const companyCode = CompanyCode as CompanyCode;
	const item = buildItem({ ...spec, item: number }, { currency, companyCode }, internalIdOf(state));
	order.items.push(item);
	return item;
}

export function addOrder(record: SapPurchaseOrder, state: SapState): SapPurchaseOrder {
	const number = record.header.PurchaseOrder;
	const taken = state.data.orders.some(({ header }) => header.PurchaseOrder === number);
	if (taken) throw new InputError(`Purchase order ${number} exists`);
	const stored = structuredClone(record);
	state.data.orders.push(stored);
	return stored;
}

export interface NewOrder {
	number: string;
	supplier: string;
	/** Gives company code and currency, by its project. */
	wbsElement: string;
	currency?: string | undefined;
	state?: OrderSpec['state'] | undefined;
	paymentTerms: string;
	items: ItemSpec[];
}

/** An order with everything else made up. */
export function madeUpOrder(given: NewOrder, day: string, state: SapState): SapPurchaseOrder {
	const project = projectOf(given.wbsElement, state);
	const spec = {
		...given,
		state: given.state ?? 'approved',
		companyCode: project.CompanyCode as CompanyCode,
		currency: given.currency ?? project.ProjectCurrency,
		date: day,
		changedAt: null,
	};
	return buildOrder(spec, internalIdOf(state));
}
