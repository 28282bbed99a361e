import { showChangeOrder, showChangeOrderLine } from '../commitments/change-order-view.ts';
import {
	changeOrderErrors,
	changeOrderLineErrors,
	saveChangeOrder,
	saveChangeOrderLine,
} from '../commitments/change-order-write.ts';
import { badRequest, notFound, ProcoreError, unprocessable } from '../errors.ts';
import { param, projectOf, within } from '../filters.ts';
import { changeOrderStatuses } from '../finance/records.ts';
import type { StoredChangeOrder, StoredChangeOrderLine, StoredContract } from '../finance/records.ts';
import type { Call, Operation } from '../operation.ts';
import { dataPage, wholeList } from '../paging.ts';
import {
	changeOrderBody,
	changeOrderLineBody,
	newChangeOrderBody,
	newChangeOrderLineBody,
} from '../schema/commitment.ts';
import { choice, pageQuery, validationsQuery } from '../schema/rules.ts';
import { type Attributes, failed } from '../sync.ts';
import { findContract } from './purchase-orders.ts';

const path = '/rest/v1.0/projects/{project_id}/commitment_change_orders';
const linesPath =
	'/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_change_orders/{commitment_change_order_id}/line_items';
const tool = 'commitments';
const view = choice('default', 'extended');

/** Procore: "currently only supports projects using 1 and 2 tier change order configurations". */
function checkTiers(call: Call): void {
	if (projectOf(call).change_order_tiers === 3) {
		const text = 'This endpoint only supports projects using 1 and 2 tier change order configurations';
		throw new ProcoreError(403, text);
	}
}

function orderOf(call: Call, name = 'id'): StoredChangeOrder {
	checkTiers(call);
	const order = call.store.finance.changeOrders.get(param(call, name));
	if (order?.project_id !== projectOf(call).id) throw notFound('Commitment Change Order');
	return order;
}

function contractOf(call: Call, contractId: unknown): StoredContract {
	const contract = findContract(call.store, projectOf(call).id, Number(contractId));
	if (contract === undefined) throw unprocessable({ contract: ['must exist'] });
	return contract;
}

function save(call: Call, current: StoredChangeOrder | undefined): unknown {
	checkTiers(call);
	const given = call.body.change_order as Attributes;
	const contract = contractOf(call, current?.contract_id ?? given.contract_id);
	const errors = changeOrderErrors(call.store, contract, current, given);
	if (failed(errors)) throw unprocessable(errors);
	return showChangeOrder(call.store, saveChangeOrder(call.store, contract, current, given));
}

function select(call: Call): StoredChangeOrder[] {
	checkTiers(call);
	const { query, store } = call;
	const { changeOrders, contracts } = store.finance;
	const updated = query.range('filters[updated_at]');
	const wanted: Partial<StoredChangeOrder> = {
		id: query.integer('filters[id]'),
		contract_id: query.integer('filters[contract_id]'),
		signature_required: query.flag('filters[signature_required]'),
		executed: query.flag('filters[executed]'),
		status: changeOrderStatuses.find((status) => status === query.text('filters[status]')),
	};
	const vendorId = query.integer('filters[vendor_id]');
	// Nothing is in a batch here, or was a package before.
	const inBatch = query.text('filters[batch_id]') ?? query.text('filters[legacy_package_id]');
	return contracts
		.inGroup(projectOf(call).id)
		.filter((contract) => vendorId === undefined || contract.vendor_id === vendorId)
		.flatMap((contract) => changeOrders.inGroup(contract.id))
		.filter(
			(order) =>
				inBatch === undefined &&
				within(updated, order.updated_at) &&
				Object.entries(wanted).every(
					([name, value]) => value === undefined || order[name as keyof StoredChangeOrder] === value,
				),
		)
		.sort((a, b) => a.id - b.id);
}

/** Procore publishes no answer of the list. */
function listed(call: Call, order: StoredChangeOrder): Record<string, unknown> {
	const { contract_id, contract, ...rest } = showChangeOrder(call.store, order);
	return call.store.settings.listOrderContracts ? { ...rest, contract_id, contract } : rest;
}

const isFinal = (order: StoredChangeOrder) => order.status === 'approved';

function remove(call: Call) {
	const order = orderOf(call);
	if (isFinal(order)) throw badRequest({ base: ['An approved change order cannot be deleted'] });
	const { changeOrders, changeOrderLines } = call.store.finance;
	for (const line of changeOrderLines.inGroup(order.id)) changeOrderLines.remove(line);
	changeOrders.remove(order);
	return { status: 204 };
}

const holderOf = (call: Call) => orderOf(call, 'commitment_change_order_id');

function lineOf(call: Call): StoredChangeOrderLine {
	const line = call.store.finance.changeOrderLines.get(param(call, 'id'));
	if (line?.change_order_id !== holderOf(call).id) throw notFound('Line Item');
	return line;
}

function saveLine(call: Call, current: StoredChangeOrderLine | undefined) {
	const { store, body } = call;
	const order = holderOf(call);
	if (isFinal(order)) throw new ProcoreError(409, 'The lines of an approved change order cannot be changed');
	const contract = contractOf(call, order.contract_id);
	const errors = changeOrderLineErrors(store, contract, current, body);
	if (failed(errors)) throw badRequest(errors);
	const line = saveChangeOrderLine(store, order, contract, current, body);
	return { status: 200, body: { data: showChangeOrderLine(store, line) } };
}

export const changeOrders: Operation[] = [
	{
		method: 'GET',
		path,
		tool,
		query: {
			...pageQuery,
			view,
			sort: choice('id', 'created_at'),
			'filters[id]': { type: 'integer' },
			'filters[batch_id]': { type: 'integer' },
			'filters[legacy_package_id]': { type: 'integer' },
			'filters[contract_id]': { type: 'integer' },
			'filters[vendor_id]': { type: 'integer' },
			'filters[signature_required]': { type: 'boolean' },
			'filters[executed]': { type: 'boolean' },
			'filters[status]': choice(...changeOrderStatuses),
			'filters[updated_at]': { type: 'range' },
		},
		handle: (call) => wholeList(call, select(call), (order) => listed(call, order)),
	},
	{
		method: 'GET',
		path: `${path}/{id}`,
		tool,
		query: { view },
		handle: (call) => ({ status: 200, body: showChangeOrder(call.store, orderOf(call)) }),
	},
	{
		method: 'POST',
		path,
		tool,
		query: validationsQuery,
		body: newChangeOrderBody,
		handle: (call) => ({ status: 201, body: save(call, undefined) }),
	},
	{
		method: 'PATCH',
		path: `${path}/{id}`,
		tool,
		query: { ...validationsQuery, view },
		body: changeOrderBody,
		handle: (call) => ({ status: 200, body: save(call, orderOf(call)) }),
	},
	{ method: 'DELETE', path: `${path}/{id}`, tool, query: {}, handle: remove },
	{
		method: 'GET',
		path: linesPath,
		tool,
		query: pageQuery,
		handle: (call) => {
			const lines = call.store.finance.changeOrderLines.inGroup(holderOf(call).id);
			return dataPage(call, lines, (line) => showChangeOrderLine(call.store, line));
		},
	},
	{
		method: 'GET',
		path: `${linesPath}/{id}`,
		tool,
		query: {},
		handle: (call) => ({ status: 200, body: { data: showChangeOrderLine(call.store, lineOf(call)) } }),
	},
	{
		method: 'POST',
		path: linesPath,
		tool,
		query: {},
		body: newChangeOrderLineBody,
		handle: (call) => saveLine(call, undefined),
	},
	{
		method: 'PATCH',
		path: `${linesPath}/{id}`,
		tool,
		query: {},
		body: changeOrderLineBody,
		handle: (call) => saveLine(call, lineOf(call)),
	},
];
