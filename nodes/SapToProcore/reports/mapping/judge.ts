import { pick } from 'lodash';
import type { LedgerRow } from '../../ledger';
import {
	cellsOfCode,
	codeIn,
	codeText,
	combinationOf,
	isSameCode,
	keysOf,
	type AccountKeys,
	type CodeAndType,
	type CodeCells,
} from '../../lookup/costCodes';
import { withoutZeros } from '../../lookup/keys';
import { overlap, patternOf } from '../../../shared/pattern';
import { wbsPatterns } from '../../lookup/roster';
import { timeText } from '../kit/format';
import type { MappingFacts } from './build';
import { projectOfRow } from './codes';
import { codeInLine, hasCode, noCode, whyNoCode } from './lineCode';
import { codeOf } from './model';
import type { Upload, UploadedLine } from './upload';

type Row = LedgerRow<'cost_codes'>;

/** A row as it will be; `row` is the one that there is. */
export interface ChangedRow {
	pattern: AccountKeys;
	row: Row | undefined;
	cells: CodeCells & { enabled: boolean };
}

/** A line that is to change the table. */
export interface GoodLine extends ChangedRow {
	number: number;
	/** The project that it is for; `""` = several, or not known. */
	projectId: string;
}

/** A line that cannot be saved, and why, in words. */
export interface BadLine {
	number: number;
	keys: AccountKeys;
	code: string;
	why: string;
}

export interface Judged {
	good: GoodLine[];
	bad: BadLine[];
	/** Lines that the table has as they are. */
	unchanged: number;
	/** Lines without a cost code, which say nothing. */
	empty: number;
	/** Lines that say the same as one before them. */
	repeated: number;
}

/** What is known to hold the lines of a file against. */
export type JudgeFacts = Pick<MappingFacts, 'rows' | 'projects' | 'orders' | 'costs' | 'codes'> & {
	/** All rows of the table, as they are now. */
	table: readonly Row[];
	projectIds: readonly string[];
	/** Whether the sync makes the cost codes that a project lacks. */
	createsCodes: boolean;
};

/** What a file changes in the table, and which of its lines it cannot, each with the reason. */
export function judged({ lines }: Upload, facts: JudgeFacts): Judged {
	const judge = new Judge(facts);
	const result: Judged = { good: [], bad: [], unchanged: 0, empty: 0, repeated: 0 };
	const sameKeys = new Map<string, UploadedLine[]>();
	for (const line of lines) {
		if (line.fault === '' && saysSomething(line)) {
			const key = combinationOf(line);
			sameKeys.set(key, [...(sameKeys.get(key) ?? []), line]);
		}
	}
	for (const line of lines) {
		const others = sameKeys.get(combinationOf(line)) ?? [];
		const verdict = judge.of(line, others);
		if ('good' in verdict) result.good.push(verdict.good);
		else if ('bad' in verdict)
			result.bad.push({ number: line.number, keys: keysIn(line), code: codeText(codeInLine(line)), why: verdict.bad });
		else result[verdict.nothing] += 1;
	}
	return result;
}

/** The row that a line changes; or why it changes none, or cannot. */
type Verdict = { good: GoodLine } | { bad: string } | { nothing: 'unchanged' | 'empty' | 'repeated' };

const keysIn = ({ companyCode, glAccount, costCenter, wbsElement }: UploadedLine): AccountKeys => ({
	...{ companyCode, glAccount, costCenter, wbsElement },
});

const saysSomething = (line: UploadedLine) => hasCode(line) || line.enabled !== '';

const yes = ['yes', 'true', '1', 'x', 'ja', 'wahr'];
const no = ['no', 'false', '0', 'nein', 'falsch'];

/** Longer than any key of SAP. */
const longestKey = 60;

class Judge {
	private readonly existing = new Map<string, Row[]>();

	private readonly companyCodes: ReadonlySet<string>;

	private readonly elements: ReadonlySet<string>;

	constructor(private readonly facts: JudgeFacts) {
		for (const row of facts.table) {
			const key = combinationOf(keysOf(row));
			this.existing.set(key, [...(this.existing.get(key) ?? []), row]);
		}
		const { orders, costs, rows } = facts;
		this.companyCodes = new Set(
			[...orders, ...costs].map(({ companyCode }) => companyCode).concat(rows.map((row) => row.company_code)),
		);
		this.elements = new Set([
			...orders.flatMap(({ items }) =>
				items.flatMap(({ assignments }) => assignments.map(({ wbsElement }) => wbsElement)),
			),
			...costs.map(({ wbsElement }) => wbsElement),
			...rows.map((row) => row.wbs_element),
		]);
	}

	/** @param same - lines with the same account assignment */
	of(line: UploadedLine, same: readonly UploadedLine[]): Verdict {
		if (line.fault !== '') return { bad: `${line.fault}. Format the column as text, and enter it again.` };
		const enabled = flag(line.enabled);
		if (enabled === 'unknown') return { bad: `enabled takes yes or no, not ${line.enabled}.` };
		const keys = keysIn(line);
		const rows = this.existing.get(combinationOf(keys)) ?? [];
		const [row] = rows;
		const given = codeInLine(line, row);
		const code = hasCode(line) ? codeOf(codeText(given)) : undefined;
		if (!code && hasCode(line)) return { bad: whyNoCode(given) };
		const cells = {
			...(code ? cellsOfCode(code) : pick(row ?? noCode, 'cost_code', 'cost_type', 'sub_job', 'segments')),
			enabled: enabled ?? row?.enabled ?? true,
		};
		if (rows.some((each) => isAs(each, cells))) return { nothing: code ? 'unchanged' : 'empty' };
		if (!code && (!row || enabled === undefined)) return { nothing: 'empty' };
		const problem = this.problemOf(keys, rows, line, same) || (code ? this.codeProblem(keys, code) : '');
		if (problem !== '') return { bad: problem };
		const first = same.find((each) => saysTheSame(each, line));
		if (first && first.number !== line.number) return { nothing: 'repeated' };
		const projectId = this.projectOf(keys)?.project_id ?? '';
		return { good: { number: line.number, pattern: row ? keysOf(row) : keys, row, cells, projectId } };
	}

	private problemOf(
		keys: AccountKeys,
		rows: readonly Row[],
		line: UploadedLine,
		same: readonly UploadedLine[],
	): string {
		const cells = Object.values(keys) as string[];
		if (cells.every((cell) => patternOf(cell).kind === 'any'))
			return 'It names no company code, G/L account, cost center or WBS element: it would take everything.';
		if (cells.some((cell) => cell.length > longestKey || /\p{Cc}/u.test(cell)))
			return 'One of its keys is longer than any of SAP, or has characters that nobody can type.';
		if (rows.length > 1) return `sap_procore_cost_codes has ${rows.length} rows for it. Delete all but one in n8n.`;
		const other = same.find((each) => !saysTheSame(each, line) && each.costCode !== '');
		if (other) return `Line ${other.number} gives the same account assignment something else.`;
		return this.keyProblem(keys);
	}

	private keyProblem({ companyCode, wbsElement }: AccountKeys): string {
		const lost = patternOf(companyCode).kind === 'exact' ? withZeros(companyCode, this.companyCodes) : '';
		if (lost !== '') return `Company code ${companyCode} is ${lost} in SAP: Excel drops leading zeros.`;
		const pattern = patternOf(wbsElement);
		if (pattern.kind === 'any') return '';
		const { projects, projectIds } = this.facts;
		if (pattern.kind === 'exact') {
			const { kind } = projects.find({ wbsElement, costCenter: '', order: '' });
			if (kind === 'ambiguous') return `Several projects take WBS element ${wbsElement}.`;
			if (kind === 'project') return '';
			const whole = withZeros(wbsElement, this.elements);
			return whole === ''
				? `No project takes WBS element ${wbsElement}.`
				: `WBS element ${wbsElement} is ${whole} in SAP: Excel drops leading zeros.`;
		}
		const rows = projectIds.flatMap((id) => projects.byId(id) ?? []);
		const takes = rows.some((row) => wbsPatterns(row).some((own) => overlap(own, pattern)));
		return takes ? '' : `No project takes WBS elements ${wbsElement}.`;
	}

	/** Whether the project has the code, as far as its codes are on record; of a row for several, whether one of them has. */
	private codeProblem(keys: AccountKeys, code: CodeAndType): string {
		const { codes, createsCodes, projectIds, projects } = this.facts;
		if (createsCodes) return '';
		const own = this.projectOf(keys);
		const ids = own ? [own.project_id] : projectIds;
		const known = ids.map((id) => codes.get(id));
		const all = known.flatMap((each) => each?.codes ?? []);
		if (known.includes(undefined) || all.some((each) => isSameCode(each, code))) return '';
		const text = codeText(code);
		const [name, at] = own
			? [projects.byId(own.project_id)?.project_name || own.project_id, codes.get(own.project_id)?.readAt ?? '']
			: ['No project', ''];
		const lacks = own
			? `${name} did not have ${text} in Procore at ${timeText(at)} UTC`
			: `No project has ${text} in Procore`;
		return `${lacks}.${hint(code, all)}`;
	}

	private projectOf({ wbsElement, costCenter }: AccountKeys) {
		return projectOfRow({ wbs_element: wbsElement, cost_center: costCenter }, this.facts.projects);
	}
}

function flag(text: string): boolean | undefined | 'unknown' {
	const word = text.toLowerCase();
	if (word === '') return undefined;
	if (yes.includes(word)) return true;
	return no.includes(word) ? false : 'unknown';
}

const isAs = (row: Row, cells: ChangedRow['cells']) =>
	isSameCode(codeIn(row), codeIn(cells)) && row.enabled === cells.enabled;

const saysTheSame = (a: UploadedLine, b: UploadedLine) =>
	isSameCode(codeInLine(a), codeInLine(b)) && flag(a.enabled) === flag(b.enabled);

/** Which of the known keys it would be, had it not lost its leading zeros; `""` = it is known, or no key is like that. */
function withZeros(key: string, known: ReadonlySet<string>): string {
	if (known.has(key) || !/^\d+$/.test(key)) return '';
	return [...known].find((each) => each !== '' && withoutZeros(each) === withoutZeros(key)) ?? '';
}

/** What may have been meant by a code that a project does not have. */
function hint({ costCode, costType }: CodeAndType, codes: readonly CodeAndType[]): string {
	const types = codes.filter((each) => each.costCode === costCode).map((each) => each.costType || 'none');
	if (types.length > 0) {
		const zeros = withZeros(costType, new Set(types));
		return zeros === ''
			? ` Its cost types: ${types.slice(0, 5).join(', ')}.`
			: ` It is ${zeros} there: Excel drops leading zeros.`;
	}
	const zeros = codes.find(
		(each) => each.costCode !== costCode && withoutZeros(each.costCode) === withoutZeros(costCode),
	);
	if (zeros) return ` It is ${zeros.costCode} there: Excel drops leading zeros.`;
	const isLikeDate = /^(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[-. ]\p{L}{3,}|\p{L}{3,}[-. ]\d{1,4})$/u.test(
		costCode,
	);
	return isLikeDate ? ' It looks like a date that Excel has made of a cost code: format the column as text.' : '';
}
