import { cellsOfCodeText, codeTextOfCells } from '../../shared/segments';
import type { CostCodeRow } from '../ledger/rows';
import { withoutZeros } from './keys';
import { patternOf } from '../../shared/pattern';
import { patternTree } from './patternTree';

/** What an amount is assigned to in SAP, as far as it decides on the cost code. */
export interface AccountKeys {
	companyCode: string;
	glAccount: string;
	costCenter: string;
	wbsElement: string;
}

export type CostCodeAnswer =
	| { kind: 'found'; costCode: string; costType: string; rule: string }
	| { kind: 'ambiguous'; rules: string[] }
	| { kind: 'unmapped' };

export interface CostCodeMap {
	/** The cost code by the most specific row that is enabled and filled. `rule` names that row, for the auditor. */
	find(keys: AccountKeys): CostCodeAnswer;
	/** Whether the table has a row for exactly this combination, filled or not, enabled or not. */
	hasRow(keys: AccountKeys): boolean;
}

/**
 * Look-up over `sap_procore_cost_codes`: WBS element counts before cost center, G/L account and company code. Two rows for
 * the same pattern with different results are ambiguous. Leading zeros of G/L account and cost center do not matter.
 */
export function costCodeMap(rows: CostCodeRow[]): CostCodeMap {
	const deciding = rows.filter((row) => row.enabled && row.cost_code !== '');
	const tree = patternTree(deciding.map((row) => ({ cells: cellsOf(keysOf(row)), value: row })));
	const combinations = new Set(rows.map((row) => combinationOf(keysOf(row))));
	const answers = new Map<string, CostCodeAnswer>();
	const find = (keys: AccountKeys) => {
		const key = combinationOf(keys);
		let answer = answers.get(key);
		if (!answer) answers.set(key, (answer = answerOf(tree.find(cellsOf(keys)))));
		return answer;
	};
	return { find, hasRow: (keys) => combinations.has(combinationOf(keys)) };
}

/** Rows that wait for a cost code: enabled, empty, and no other row decides what they are for. */
export const rowsToFill = <Row extends CostCodeRow>(rows: readonly Row[], map: CostCodeMap): Row[] =>
	rows.filter((row) => row.enabled && row.cost_code === '' && map.find(keysOf(row)).kind === 'unmapped');

function answerOf(found: CostCodeRow[]): CostCodeAnswer {
	const [row, ...more] = found;
	if (!row) return { kind: 'unmapped' };
	const code = codeIn(row);
	if (more.some((each) => !isSameCode(codeIn(each), code)))
		return { kind: 'ambiguous', rules: found.map((each) => `${ruleOf(each)} → ${codeText(codeIn(each))}`) };
	return { kind: 'found', ...code, rule: ruleOf(row) };
}

/** A WBS code as the map and Procore's side name it: `costType` with sub job and segments, see `shared/segments.ts`. */
export interface CodeAndType {
	costCode: string;
	/** `""` = none. */
	costType: string;
}

/** Cells of a row that say its WBS code. */
export type CodeCells = Pick<CostCodeRow, 'cost_code' | 'cost_type' | 'sub_job' | 'segments'>;

/** The WBS code of a row. */
export const codeIn = (row: CodeCells): CodeAndType => ({ costCode: row.cost_code, costType: codeTextOfCells(row) });

/** The cells that say a WBS code. */
export const cellsOfCode = ({ costCode, costType }: CodeAndType): CodeCells => ({
	cost_code: costCode,
	...cellsOfCodeText(costType),
});

export const isSameCode = (a: CodeAndType, b: CodeAndType) => a.costCode === b.costCode && a.costType === b.costType;

/** `03-100 / M`, as people choose it. */
export const codeText = ({ costCode, costType }: CodeAndType): string =>
	costType === '' ? costCode : `${costCode} / ${costType}`;

/** The account assignment of a row. */
export const keysOf = (row: CostCodeRow): AccountKeys => ({
	companyCode: row.company_code,
	glAccount: row.gl_account,
	costCenter: row.cost_center,
	wbsElement: row.wbs_element,
});

const cellsOf = (keys: AccountKeys) => [
	keys.wbsElement,
	withoutZeros(keys.costCenter),
	withoutZeros(keys.glAccount),
	keys.companyCode,
];

/** The combination as it compares, to tell rows apart. */
export const combinationOf = (keys: AccountKeys) => cellsOf(keys).join('\n');

/** `row 17: glAccount=6300*, wbsElement=P-1001*` */
function ruleOf(row: CostCodeRow): string {
	const cells = Object.entries(keysOf(row)).filter(([, cell]) => patternOf(cell).kind !== 'any');
	const text = cells.length === 0 ? 'anything' : cells.map(([name, cell]) => `${name}=${cell}`).join(', ');
	return `row ${row.id || '?'}: ${text}`;
}
