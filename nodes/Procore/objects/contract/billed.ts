import type { IDataObject } from 'n8n-workflow';
import { compared, isZero, readDecimal, sum } from '../../../shared/decimal';
import type { DesiredContract } from '../../../shared/model';
import { handful } from '../../../shared/texts';
import type { Client } from '../../api/client';
import { list, maxPerPage } from '../../api/paging';
import { because, type Explanation } from '../upsert/itemResult';
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

/** Type of an item that bills a line of a change order; the IDs of such lines are Procore's for another kind of object. */
export const changeOrderItem = 'change_order_item';

/** What an item of a requisition bills: the ID of a line of the contract, or of one of its change orders, told apart. */
export const billedKey = ({
	item_type,
	line_item_id: line,
}: {
	item_type?: unknown;
	line_item_id?: unknown;
}): string => (item_type === changeOrderItem ? `${changeOrderItem} ${String(line)}` : String(line));

/** Reads the invoices (requisitions) of a contract with their items, the oldest first. */
export async function invoicesOf(client: Client, projectId: string, contractId: Id): Promise<IDataObject[]> {
	const invoices = await list(client, {
		task: 'requisition.read',
		path: '/rest/v1.1/requisitions',
		query: { project_id: projectId, 'filters[commitment_id]': String(contractId), view: 'items' },
		perPage: maxPerPage,
	});
	return invoices.sort((a, b) => Number(a.number) - Number(b.number));
}

/** What was billed on each line, by {@link billedKey}: the work of all periods, and what is stored now. */
export function billedByLine(oldestFirst: IDataObject[]): Map<string, string> {
	const work = new Map<string, string>();
	const stored = new Map<string, string>();
	for (const item of oldestFirst.flatMap(({ items }) => (items ?? []) as IDataObject[])) {
		const id = billedKey(item);
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

/** What stands against the lines of a billed contract. */
export interface Billing {
	/** Lines that cannot become what they should be: one was billed beyond that. */
	below?: Explanation;
	/** Invoices that are more than a draft, as people call them; drafts of ours rely on nothing yet. */
	invoices: string[];
}

/**
 * Reads what was billed on a contract; only where a line shrinks, or the contract would be reopened.
 * @throws NodeApiError when Procore cannot be read
 */
export async function readBilling(
	client: Client,
	projectId: string,
	contract: ProcoreContract,
	desired: DesiredContract,
	lines: ProcoreLine[],
	reopens: boolean,
): Promise<Billing> {
	const smaller = shrinking(desired, lines);
	if (smaller.length === 0 && !reopens) return { invoices: [] };
	const read = await invoicesOf(client, projectId, contract.id);
	const billed = billedByLine(read);
	const below = smaller.flatMap(({ line, amount }) => {
		const sofar = billed.get(String(line.id)) ?? '0';
		return compared(sofar, '0') > 0 && compared(sofar, amount) > 0
			? [`${line.description || line.origin_id}: ${sofar} billed, ${amount} would be left`]
			: [];
	});
	const invoices = read.flatMap(({ status, invoice_number, number }) =>
		status === 'draft' ? [] : [String(invoice_number ?? number ?? '')],
	);
	if (below.length === 0) return { invoices };
	return {
		invoices,
		below: because('already_billed', `More has been billed than would be left: ${handful(below, '; ')}`),
	};
}
