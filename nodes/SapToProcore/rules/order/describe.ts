import type { OrderLine } from './lines';

const most = 5;

/** `10/1, 20/1, 20/2`, at most a handful of them and how many more there are. */
export function handful(texts: string[], separator = ', '): string {
	const spelled = texts.slice(0, most).join(separator);
	return texts.length > most ? `${spelled} and ${texts.length - most} more` : spelled;
}

/** Item and account assignment, as a person finds them in SAP: `10/1`. */
export const lineName = ({ item, assignment }: OrderLine) => `${item.item}/${assignment.number}`;

/** The line with what it is assigned to: `10/1 (G/L account 630000, WBS element P-1001.1)`. */
export function assignedLine(line: OrderLine): string {
	const { glAccount, costCenter, wbsElement, order } = line.assignment;
	const parts = [
		['G/L account', glAccount],
		['cost center', costCenter],
		['WBS element', wbsElement],
		['order', order],
	].flatMap(([name, key]) => (key ? [`${name} ${key}`] : []));
	return parts.length === 0 ? lineName(line) : `${lineName(line)} (${parts.join(', ')})`;
}

/** One line of text: SAP's texts may hold line breaks. */
export const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();
