import { costLineErrors, saveCostLine } from '../direct-costs/cost-line.ts';
import { showCostHeader, showCostLine, showDirectCost, showWholeCost } from '../direct-costs/cost-view.ts';
import { directCostErrors, removeDirectCost, saveDirectCost } from '../direct-costs/cost-write.ts';
import { badRequest, notFound, ProcoreError, unprocessable } from '../errors.ts';
import type { FieldErrors } from '../errors.ts';
import { financialPages, param, projectOf, selectListed, within } from '../filters.ts';
import type { StoredDirectCost, StoredDirectCostLine } from '../finance/records.ts';
import { lockErrors } from '../lock.ts';
import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import {
	directCostBody,
	directCostLineBody,
	directCostLineSyncBody,
	directCostSyncBody,
	newDirectCostBody,
} from '../schema/direct-cost.ts';
import { pageQuery, stampFilters } from '../schema/rules.ts';
import type { QueryRule } from '../schema/rules.ts';
import type { Store } from '../store.ts';
import { type Attributes, failed, syncAnswer } from '../sync.ts';

const tool = 'direct_costs';
const v10 = '/rest/v1.0/projects/{project_id}/direct_costs';
const v11 = '/rest/v1.1/projects/{project_id}/direct_costs';
/** Procore: at most so many lines come along with a direct cost. */
const maxLines = 100;

/**
 * Procore: no concurrent requests on one direct cost. A control command says which ones another request is working on.
 * @throws ProcoreError 409
 */
function checkBusy(store: Store, costs: readonly (number | undefined)[]): void {
	const { busyDirectCosts } = store.settings;
	for (const id of costs) {
		const left = id === undefined ? 0 : (busyDirectCosts[id] ?? 0);
		if (id === undefined || left === 0) continue;
		busyDirectCosts[id] = left - 1;
		throw new ProcoreError(409, 'The direct cost is being changed by another request');
	}
}

/** @throws ProcoreError 422 for a direct cost that is synced with ERP, where that locks it */
function checkLock(store: Store, cost: StoredDirectCost | undefined, given: Attributes): void {
	const locked = lockErrors(store, cost, 'directCost', given);
	if (failed(locked)) throw unprocessable(locked);
}

function costOf(call: Call, name = 'id'): StoredDirectCost {
	const cost = call.store.finance.directCosts.get(param(call, name));
	if (cost?.project_id !== projectOf(call).id) throw notFound('Direct Cost');
	return cost;
}

/** What is wrong with the lines that come along with a direct cost. */
function includedErrors(store: Store, cost: StoredDirectCost, rows: Attributes[]): FieldErrors {
	const errors: FieldErrors = {};
	const origins = rows.map((row) => row.origin_id).filter((origin) => origin !== undefined);
	if (new Set(origins).size < origins.length) errors.line_items = ['name an origin id twice'];
	rows.forEach((row, index) => {
		const current = typeof row.id === 'number' ? store.finance.directCostLines.get(row.id) : undefined;
		const foreign = row.id !== undefined && current?.direct_cost_id !== cost.id;
		const wrong = foreign ? { id: ['must exist'] } : costLineErrors(store, cost, current, row);
		for (const [field, messages] of Object.entries(wrong)) errors[`line_items[${String(index)}].${field}`] = messages;
	});
	return errors;
}

function saveIncluded(store: Store, cost: StoredDirectCost, rows: Attributes[]): Map<number, unknown> {
	return new Map(
		rows.map((row) => {
			const current = typeof row.id === 'number' ? store.finance.directCostLines.get(row.id) : undefined;
			return [saveCostLine(store, cost, current, row).id, row.ref];
		}),
	);
}

function save(call: Call, existing: StoredDirectCost | undefined): unknown {
	const { store } = call;
	const projectId = projectOf(call).id;
	checkBusy(store, [existing?.id]);
	const { line_items: rows = [], ...given } = (call.body.direct_cost ?? {}) as Attributes & {
		line_items?: Attributes[];
	};
	if (rows.length > maxLines) throw badRequest({ line_items: [`at most ${String(maxLines)} are allowed`] });
	checkLock(store, existing, rows.length === 0 ? given : { ...given, line_items: rows });
	const errors = directCostErrors(store, projectId, existing, given);
	if (failed(errors)) throw badRequest(errors);
	const cost = saveDirectCost(store, projectId, existing, existing === undefined ? given : {});
	const lineErrors = includedErrors(store, cost, rows);
	if (failed(lineErrors)) {
		if (existing === undefined) removeDirectCost(store, cost);
		throw badRequest(lineErrors);
	}
	saveDirectCost(store, projectId, cost, given);
	return showWholeCost(store, cost, saveIncluded(store, cost, rows));
}

const own = (projectId: number) => (cost: StoredDirectCost | undefined) =>
	cost?.project_id === projectId ? cost : undefined;

function sync(call: Call) {
	const { store, body } = call;
	const projectId = projectOf(call).id;
	const inProject = own(projectId);
	const { directCosts } = store.finance;
	const rows = body.updates as Attributes[];
	const costs = rows.map((row) =>
		typeof row.id === 'number' ? row.id : directCosts.byOrigin(String(row.origin_id ?? ''))?.id,
	);
	checkBusy(store, costs);
	return syncAnswer(
		{
			byId: (id) => inProject(directCosts.get(id)),
			byOrigin: (originId) => inProject(directCosts.byOrigin(originId)),
			errors: (current, row) => directCostErrors(store, projectId, current, row),
			save: (current, row) => saveDirectCost(store, projectId, current, row),
			show: (cost) => showCostHeader(store, cost),
		},
		rows,
	);
}

/** The direct cost that a row of lines is about; `direct_cost_id` is required of new lines. */
function holderOf(store: Store, projectId: number, current: StoredDirectCostLine | undefined, row: Attributes) {
	const id = current?.direct_cost_id ?? (typeof row.direct_cost_id === 'number' ? row.direct_cost_id : 0);
	return own(projectId)(store.finance.directCosts.get(id));
}

function syncLines(call: Call) {
	const { store, body } = call;
	const projectId = projectOf(call).id;
	const { directCostLines } = store.finance;
	const inProject = (line: StoredDirectCostLine | undefined) =>
		line !== undefined && holderOf(store, projectId, line, {}) !== undefined ? line : undefined;
	const rows = body.updates as Attributes[];
	checkBusy(store, [...new Set(rows.map((row) => Number(row.direct_cost_id ?? 0)))]);
	return syncAnswer(
		{
			byId: (id) => inProject(directCostLines.get(id)),
			byOrigin: (originId) => inProject(directCostLines.byOrigin(originId)),
			errors: (current, row) => {
				const cost = holderOf(store, projectId, current, row);
				if (cost === undefined)
					return { direct_cost: [row.direct_cost_id === undefined ? "can't be blank" : 'must exist'] };
				const locked = lockErrors(store, cost, 'directCost', { ...row, _line: true });
				if (failed(locked)) return locked;
				const moved = row.direct_cost_id !== undefined && row.direct_cost_id !== cost.id;
				return moved ? { direct_cost_id: ['cannot be changed'] } : costLineErrors(store, cost, current, row);
			},
			save: (current, row) => {
				const cost = holderOf(store, projectId, current, row);
				if (cost === undefined) throw notFound('Direct Cost');
				return saveCostLine(store, cost, current, row);
			},
			show: (line) => showCostLine(store, line),
		},
		rows,
	);
}

function createLine(call: Call) {
	const { store } = call;
	const cost = costOf(call, 'direct_cost_id');
	const given = call.body.line_item as Attributes;
	checkBusy(store, [cost.id]);
	checkLock(store, cost, { ...given, _line: true });
	const errors = costLineErrors(store, cost, undefined, given);
	if (failed(errors)) throw unprocessable(errors);
	return { status: 201, body: showCostLine(store, saveCostLine(store, cost, undefined, given)) };
}

const listQuery: Record<string, QueryRule> = {
	...pageQuery,
	...stampFilters,
	'filters[id]': { type: 'integers' },
	'filters[origin_id]': { type: 'string' },
	'filters[invoice_number]': { type: 'string' },
	'filters[payment_date]': { type: 'range' },
	'filters[received_date]': { type: 'range' },
};

function list(call: Call) {
	const { query, store, request } = call;
	const number = query.text('filters[invoice_number]');
	const paid = query.range('filters[payment_date]');
	const received = query.range('filters[received_date]');
	const found = selectListed(query, store.finance.directCosts.inGroup(projectOf(call).id)).filter(
		(cost) =>
			(number === undefined || cost.invoice_number === number) &&
			within(paid, cost.payment_date) &&
			within(received, cost.received_date),
	);
	return pageAnswer(request, query, found, financialPages(call), (cost) => showDirectCost(store, cost));
}

const lineListQuery: Record<string, QueryRule> = {
	...pageQuery,
	...stampFilters,
	'filters[id]': { type: 'integers' },
	'filters[cost_code_id]': { type: 'integer' },
	'filters[line_item_type_id]': { type: 'integer' },
};

function listLines(call: Call, costs: StoredDirectCost[]) {
	const { query, store, request } = call;
	const { directCostLines, wbsCodes } = store.finance;
	const costCodeId = query.integer('filters[cost_code_id]');
	const typeId = query.integer('filters[line_item_type_id]');
	const all = costs.flatMap((cost) => directCostLines.inGroup(cost.id));
	const found = selectListed(query, all).filter((line) => {
		const wbsCode = wbsCodes.get(line.wbs_code_id);
		return (
			(costCodeId === undefined || wbsCode?.cost_code_id === costCodeId) &&
			(typeId === undefined || wbsCode?.cost_type_id === typeId)
		);
	});
	return pageAnswer(request, query, found, financialPages(call), (line) => showCostLine(store, line));
}

export const directCosts: Operation[] = [
	{ method: 'GET', path: v10, tool, query: listQuery, handle: list },
	{ method: 'GET', path: v11, tool, query: listQuery, handle: list },
	{
		method: 'GET',
		path: `${v11}/{id}`,
		tool,
		query: {},
		handle: (call) => ({ status: 200, body: showWholeCost(call.store, costOf(call)) }),
	},
	{
		method: 'POST',
		path: v11,
		tool,
		query: {},
		body: newDirectCostBody,
		handle: (call) => ({ status: 201, body: save(call, undefined) }),
	},
	{
		method: 'PATCH',
		path: `${v11}/{id}`,
		tool,
		query: {},
		body: directCostBody,
		handle: (call) => ({ status: 200, body: save(call, costOf(call)) }),
	},
	{
		method: 'DELETE',
		path: `${v11}/{id}`,
		tool,
		query: {},
		handle: (call) => {
			const cost = costOf(call);
			checkBusy(call.store, [cost.id]);
			checkLock(call.store, cost, { _delete: true });
			removeDirectCost(call.store, cost);
			return { status: 204 };
		},
	},
	{ method: 'PATCH', path: `${v10}/sync`, tool, query: {}, body: directCostSyncBody, rows: 'updates', handle: sync },
	{
		method: 'GET',
		path: `${v10}/line_items`,
		tool,
		query: { ...lineListQuery, 'filters[direct_cost_id]': { type: 'integer' } },
		handle: (call) => {
			const costId = call.query.integer('filters[direct_cost_id]');
			const costs = call.store.finance.directCosts.inGroup(projectOf(call).id);
			return listLines(
				call,
				costs.filter((cost) => costId === undefined || cost.id === costId),
			);
		},
	},
	{
		method: 'GET',
		path: `${v10}/{direct_cost_id}/line_items`,
		tool,
		query: lineListQuery,
		handle: (call) => listLines(call, [costOf(call, 'direct_cost_id')]),
	},
	{
		method: 'POST',
		path: `${v10}/{direct_cost_id}/line_items`,
		tool,
		query: {},
		body: directCostLineBody,
		handle: createLine,
	},
	{
		method: 'PATCH',
		path: `${v10}/line_items/sync`,
		tool,
		query: {},
		body: directCostLineSyncBody,
		rows: 'updates',
		handle: syncLines,
	},
];
