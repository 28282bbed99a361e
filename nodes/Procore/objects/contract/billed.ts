import type { IDataObject } from 'n8n-workflow';
import { compared, isZero, readDecimal, sum } from '../../../shared/decimal';
import type { DesiredContract } from '../../../shared/model';
import { handful } from '../../../shared/texts';
import type { Client } from '../../api/client';
import { list, maxPerPage } from '../../api/paging';
import type { Explanation } from '../upsert/itemResult';
import type { Id } from '../wbs/projectCodes';
import { unwantedLines, type ProcoreLine } from './lines';
import type { ProcoreContract } from './record';

/** Whether anything was billed on a contract. */
export const isBilled = ({ total_requisitions_amount: billed }: ProcoreContract) =>
	billed !== undefined && readDecimal(billed) !== undefined && !isZero(billed);

const amountOf = (value: unknown) => {
	const amount = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return readDecimal(amount) ? amount : '0';
};

/** What was billed on the lines of a contract, by the ID of the line: the work of all periods, and what is stored now. */
async function billedByLine(client: Client, projectId: string, contractId: Id): Promise<Map<string, string>> {
	const requisitions = await list(client, {
		task: 'requisition.read',
		path: '/rest/v1.1/requisitions',
		query: { project_id: projectId, 'filters[commitment_id]': String(contractId), view: 'items' },
		perPage: maxPerPage,
	});
	const oldestFirst = requisitions.sort((a, b) => Number(a.number) - Number(b.number));
	const work = new Map<string, string>();
	const stored = new Map<string, string>();
	for (const item of oldestFirst.flatMap(({ items }) => (items ?? []) as IDataObject[])) {
		const id = String(item.line_item_id);
		work.set(id, sum([work.get(id) ?? '0', amountOf(item.work_completed_this_period)]));
		stored.set(id, amountOf(item.materials_presently_stored));
	}
	return new Map([...work].map(([id, amount]) => [id, sum([amount, stored.get(id) ?? '0'])]));
}

/** Whether the lines shrink: only then it matters what was billed on each. */
function shrinking(desired: DesiredContract, lines: ProcoreLine[]): Array<{ line: ProcoreLine; amount: string }> {
	const held = new Map(lines.map((line) => [line.origin_id, line]));
	const smaller = desired.lines.flatMap(({ originId, amount }) => {
		const line = held.get(originId);
		return line && readDecimal(line.amount) && compared(amount, line.amount) < 0 ? [{ line, amount }] : [];
	});
	return [...smaller, ...unwantedLines(desired, lines).map((line) => ({ line, amount: '0' }))];
}

/**
 * Explanation lines of a billed contract cannot become what they should be: one was billed beyond that. Asks Procore only when a
 * line shrinks.
 * @throws NodeApiError when Procore cannot be read
 */
export async function billedLines(
	client: Client,
	projectId: string,
	contract: ProcoreContract,
	desired: DesiredContract,
	lines: ProcoreLine[],
): Promise<Explanation | undefined> {
	const smaller = shrinking(desired, lines);
	if (smaller.length === 0) return undefined;
	const billed = await billedByLine(client, projectId, contract.id);
	const below = smaller.flatMap(({ line, amount }) => {
		const sofar = billed.get(String(line.id)) ?? '0';
		return compared(sofar, '0') > 0 && compared(sofar, amount) > 0
			? [`${line.description || line.origin_id}: ${sofar} billed, ${amount} would be left`]
			: [];
	});
	if (below.length === 0) return undefined;
	return {
		reason: 'already_billed',
		message: `More has been billed than would be left: ${handful(below, '; ')}`,
		advice: 'Correct the billing in Procore or the order in SAP: a line never shrinks below what was billed.',
	};
}
