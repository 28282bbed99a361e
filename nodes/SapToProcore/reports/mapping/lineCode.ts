import { codePartsIn } from '../../../shared/segments';
import { cellsOfCode, codeIn, codeText, type CodeAndType, type CodeCells } from '../../lookup/costCodes';
import { codeOf } from './model';
import type { UploadedLine } from './upload';

/** The WBS code of a line, also where its cell cost_code has all of it. Without columns for them, sub job and segments stay. */
export function codeInLine(line: UploadedLine, row?: CodeCells): CodeAndType {
	const inOneCell = line.costType === '' ? codeOf(line.costCode) : undefined;
	const cells = inOneCell ? cellsOfCode(inOneCell) : { ...noCode, cost_code: line.costCode, cost_type: line.costType };
	return codeIn({
		...cells,
		sub_job: cells.sub_job || (line.subJob ?? row?.sub_job ?? ''),
		segments: cells.segments || (line.segments ?? row?.segments ?? ''),
	});
}

/** Of a row that nobody has filled. */
export const noCode: CodeCells = { cost_code: '', cost_type: '', sub_job: '', segments: '' };

/** Whether a line says anything of a WBS code. */
export const hasCode = ({ costCode, costType, subJob = '', segments = '' }: UploadedLine) =>
	`${costCode}${costType}${subJob}${segments}` !== '';

/** Why what a line says is no WBS code, in a sentence. */
export function whyNoCode(code: CodeAndType): string {
	if (code.costCode === '') return 'It has a cost type, sub job or segment without a cost code.';
	const parts = codePartsIn(code.costType);
	return 'fault' in parts
		? `Its segments cannot be read: ${parts.fault}`
		: `"${codeText(code)}" is not a cost code. It looks like 03-100.`;
}
