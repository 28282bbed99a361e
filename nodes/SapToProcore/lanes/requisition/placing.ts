import { decimal, isZero, unscaledAt } from '../../../shared/decimal';
import type { AccountAssignment, PurchaseRequisitionItem } from '../../../shared/model';
import { splitItem } from '../accountSplit';
import { withoutZeros } from '../../lookup/keys';
import type { OrderLine } from '../purchaseOrder/lines';
import { split } from '../../../shared/split';
import type { OrderedShare } from './ordered';
import type { OrderItem } from './orders';

/**
 * An amount of a requisition item on a line of an order, in minor units of the order and not negative for returns.
 * `assignment` is the requisition's own, undefined when it has none.
 */
export interface Placement {
	item: PurchaseRequisitionItem;
	assignment: AccountAssignment | undefined;
	made: OrderItem;
	line: OrderLine;
	units: bigint;
}

export type Placing = { placements: Placement[] } | { missing: AccountAssignment[] } | { mismatch: string };

/**
 * Puts the ordered share of a requisition item on the order's lines: each of its own account assignments on the line with
 * the same objects, on several of them by their amounts. An item that left the account assignment to the order goes over
 * all lines of the order item.
 */
export function place(item: PurchaseRequisitionItem, { made, amount }: OrderedShare): Placing {
	const { decimals } = made;
	const portions = portionsOf(item, amount, decimals);
	if ('mismatch' in portions) return portions;
	const missing: AccountAssignment[] = [];
	const placements = portions.flatMap(({ assignment, amount: portion }): Placement[] => {
		const lines = made.lines.filter((line) => !assignment || sameObjects(line.assignment, assignment));
		if (lines.length === 0 && assignment) missing.push(assignment);
		return spread(portion, lines, decimals).map(({ line, amount: share }) => ({
			...{ item, assignment, made, line },
			units: unscaledAt(decimal(share), decimals),
		}));
	});
	return missing.length > 0 ? { missing } : { placements };
}

type Portion = { assignment: AccountAssignment | undefined; amount: string };

function portionsOf(item: PurchaseRequisitionItem, amount: string, decimals: number): Portion[] | { mismatch: string } {
	if (item.assignments.every(({ deleted }) => deleted)) return [{ assignment: undefined, amount }];
	const whole = splitItem({ ...item, netAmount: item.amount, netAmountComputed: false }, decimals);
	if ('mismatch' in whole) return whole;
	const weights = whole.shares.map((share) => ({ key: share.assignment.number, weight: share.amount }));
	const parts = split(amount, weights, decimals);
	return whole.shares.map(({ assignment }, index) => ({ assignment, amount: parts?.[index] ?? '0' }));
}

/** Who bears the cost, whatever the number of the account assignment. */
type Objects = Pick<AccountAssignment, 'glAccount' | 'costCenter' | 'order' | 'wbsElement'>;

export function sameObjects(a: Objects, b: Objects): boolean {
	const same = (key: 'glAccount' | 'costCenter' | 'order') => withoutZeros(a[key]) === withoutZeros(b[key]);
	return a.wbsElement === b.wbsElement && same('glAccount') && same('costCenter') && same('order');
}

/** An amount, which may be negative, on lines by their amounts. */
export function spread(
	amount: string,
	lines: OrderLine[],
	decimals: number,
): Array<{ line: OrderLine; amount: string }> {
	const sized = lines.some((line) => !isZero(line.amount));
	const shares = lines.map((line) => ({
		key: line.assignment.number,
		weight: sized ? line.amount.replace('-', '') : '1',
	}));
	const parts = split(amount, shares, decimals);
	return lines.map((line, index) => ({ line, amount: parts?.[index] ?? '0' }));
}
