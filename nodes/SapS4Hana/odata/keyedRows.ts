import type { IDataObject } from 'n8n-workflow';
import type { ODataClient } from './client';
import { refusesShape } from './errors';
import { attachBranches } from './inParts';
import { keyGroups } from './keys';
import { allOf, isOneOf, oneOf, textLiteral } from './literals';
import { keyProperties, keysetPages, keyText, keyValues, type Page, type RowKey, type Server } from './paging';
import { ReleaseRead, type Filter } from './release';
import type { ODataService } from './service';
import { selection, type Tree } from './tree';
import { queryUrl } from './url';

/** Rows of an entity set with all that hangs on them, in the order of their key. */
export interface KeyedQuery {
	service: ODataService;
	tree: Tree;
	/** Text property by which the rows are ordered; several that identify a row together, the first one first. */
	key: RowKey;
	/** Only rows that have one of these values in the property; every row when there are none. */
	among?: { property: string; keys: readonly string[]; /** No two rows share a value. */ unique?: true };
	/** Condition besides; a function where the window stands among others. */
	filter?: Filter;
	/** Condition that only spares reading: it falls away where the release lacks a field of it. */
	window?: string | undefined;
	/** Rows that are none of the list although SAP puts them there, perhaps with the key of one that is. */
	isForeign?(row: IDataObject): boolean;
	/** Only rows whose key comes after this one. */
	after?: string | undefined;
	pageSize: number;
	/** Rows wanted in all; undefined = every row. */
	limit?: number | undefined;
}

/**
 * Reads rows page by page, each page in one request.
 * @throws NodeApiError with a reason code when a page cannot be read
 */
export async function* keyedPages(client: ODataClient, query: KeyedQuery): AsyncGenerator<Page> {
	const { among } = query;
	const fetcher = pageFetcher(client, query);
	let left = query.limit;
	for (const keys of among && among.keys.length > 0 ? keyGroups(among.keys) : [undefined]) {
		const group = keys && among ? isOneOf(among.property, keys) : undefined;
		const pages = keysetPages(client.node, fetcher.fetchPage, {
			key: query.key,
			pageSize: query.pageSize,
			most: among?.unique || among?.property === query.key ? keys?.length : undefined,
			isForeign: query.isForeign,
			server: serverOf(client, query),
			...(left === undefined ? {} : { limit: left }),
			urlFor: (after = query.after, top) => fetcher.urlFor(group, after, top),
		});
		for await (const page of pages) {
			if (left !== undefined) left -= page.rows.length;
			yield page;
		}
		if (left === 0) return;
	}
}

const servers = new WeakMap<ODataClient, Map<string, Server>>();

function serverOf(client: ODataClient, { service, tree }: KeyedQuery): Server {
	const own = servers.get(client) ?? new Map<string, Server>();
	servers.set(client, own);
	const name = `${service.path}/${tree.entitySet}`;
	const server = own.get(name) ?? { smallestCut: 0 };
	own.set(name, server);
	return server;
}

/**
 * Fetches pages with everything expanded. Once SAP has refused that, and the branches can be read on their own, the rows
 * are read first and their branches after them: some releases allow only one level of expand, or run out of memory.
 */
function pageFetcher(client: ODataClient, query: KeyedQuery) {
	const { service, tree, key, among } = query;
	const read = new ReleaseRead(client, {
		service,
		tree,
		filter: query.filter,
		window: query.window,
		orderBy: [...keyProperties(key), ...(among && among.keys.length > 0 ? [among.property] : [])],
	});
	const branches = Object.values(tree.children ?? {});
	const divisible = branches.length > 0 && branches.every(isDivisible);
	const joins = branches.flatMap(({ on = [] }) => on.map(([, own]) => own));
	let inParts = false;
	let asked = () => '';
	const urlFor = (group: string | undefined, after: string | undefined, top: number): string => {
		asked = () =>
			queryUrl(client.connection.baseUrl, service, {
				entitySet: tree.entitySet,
				filter: allOf(allOf(group, read.fitted.filter), after === undefined ? undefined : comesAfter(key, after)),
				...(inParts
					? { select: [...new Set([...read.fitted.tree.select, ...joins])] }
					: selection(service.version, read.fitted.tree)),
				orderBy: keyProperties(key).join(','),
				top,
			});
		return asked();
	};
	const pageOf = async (url: string): Promise<Page> => {
		const page = await client.page(service, url);
		if (inParts) await attachBranches(client, service, read.fitted.tree, page.rows);
		return { ...page, rows: read.filled(page.rows) };
	};
	const fetchPage = async (url: string): Promise<Page> => {
		const [page] = await Promise.allSettled([pageOf(url)]);
		if (page.status === 'fulfilled') return page.value;
		// A page that SAP links to asks for what the first one did.
		const isFirst = url === asked();
		if (!(isFirst && (await read.learn(page.reason)))) {
			if (inParts || !divisible || !refusesShape(page.reason)) throw page.reason;
			inParts = true;
		}
		return await fetchPage(asked());
	};
	return { urlFor, fetchPage };
}

const isDivisible = ({ on, children = {} }: Required<Tree>['children'][string]): boolean =>
	on !== undefined && Object.values(children).every(isDivisible);

/** The condition that a row comes after another one: by its first property, or by the next ones where that is the same. */
function comesAfter(key: RowKey, after: string): string | undefined {
	const [first = '', ...more] = keyProperties(key);
	const [value = '', ...rest] = more.length === 0 ? [after] : keyValues(after);
	const later = `${first} gt ${textLiteral(value)}`;
	if (more.length === 0) return later;
	return oneOf(later, allOf(isOneOf(first, [value]), comesAfter(more, keyText(rest))));
}
