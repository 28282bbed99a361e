import { contractErrors, deletionError, saveContract } from '../commitments/contract-write.ts';
import { showContract, showWholeContract } from '../commitments/contract-view.ts';
import { notFound, unprocessable } from '../errors.ts';
import { financialPages, param, projectOf, selectListed } from '../filters.ts';
import type { StoredContract } from '../finance/records.ts';
import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import { contractBody, contractSyncBody } from '../schema/commitment.ts';
import { choice, pageQuery, projectIdQuery, stampFilters, validationsQuery } from '../schema/rules.ts';
import type { Store } from '../store.ts';
import { type Attributes, failed, syncAnswer } from '../sync.ts';
import { contractStatuses } from '../types.ts';

const path = '/rest/v1.0/purchase_order_contracts';
const tool = 'commitments';

/** A contract of the project that is not deleted. */
export function findContract(store: Store, projectId: number, id: number): StoredContract | undefined {
	const contract = store.finance.contracts.get(id);
	return contract?.project_id === projectId && contract.deleted_at === null ? contract : undefined;
}

/** @throws ProcoreError 404 */
export function contractOf(call: Call, name = 'id'): StoredContract {
	const contract = findContract(call.store, projectOf(call).id, param(call, name));
	if (contract === undefined) throw notFound('Purchase Order Contract');
	return contract;
}

/** Procore: deleted contracts are only listed with `filters[include_deleted]`. */
function select(call: Call): StoredContract[] {
	const { query, store } = call;
	const status = query.text('filters[status]');
	const deleted = query.text('filters[include_deleted]');
	return selectListed(query, store.finance.contracts.inGroup(projectOf(call).id)).filter(
		(contract) =>
			(status === undefined || contract.status === status) &&
			(deleted === 'with' || (contract.deleted_at !== null) === (deleted === 'only')),
	);
}

function save(call: Call, current: StoredContract | undefined): StoredContract {
	const project = projectOf(call);
	const given = call.body.purchase_order_contract as Attributes;
	const errors = contractErrors(call.store, project.id, current, given);
	if (failed(errors)) throw unprocessable(errors);
	return saveContract(call.store, project.id, current, given);
}

function sync(call: Call) {
	const { store, body } = call;
	const projectId = projectOf(call).id;
	return syncAnswer(
		{
			byId: (id) => findContract(store, projectId, id),
			byOrigin: (originId) => {
				const contract = store.finance.contracts.byOrigin(originId);
				return contract === undefined ? undefined : findContract(store, projectId, contract.id);
			},
			errors: (current, row) => contractErrors(store, projectId, current, row),
			save: (current, row) => saveContract(store, projectId, current, row),
			show: (contract) => showContract(store, contract, 'extended'),
		},
		body.updates as Attributes[],
	);
}

export const purchaseOrders: Operation[] = [
	{
		method: 'GET',
		path,
		tool,
		query: {
			...projectIdQuery,
			...pageQuery,
			...stampFilters,
			view: choice('compact', 'extended'),
			'filters[id]': { type: 'integers' },
			'filters[status]': choice(...contractStatuses),
			'filters[include_deleted]': choice('only', 'with'),
			'filters[origin_id]': { type: 'string' },
		},
		handle: (call) =>
			pageAnswer(call.request, call.query, select(call), financialPages(call), (contract) =>
				showContract(call.store, contract, call.query.text('view')),
			),
	},
	{
		method: 'GET',
		path: `${path}/{id}`,
		tool,
		query: projectIdQuery,
		handle: (call) => ({ status: 200, body: showWholeContract(call.store, contractOf(call)) }),
	},
	{
		method: 'POST',
		path,
		tool,
		query: validationsQuery,
		body: contractBody,
		handle: (call) => ({ status: 201, body: showWholeContract(call.store, save(call, undefined)) }),
	},
	{
		method: 'PATCH',
		path: `${path}/{id}`,
		tool,
		query: validationsQuery,
		body: contractBody,
		handle: (call) => ({ status: 200, body: showWholeContract(call.store, save(call, contractOf(call))) }),
	},
	{
		method: 'DELETE',
		path: `${path}/{id}`,
		tool,
		query: projectIdQuery,
		handle: (call) => {
			const contract = contractOf(call);
			const error = deletionError(call.store, contract);
			if (error !== undefined) throw unprocessable({ base: [error] });
			const now = call.store.now();
			call.store.finance.contracts.update(contract, { deleted_at: now, updated_at: now });
			return { status: 200 };
		},
	},
	{ method: 'PATCH', path: `${path}/sync`, tool, query: {}, body: contractSyncBody, rows: 'updates', handle: sync },
];
