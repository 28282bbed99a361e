import type { ODataClient } from './client';
import { refusesShape } from './errors';
import { attachBranches } from './inParts';
import { keyGroups } from './keys';
import { allOf, isOneOf, oneOf, textLiteral } from './literals';
import { keyProperties, keysetPages, keyText, keyValues, type Page, type RowKey } from './paging';
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
	among?: { property: string; keys: readonly string[] };
	/** Condition besides. */
	filter?: string | undefined;
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
		const filter = allOf(keys && among ? isOneOf(among.property, keys) : undefined, query.filter);
		const pages = keysetPages(client.node, fetcher.fetchPage, {
			key: query.key,
			pageSize: query.pageSize,
			...(left === undefined ? {} : { limit: left }),
			urlFor: (after = query.after, top) => fetcher.urlFor(filter, after, top),
		});
		for await (const page of pages) {
			if (left !== undefined) left -= page.rows.length;
			yield page;
		}
		if (left === 0) return;
	}
}

/**
 * Fetches pages with everything expanded. Once SAP has refused that, and the branches can be read on their own, the rows
 * are read first and their branches after them: some releases allow only one level of expand, or run out of memory.
 */
function pageFetcher(client: ODataClient, { service, tree, key }: KeyedQuery) {
	const { entitySet, select, children = {} } = tree;
	const divisible = Object.values(children).length > 0 && Object.values(children).every(isDivisible);
	const joins = Object.values(children).flatMap(({ on = [] }) => on.map(([, own]) => own));
	let inParts = false;
	let asked = () => '';
	const urlFor = (filter: string | undefined, after: string | undefined, top: number): string => {
		asked = () =>
			queryUrl(client.connection.baseUrl, service, {
				entitySet,
				filter: allOf(filter, after === undefined ? undefined : comesAfter(key, after)),
				...(inParts ? { select: [...new Set([...select, ...joins])] } : selection(service.version, tree)),
				orderBy: keyProperties(key).join(','),
				top,
			});
		return asked();
	};
	const fetchPage = async (url: string): Promise<Page> => {
		if (!inParts) {
			const [whole] = await Promise.allSettled([client.page(service, url)]);
			if (whole.status === 'fulfilled') return whole.value;
			if (!divisible || !refusesShape(whole.reason)) throw whole.reason;
			inParts = true;
			url = asked();
		}
		const page = await client.page(service, url);
		await attachBranches(client, service, tree, page.rows);
		return page;
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
