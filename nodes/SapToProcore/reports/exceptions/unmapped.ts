import { z } from 'zod/v3';
import type { Entity } from '../../../shared/entities';
import { parsedJson } from '../../../shared/json';
import {
	unmappedAssignmentSchema,
	type ProjectCost,
	type PurchaseOrder,
	type UnmappedAssignment,
} from '../../../shared/model';
import type { LedgerRow } from '../../ledger';
import { combinationOf, keysOf, rowsToFill, type AccountKeys, type CostCodeMap } from '../../lookup/costCodes';
import { closedReason, type ProjectAnswer, type Roster } from '../../lookup/roster';
import { orderLines } from '../../lanes/purchaseOrder/lines';
import type { CostCodeRow } from '../../ledger/rows';
import type { Money } from '../kit/format';
import { largestFirst, totals } from '../kit/sums';

/** An account assignment without a cost code, and what waits on it in one currency (`""` = nothing that was read). */
export interface UnmappedCombination extends AccountKeys, Money {
	documents: number;
}

interface Waiting {
	keys: AccountKeys;
	amounts: Money[];
	documents: Set<string>;
}

export interface UnmappedInput {
	orders: readonly PurchaseOrder[];
	costs: readonly ProjectCost[];
	/** What runs have recorded; where SAP was read, that says more. */
	recorded?: readonly RecordedUnmapped[];
	rows: readonly CostCodeRow[];
	map: CostCodeMap;
	projects: Roster;
}

/**
 * Combinations that no row of the cost code map decides: those that documents in SAP have in a Procore project, and those
 * whose row waits to be filled. What waits on them most comes first.
 */
export function unmappedCombinations(input: UnmappedInput): UnmappedCombination[] {
	const found = new Map<string, Waiting>();
	const note = (keys: AccountKeys, money?: Money, document?: string) => {
		const key = combinationOf(keys);
		const waiting = found.get(key) ?? { keys, amounts: [], documents: new Set() };
		found.set(key, waiting);
		if (money) waiting.amounts.push(money);
		if (document) waiting.documents.add(document);
	};
	for (const order of input.orders) noteOrder(order, input, note);
	for (const cost of input.costs) noteCost(cost, input, note);
	for (const { keys, money, document, projectId } of input.recorded ?? [])
		if (!isClosed(input.projects.byId(projectId)) && input.map.find(keys).kind === 'unmapped')
			note(keys, money, document);
	for (const row of rowsToFill(input.rows, input.map)) note(keysOf(row));
	return largestFirst([...found.values()].flatMap(combinations));
}

/** What a run has met without a cost code. */
export interface RecordedUnmapped {
	keys: AccountKeys;
	money: Money;
	/** A name of its own for each document. */
	document: string;
	/** `""` = none, or of several. */
	projectId: string;
	/** Of an item, `""` = none. */
	text: string;
}

/** Lanes whose amounts wait for a cost code. Not the plan: it would count beside the documents that it is about. */
export const waitingLanes: readonly Entity[] = ['purchase_order', 'requisition', 'actual_cost'];

const recordedSchema = z.array(unmappedAssignmentSchema);

/** An exception, as far as it says what lacks a cost code. */
export type RecordedException = Pick<
	LedgerRow<'exceptions'>,
	'entity' | 'sap_key' | 'project_id' | 'status' | 'unmapped'
>;

/** What a row says lacks a cost code; undefined = it does not say, or what nobody can read. */
const assignmentsIn = ({ unmapped }: RecordedException): UnmappedAssignment[] | undefined =>
	unmapped === '' ? undefined : recordedSchema.safeParse(parsedJson(unmapped)).data;

const isWaitingLane = (entity: string) => waitingLanes.some((lane) => lane === entity);

const isOpen = ({ status }: RecordedException) => status === 'open' || status === 'parked';

/**
 * How many open exceptions are about a cost code and do not say for which account assignments: an earlier version has opened
 * them.
 */
export const withoutAssignments = (exceptions: ReadonlyArray<RecordedException & { reason: string }>): number =>
	exceptions.filter(
		(row) =>
			isOpen(row) &&
			isWaitingLane(row.entity) &&
			(row.reason === 'unmapped_cost_code' || row.unmapped !== '') &&
			!assignmentsIn(row),
	).length;

/** What the open exceptions say lacks a cost code, as the last run that looked at each has met it. */
export function recordedUnmapped(exceptions: readonly RecordedException[]): RecordedUnmapped[] {
	const open = exceptions.filter((row) => isOpen(row) && isWaitingLane(row.entity));
	return open.flatMap((row) =>
		(assignmentsIn(row) ?? []).map(([companyCode, glAccount, costCenter, wbsElement, amount, currency, text]) => {
			const keys = { companyCode, glAccount, costCenter, wbsElement };
			const { entity, sap_key: sapKey, project_id: projectId } = row;
			const document = entity === 'actual_cost' ? `cost ${combinationOf(keys)}` : `${entity} ${sapKey}`;
			return { keys, money: { amount, currency }, document, projectId, text };
		}),
	);
}

/** A project that takes nothing needs no cost code: nothing waits for one in it. */
const isClosed = (row: Parameters<typeof closedReason>[0] | undefined): boolean =>
	row !== undefined && closedReason(row) !== undefined;

const isOpenProject = (project: ProjectAnswer): boolean => project.kind === 'project' && !isClosed(project.row);

type Note = (keys: AccountKeys, money: Money, document: string) => void;

function noteOrder(order: PurchaseOrder, { projects, map }: UnmappedInput, note: Note): void {
	for (const { project, assignment, amount, mismatch } of orderLines(order, projects)) {
		const keys = { ...accountOf(assignment), companyCode: order.companyCode };
		if (!isOpenProject(project) || mismatch !== '' || map.find(keys).kind !== 'unmapped') continue;
		note(keys, { amount, currency: order.currency }, `order ${order.purchaseOrder}`);
	}
}

function noteCost(cost: ProjectCost, { projects, map }: UnmappedInput, note: Note): void {
	const keys = { ...accountOf(cost), companyCode: cost.companyCode };
	if (cost.isBalanceSheet || !isOpenProject(projects.find(cost)) || map.find(keys).kind !== 'unmapped') return;
	note(keys, { amount: cost.amount, currency: cost.currency }, `cost ${combinationOf(keys)}`);
}

const accountOf = ({ glAccount, costCenter, wbsElement }: Omit<AccountKeys, 'companyCode'>) => ({
	glAccount,
	costCenter,
	wbsElement,
});

function combinations({ keys, amounts, documents }: Waiting): UnmappedCombination[] {
	const sums = totals(amounts);
	return (sums.length === 0 ? [{ amount: '', currency: '' }] : sums).map((money) => ({
		...keys,
		...money,
		documents: documents.size,
	}));
}
