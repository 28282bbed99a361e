import type { PurchaseOrder } from '../../../shared/model';
import type { AccountKeys, CostCodeMap } from '../../lookup/costCodes';
import type { ToFill } from '../../lookup/toFill';
import type { RosterRow } from '../../ledger/rows';
import type { ValueMap } from '../../lookup/values';
import type { DecidedLine } from './contract';
import { assignedLine, lineName } from './describe';
import type { OrderLine } from './lines';
import type { Problem } from '../problems';
import type { AssignedMoney } from '../stake';
import type { OrderSettings } from './settings';

/** A line that the roster gave to a project. */
export type ProjectLine = OrderLine & { project: { kind: 'project' } };

/** The part of an order that belongs to one project. */
export interface Part {
	order: PurchaseOrder;
	row: RosterRow;
	lines: ProjectLine[];
}

export interface PartTables {
	costCodes: CostCodeMap;
	values: ValueMap;
	toFill: ToFill;
}

/** Lines of a document in one project. */
export interface DocumentLines {
	/** The document as people call it: `Purchase order 4500000001`. */
	subject: string;
	companyCode: string;
	row: RosterRow;
	lines: ProjectLine[];
}

/** Looks up cost code and unit of every line: all of them decided, or everything that keeps the contract back. */
export function decideLines(
	document: DocumentLines,
	tables: PartTables,
	settings: Pick<OrderSettings, 'lineMethod' | 'taxCodes'>,
	index: number,
): { lines: DecidedLine[]; problems: Problem[] } {
	const { subject, companyCode, row } = document;
	const problems: Problem[] = [];
	const lines = document.lines.flatMap((line): DecidedLine[] => {
		if (line.mismatch !== '')
			problems.push({ reason: 'amount_mismatch', text: `item ${line.item.item}: ${line.mismatch}` });
		const keys = { ...accountOf(line), companyCode };
		const costCode = tables.costCodes.find(keys);
		const uom = settings.lineMethod === 'unit' ? unitOf(line, tables.values) : '';
		const note = `${subject}, item ${line.item.item}, project ${row.project_id} ${row.project_name}`.trim();
		if (costCode.kind === 'ambiguous')
			problems.push({ reason: 'mapping_ambiguous', text: `line ${lineName(line)}: ${costCode.rules.join(' and ')}` });
		if (costCode.kind === 'unmapped') {
			problems.push({ reason: 'unmapped_cost_code', text: `line ${assignedLine(line)}` });
			tables.toFill.costCode(keys, note, index);
		}
		if (uom === undefined) {
			problems.push({ reason: 'unmapped_unit', text: `unit ${line.item.unit} of item ${line.item.item}` });
			tables.toFill.value('unit', line.item.unit, note, index);
		}
		const taxCode = settings.taxCodes ? taxCodeOf(line, tables.values) : '';
		if (taxCode === undefined) {
			problems.push({
				reason: 'unmapped_tax_code',
				text: `tax code ${line.item.taxCode} of item ${line.item.item}`,
			});
			tables.toFill.value('tax_code', line.item.taxCode, note, index);
		}
		if (costCode.kind !== 'found' || uom === undefined || taxCode === undefined) return [];
		return [{ ...line, costCode, uom, ...(taxCode === '' ? {} : { taxCode }) }];
	});
	return { lines, problems };
}

/** What of lines lacks a cost code. Where SAP's figures contradict each other, nobody knows how much it is. */
export function unmappedLines(
	lines: readonly OrderLine[],
	{ companyCode, currency }: { companyCode: string; currency: string },
	costCodes: CostCodeMap,
): AssignedMoney[] {
	return lines
		.filter(({ mismatch }) => mismatch === '')
		.map((line) => ({ keys: { ...accountOf(line), companyCode }, amount: line.amount, currency, text: line.item.text }))
		.filter(({ keys }) => costCodes.find(keys).kind === 'unmapped');
}

const accountOf = ({ assignment }: OrderLine): Omit<AccountKeys, 'companyCode'> => ({
	glAccount: assignment.glAccount,
	costCenter: assignment.costCenter,
	wbsElement: assignment.wbsElement,
});

const unitOf = ({ item }: OrderLine, values: ValueMap) => (item.unit === '' ? '' : values.find('unit', item.unit));

const taxCodeOf = ({ item }: OrderLine, values: ValueMap) =>
	item.taxCode === '' ? '' : values.find('tax_code', item.taxCode);

/** SAP has currency keys of its own, such as EUR4, which nobody else knows. */
export const isIsoCurrency = (currency: string): boolean => /^[A-Z]{3}$/.test(currency);

/** What differs between the currency of a document (`the order`) and the project's, or `""`. */
export function currencyDifference(
	what: string,
	own: string,
	row: RosterRow,
	{ projectCurrency }: Pick<OrderSettings, 'projectCurrency'>,
): string {
	const currency = row.currency || projectCurrency;
	if (currency === '' && !isIsoCurrency(own)) return `${what} is in ${own}, which is a currency key of SAP alone`;
	return currency === '' || currency === own ? '' : `${what} is in ${own}, the project in ${currency}`;
}
