import type { IDataObject } from 'n8n-workflow';
import { readDecimal, subtracted, sum } from '../../../shared/decimal';
import { apiError } from '../../../shared/http';
import { adviceOf } from '../../../shared/reasons';
import { call, type Client } from '../../api/client';
import { list, maxPerPage } from '../../api/paging';
import { pairsById, projectCodes, type CodePair, type Id } from '../wbs/projectCodes';
import { projectChanges, type ProjectChanges } from './changes';

export const rowTypes = ['budgeted', 'unbudgeted', 'all'] as const;

export interface BudgetFilters {
	/** The view to read; the first budget view of the project unless given. */
	viewId?: string;
	rowType?: (typeof rowTypes)[number];
}

const task = 'budget.read' as const;

/** Name of the view that Procore gives every company; the first one may be the company's own, with other columns. */
export const standardView = 'Procore Standard Budget';

/** Procore lists budget lines only through a view. @throws NodeApiError `budget_view_missing` */
async function viewOf(client: Client, projectId: string): Promise<string> {
	const query = { project_id: projectId };
	const views = await list(client, { task, path: '/rest/v1.0/budget_views', query, perPage: maxPerPage });
	const view =
		views.find(({ role }) => role === 'budget') ?? views.find(({ name }) => name === standardView) ?? views[0];
	if (view) return String(view.id);
	throw apiError(client.context.getNode(), {
		message: 'The project has no budget view',
		description: adviceOf('budget_view_missing'),
		reason: 'budget_view_missing',
	});
}

/** Reads the rows of a project's budget, by a view. */
export async function listBudgetLines(
	client: Client,
	projectId: string,
	{ viewId, rowType }: BudgetFilters,
	limit?: number,
): Promise<IDataObject[]> {
	const view = viewId ?? (await viewOf(client, projectId));
	const path = `/rest/v1.0/budget_views/${encodeURIComponent(view)}/detail_rows`;
	const query = { project_id: projectId, budget_row_type: rowType };
	return await list(client, { task, path, query, perPage: maxPerPage }, limit);
}

/** A line of a budget; `changes` is what approved budget changes add to its original amount. */
export interface BudgetLine {
	id: Id;
	original: string;
	changes: string;
}

/** The budget of a project, its lines by the ID of their WBS code. */
export interface Budget {
	locked: boolean;
	lines: Map<string, BudgetLine>;
	changes: ProjectChanges;
}

const amountOf = (value: unknown) => {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return readDecimal(text) ? text : '0';
};

/** What a line amounts to. */
export const revised = ({ original, changes }: BudgetLine) => sum([original, changes]);

/**
 * Reads the budget of a project. What changes add to a line comes from the changes themselves: a view shows them only if
 * somebody gave it the columns.
 * @throws NodeApiError when it cannot be read, or has no view
 */
export async function readBudget(client: Client, projectId: string): Promise<Budget> {
	const path = `/rest/v1.0/projects/${encodeURIComponent(projectId)}/budget`;
	const { body } = await call(client, { task, method: 'GET', path });
	const changes = await projectChanges(client, projectId);
	const lines = new Map<string, BudgetLine>();
	for (const row of await listBudgetLines(client, projectId, { rowType: 'budgeted' }))
		if (row.wbs_code_id !== null && row.id !== null)
			lines.set(String(row.wbs_code_id), {
				id: row.id as Id,
				original: amountOf(row.original_budget_amount),
				changes: changes.added.get(String(row.wbs_code_id)) ?? '0',
			});
	return { locked: (body as IDataObject | null)?.locked === true, lines, changes };
}

/** What a budget shows for a WBS code, decimal text; null = the view has no such column, or no amount in it. */
export interface BudgetColumns extends CodePair {
	projectId: string;
	currency: string;
	originalBudgetAmount: string;
	/** What approved budget changes add, as far as the view shows them. */
	budgetModifications: string;
	committedCosts: string | null;
	directCosts: string | null;
	/** Job to Date Costs less Direct Costs. */
	invoicedCosts: string | null;
}

/**
 * Reads what stands in the columns of a project's budget, what people entered included. Lines of no WBS code go by the names
 * that the view gives them.
 * @throws NodeApiError when it cannot be read, or has no view
 */
export async function listBudgetColumns(client: Client, projectId: string): Promise<BudgetColumns[]> {
	const rows = await listBudgetLines(client, projectId, { rowType: 'all' });
	const { active, inactive } = await projectCodes(client, projectId);
	const pairs = pairsById([...active, ...inactive]);
	return rows.map((row) => {
		const [directCosts, jobToDate] = [shown(row, 'Direct Costs'), shown(row, 'Job to Date Costs')];
		const configuration = row.currency_configuration as IDataObject | null | undefined;
		return {
			...(pairs.get(String(row.wbs_code_id ?? '')) ?? shownCode(row)),
			projectId,
			currency: String(configuration?.currency_iso_code ?? ''),
			originalBudgetAmount: amountOf(row.original_budget_amount),
			budgetModifications: amountOf(row.budget_modifications),
			committedCosts: shown(row, 'Committed Costs'),
			directCosts,
			invoicedCosts: directCosts === null || jobToDate === null ? null : subtracted(jobToDate, directCosts),
		};
	});
}

/** An empty cell is 0; what is no amount is no more known than a column that is not there. */
function shown(row: IDataObject, column: string): string | null {
	if (!(column in row)) return null;
	const text = String(row[column] ?? '0');
	return readDecimal(text) ? text : null;
}

/** `03-300 - Concrete` and `Materials`. */
const shownCode = ({ cost_code, category }: IDataObject): CodePair => ({
	costCode: String(cost_code ?? '').split(' - ')[0] ?? '',
	costType: String(category ?? ''),
});

/** A row of a budget in ten fields, the most useful first. */
export function simplifyBudgetLine(row: IDataObject): IDataObject {
	return {
		id: row.id ?? null,
		costCode: row.cost_code ?? null,
		costType: row.category ?? null,
		originalBudgetAmount: row.original_budget_amount ?? null,
		budgetModifications: row.budget_modifications ?? null,
		wbsCodeId: row.wbs_code_id ?? null,
		costCodeId: row.cost_code_id ?? null,
		costTypeId: row.category_id ?? null,
		subJob: row.biller_type === 'SubJob' ? row.biller : null,
		unbudgetedReason: row.unbudgeted_reason ?? null,
	};
}
