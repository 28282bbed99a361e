import type { AccountAssignment } from '../../../shared/model';
import type { OrderLine } from './lines';

/** Item and account assignment, as a person finds them in SAP: `10/1`. */
export const lineName = ({ item, assignment }: OrderLine) => `${item.item}/${assignment.number}`;

/** The line with what it is assigned to: `10/1 (G/L account 630000, WBS element P-1001.1)`. */
export const assignedLine = (line: OrderLine) => assigned(lineName(line), line.assignment);

/** A name with what it is assigned to, in brackets. */
export function assigned(
	name: string,
	{
		glAccount,
		costCenter,
		wbsElement,
		order,
	}: Pick<AccountAssignment, 'glAccount' | 'costCenter' | 'wbsElement' | 'order'>,
): string {
	const parts = [
		['G/L account', glAccount],
		['cost center', costCenter],
		['WBS element', wbsElement],
		['order', order],
	].flatMap(([label, key]) => (key ? [`${label} ${key}`] : []));
	return parts.length === 0 ? name : `${name} (${parts.join(', ')})`;
}
