import { bookedIn } from '../budget/budget-totals.ts';
import { detailRows, showBudgetLine, showBudgetLineV11 } from '../budget/budget-view.ts';
import { budgetLineErrors, saveBudgetLine } from '../budget/budget-write.ts';
import { removeBudgetChange } from '../budget/budget-change.ts';
import { badRequest, notFound, unprocessable } from '../errors.ts';
import type { FieldErrors } from '../errors.ts';
import { financialPages, param, projectOf } from '../filters.ts';
import type { StoredBudgetLine } from '../finance/records.ts';
import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import {
	budgetLineBody,
	budgetLineBodyV11,
	budgetSyncBody,
	newBudgetLineBody,
	newBudgetLineBodyV11,
} from '../schema/budget.ts';
import { choice, eachQuery, pageQuery, projectIdQuery } from '../schema/rules.ts';
import { type Attributes, failed } from '../sync.ts';

const tool = 'budget';
const viewsPath = '/rest/v1.0/budget_views';
const standardView = { id: 436_295, name: 'Procore Standard Budget' };
const ownView = { id: 436_201, name: 'Executive summary' };

function lineOf(call: Call): StoredBudgetLine {
	const line = call.store.finance.budgetLines.get(param(call, 'id'));
	if (line?.project_id !== projectOf(call).id) throw notFound('Budget Line Item');
	return line;
}

function save(call: Call, current: StoredBudgetLine | undefined): StoredBudgetLine {
	const project = projectOf(call);
	const given = call.body.budget_line_item as Attributes;
	const errors = budgetLineErrors(call.store, project, current, given);
	if (failed(errors)) throw unprocessable(errors);
	const line = saveBudgetLine(call.store, project, current, given);
	if (line === undefined) throw unprocessable({ wbs_code: ["can't be blank"] });
	return line;
}

/** Everything is saved, or nothing: what a partial failure looks like is not documented. */
function sync(call: Call) {
	const { store } = call;
	const project = projectOf(call);
	const rows = call.body.budget_line_items as Attributes[];
	const errors: FieldErrors = {};
	const codes = new Set<unknown>();
	const currentOf = (row: Attributes) => {
		const line = typeof row.id === 'number' ? store.finance.budgetLines.get(row.id) : undefined;
		return line?.project_id === project.id ? line : undefined;
	};
	rows.forEach((row, index) => {
		const current = currentOf(row);
		const wrong: FieldErrors =
			row.id !== undefined && current === undefined
				? { id: ['Entity with this ID not found'] }
				: budgetLineErrors(store, project, current, row);
		if (codes.has(row.wbs_code_id)) wrong.wbs_code_id = ['This Budget Code already exists'];
		codes.add(row.wbs_code_id);
		for (const [field, messages] of Object.entries(wrong)) {
			errors[`budget_line_items[${String(index)}].${field}`] = messages;
		}
	});
	if (failed(errors)) throw unprocessable(errors);
	const saved = rows.map((row) => saveBudgetLine(store, project, currentOf(row), row));
	const lines = saved.filter((line) => line !== undefined).sort((a, b) => b.id - a.id);
	return { status: 200, body: lines.map((line) => showBudgetLineV11(store, project, line)) };
}

/** The budget views that the project has, in the order of the list. */
function viewsOf(call: Call): Array<typeof standardView> {
	const { budget_view: assigned = 'standard' } = projectOf(call);
	if (assigned !== 'standard') return assigned === 'own' ? [ownView] : [];
	return call.store.settings.ownBudgetViewFirst ? [ownView, standardView] : [standardView];
}

function views(call: Call) {
	const { request, store, query } = call;
	const found = viewsOf(call).map(({ id, name }) => {
		const path = `${request.origin}${viewsPath}/${String(id)}`;
		return {
			id,
			name,
			description: null,
			created_at: store.loadedAt,
			created_by: null,
			updated_at: store.loadedAt,
			links: { detail_rows: `${path}/detail_rows`, summary_rows: `${path}/summary_rows` },
		};
	});
	return pageAnswer(request, query, found, financialPages(call), (item) => item);
}

/** Every WBS code that something is booked on has a budget line here, so there are no unbudgeted rows. */
function rows(call: Call) {
	const { query, store, request } = call;
	const viewId = param(call, 'budget_view_id');
	const isStandard = viewId === standardView.id;
	if (!viewsOf(call).some(({ id }) => id === viewId)) throw notFound('Budget View');
	const project = projectOf(call);
	const [codes, types, ids] = ['cost_code_id', 'category_id', 'budget_line_item_id'].map((name) =>
		query.list(name)?.map(Number),
	);
	const lines = query.text('budget_row_type') === 'unbudgeted' ? [] : store.finance.budgetLines.inGroup(project.id);
	const chosen = lines.filter((line) => {
		const wbsCode = store.finance.wbsCodes.get(line.wbs_code_id);
		return (
			(codes === undefined || codes.includes(wbsCode?.cost_code_id ?? 0)) &&
			(types === undefined || types.includes(wbsCode?.cost_type_id ?? 0)) &&
			(ids === undefined || ids.includes(line.id))
		);
	});
	return pageAnswer(request, query, detailRows(store, project, chosen, isStandard), financialPages(call), (row) => row);
}

function remove(call: Call) {
	const { store } = call;
	const line = lineOf(call);
	const project = projectOf(call);
	const used = bookedIn(store, project.id).get(line.wbs_code_id)?.used ?? false;
	if (used || (project.budget_locked && line.original_budget_amount !== '0.0')) {
		throw unprocessable({ base: ['The budget line item cannot be deleted'] });
	}
	store.finance.budgetLines.remove(line);
	return { status: 204 };
}

/** Procore: unlocking destroys the budget changes unless it is told not to. */
function unlock(call: Call) {
	const { store, query } = call;
	const project = projectOf(call);
	if (!project.budget_locked) throw badRequest({ base: ['The budget is not locked'] });
	if (query.flag('destroy_all_budget_line_item_transfers') ?? true) {
		for (const change of store.finance.budgetChanges.inGroup(project.id)) removeBudgetChange(store, change);
	}
	project.budget_locked = false;
	return { status: 200, body: { locked: false } };
}

function lock(call: Call) {
	const project = projectOf(call);
	if (project.budget_locked) throw badRequest({ base: ['The budget is locked already'] });
	project.budget_locked = true;
	return { status: 201, body: { locked: true } };
}

interface Version {
	path: string;
	newBody: Operation['body'];
	body: Operation['body'];
	show(call: Call, line: StoredBudgetLine): unknown;
}

const versions: Version[] = [
	{
		path: '/rest/v1.0/budget_line_items',
		newBody: newBudgetLineBody,
		body: budgetLineBody,
		show: (call, line) => showBudgetLine(call.store, projectOf(call), line),
	},
	{
		path: '/rest/v1.1/budget_line_items',
		newBody: newBudgetLineBodyV11,
		body: budgetLineBodyV11,
		show: (call, line) => showBudgetLineV11(call.store, projectOf(call), line),
	},
];

const lines = versions.flatMap(({ path, newBody, body, show }): Operation[] => [
	{
		method: 'POST',
		path,
		tool,
		query: {},
		body: newBody,
		handle: (call) => ({ status: 201, body: show(call, save(call, undefined)) }),
	},
	{
		method: 'GET',
		path: `${path}/{id}`,
		tool,
		query: projectIdQuery,
		handle: (call) => ({ status: 200, body: show(call, lineOf(call)) }),
	},
	{
		method: 'PATCH',
		path: `${path}/{id}`,
		tool,
		query: {},
		body,
		handle: (call) => ({ status: 200, body: show(call, save(call, lineOf(call))) }),
	},
]);

export const budget: Operation[] = [
	...lines,
	{
		method: 'POST',
		path: '/rest/v1.0/budget_line_items/sync',
		tool,
		query: {},
		body: budgetSyncBody,
		rows: 'budget_line_items',
		handle: sync,
	},
	{
		method: 'DELETE',
		path: '/rest/v2.0/companies/{company_id}/projects/{project_id}/budget_line_items/{id}',
		tool,
		query: {},
		handle: remove,
	},
	{
		method: 'GET',
		path: viewsPath,
		tool,
		query: { ...projectIdQuery, ...pageQuery, sort: choice('created_at') },
		handle: views,
	},
	{
		method: 'GET',
		path: `${viewsPath}/{budget_view_id}/detail_rows`,
		tool,
		query: {
			...projectIdQuery,
			...pageQuery,
			...eachQuery(['cost_code_id[]', 'category_id[]', 'budget_line_item_id[]'], { type: 'integers' }),
			...eachQuery(['biller[]', 'cost_code_name[]', 'root_cost_code_id[]', 'root_cost_code_name[]', 'sort'], {
				type: 'strings',
				unsupported: true,
			}),
			budget_row_type: choice('budgeted', 'unbudgeted', 'all'),
		},
		handle: rows,
	},
	{
		method: 'GET',
		path: '/rest/v1.0/projects/{project_id}/budget',
		tool,
		query: {},
		handle: (call) => ({ status: 200, body: { locked: projectOf(call).budget_locked } }),
	},
	{ method: 'POST', path: '/rest/v1.0/projects/{project_id}/budget/lock', tool, query: {}, handle: lock },
	{
		method: 'DELETE',
		path: '/rest/v1.0/projects/{project_id}/budget/lock',
		tool,
		query: { destroy_all_budget_line_item_transfers: { type: 'boolean' } },
		handle: unlock,
	},
];
