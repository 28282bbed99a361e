import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { apiError, isSameOrigin, type Answer } from '../../shared/http';
import { addressOf, call, type Client, type Query } from './client';
import { shapeError } from './errors';
import { goesOn, nextLink } from './pageHeaders';
import type { Task } from './permissions';

/** The page size Procore recommends not to exceed; fewer pages are fewer requests of the quota. */
export const maxPerPage = 2000;

export interface ListRequest {
	task: Task;
	path: string;
	query: Query;
	/** Rows to ask for in a page. The server may cut that down. */
	perPage: number;
}

interface Page {
	rows: IDataObject[];
	/** Address of the next page where Procore named it. */
	link?: string;
	more: boolean;
}

function brokenPaging(client: Client, message: string): NodeApiError {
	return apiError(client.context.getNode(), {
		message,
		description: 'The list cannot be read to its end, so nothing of it was used. Run it again.',
		reason: 'no_answer',
	});
}

function pageAddress(client: Client, { path, query, perPage }: ListRequest, page: number): string {
	return addressOf(client, path, { ...query, page, per_page: perPage });
}

/** @throws NodeApiError when the response is not a list */
export function rowsOf(client: Client, answer: Answer, body: unknown = answer.body): IDataObject[] {
	if (!Array.isArray(body)) throw shapeError(client.context.getNode(), answer, 'the list');
	return body as IDataObject[];
}

/** Version 2 of the API wraps what it answers. */
const unwrapped = (address: string, { body }: Answer): unknown =>
	new URL(address).pathname.startsWith('/rest/v2.') ? (body as IDataObject | null)?.data : body;

function toPage(client: Client, request: ListRequest, answer: Answer, page: number, address: string): Page {
	const rows = rowsOf(client, answer, unwrapped(address, answer));
	const link = nextLink(answer.headers.link, address);
	if (link === undefined) return { rows, more: goesOn(answer, rows.length, page, request.perPage) };
	return link === null ? { rows, more: false } : { rows, link, more: true };
}

/** Reads one page by its number, counted from 1. */
export async function onePage(client: Client, request: ListRequest, page: number): Promise<Page> {
	const address = pageAddress(client, request, page);
	return toPage(
		client,
		request,
		await call(client, { task: request.task, method: 'GET', path: address }),
		page,
		address,
	);
}

/**
 * Reads a list page by page: `Link` rel="next" where there is one, page numbers otherwise. A row that moved to a later
 * page while the list was read is given once.
 *
 * @throws NodeApiError for a failed page, a page named or sent twice, another host
 */
export async function* pages(client: Client, request: ListRequest): AsyncGenerator<IDataObject[]> {
	const seenAddresses = new Set<string>();
	const seenIds = new Set<unknown>();
	let address = pageAddress(client, request, 1);
	for (let number = 1; ; number++) {
		if (seenAddresses.has(address)) throw brokenPaging(client, 'Procore named a page a second time');
		if (!isSameOrigin(address, client.baseUrl)) throw brokenPaging(client, 'Procore named a next page on another host');
		seenAddresses.add(address);
		const answer = await call(client, { task: request.task, method: 'GET', path: address });
		const { rows, link, more } = toPage(client, request, answer, number, address);
		const fresh = rows.filter((row) => row.id === undefined || !seenIds.has(row.id));
		fresh.forEach((row) => seenIds.add(row.id));
		if (fresh.length > 0) yield fresh;
		if (!more) return;
		// A server that takes no notice of the page number would be read for ever.
		if (link === undefined && fresh.length === 0) throw brokenPaging(client, 'Procore sent a page a second time');
		address = link ?? pageAddress(client, request, number + 1);
	}
}

/** Reads a list up to `limit` rows, or to its end. */
export async function list(client: Client, request: ListRequest, limit = Infinity): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	if (limit <= 0) return rows;
	for await (const page of pages(client, { ...request, perPage: Math.min(request.perPage, limit) })) {
		for (const row of page) rows.push(row);
		if (rows.length >= limit) return rows.slice(0, limit);
	}
	return rows;
}
