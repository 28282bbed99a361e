import { negated } from '../../shared/decimal';
import type { OrderLine } from '../lanes/purchaseOrder/lines';

/**
 * What SAP has on a line. Where its figures contradict each other nobody knows the shares: the item counts once, with its
 * first line.
 */
export function amountOfLine({ item, assignment, amount, mismatch }: OrderLine): string {
	if (mismatch === '') return amount;
	const first = item.assignments.find((each) => !each.deleted);
	return first?.number === assignment.number ? (item.isReturn ? negated(item.netAmount) : item.netAmount) : '0';
}
