import { badRequest, notFound, unprocessable } from '../errors.ts';
import { changesOf } from '../attributes.ts';
import { financialPages, param, projectOf, within } from '../filters.ts';
import { segmentIds } from '../finance/defaults.ts';
import { keys } from '../finance/finance.ts';
import type { StoredWbsCode } from '../finance/records.ts';
import type { Call, Operation } from '../operation.ts';
import { pageAnswer, wholeList } from '../paging.ts';
import { choice, pageQuery } from '../schema/rules.ts';
import type { QueryRule } from '../schema/rules.ts';
import { segmentItemBody, wbsBulkBody, wbsCodeBody, wbsCodeChangeBody } from '../schema/wbs.ts';
import { type Attributes, failed, taken } from '../sync.ts';
import { costCodeErrors, saveCostCode } from '../wbs/cost-code-write.ts';
import { furtherSegments, type FurtherSegment } from '../wbs/further.ts';
import { flatOf, WbsView } from '../wbs/wbs-view.ts';
import { upsertWbsCode } from '../wbs/wbs-write.ts';

const path = '/rest/v1.0/projects/{project_id}/work_breakdown_structure';
const tool = 'admin';
const viewOf = (call: Call) => new WbsView(call.store, projectOf(call));
const unsupported: QueryRule = { type: 'string', unsupported: true };

const listQuery: Record<string, QueryRule> = {
	...pageQuery,
	can_select_divisions: { type: 'boolean' },
	required_segments: { type: 'strings', enum: ['cost_code', 'line_item_type'] },
	'filters[status][]': { type: 'strings', enum: ['active', 'inactive'] },
	'filters[updated_at]': { type: 'range' },
	scope: choice('budget_code', 'production_quantity_code'),
	query: { type: 'string' },
	group_type: unsupported,
	group_id: unsupported,
	hide_not_in_group: unsupported,
};

/** Every WBS code has a cost type here, so all are budget codes and none is a production quantity code. */
function select(call: Call): StoredWbsCode[] {
	const { query, store } = call;
	const { wbsCodes, costCodes } = store.finance;
	const projectId = projectOf(call).id;
	if (query.text('scope') === 'production_quantity_code') return [];
	const statuses = query.list('filters[status]');
	const updated = query.range('filters[updated_at]');
	const search = query.text('query')?.toLowerCase();
	const divisions = query.flag('can_select_divisions') ?? true;
	const parents = new Set(divisions ? [] : costCodes.inGroup(projectId).map((code) => code.parent_id));
	const shownAs = (code: StoredWbsCode) => {
		const { flat_code, flat_name } = flatOf(store, code);
		return `${flat_code} ${code.description ?? flat_name}`.toLowerCase();
	};
	return wbsCodes
		.inGroup(projectId)
		.filter(
			(code) =>
				(statuses === undefined || statuses.includes(code.status)) &&
				within(updated, code.updated_at) &&
				!parents.has(code.cost_code_id) &&
				(search === undefined || shownAs(code).includes(search)),
		);
}

function create(call: Call) {
	const result = upsertWbsCode(call.store, projectOf(call), call.body);
	if ('saved' in result) return { status: 201, body: viewOf(call).code(result.saved) };
	throw badRequest(result.errors);
}

function createMany(call: Call) {
	const project = projectOf(call);
	const saved = new Set<StoredWbsCode>();
	const errors: Attributes[] = [];
	for (const row of call.body.bulk as Attributes[]) {
		const result = upsertWbsCode(call.store, project, row);
		if ('saved' in result) saved.add(result.saved);
		else errors.push({ ...row, errors: result.errors });
	}
	const view = viewOf(call);
	// In another order than sent, as sync actions answer.
	const entities = [...saved].sort((a, b) => b.id - a.id).map((code) => view.code(code));
	return { status: 201, body: { entities, errors } };
}

function update(call: Call) {
	const { store } = call;
	const code = store.finance.wbsCodes.get(param(call, 'id'));
	if (code?.project_id !== projectOf(call).id) throw notFound('WBS Code');
	const changes = changesOf(code, call.body, ['description']);
	if (typeof call.body.status === 'string') Object.assign(changes, changesOf(code, call.body, ['status']));
	if (Object.keys(changes).length > 0) store.finance.wbsCodes.update(code, { ...changes, updated_at: store.now() });
	return { status: 200, body: viewOf(call).code(code) };
}

const furtherOf = (call: Call) => furtherSegments(call.store, projectOf(call));

/** @throws ProcoreError 404 for a segment that the project does not have */
function segmentOf(call: Call): FurtherSegment | 'costCode' | 'costType' {
	const id = param(call, 'segment_id');
	if (id === segmentIds.costCode) return 'costCode';
	if (id === segmentIds.costType) return 'costType';
	const further = furtherOf(call).find((segment) => segment.id === id);
	if (further === undefined) throw notFound('Segment');
	return further;
}

/** The code of the sub job with an id. @throws ProcoreError 422 when the project has none of it */
function subJobOf(call: Call, id: number): string {
	const subJobs = furtherOf(call).find(({ type }) => type === 'sub_job')?.items ?? [];
	const found = subJobs.find((item) => item.id === id);
	if (found === undefined) throw unprocessable({ sub_job: ['must exist'] });
	return found.code;
}

function listItems(call: Call) {
	const { store, query, request } = call;
	const project = projectOf(call);
	const view = new WbsView(store, project);
	const segment = segmentOf(call);
	if (segment === 'costType') {
		return pageAnswer(request, query, view.costTypes(), financialPages(call), (type) => view.costTypeItem(type));
	}
	if (segment !== 'costCode') {
		return pageAnswer(request, query, segment.items, financialPages(call), (item) => view.furtherItem(segment, item));
	}
	const activeOnly = query.flag('only_active_items') ?? false;
	const subJobId = query.integer('legacy_sub_job_id');
	const subJob = subJobId === undefined ? '' : subJobOf(call, subJobId);
	const codes = store.finance.costCodes
		.inGroup(project.id)
		.filter((code) => code.sub_job === subJob && (!activeOnly || code.status === 'active'));
	return pageAnswer(request, query, codes, financialPages(call), (code) => view.costCodeItem(code));
}

function createItem(call: Call) {
	const { store, body } = call;
	const project = projectOf(call);
	const segment = segmentOf(call);
	if (segment === 'costType') {
		throw unprocessable({ base: ['Segment items of the company cannot be added to a project'] });
	}
	if (segment !== 'costCode') return { status: 201, body: addFurtherItem(call, segment, String(body.code)) };
	const subJob = typeof body.sub_job_id === 'number' ? subJobOf(call, body.sub_job_id) : '';
	const parent = typeof body.parent_id === 'number' ? itemOf(call, body.parent_id) : undefined;
	const given = { code: body.code, name: body.name, parent_id: parent?.id ?? null };
	const errors = costCodeErrors(store, project.id, undefined, given, subJob);
	if (failed(errors)) throw unprocessable(errors);
	const code = saveCostCode(store, project.id, undefined, given, subJob);
	return { status: 201, body: viewOf(call).costCodeItem(code) };
}

function addFurtherItem(call: Call, segment: FurtherSegment, code: string): unknown {
	const own = projectOf(call).custom_segments.find(({ name }) => name === segment.name);
	if (own?.items.includes(code)) throw unprocessable({ code: [taken] });
	own?.items.push(code);
	const added = furtherOf(call).find(({ id }) => id === segment.id) ?? segment;
	return viewOf(call).furtherItem(added, added.items.find((item) => item.code === code) ?? { id: 0, code });
}

function itemOf(call: Call, id: number) {
	const code = call.store.finance.costCodes.byKey(keys.segmentItem(id));
	if (code?.project_id !== projectOf(call).id) throw unprocessable({ parent: ['must exist'] });
	return code;
}

export const wbs: Operation[] = [
	{
		method: 'GET',
		path: `${path}/wbs_codes`,
		tool,
		query: listQuery,
		handle: (call) => {
			const view = viewOf(call);
			return pageAnswer(call.request, call.query, select(call), financialPages(call), (code) => view.code(code));
		},
	},
	{ method: 'POST', path: `${path}/wbs_codes`, tool, query: {}, body: wbsCodeBody, handle: create },
	{
		method: 'PATCH',
		path: `${path}/wbs_codes/bulk_create`,
		tool,
		query: {},
		body: wbsBulkBody,
		rows: 'bulk',
		handle: createMany,
	},
	{ method: 'PATCH', path: `${path}/wbs_codes/{id}`, tool, query: {}, body: wbsCodeChangeBody, handle: update },
	{
		method: 'GET',
		path: `${path}/patterns`,
		tool,
		query: {},
		handle: (call) => ({ status: 200, body: viewOf(call).pattern() }),
	},
	{
		method: 'GET',
		path: `${path}/segments`,
		tool,
		query: pageQuery,
		handle: (call) => wholeList(call, viewOf(call).segments(), (segment) => segment),
	},
	{
		method: 'GET',
		path: `${path}/segments/{segment_id}/segment_items`,
		tool,
		query: {
			...pageQuery,
			only_active_items: { type: 'boolean' },
			legacy_sub_job_id: { type: 'integer' },
			legacy_cost_code_id: unsupported,
			include_action_policy: unsupported,
			with_descendant_counts: unsupported,
			include_sub_job_cost_codes: unsupported,
			with_sub_job_cost_codes_count: unsupported,
		},
		handle: listItems,
	},
	{
		method: 'POST',
		path: `${path}/segments/{segment_id}/segment_items`,
		tool,
		query: {},
		body: segmentItemBody,
		missingStatus: 422,
		handle: createItem,
	},
];
