import {
	budgetChangeErrors,
	removeBudgetChange,
	saveBudgetChange,
	showAdjustment,
	showBudgetChange,
	showWholeChange,
} from '../budget/budget-change.ts';
import { badRequest, notFound } from '../errors.ts';
import { param, projectOf } from '../filters.ts';
import type { StoredBudgetChange } from '../finance/records.ts';
import type { Call, Operation } from '../operation.ts';
import { dataPage, wholeList } from '../paging.ts';
import { budgetChangeBody, budgetModificationBody, newBudgetChangeBody } from '../schema/budget.ts';
import { pageQuery } from '../schema/rules.ts';
import { failed } from '../sync.ts';

const tool = 'budget';
const path = '/rest/v1.0/projects/{project_id}/budget_changes';
const oldPath = '/rest/v1.0/projects/{project_id}/budget_modifications';

function changeOf(call: Call): StoredBudgetChange {
	const change = call.store.finance.budgetChanges.get(param(call, 'id'));
	if (change?.project_id !== projectOf(call).id) throw notFound('Budget Change');
	return change;
}

function save(call: Call, current: StoredBudgetChange | undefined): unknown {
	const { store, body } = call;
	const project = projectOf(call);
	if (current !== undefined && body.id !== undefined && body.id !== current.id) {
		throw badRequest({ id: ['is not that of the path'] }, 'list');
	}
	const errors = budgetChangeErrors(store, project, current, body);
	if (failed(errors)) throw badRequest(errors, 'list');
	return { data: showWholeChange(store, saveBudgetChange(store, project, current, body)) };
}

function remove(call: Call) {
	const change = changeOf(call);
	if (change.status === 'approved') throw badRequest({ base: ['An approved budget change cannot be deleted'] }, 'list');
	removeBudgetChange(call.store, change);
	return { status: 204 };
}

/** Procore: once a company has migrated to budget changes, modifications can only be read. */
const migrated = () => ({
	status: 405,
	headers: { allow: 'GET' },
	body: { error: 'Budget Modifications are no longer available: this company has migrated to Budget Changes' },
});

export const budgetChanges: Operation[] = [
	{
		method: 'GET',
		path,
		tool,
		query: { ...pageQuery, exclude_custom_fields: { type: 'boolean' } },
		handle: (call) => {
			const found = call.store.finance.budgetChanges.inGroup(projectOf(call).id);
			const answer = wholeList(call, found, (change) => showBudgetChange(call.store, change));
			return { ...answer, body: { data: answer.body } };
		},
	},
	{
		method: 'GET',
		path: `${path}/{id}`,
		tool,
		query: {},
		handle: (call) => ({ status: 200, body: { data: showBudgetChange(call.store, changeOf(call)) } }),
	},
	{
		method: 'POST',
		path,
		tool,
		query: {},
		body: newBudgetChangeBody,
		handle: (call) => ({ status: 201, body: save(call, undefined) }),
	},
	{
		method: 'PATCH',
		path: `${path}/{id}`,
		tool,
		query: {},
		body: budgetChangeBody,
		handle: (call) => ({ status: 200, body: save(call, changeOf(call)) }),
	},
	{ method: 'DELETE', path: `${path}/{id}`, tool, query: {}, handle: remove },
	{
		method: 'GET',
		path: '/rest/v2.0/companies/{company_id}/projects/{project_id}/budget_changes/adjustment_line_items',
		tool,
		query: pageQuery,
		handle: (call) => {
			const { budgetChanges: changes, adjustments } = call.store.finance;
			const found = changes.inGroup(projectOf(call).id).flatMap((change) => adjustments.inGroup(change.id));
			return dataPage(call, found, (line) => ({
				...showAdjustment(call.store, line),
				id: String(line.id),
				budget_change_id: String(line.budget_change_id),
			}));
		},
	},
	{ method: 'GET', path: oldPath, tool, query: pageQuery, handle: () => ({ status: 200, body: [] }) },
	{ method: 'POST', path: oldPath, tool, query: {}, body: budgetModificationBody, handle: migrated },
	{ method: 'PATCH', path: `${oldPath}/{id}`, tool, query: {}, body: budgetModificationBody, handle: migrated },
	{ method: 'DELETE', path: `${oldPath}/{id}`, tool, query: {}, handle: migrated },
];
