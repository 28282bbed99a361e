import { notFound, ProcoreError, unprocessable } from '../errors.ts';
import { financialPages, param, projectOf, selectListed } from '../filters.ts';
import type { StoredCostCode } from '../finance/records.ts';
import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import { choice, pageQuery, projectIdQuery } from '../schema/rules.ts';
import type { QueryRule } from '../schema/rules.ts';
import { costCodeBody, costCodeSyncBody } from '../schema/wbs.ts';
import { type Attributes, failed, syncAnswer } from '../sync.ts';
import { showCostCode, showCostType } from '../wbs/cost-code-view.ts';
import { costCodeErrors, saveCostCode } from '../wbs/cost-code-write.ts';
import { costTypesOf } from '../wbs/wbs-view.ts';

const path = '/rest/v1.0/cost_codes';
const tool = 'admin';
const subJob: Record<string, QueryRule> = { sub_job_id: { type: 'integer', unsupported: true } };

function costCodeOf(call: Call): StoredCostCode {
	const code = call.store.finance.costCodes.get(param(call, 'id'));
	if (code?.project_id !== projectOf(call).id) throw notFound('Cost Code');
	return code;
}

function save(call: Call, current: StoredCostCode | undefined): unknown {
	const project = projectOf(call);
	// Procore, ERP technical guide: on ERP-integrated projects only the sync action writes cost codes.
	if (project.erp_integrated) {
		throw unprocessable({ base: ['Cost codes of an ERP integrated project can only be synced'] });
	}
	const given = call.body.cost_code as Attributes;
	const errors = costCodeErrors(call.store, project.id, current, given);
	if (failed(errors)) throw unprocessable(errors);
	return showCostCode(call.store, saveCostCode(call.store, project.id, current, given));
}

function sync(call: Call) {
	const { store, body } = call;
	const projectId = projectOf(call).id;
	const own = (code: StoredCostCode | undefined) => (code?.project_id === projectId ? code : undefined);
	return syncAnswer(
		{
			byId: (id) => own(store.finance.costCodes.get(id)),
			byOrigin: (originId) => own(store.finance.costCodes.byOrigin(originId)),
			errors: (current, row) => costCodeErrors(store, projectId, current, row),
			save: (current, row) => saveCostCode(store, projectId, current, row),
			show: (code) => showCostCode(store, code),
		},
		body.updates as Attributes[],
	);
}

/** Procore: list line item types takes a company or a project; a project may lack some of the company's. */
function listCostTypes(call: Call) {
	const { store, query, request } = call;
	const projectId = query.integer('project_id');
	if (projectId === undefined && query.integer('company_id') === undefined) {
		throw new ProcoreError(400, 'company_id or project_id is missing');
	}
	const originId = query.text('filters[origin_id]');
	const types = projectId === undefined ? store.finance.costTypes.all() : costTypesOf(store, store.project(projectId));
	const chosen = types.filter((type) => originId === undefined || type.origin_id === originId);
	return pageAnswer(request, query, chosen, financialPages(call), showCostType);
}

export const costCodes: Operation[] = [
	{
		method: 'GET',
		path,
		tool,
		query: {
			...projectIdQuery,
			...subJob,
			...pageQuery,
			'filters[id]': { type: 'integers' },
			'filters[origin_id]': { type: 'string' },
			view: choice('default', 'erp_compact'),
		},
		handle: (call) => {
			const { store, query, request } = call;
			const codes = store.finance.costCodes.inGroup(projectOf(call).id).filter((code) => code.sub_job === '');
			const found = selectListed(query, codes);
			return pageAnswer(request, query, found, financialPages(call), (code) =>
				showCostCode(store, code, query.text('view')),
			);
		},
	},
	{
		method: 'GET',
		path: `${path}/{id}`,
		tool,
		query: { ...projectIdQuery, ...subJob },
		handle: (call) => ({ status: 200, body: showCostCode(call.store, costCodeOf(call)) }),
	},
	{
		method: 'POST',
		path,
		tool,
		query: {},
		body: costCodeBody,
		handle: (call) => ({ status: 201, body: save(call, undefined) }),
	},
	{
		method: 'PATCH',
		path: `${path}/{id}`,
		tool,
		query: {},
		body: costCodeBody,
		handle: (call) => ({ status: 200, body: save(call, costCodeOf(call)) }),
	},
	{
		method: 'PATCH',
		path: `${path}/sync`,
		tool,
		query: { ...projectIdQuery, ...subJob },
		body: costCodeSyncBody,
		rows: 'updates',
		handle: sync,
	},
	{
		method: 'GET',
		path: '/rest/v1.0/line_item_types',
		query: {
			company_id: { type: 'integer' },
			project_id: { type: 'integer' },
			...pageQuery,
			'filters[origin_id]': { type: 'string' },
		},
		handle: listCostTypes,
	},
	{
		method: 'GET',
		path: '/rest/v1.0/companies/{company_id}/uoms',
		query: pageQuery,
		handle: (call) =>
			pageAnswer(call.request, call.query, call.store.finance.uoms.all(), financialPages(call), (uom) => ({
				id: uom.id,
				is_standard: uom.is_standard,
				name: uom.name,
				description: uom.name,
				uom_category: { id: uom.uom_category_id, name: 'General' },
			})),
	},
];
