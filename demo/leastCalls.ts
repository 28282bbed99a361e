import type { TrafficEntry } from '../simulators/core/traffic.ts';

/** Rows a Procore list answers at the most in one call, and rows a sync action takes. */
const listPage = 2000;
const syncRows = 1000;

const parts = (entry: TrafficEntry) => new URL(entry.url, 'http://procore');
const isToken = (entry: TrafficEntry) => entry.url.includes('/oauth');
const at = (entries: TrafficEntry[], method: string, path: RegExp) =>
	entries.filter((entry) => entry.method === method && path.test(parts(entry).pathname));
const sumOf = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);
const batches = (rows: number) => Math.ceil(rows / syncRows);

/** Distinct rows of the sync calls of each project, by origin ID: a row that had to be sent twice counts once. */
function rowsByProject(entries: TrafficEntry[]): number[] {
	const projects = new Map<unknown, Set<unknown>>();
	for (const { body } of entries) {
		const { project_id, updates } = body as { project_id: unknown; updates: Array<{ origin_id: unknown }> };
		const rows = projects.get(project_id) ?? new Set();
		for (const { origin_id } of updates) rows.add(origin_id);
		projects.set(project_id, rows);
	}
	return [...projects.values()].map(({ size }) => size);
}

const distinct = (values: Array<string | null>) => new Set(values).size;
const projectOf = (entry: TrafficEntry) => parts(entry).searchParams.get('project_id');

/**
 * The fewest Procore calls that could have done what a run did: the token if one was due, projects and vendors once; for
 * each project its contracts once, and its codes where lines were written; headers in batches of a project, and the lines
 * of each contract in a call of their own, because Procore takes no lines together with a contract.
 * For budgets: of each project its codes, its budget, its views and their rows, and what is set in batches.
 * For requisitions: those of a project and its billing periods once, and for each new one the lines of its contract and
 * the request that creates it.
 *
 * @param vendors how many Procore holds
 * @param changedVendors how many were written
 */
export function leastProcoreCalls(all: TrafficEntry[], vendors: number, changedVendors: number): number {
	const entries = all.filter(({ system }) => system === 'procore');
	const token = entries.some(isToken) ? 1 : 0;
	if (entries.length === token) return token;
	const lists = at(entries, 'GET', /\/purchase_order_contracts$/);
	const lines = at(entries, 'PATCH', /\/line_items\/sync$/);
	const headers = at(entries, 'PATCH', /\/purchase_order_contracts\/sync$/);
	const reads = 1 + Math.max(1, Math.ceil(vendors / listPage)) + distinct(lists.map(projectOf));
	const budgets = at(entries, 'GET', /\/projects\/\d+\/budget$/);
	const codes = distinct([...lines.map(projectOf), ...budgets.map(projectInPath)]);
	const contracts = sumOf(rowsByProject(headers).map(batches)) + distinct(lines.map((entry) => parts(entry).pathname));
	return (
		token +
		reads +
		codes +
		batches(changedVendors) +
		contracts +
		leastForBudgets(entries, budgets) +
		leastForRequisitions(entries)
	);
}

/** Of each project: its budget, its views and their rows, and what is set in batches. */
function leastForBudgets(entries: TrafficEntry[], budgets: TrafficEntry[]): number {
	const written = at(entries, 'POST', /\/budget_line_items\/sync$/).map(({ body }) => {
		const { project_id, budget_line_items } = body as { project_id: unknown; budget_line_items: unknown[] };
		return { project_id, rows: budget_line_items.length };
	});
	const sums = new Map<unknown, number>();
	for (const { project_id, rows } of written) sums.set(project_id, (sums.get(project_id) ?? 0) + rows);
	const rowPages = at(entries, 'GET', /\/detail_rows$/).length;
	return 2 * distinct(budgets.map(projectInPath)) + rowPages + sumOf([...sums.values()].map(batches));
}

function leastForRequisitions(entries: TrafficEntry[]): number {
	const lists = [/\/requisitions$/, /\/billing_periods$/].map(
		(path) => new Set(at(entries, 'GET', path).map(scopeOf)).size,
	);
	const created = at(entries, 'POST', /\/requisitions$/).length;
	return sumOf(lists) + created + Math.min(created, distinct(at(entries, 'GET', /\/line_items$/).map(pathOf)));
}

const projectInPath = (entry: TrafficEntry) => /\/projects\/(\d+)\//.exec(pathOf(entry))?.[1] ?? null;
const pathOf = (entry: TrafficEntry) => parts(entry).pathname;
/** The project is in the query of some lists and in the path of others. */
const scopeOf = (entry: TrafficEntry) => `${pathOf(entry)} ${projectOf(entry) ?? ''}`;
