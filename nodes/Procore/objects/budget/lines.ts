import type { IDataObject } from 'n8n-workflow';
import { compared, readDecimal, subtracted } from '../../../shared/decimal';
import type { Client } from '../../api/client';
import { writeRow } from '../../api/row';
import type { RowResult } from '../../api/syncBatch';
import type { Id } from '../wbs/projectCodes';
import { jsonNumber } from './amount';
import type { BudgetLine } from './read';
import { namedRows } from './rejections';

/** A budget line that is to be set, or created where there is none. */
export interface LineToSet {
	/** Names it in the results. */
	key: string;
	wbsCodeId: Id;
	/** What it shall amount to, approved changes included. */
	amount: string;
	line?: BudgetLine;
}

/** Procore knows a budget line by its ID alone: a request that creates some must not be sent twice. */
const isRepeatable = (rows: LineToSet[]) => rows.every(({ line }) => line !== undefined);

/** What its original amount has to be. */
const originalOf = ({ amount, line }: LineToSet) => (line ? subtracted(amount, line.changes) : amount);

function rowOf(row: LineToSet) {
	const { wbsCodeId, line } = row;
	return {
		...(line ? { id: line.id } : {}),
		wbs_code_id: wbsCodeId,
		original_budget_amount: jsonNumber(originalOf(row)),
		calculation_strategy: 'manual',
	};
}

/** The result of a row that was set; `kept` = Procore's answer has another amount. */
export type LineResult = RowResult | { kind: 'kept'; what: string };

/** The result of a row by the line that Procore answered for it. */
function readBack(row: LineToSet, answered: unknown): LineResult {
	const lines = (Array.isArray(answered) ? answered : []) as IDataObject[];
	const code = ({ wbs_code }: IDataObject) => String((wbs_code as IDataObject | null | undefined)?.id ?? '');
	const entity = lines.find((line) =>
		row.line ? String(line.id) === String(row.line.id) : code(line) === String(row.wbsCodeId),
	);
	if (!entity) return { kind: 'unanswered' };
	const now = String(entity.original_budget_amount ?? '');
	if (readDecimal(now) && compared(now, originalOf(row)) === 0) return { kind: 'accepted', entity };
	return { kind: 'kept', what: `The original budget amount is ${now || 'empty'} instead of ${originalOf(row)}` };
}

/**
 * Sets original budget amounts of a budget that is not locked, all in one request. What Procore refuses is reported by the
 * row where Procore names it, else found by halving; the rest is sent again.
 *
 * @returns one result a row by its key, read back from Procore's answer
 */
export async function setBudgetLines(
	client: Client,
	projectId: string,
	rows: LineToSet[],
	batchSize: number,
): Promise<Map<string, LineResult>> {
	const results = new Map<string, LineResult>();
	const settle = (some: LineToSet[], result: LineResult) => some.forEach(({ key }) => results.set(key, result));
	const queue: LineToSet[][] = [];
	for (let from = 0; from < rows.length; from += batchSize) queue.push(rows.slice(from, from + batchSize));
	for (let batch = queue.shift(); batch; batch = queue.shift()) {
		const result = await writeRow(client, {
			task: 'budget.write',
			method: 'POST',
			path: '/rest/v1.0/budget_line_items/sync',
			body: { project_id: Number(projectId), budget_line_items: batch.map(rowOf) },
			repeatable: isRepeatable(batch),
		});
		if (result.kind === 'waiting' || result.kind === 'failed') {
			[batch, ...queue.splice(0)].forEach((left) => settle(left, result));
			break;
		}
		if (result.kind === 'accepted') {
			for (const row of batch) settle([row], readBack(row, result.entity));
			continue;
		}
		if (result.kind !== 'rejected' || batch.length === 1) {
			settle(batch, result);
			continue;
		}
		const named = namedRows(result.error);
		const good = batch.filter((row, index) => {
			const error = named.get(String(index));
			if (error) settle([row], { kind: 'rejected', error });
			return !error;
		});
		const half = Math.ceil(good.length / 2);
		if (good.length < batch.length) queue.push(...(good.length > 0 ? [good] : []));
		else queue.push(batch.slice(0, half), batch.slice(half));
	}
	return results;
}
