import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { apiError, backoffMs, isSameOrigin, pause, type Answer } from '../../shared/http';
import { contentOf } from '../../shared/pageContent';
import { addressOf, exchange, successOf, type ApiRequest, type Client, type Query } from './client';
import { shapeError } from './errors';
import { sharedInExecution } from './executionCache';
import { goesOn, nextLink } from './pageHeaders';
import type { Task } from './permissions';

/** The page size Procore recommends not to exceed; fewer pages are fewer requests of the quota. */
export const maxPerPage = 2000;

export interface ListRequest {
	task: Task;
	path: string;
	query: Query;
	/**
	 * Rows to ask for in a page. The server may cut that down. Left out for a list that is published without pages: where
	 * its headers name more, it is read on all the same.
	 */
	perPage?: number;
}

/** Where a page begins. */
interface Place {
	address: string;
	/** Counted from 1. */
	page: number;
	perPage: number | undefined;
	/** Rows of the list that come before it. */
	offset: number;
	/** Rows at its beginning that were read already, with larger pages. */
	known: number;
}

interface Page {
	rows: IDataObject[];
	next?: Place;
	/** Whether Procore named the next page itself. */
	named: boolean;
}

/** What Procore, or a gateway before it, answers where too much was asked for at once. */
const isTooLarge = ({ status }: Pick<Answer, 'status'>) => status === 408 || status === 504;
const smallestPage = 10;

/** The size of pages to ask for after one was too large; undefined when they can hardly be smaller. */
function smaller(perPage = maxPerPage): number | undefined {
	return perPage > smallestPage ? Math.max(smallestPage, Math.floor(perPage / 4)) : undefined;
}

/** The largest page that a list has managed in this execution: that of another project is as slow. */
const sizesOf = (client: Client) => sharedInExecution(client, 'page sizes', () => new Map<string, number>());
const nameOf = ({ path }: ListRequest) => path.replace(/\/\d+(?=\/|$)/g, '/…');

function brokenPaging(client: Client, message: string): NodeApiError {
	return apiError(client.context.getNode(), {
		message,
		description: 'The list cannot be read to its end, so nothing of it was used. Run it again.',
		reason: 'no_answer',
	});
}

function placeOf(client: Client, request: ListRequest, page: number, perPage?: number, offset = 0): Place {
	const { path, query } = request;
	const pageQuery = perPage === undefined && page === 1 ? {} : { page, per_page: perPage };
	return { address: addressOf(client, path, { ...query, ...pageQuery }), page, perPage, offset, known: 0 };
}

function startOf(client: Client, request: ListRequest, page = 1): Place {
	const managed = sizesOf(client).get(nameOf(request)) ?? Infinity;
	const perPage = Math.min(request.perPage ?? Infinity, managed);
	return placeOf(client, request, page, Number.isFinite(perPage) ? perPage : undefined);
}

/** The same place of a list in smaller pages. Its first rows may be known; none is left out. */
function inSmallerPages({ address, offset }: Place, perPage: number): Place {
	const url = new URL(address);
	const page = Math.floor(offset / perPage) + 1;
	url.searchParams.set('page', String(page));
	url.searchParams.set('per_page', String(perPage));
	return { address: url.href, page, perPage, offset: (page - 1) * perPage, known: offset % perPage };
}

/** @throws NodeApiError when the response is not a list; version 2 of the API and some of version 1 wrap theirs */
function rowsOf(client: Client, answer: Answer): IDataObject[] {
	const { body } = answer;
	const rows = Array.isArray(body) ? body : (body as IDataObject | null)?.data;
	if (!Array.isArray(rows)) throw shapeError(client.context.getNode(), answer, 'the list');
	return rows as IDataObject[];
}

/** Reads the page at a place, in smaller pages where it is too large. */
async function readPage(client: Client, request: ListRequest, start: Place): Promise<Page> {
	let place = start;
	for (let attempt = 0; ; attempt++) {
		const size = smaller(place.perPage);
		const get: ApiRequest = { task: request.task, method: 'GET', path: place.address };
		const answer = await exchange(client, size === undefined ? get : { ...get, isLasting: isTooLarge });
		if (size === undefined || !isTooLarge(answer))
			return toPage(client, request, place, successOf(client, get, answer));
		sizesOf(client).set(nameOf(request), size);
		place = inSmallerPages(place, size);
		await pause(client.context, backoffMs(attempt));
	}
}

function toPage(client: Client, request: ListRequest, place: Place, answer: Answer): Page {
	const { address, page, perPage, known } = place;
	const all = rowsOf(client, answer);
	const offset = place.offset + all.length;
	const rows = all.filter((row, index) => index >= known || row.id !== undefined);
	const served = Number(answer.headers['per-page']) || undefined;
	const link = nextLink(answer.headers.link, address);
	if (link) {
		const size = served ?? (all.length || perPage);
		return { rows, named: true, next: { address: link, page: page + 1, perPage: size, offset, known: 0 } };
	}
	if (link === null || !goesOn(answer, all.length, page, perPage ?? Infinity)) return { rows, named: link === null };
	return { rows, named: false, next: placeOf(client, request, page + 1, served ?? perPage, offset) };
}

/**
 * Reads one page of a list.
 * @param page counted from 1
 * @param perPage as of the page before, which may have had to be smaller than was asked for
 * @returns `next`: page and size of the following one
 */
export async function onePage(
	client: Client,
	request: ListRequest,
	page: number,
	perPage = request.perPage,
): Promise<{ rows: IDataObject[]; next?: { page: number; perPage?: number | undefined } }> {
	const offset = (page - 1) * (perPage ?? 0);
	const { rows, next } = await readPage(client, request, placeOf(client, request, page, perPage, offset));
	return next ? { rows, next: { page: next.page, perPage: next.perPage } } : { rows };
}

/**
 * Pages in a row without a new row that Procore itself may name: what people add while a list is read moves rows to later
 * pages.
 */
const mostIdlePages = 20;
/** Pages of one list: more rows than any company has. */
const mostPages = 10_000;

/**
 * Reads a list page by page: `Link` rel="next" where there is one, page numbers otherwise. A row that moved to a later
 * page while the list was read is given once.
 *
 * @throws NodeApiError for a failed page, a page named or sent twice, pages without end or news, another host
 */
export async function* pages(client: Client, request: ListRequest): AsyncGenerator<IDataObject[]> {
	const seenAddresses = new Set<string>();
	const seenIds = new Set<unknown>();
	const contents = new Set<string>();
	let idle = 0;
	for (let place: Place | undefined = startOf(client, request); place; ) {
		if (seenAddresses.has(place.address)) throw brokenPaging(client, 'Procore named a page a second time');
		if (!isSameOrigin(place.address, client.baseUrl))
			throw brokenPaging(client, 'Procore named a next page on another host');
		seenAddresses.add(place.address);
		const { rows, next, named }: Page = await readPage(client, request, place);
		const fresh = rows.filter((row) => row.id === undefined || !seenIds.has(row.id));
		fresh.forEach((row) => seenIds.add(row.id));
		const content = next && fresh.some((row) => row.id === undefined) ? contentOf(fresh) : '';
		const isNews = fresh.length > 0 && !contents.has(content);
		if (content !== '') contents.add(content);
		if (fresh.length > 0) yield fresh;
		idle = isNews ? 0 : idle + 1;
		// A server that takes no notice of the page number would be read for ever, as would one that always names another page.
		if (next && !isNews && (!named || idle >= mostIdlePages))
			throw brokenPaging(client, 'Procore sent a page a second time');
		if (seenAddresses.size >= mostPages) throw brokenPaging(client, `Procore named more than ${mostPages} pages`);
		place = next;
	}
}

/** Reads a list up to `limit` rows, or to its end. */
export async function list(client: Client, request: ListRequest, limit = Infinity): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	if (limit <= 0) return rows;
	const { perPage } = request;
	const cut = perPage === undefined ? request : { ...request, perPage: Math.min(perPage, limit) };
	for await (const page of pages(client, cut)) {
		for (const row of page) rows.push(row);
		if (rows.length >= limit) return rows.slice(0, limit);
	}
	return rows;
}
