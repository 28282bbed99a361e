import type { IDataObject } from 'n8n-workflow';
import { compared } from '../../../shared/decimal';
import { keptOtherwise } from '../../api/kept';
import type { RowResult } from '../../api/syncBatch';
import type { Id } from '../wbs/projectCodes';
import type { ChangedLine } from './lines';
import { amountText } from './read';

/** What became of a line. */
export type LineResult = RowResult | { kind: 'different'; message: string };

export interface WrittenLine {
	result: LineResult;
	/** Its direct cost. */
	costId?: Id;
}

/** A line of another WBS code than was sent, in words. */
export const keptCode = ({ wbsCodeId }: ChangedLine, answered: IDataObject) =>
	wbsCodeId === '' ? [] : keptOtherwise({ wbs_code_id: wbsCodeId }, answered);

/** What Procore has is compared with what was sent. @param kept otherwise beside the amount */
export function seen(asked: string, answered: unknown, kept: string[] = []): LineResult {
	if (answered === undefined) return { kind: 'unanswered' };
	if (kept.length > 0) return { kind: 'different', message: `Procore took it, but ${kept.join(', ')}` };
	const amount = amountText(answered);
	return compared(amount, asked) === 0
		? { kind: 'accepted', entity: {} }
		: { kind: 'different', message: `${asked} was sent, Procore answered ${amount}` };
}

/** A direct cost of another status than was sent is told with each of its lines that is right otherwise. */
export const told = (line: LineResult, status: LineResult | undefined) =>
	status && line.kind === 'accepted' ? status : line;
