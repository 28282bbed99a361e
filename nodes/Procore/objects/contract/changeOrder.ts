import type { IDataObject } from 'n8n-workflow';
import { groupBy } from 'lodash';
import { isZero, readDecimal, subtracted, sum } from '../../../shared/decimal';
import type { DesiredContract } from '../../../shared/model';
import { call, type Client } from '../../api/client';
import { keptOtherwise } from '../../api/kept';
import { list } from '../../api/paging';
import { recordOf } from '../../api/record';
import { pairKey, type Id } from '../wbs/projectCodes';
import { isOurs, type ProcoreLine } from './lines';

/** A contract whose difference goes into a change order. */
export interface ChangeOrderOf {
	desired: DesiredContract;
	contractId: Id;
	fingerprint: string;
	/** WBS codes of the wanted lines by `pairKey`. */
	codes: Map<string, Id>;
	/** The lines of the contract. */
	held: ProcoreLine[];
}

const task = 'changeOrder.write' as const;
/** Procore cuts the pages of version 2 down to that. */
const linesPerPage = 100;

const ordersPath = (projectId: string) =>
	`/rest/v1.0/projects/${encodeURIComponent(projectId)}/commitment_change_orders`;
const orderLinesPath = ({ companyId }: Client, projectId: string, orderId: Id) =>
	`/rest/v2.0/companies/${companyId}/projects/${encodeURIComponent(projectId)}/commitment_change_orders/${encodeURIComponent(orderId)}/line_items`;

/** How a change order is known again: Procore has no origin ID for it. */
const referenceOf = ({ desired, fingerprint }: ChangeOrderOf) => `${desired.originId} ${fingerprint.slice(0, 8)}`;

/** Whether an earlier run has drafted it, whatever the difference was then. */
const isDraftedFor = ({ originId }: DesiredContract, { reference }: IDataObject) =>
	String(reference ?? '').startsWith(`${originId} `);

/** Statuses of a change order that changes nothing any more. */
const dropped = new Set(['void', 'rejected', 'no_charge']);

/**
 * Change orders of the contract that count: those that earlier runs drafted, whatever becomes of them, and what people
 * have agreed on. An order that is raised in SAP for extra work whose change order is approved must not get a second one.
 */
const countedOf = ({ desired }: ChangeOrderOf, orders: IDataObject[]): IDataObject[] =>
	orders.filter((order) =>
		isDraftedFor(desired, order) ? !dropped.has(String(order.status)) : order.status === 'approved',
	);

/** ID of a change order that an earlier run drafted and nobody has decided on. */
export function waitingOrder(desired: DesiredContract, orders: IDataObject[]): string | undefined {
	const isWaiting = ({ status }: IDataObject) => status !== 'approved' && !dropped.has(String(status));
	const waiting = orders.find((order) => isDraftedFor(desired, order) && isWaiting(order));
	return waiting === undefined ? undefined : String(waiting.id);
}

/**
 * Change orders by the IDs of their contracts. One request for the project, and one for each contract where the list does not
 * say whose they are: Procore publishes that it can be filtered by contract, but not what its rows hold.
 */
export async function ordersByContract(
	client: Client,
	projectId: string,
	contractIds: readonly string[],
): Promise<Record<string, IDataObject[]>> {
	const orders = await list(client, { task, path: ordersPath(projectId), query: {} });
	if (orders.every(({ contract_id }) => isNamed(contract_id)))
		return groupBy(orders, ({ contract_id }) => String(contract_id));
	const byContract: Record<string, IDataObject[]> = {};
	for (const id of contractIds) byContract[id] = await ordersOf(client, projectId, id);
	return byContract;
}

const isNamed = (id: unknown) => typeof id === 'number' || (typeof id === 'string' && id !== '');

async function ordersOf(client: Client, projectId: string, contractId: Id): Promise<IDataObject[]> {
	const query = { 'filters[contract_id]': String(contractId) };
	const orders = await list(client, { task, path: ordersPath(projectId), query });
	return orders.filter(({ contract_id }) => !isNamed(contract_id) || String(contract_id) === String(contractId));
}

function add(sums: Map<string, string>, wbsCodeId: unknown, amount: unknown): void {
	const text = String(amount ?? '');
	if (readDecimal(text)) sums.set(String(wbsCodeId), sum([sums.get(String(wbsCodeId)) ?? '0', text]));
}

/**
 * What is still missing, by WBS code: wanted, less what the contract and its change orders have. Zeros are left out.
 * @param orders change orders of the contract; those that do not count are passed over
 */
export async function differences(
	client: Client,
	projectId: string,
	of: ChangeOrderOf,
	orders: IDataObject[],
): Promise<Map<string, string>> {
	const there = new Map<string, string>();
	for (const line of of.held) if (isOurs(line, of.desired)) add(there, line.wbs_code?.id, line.amount);
	for (const order of countedOf(of, orders))
		for (const line of await linesOf(client, projectId, order)) add(there, line.wbs_code_id, line.amount);
	const wanted = new Map<string, string>();
	for (const line of of.desired.lines) add(wanted, of.codes.get(pairKey(line)), line.amount);
	const missing = [...new Set([...wanted.keys(), ...there.keys()])].map((code): [string, string] => [
		code,
		subtracted(wanted.get(code) ?? '0', there.get(code) ?? '0'),
	]);
	return new Map(missing.filter(([, amount]) => !isZero(amount)));
}

const linesOf = async (client: Client, projectId: string, { id }: IDataObject) =>
	await list(client, { task, path: orderLinesPath(client, projectId, id as Id), query: {}, perPage: linesPerPage });

/** Lines of the approved change orders of a contract, as Procore lists them. */
export async function approvedLines(client: Client, projectId: string, contractId: Id): Promise<IDataObject[]> {
	const orders = await ordersOf(client, projectId, contractId);
	const lines: IDataObject[] = [];
	for (const order of orders.filter(({ status }) => status === 'approved'))
		lines.push(...(await linesOf(client, projectId, order)));
	return lines;
}

async function createOrder(client: Client, projectId: string, of: ChangeOrderOf): Promise<IDataObject> {
	const { desired, contractId } = of;
	const change_order = {
		contract_id: contractId,
		title: `Change of order ${desired.number} in SAP`,
		status: 'draft',
		reference: referenceOf(of),
	};
	return recordOf(
		client,
		await call(client, { task, method: 'POST', path: ordersPath(projectId), body: { change_order } }),
	);
}

/** A change order that has the difference: its ID, `""` when none is to be approved, and what of its lines Procore kept otherwise. */
export interface DraftedOrder {
	id: string;
	kept: string[];
}

/**
 * Drafts a commitment change order with what the contract lacks. Known again by its reference: begun and not finished,
 * it is completed by the next run, never drafted twice.
 *
 * @throws NodeApiError when Procore refuses or is not available
 */
export async function draftChangeOrder(client: Client, projectId: string, of: ChangeOrderOf): Promise<DraftedOrder> {
	const orders = await ordersOf(client, projectId, of.contractId);
	const missing = await differences(client, projectId, of, orders);
	if (missing.size === 0) {
		return { id: waitingOrder(of.desired, orders) ?? '', kept: [] };
	}
	// An order in SAP may come back to an amount whose change order somebody has approved long ago.
	const begun = orders.find(({ reference, status }) => reference === referenceOf(of) && status === 'draft');
	const order = begun ?? (await createOrder(client, projectId, of));
	const kept: string[] = [];
	for (const [wbs_code_id, amount] of missing) {
		const { body } = await call(client, {
			task,
			method: 'POST',
			path: orderLinesPath(client, projectId, order.id as Id),
			body: { wbs_code_id, amount, description: of.desired.title },
		});
		const made = (body as IDataObject | null)?.data as IDataObject | undefined;
		kept.push(...keptOtherwise({ wbs_code_id, amount }, made ?? {}));
	}
	return { id: String(order.id), kept };
}
