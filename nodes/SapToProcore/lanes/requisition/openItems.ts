import { compared, isZero } from '../../../shared/decimal';
import type { PurchaseOrderItem, PurchaseRequisition, PurchaseRequisitionItem } from '../../../shared/model';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { split } from '../../../shared/split';
import { decimalsIn, withMappedCurrency } from '../../lookup/currencies';
import type { Roster } from '../../lookup/roster';
import type { ValueMap } from '../../lookup/values';
import { splitItem } from '../accountSplit';
import { itemLines, type OrderLine } from '../purchaseOrder/lines';
import { openShare } from './ordered';
import type { OrderBook, OrderItem } from './orders';

/** An item of which something is not ordered yet. */
export interface OpenItem {
	item: PurchaseRequisitionItem;
	/** As an order would have it, with what is not ordered. */
	rest: PurchaseOrderItem;
	lines: OrderLine[];
}

/** A requisition taken apart. */
export interface Opened {
	open: OpenItem[];
	/** Projects of items that wait for their release: what is there for them stays. */
	waiting: Set<string>;
	/** Items that SAP has not released, by name. */
	unreleased: string[];
	/** What released orders have of it. */
	made: OrderItem[];
}

/** Takes a requisition apart by what of its items is not ordered yet. */
export function openedItems(
	requisition: PurchaseRequisition,
	book: OrderBook,
	{ roster, values }: { roster: Roster; values: ValueMap },
): Opened {
	const opened: Opened = { open: [], waiting: new Set(), unreleased: [], made: [] };
	const live = requisition.items.filter(({ deleted }) => !deleted).map((item) => withMappedCurrency(item, values));
	for (const item of [...live].sort((a, b) => compareSapKeys(a.item, b.item))) {
		const made = book.madeOf(requisition.purchaseRequisition, item);
		const isElsewhere = item.purchaseOrder !== '' && !book.has(item.purchaseOrder);
		opened.made.push(...made.filter(isCommitted));
		if (item.closed) continue;
		const amounts = [item.amount, ...item.assignments.map(({ amount }) => amount)];
		const decimals = decimalsIn(item.currency, amounts, values);
		const share = openShare(item, made, made.length > 0 || isElsewhere, isCommitted, decimals);
		if (compared(share.quantity, '0') <= 0 && isZero(share.amount)) continue;
		const rest = asOrdered(item, share, decimals);
		const lines = itemLines(rest, roster, decimals);
		if (item.released) opened.open.push({ item, rest, lines });
		else {
			opened.unreleased.push(item.item);
			for (const { project } of lines) if (project.kind === 'project') opened.waiting.add(project.row.project_id);
		}
	}
	return opened;
}

/** Whether an order commits anybody: until it is released, its money is still what the requisition asks for. */
const isCommitted = ({ order }: OrderItem) => order.status === 'approved';

/** What is not ordered of a requisition item, as the item of an order. */
function asOrdered(
	item: PurchaseRequisitionItem,
	open: { amount: string; quantity: string },
	decimals: number,
): PurchaseOrderItem {
	const { assignments, distribution } = openAssignments(item, open.amount, decimals);
	return {
		item: item.item,
		text: item.text,
		deleted: false,
		category: '',
		accountAssignmentCategory: '',
		material: '',
		plant: '',
		quantity: open.quantity,
		unit: item.unit,
		priceUnit: item.unit,
		netPrice: item.price,
		priceQuantity: item.priceQuantity,
		netAmount: open.amount,
		netAmountComputed: false,
		taxCode: '',
		deliveryDate: '',
		requisition: '',
		requisitionItem: '',
		isReturn: false,
		isFreeOfCharge: false,
		isLimit: false,
		distribution,
		assignments,
	};
}

/** Account assignments with what is open of each: of a part, as the whole is divided. */
function openAssignments(
	item: PurchaseRequisitionItem,
	open: string,
	decimals: number,
): Pick<PurchaseOrderItem, 'assignments' | 'distribution'> {
	const { assignments, distribution } = item;
	if (compared(open, item.amount) === 0) return { assignments, distribution };
	const whole = splitItem({ ...item, netAmount: item.amount, netAmountComputed: false }, decimals);
	if ('mismatch' in whole) return { assignments, distribution };
	const weights = whole.shares.map(({ assignment, amount }) => ({ key: assignment.number, weight: amount }));
	const parts = split(open, weights, decimals);
	return {
		distribution: 'amount',
		assignments: whole.shares.map(({ assignment }, index) => ({
			...assignment,
			amount: parts?.[index] ?? '',
			quantity: '',
			percent: '',
		})),
	};
}
