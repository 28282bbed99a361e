import { itemType, itemUpdates } from '../billing/item-write.ts';
import { addRequisition } from '../billing/requisition-new.ts';
import { showItem, showRequisition } from '../billing/requisition-view.ts';
import {
	isDeletable,
	isLast,
	removeRequisition,
	requisitionErrors,
	saveRequisition,
	withPeriod,
} from '../billing/requisition-write.ts';
import { notFound, unprocessable } from '../errors.ts';
import { financialPages, param, projectOf, selectListed } from '../filters.ts';
import { requisitionStatuses } from '../finance/records.ts';
import type { StoredContract, StoredRequisition } from '../finance/records.ts';
import { lockErrors } from '../lock.ts';
import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import { itemsBody, newRequisitionBodyV11, requisitionBody, requisitionBodyV11 } from '../schema/billing.ts';
import { choice, pageQuery, projectIdQuery, stampFilters } from '../schema/rules.ts';
import type { QueryRule } from '../schema/rules.ts';
import { type Attributes, failed } from '../sync.ts';
import { findContract } from './purchase-orders.ts';

const tool = 'commitments';
const views = ['default', 'extended', 'items', 'action_policy'] as const;
const v10 = '/rest/v1.0/requisitions';
const v11 = '/rest/v1.1/requisitions';

const show = (call: Call, requisition: StoredRequisition) =>
	showRequisition(call.store, requisition, views.find((view) => view === call.query.text('view')) ?? 'default');

function requisitionOf(call: Call, name = 'id'): StoredRequisition {
	const requisition = call.store.finance.requisitions.get(param(call, name));
	if (requisition?.project_id !== projectOf(call).id) throw notFound('Requisition');
	return requisition;
}

function contractOf(call: Call, contractId: unknown): StoredContract {
	const contract = findContract(call.store, projectOf(call).id, Number(contractId));
	if (contract === undefined) throw unprocessable({ commitment: ['must exist'] });
	return contract;
}

/** Whether lists of version 1.1 show the origin data is not documented. */
function listed(call: Call, requisition: StoredRequisition): Record<string, unknown> {
	const shown = show(call, requisition);
	if (!call.store.settings.listOriginData) delete shown.origin_data;
	return shown;
}

const listQuery: Record<string, QueryRule> = {
	...projectIdQuery,
	...pageQuery,
	...stampFilters,
	'filters[id]': { type: 'integers' },
	'filters[commitment_id]': { type: 'integer' },
	'filters[period_id]': { type: 'integer' },
	'filters[status]': choice(...requisitionStatuses),
	'filters[origin_id]': { type: 'string' },
};

function select(call: Call): StoredRequisition[] {
	const { query, store } = call;
	const { contracts, requisitions } = store.finance;
	const commitmentId = query.integer('filters[commitment_id]');
	const periodId = query.integer('filters[period_id]');
	const status = query.text('filters[status]');
	const last = query.flag('filters[is_last]');
	const all = contracts
		.inGroup(projectOf(call).id)
		.filter((contract) => commitmentId === undefined || contract.id === commitmentId)
		.flatMap((contract) => requisitions.inGroup(contract.id))
		.sort((a, b) => a.id - b.id);
	return selectListed(query, all).filter(
		(requisition) =>
			(periodId === undefined || requisition.period_id === periodId) &&
			(status === undefined || requisition.status === status) &&
			(last === undefined || isLast(store, requisition) === last),
	);
}

/** Carries out item updates after all of them were checked: everything is saved, or nothing. */
function applyItems(call: Call, contract: StoredContract, requisition: StoredRequisition, rows: Attributes[]) {
	const result = itemUpdates(call.store, contract, requisition, rows);
	if ('errors' in result) throw unprocessable(result.errors);
	for (const { item, changes } of result.updates) Object.assign(item, changes);
	return result.updates.map((update) => update.item);
}

function create(call: Call): unknown {
	const { store, body } = call;
	const contract = contractOf(call, body.commitment_id);
	const { items = [], ...given } = (body.requisition ?? {}) as Attributes & { items?: Attributes[] };
	const errors = requisitionErrors(store, contract, undefined, given);
	if (failed(errors)) throw unprocessable(errors);
	const requisition = addRequisition(store, contract);
	try {
		applyItems(call, contract, requisition, store.settings.headerOnlyRequisitions ? [] : items);
	} catch (error) {
		removeRequisition(store, requisition);
		throw error;
	}
	saveRequisition(store, requisition, withPeriod(store, contract.project_id, given));
	return show(call, requisition);
}

function update(call: Call): unknown {
	const { store, body } = call;
	const requisition = requisitionOf(call);
	const contract = contractOf(call, body.commitment_id);
	if (contract.id !== requisition.commitment_id) throw unprocessable({ commitment_id: ['cannot be changed'] });
	const { items = [], ...given } = (body.requisition ?? {}) as Attributes & { items?: Attributes[] };
	const errors = requisitionErrors(store, contract, requisition, items.length === 0 ? given : { ...given, items });
	if (failed(errors)) throw unprocessable(errors);
	applyItems(call, contract, requisition, items);
	saveRequisition(store, requisition, given);
	return show(call, requisition);
}

function remove(call: Call) {
	const requisition = requisitionOf(call);
	const locked = lockErrors(call.store, requisition, 'invoice', { _delete: true });
	if (failed(locked)) throw unprocessable(locked);
	if (!isDeletable(call.store, requisition)) {
		throw unprocessable({ base: ['Only the latest open invoice of a commitment can be deleted'] });
	}
	removeRequisition(call.store, requisition);
	return { status: 200 };
}

function updateItems(call: Call) {
	const { store, body } = call;
	const requisition = requisitionOf(call, 'requisition_id');
	const contract = contractOf(call, requisition.commitment_id);
	const errors = requisitionErrors(store, contract, requisition, {});
	if (failed(errors)) throw unprocessable(errors);
	const items = applyItems(call, contract, requisition, body.requisition_items as Attributes[]);
	store.finance.requisitions.update(requisition, { updated_at: store.now() });
	return { status: 200, body: items.map((item) => showItem(store, item)) };
}

const one = (path: string, query: Record<string, QueryRule>): Operation[] => [
	{
		method: 'GET',
		path: `${path}/{id}`,
		tool,
		query: { ...projectIdQuery, ...query },
		handle: (call) => ({ status: 200, body: show(call, requisitionOf(call)) }),
	},
	{ method: 'DELETE', path: `${path}/{id}`, tool, query: projectIdQuery, handle: remove },
];

const updateOn = (path: string, query: Record<string, QueryRule>, body: Operation['body']): Operation => ({
	method: 'PATCH',
	path: `${path}/{id}`,
	tool,
	query,
	body,
	handle: (call) => ({ status: 200, body: update(call) }),
});

const createOn = (path: string, query: Record<string, QueryRule>, body: Operation['body']): Operation => ({
	method: 'POST',
	path,
	tool,
	query,
	body,
	handle: (call) => ({ status: 201, body: create(call) }),
});

const view = { view: choice(...views) };

export const requisitions: Operation[] = [
	{
		method: 'GET',
		path: v10,
		tool,
		query: listQuery,
		handle: (call) =>
			pageAnswer(call.request, call.query, select(call), financialPages(call), (found) => show(call, found)),
	},
	{
		method: 'GET',
		path: v11,
		tool,
		query: { ...listQuery, ...view, 'filters[is_last]': { type: 'boolean' } },
		handle: (call) => {
			const sizes = { usual: 30, max: call.store.settings.maxPerPage.requisitionsV11 };
			return pageAnswer(call.request, call.query, select(call), sizes, (found) => listed(call, found));
		},
	},
	...one(v10, {}),
	...one(v11, view),
	createOn(v10, {}, requisitionBody),
	updateOn(v10, {}, requisitionBody),
	createOn(v11, { ...view, invite_id: { type: 'integer', unsupported: true } }, newRequisitionBodyV11),
	updateOn(v11, view, requisitionBodyV11),
	{
		method: 'GET',
		path: `${v10}/{requisition_id}/contract_items`,
		tool,
		query: { ...projectIdQuery, ...pageQuery },
		handle: (call) => {
			const all = call.store.finance.items.inGroup(requisitionOf(call, 'requisition_id').id);
			const items = all.filter((item) => itemType(call.store, item) === 'contract_item');
			return pageAnswer(call.request, call.query, items, financialPages(call), (item) => showItem(call.store, item));
		},
	},
	{
		method: 'PATCH',
		path: `${v10}/{requisition_id}/bulk_item_update`,
		tool,
		query: projectIdQuery,
		body: itemsBody,
		rows: 'requisition_items',
		handle: updateItems,
	},
];
