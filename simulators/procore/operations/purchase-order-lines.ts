import { showLine } from '../commitments/line-view.ts';
import { lineErrors, removalError, removeLine, saveLine } from '../commitments/line-write.ts';
import { notFound, unprocessable } from '../errors.ts';
import { financialPages, param, selectListed } from '../filters.ts';
import type { StoredLine } from '../finance/records.ts';
import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import { lineBody, lineSyncBody } from '../schema/commitment.ts';
import { choice, pageQuery, projectIdQuery, stampFilters } from '../schema/rules.ts';
import { type Attributes, failed, syncAnswer } from '../sync.ts';
import { contractOf } from './purchase-orders.ts';

const path = '/rest/v1.0/purchase_order_contracts/{purchase_order_contract_id}/line_items';
const tool = 'commitments';
const holderOf = (call: Call) => contractOf(call, 'purchase_order_contract_id');
const view = choice('default', 'ssov_source_lines');

function lineOf(call: Call): StoredLine {
	const line = call.store.finance.lines.get(param(call, 'id'));
	if (line?.contract_id !== holderOf(call).id) throw notFound('Line Item');
	return line;
}

function select(call: Call): StoredLine[] {
	const { query, store } = call;
	const { wbsCodes, lines } = store.finance;
	const costCodeId = query.integer('filters[cost_code_id]');
	const typeId = query.integer('filters[line_item_type_id]');
	return selectListed(query, lines.inGroup(holderOf(call).id)).filter((line) => {
		const wbsCode = wbsCodes.get(line.wbs_code_id);
		return (
			(costCodeId === undefined || wbsCode?.cost_code_id === costCodeId) &&
			(typeId === undefined || wbsCode?.cost_type_id === typeId)
		);
	});
}

function save(call: Call, current: StoredLine | undefined): unknown {
	const contract = holderOf(call);
	const given = call.body.line_item as Attributes;
	const errors = lineErrors(call.store, contract, current, given);
	if (failed(errors)) throw unprocessable(errors);
	return showLine(call.store, saveLine(call.store, contract, current, given));
}

function sync(call: Call) {
	const { store, body } = call;
	const contract = holderOf(call);
	const own = (line: StoredLine | undefined) => (line?.contract_id === contract.id ? line : undefined);
	return syncAnswer(
		{
			byId: (id) => own(store.finance.lines.get(id)),
			byOrigin: (originId) => own(store.finance.lines.byOrigin(originId)),
			errors: (current, row) => lineErrors(store, contract, current, row),
			save: (current, row) => saveLine(store, contract, current, row),
			show: (line) => showLine(store, line),
		},
		body.updates as Attributes[],
	);
}

export const purchaseOrderLines: Operation[] = [
	{
		method: 'GET',
		path,
		tool,
		query: {
			...projectIdQuery,
			...pageQuery,
			...stampFilters,
			'filters[id]': { type: 'integers' },
			'filters[cost_code_id]': { type: 'integer' },
			'filters[line_item_type_id]': { type: 'integer' },
			view,
		},
		handle: (call) =>
			pageAnswer(call.request, call.query, select(call), financialPages(call), (line) => showLine(call.store, line)),
	},
	{
		method: 'GET',
		path: `${path}/{id}`,
		tool,
		query: { ...projectIdQuery, view },
		handle: (call) => ({ status: 200, body: showLine(call.store, lineOf(call)) }),
	},
	{
		method: 'POST',
		path,
		tool,
		query: {},
		body: lineBody,
		handle: (call) => ({ status: 201, body: save(call, undefined) }),
	},
	{
		method: 'PATCH',
		path: `${path}/{id}`,
		tool,
		query: {},
		body: lineBody,
		handle: (call) => ({ status: 200, body: save(call, lineOf(call)) }),
	},
	{
		method: 'DELETE',
		path: `${path}/{id}`,
		tool,
		query: projectIdQuery,
		handle: (call) => {
			const line = lineOf(call);
			const contract = holderOf(call);
			const error = removalError(call.store, contract, line);
			if (error !== undefined) throw unprocessable({ base: [error] });
			removeLine(call.store, contract, line);
			return { status: 200 };
		},
	},
	{
		method: 'PATCH',
		path: `${path}/sync`,
		tool,
		query: projectIdQuery,
		body: lineSyncBody,
		rows: 'updates',
		handle: sync,
	},
];
