import type { SimAnswer, SimRequest } from '../core/types.ts';
import { badRequest, codes, nestedExpandRefused, notFound, ODataError } from './errors.ts';
import type { EdmEntitySet, ODataVersion } from './metadata/types.ts';
import { aggregated, checkOrder } from './odata/aggregate.ts';
import type { Order } from './odata/order.ts';
import { targetOf } from './odata/paths.ts';
import type { Resource } from './odata/resource-path.ts';
import type { Source } from './odata/source.ts';
import { parseUrlOptions, type UrlOptions, wantsJson } from './odata/url-options.ts';
import { atomFeed, entityV2, listV2, type RenderContext } from './odata/v2-envelope.ts';
import { entityV4, listV4 } from './odata/v4-envelope.ts';
import { comparable, type Row, valueOf } from './odata/values.ts';
import type { PageSizes } from './options.ts';
import type { Quirks } from './state.ts';

type Entities = Extract<Resource, { kind: 'entities' }>;

/**
 * Answers a read of entities: one by key, what one navigates to, a list, or the number of a list.
 * Throws ODataError for what cannot be answered.
 */
export function readEntities(
	request: SimRequest,
	resource: Entities,
	context: RenderContext,
	pages: PageSizes & { cap: number },
	{ linkOrigin, nestedExpand }: Pick<Quirks, 'linkOrigin' | 'nestedExpand'>,
): SimAnswer {
	const { service, source } = context;
	const set = resource.navigation ? targetOf(service, resource.navigation) : resource.set;
	const options = parseUrlOptions(request.query, service, set);
	if (!nestedExpand && options.projection.expanded.some(({ projection }) => projection.expanded.length > 0))
		throw nestedExpandRefused();
	const json = wantsJson(request.query, request.headers.accept, service.version);
	checkAccept(request, service.version === 'V2');
	const rows = selectRows(resource, options, context);
	const single = resource.navigation ? !resource.navigation.many : resource.key !== undefined;
	if (single) {
		const [row] = rows;
		if (!row) throw notFound(`segment ${resource.navigation?.name ?? set.name}`);
		return json ? jsonEntity(row, options, context) : atom(set, [row], context);
	}
	const { order, projection } = options;
	const orderby = request.query.get('$orderby');
	if (set.aggregate) checkOrder(orderby, projection.properties);
	const isSorted = !set.aggregate && (!order || isKeyOrder(orderby ?? '', set));
	const isWhole = set.aggregate || resource.count || options.count || !isSorted;
	const found = () => {
		const stored = firstHits(rows, options, source, isWhole ? Infinity : rowsUpTo(options, pages));
		const hits = set.aggregate ? aggregated(stored, set, projection.properties) : stored;
		return order && !isSorted ? sorted(hits, order, source) : hits;
	};
	const hits = set.aggregate ? kept(source, sumsKey(request), found) : found();
	if (resource.count) return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(hits.length) };
	const page = cutPage(hits, options, pages);
	if (!json) return atom(set, page.rows, context);
	const linked = linkOrigin === '' ? request : { ...request, origin: linkOrigin };
	const next = page.next === undefined ? undefined : nextLink(linked, page.next, service.version);
	return jsonList(set, page.rows, options, context, options.count ? hits.length : undefined, next);
}

function checkAccept(request: SimRequest, isV2: boolean): void {
	const accept = request.headers.accept ?? '*/*';
	const offered = isV2 ? ['json', 'xml', 'atom', '*'] : ['json', '*'];
	const format = request.query.get('$format');
	const fits =
		format === null ? offered.some((type) => accept.includes(type)) : offered.includes(format.split('/').at(-1) ?? '');
	if (!fits)
		throw new ODataError(format === null ? 406 : 400, codes.notAcceptable, 'The requested format is not available');
}

/** The rows that the path names; of a list only those that a filter for certain values of a property can hit. */
function selectRows({ set, key, navigation }: Entities, { filter }: UrlOptions, { source }: RenderContext): Row[] {
	if (key && set.aggregate) throw badRequest(`Entities of ${set.name} are sums and cannot be read by key`);
	if (!key) return filter?.among ? source.having(set, filter.among.property, filter.among.values) : source.rows(set);
	const wanted = [...key].flatMap(([name, value]) => {
		const property = set.properties.get(name);
		return property ? [{ property, value }] : [];
	});
	const [first] = wanted;
	const candidates = first ? source.having(set, first.property, [first.value]) : [];
	const found = candidates.find((row) =>
		wanted.every(({ property, value }) => comparable(valueOf(row, property), property) === value),
	);
	if (!found) throw notFound(`segment ${set.name}`);
	return navigation ? source.related(found, navigation) : [found];
}

/** The rows that the filter lets through, as many as are needed: thousands of orders must not be gone through for each page. */
function firstHits(rows: Row[], { filter }: UrlOptions, source: Source, needed: number): Row[] {
	if (!filter) return rows;
	const hits: Row[] = [];
	for (const row of rows) {
		if (hits.length >= needed) break;
		if (filter(source.reader(row))) hits.push(row);
	}
	return hits;
}

/** How many rows of a sorted list decide on a page. */
function rowsUpTo({ top = Infinity, skip, skipToken = 0 }: UrlOptions, pages: PageSizes & { cap: number }): number {
	return skip + Math.min(top, skipToken + Math.max(pages.max, pages.default, pages.cap));
}

/** Whether an order is that of the key, in which rows are at hand. */
function isKeyOrder(orderby: string, { keys }: EdmEntitySet): boolean {
	const names = orderby.split(',').map((part) => part.trim().replace(/ asc$/, ''));
	return names.every((name, index) => name === keys[index]);
}

/** The sums that were asked for last: they are the same on every page, as long as nothing has changed. */
const lastSums = new WeakMap<Source, { key: string; rows: Row[] }>();

function kept(source: Source, key: string, make: () => Row[]): Row[] {
	const last = lastSums.get(source);
	if (last?.key === key) return last.rows;
	const rows = make();
	lastSums.set(source, { key, rows });
	return rows;
}

function sumsKey({ path, query }: SimRequest): string {
	const paging = new Set(['$skiptoken', '$skip', '$top']);
	return JSON.stringify([path, [...query].filter(([name]) => !paging.has(name))]);
}

/** In the order asked for; rows that it leaves equal stay in the order of their key: pages must not overlap by chance. */
const sorted = (rows: Row[], order: Order, { reader }: Source) =>
	rows
		.map((row) => ({ row, read: reader(row) }))
		.sort((a, b) => order(a.read, b.read))
		.map(({ row }) => row);

/**
 * Cuts the server's page. A full page has a next link even when nothing is left, because the server does not look ahead:
 * the page behind it is empty then.
 */
function cutPage(rows: Row[], options: UrlOptions, pages: PageSizes & { cap: number }): { rows: Row[]; next?: number } {
	const { top, skip, skipToken = 0 } = options;
	const wanted = rows.slice(skip, top === undefined ? undefined : skip + top);
	if (pages.cap > 0) return { rows: wanted.slice(0, pages.cap) };
	const size = top === undefined ? Math.min(pages.default, pages.max) : pages.max;
	const page = wanted.slice(skipToken, skipToken + size);
	const next = skipToken + page.length;
	const more = page.length === size && (top === undefined || next < top);
	return more ? { rows: page, next } : { rows: page };
}

/** The client's own query with the position added: an absolute link in V2, one relative to the request in V4. */
function nextLink(request: SimRequest, position: number, version: ODataVersion): string {
	const at = request.url.indexOf('?');
	const options = at < 0 ? [] : request.url.slice(at + 1).split('&');
	const kept = options.filter((part) => !/^(\$|%24)skiptoken=/i.test(part));
	const query = [...kept, `$skiptoken=${String(position)}`].join('&');
	const path = version === 'V2' ? request.origin + request.path : (request.path.split('/').at(-1) ?? '');
	return `${path}?${query}`;
}

function jsonEntity(row: Row, options: UrlOptions, context: RenderContext): SimAnswer {
	const headers = jsonHeaders(context);
	if (context.service.version === 'V2')
		return { status: 200, headers, body: { d: entityV2(row, options.projection, context) } };
	const entity = entityV4(row, options.projection, context);
	return {
		status: 200,
		headers,
		body: { '@odata.context': `$metadata#${options.projection.set.name}/$entity`, ...entity },
	};
}

function jsonList(
	set: EdmEntitySet,
	rows: Row[],
	{ projection }: UrlOptions,
	context: RenderContext,
	count: number | undefined,
	next: string | undefined,
): SimAnswer {
	const headers = jsonHeaders(context);
	if (context.service.version === 'V2') {
		const entities = rows.map((row) => entityV2(row, projection, context));
		return { status: 200, headers, body: listV2(entities, count, next) };
	}
	const entities = rows.map((row) => entityV4(row, projection, context));
	return { status: 200, headers, body: listV4(`$metadata#${set.name}`, entities, count, next) };
}

function jsonHeaders({ service, exactDecimals }: RenderContext): Record<string, string> {
	if (service.version === 'V2') return { 'content-type': 'application/json', dataserviceversion: '2.0' };
	const format = `application/json;odata.metadata=minimal;IEEE754Compatible=${String(exactDecimals)}`;
	return { 'content-type': format, 'odata-version': '4.0' };
}

function atom(set: EdmEntitySet, rows: readonly Row[], context: RenderContext): SimAnswer {
	const headers = { 'content-type': 'application/atom+xml;type=feed; charset=utf-8', dataserviceversion: '2.0' };
	return { status: 200, headers, body: atomFeed(set, rows, context.base) };
}
