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

/** Whether what was billed on a contract comes to anything. Invoices that take each other back show in no total. */
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

/**
 * Reads invoices (requisitions) with their items, the oldest of a contract first.
 * @param contractId only those of one contract
 */
export async function invoicesOf(client: Client, projectId: string, contractId?: Id): Promise<IDataObject[]> {
	const invoices = await list(client, {
		task: 'requisition.read',
		path: '/rest/v1.1/requisitions',
		query: { project_id: projectId, 'filters[commitment_id]': contractId && String(contractId), view: 'items' },
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
	/** Lines that cannot go: invoices are on them, also where what they bill comes to nothing. */
	touched?: Explanation;
	/** Invoices that bill something and are more than a draft, as people call them; drafts of ours rely on nothing yet. */
	invoices: string[];
}

const nameOf = ({ invoice_number, number }: IDataObject) => String(invoice_number ?? number ?? '');

const bills = (item: IDataObject) =>
	[item.work_completed_this_period, item.materials_presently_stored].some((amount) => !isZero(amountOf(amount)));

/** Names of the invoices that bill something of a line; of any line where none is given. */
export const invoicesOn = (invoices: IDataObject[], lineId?: Id): string[] =>
	invoices
		.filter(({ items }) =>
			((items ?? []) as IDataObject[]).some(
				(item) => bills(item) && (lineId === undefined || billedKey(item) === String(lineId)),
			),
		)
		.map(nameOf);

/**
 * What invoices have against what a contract should become.
 * @param invoices of the contract, see {@link invoicesOf}
 */
export function billingOf(invoices: IDataObject[], desired: DesiredContract, lines: ProcoreLine[]): Billing {
	const billed = billedByLine(invoices);
	const below = shrinking(desired, lines).flatMap(({ line, amount }) => {
		const sofar = billed.get(String(line.id)) ?? '0';
		return compared(sofar, '0') > 0 && compared(sofar, amount) > 0
			? [`${textOf(line)}: ${sofar} billed, ${amount} would be left`]
			: [];
	});
	const touched = unwantedLines(desired, lines).flatMap((line) => {
		const names = invoicesOn(invoices, line.id);
		return names.length === 0 ? [] : [`${textOf(line)}, on ${handful(names)}`];
	});
	return {
		invoices: invoicesOn(invoices.filter(({ status }) => status !== 'draft')),
		...(below.length === 0
			? {}
			: { below: because('already_billed', `More has been billed than would be left: ${handful(below, '; ')}`) }),
		...(touched.length === 0
			? {}
			: { touched: because('already_billed', `Lines would go that invoices are on: ${handful(touched, '; ')}`) }),
	};
}

const textOf = ({ description, origin_id }: ProcoreLine) => description || origin_id;
