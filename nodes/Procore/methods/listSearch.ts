import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeParameterResourceLocator,
} from 'n8n-workflow';
import { connect, type Client, type Query } from '../api/client';
import { listContracts } from '../objects/contract/list';
import { listRequisitions } from '../objects/requisition/list';
import { onePage } from '../api/paging';
import type { Task } from '../api/permissions';

const perPage = 100;

interface Search {
	task: Task;
	path: string;
	query: Query;
	label(row: IDataObject): string;
}

/** One page of a list for a resource locator; the pagination token is the number of the page and its size. */
async function search(
	context: ILoadOptionsFunctions,
	{ task, path, query, label }: Search,
	token = '1',
): Promise<INodeListSearchResult> {
	// People wait in front of the list: better an early word about the quota than a long pause.
	const client = await connect(context, 15);
	const [page = 1, size = perPage] = token.split('/').map(Number);
	const request = { task, path, perPage, query: { company_id: client.companyId, sort: 'name', ...query } };
	const { rows, next } = await onePage(client, request, page, size);
	return {
		results: rows.map((row) => ({ name: label(row), value: String(row.id) })),
		...(next ? { paginationToken: `${next.page}/${next.perPage ?? perPage}` } : {}),
	};
}

const joined = (...parts: unknown[]) =>
	parts.filter((part) => part !== undefined && part !== null && part !== '').join(' · ');

/** Active vendors of the company, by Procore's own search (name, keywords, origin code, ABN/EIN number). */
export async function searchVendors(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	const query = { view: 'compact', 'filters[search]': filter };
	const label = (row: IDataObject) => joined(row.name, row.origin_code);
	return await search(this, { task: 'vendor.read', path: '/rest/v1.0/vendors', query, label }, token);
}

/** Active projects, by name. */
export async function searchProjects(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	const query = { 'filters[name]': filter };
	const label = (row: IDataObject) => joined(row.name, row.project_number);
	return await search(this, { task: 'project.list', path: '/rest/v1.1/projects', query, label }, token);
}

/** Rows of the project that is chosen in the node, of which Procore has no search by text. */
async function searchInProject(
	context: ILoadOptionsFunctions,
	filter: string,
	read: (client: Client, projectId: string) => Promise<IDataObject[]>,
	label: (row: IDataObject) => string,
): Promise<INodeListSearchResult> {
	const chosen = context.getCurrentNodeParameter('projectId') as INodeParameterResourceLocator | undefined;
	const projectId = String(chosen?.value ?? '').trim();
	if (!/^\d+$/.test(projectId)) return { results: [] };
	const rows = await read(await connect(context, 15), projectId);
	const results = rows.map((row) => ({ name: label(row), value: String(row.id) }));
	return { results: results.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase())) };
}

/** Contracts of the chosen project, by number and title. */
export async function searchContracts(this: ILoadOptionsFunctions, filter = '') {
	const read = async (client: Client, projectId: string) => await listContracts(client, projectId, {});
	return await searchInProject(this, filter, read, ({ number, title }) => joined(number, title));
}

/** Requisitions of the chosen project, by invoice number, contract and vendor. */
export async function searchRequisitions(this: ILoadOptionsFunctions, filter = '') {
	const read = async (client: Client, projectId: string) => await listRequisitions(client, projectId, {});
	const label = (row: IDataObject) => joined(row.invoice_number ?? row.number, row.contract_name, row.vendor_name);
	return await searchInProject(this, filter, read, label);
}
