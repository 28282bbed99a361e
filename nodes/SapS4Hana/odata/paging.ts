import type { IDataObject, INode } from 'n8n-workflow';
import { apiError, isSameOrigin } from '../../shared/http';
import { contentOf } from '../../shared/pageContent';
import type { Envelope } from './envelope';
import { keyGroups } from './keys';

/** One page of rows; `at` is SAP's clock when it answered (ms since 1970-01-01 UTC). */
export interface Page extends Envelope {
	at: number;
}

export type FetchPage = (url: string) => Promise<Page>;

/** Pages in a row that bring nothing new: SAP may leave out of a page what the user must not see. */
const mostIdlePages = 50;
/** Pages of one answer: more rows than any system has. */
const mostPages = 10_000;

/**
 * A query and the further pages into which the server cuts its answer, by the links that it gives.
 * @throws NodeApiError when a link leads to another host or to a page that was read before, and when pages bring nothing
 *   new, or come without end
 */
export async function* serverPages(node: INode, fetchPage: FetchPage, firstUrl: string): AsyncGenerator<Page> {
	const read = new Set<string>();
	const contents = new Set<string>();
	let idle = 0;
	for (let url: string | undefined = firstUrl; url !== undefined; ) {
		read.add(new URL(url).href);
		const page: Page = await fetchPage(url);
		// Most answers have one page, which needs no comparison.
		const content = page.next === undefined && read.size === 1 ? '' : contentOf(page.rows);
		idle = page.rows.length === 0 || contents.has(content) ? idle + 1 : 0;
		contents.add(content);
		yield page;
		if (idle >= mostIdlePages) throw standstill(node, `It linked to ${idle} pages that brought nothing new.`);
		if (read.size >= mostPages)
			throw standstill(node, `It linked to more than ${mostPages} pages.`, 'more and more rows');
		url = page.next === undefined ? undefined : nextUrl(node, page.next, url, read);
	}
}

/**
 * All pages of a query that no key orders. Where the last page may have been cut, it asks for what comes after the rows it
 * has; a server that does not know how to skip gives the same rows again, and then there is no more to be had of it.
 */
export async function* wholePages(node: INode, fetchPage: FetchPage, firstUrl: string): AsyncGenerator<Page> {
	const server: Server = { smallestCut: 0 };
	let first: string | undefined;
	for (let url = firstUrl, skipped = 0; ; url = skipping(firstUrl, skipped)) {
		let last = 0;
		for await (const page of serverPages(node, fetchPage, url)) {
			last = page.rows.length;
			if (last > 0 && skipped === 0) first ??= JSON.stringify(page.rows[0]);
			else if (last > 0 && url !== firstUrl && JSON.stringify(page.rows[0]) === first) return;
			skipped += last;
			yield page;
		}
		if (!mayBeCut(last, server)) return;
		server.smallestCut = last;
	}
}

const skipping = (url: string, rows: number) => `${url}${url.includes('?') ? '&' : '?'}$skip=${rows}`;

/** Reads what is left of the expanded lists that SAP cut short in a page; that it would leave out silently otherwise. */
export async function completeLists(node: INode, fetchPage: FetchPage, url: string, { cut }: Envelope): Promise<void> {
	for (const { rows, next } of cut ?? []) {
		const first = nextUrl(node, next, url, new Set());
		for await (const page of serverPages(node, fetchPage, first)) rows.push(...page.rows);
	}
}

/** A link may be relative to the request that it came with. */
function nextUrl(node: INode, link: string, url: string, read: ReadonlySet<string>): string {
	const next = URL.canParse(link, url) ? new URL(link, url).href : '';
	if (!isSameOrigin(next, url))
		throw apiError(node, {
			message: 'SAP linked the next page to another host',
			description: `Nothing was sent there, because the credential is for ${new URL(url).origin} only. Have the SAP administrator set the host name of the system, or enter the host ${URL.canParse(next) ? new URL(next).host : 'of the link'} in the credential.`,
			failure: { cause: 'configuration-invalid' },
			reason: 'configuration_invalid',
		});
	if (read.has(next)) throw standstill(node, 'It linked to a page that had been read already.');
	return next;
}

export type RowKey = string | readonly string[];

/** Between the values of a key of several properties. */
const separator = '/';

/** The value of a key, one text also where it has several properties. */
export const keyText = (values: readonly string[]): string => values.join(separator);

/** The values of a key that {@link keyText} wrote. */
export const keyValues = (text: string): string[] => text.split(separator);

export const keyProperties = (key: RowKey): readonly string[] => (typeof key === 'string' ? [key] : key);

/** What is known of how a server cuts pages. */
export interface Server {
	/** A page with fewer rows is the last one. */
	smallestCut: number;
}

/** Limits of pages below a hundred that people choose. */
const smallLimits = new Set([10, 20, 25, 50]);

/**
 * Whether a page without a link to the next one may have been cut all the same: some servers and proxies do so. Their
 * limits are round numbers, and a page that is smaller than another one was not cut.
 */
function mayBeCut(rows: number, { smallestCut }: Server): boolean {
	const isRound = rows % 100 === 0 || smallLimits.has(rows) || (rows >= 16 && Number.isInteger(Math.log2(rows)));
	return rows > 0 && rows >= smallestCut && isRound;
}

export interface KeysetQuery {
	/** Property that identifies a row and by which the rows are ordered; several that do so together, the first one first. */
	key: RowKey;
	/** Rows asked for at a time. */
	pageSize: number;
	/** Rows wanted in all; undefined = every row. */
	limit?: number;
	/**
	 * Address of the rows with one of these keys. With it, rows that share a key are an error instead of one row that came
	 * twice, also where a page ends between them.
	 */
	urlOf?(keys: readonly string[]): string;
	/** Rows that are none of the list although SAP puts them there, perhaps with the key of one that is. */
	isForeign?: ((row: IDataObject) => boolean) | undefined;
	/** Different keys that there can be at most, where that is known. */
	most?: number | undefined;
	/** What is known of the server; shared by reads of one entity set. */
	server?: Server;
	/** Address for up to `top` rows whose key comes after `after` (undefined: from the start). */
	urlFor(after: string | undefined, top: number): string;
}

/**
 * Reads a list in the order of its key, each time asking for what comes after the last key. Unlike counting rows, this
 * neither loses nor repeats any when the list changes meanwhile. Which key comes after which is SAP's affair (it
 * compares `9` as `0000000009`): keys are never compared here, except to see that they are new.
 * @throws NodeApiError when a row has no key, or when SAP keeps giving the same rows
 */
export async function* keysetPages(node: INode, fetchPage: FetchPage, query: KeysetQuery): AsyncGenerator<Page> {
	const { key, pageSize, limit = Number.POSITIVE_INFINITY, most = Infinity, server = { smallestCut: 0 } } = query;
	const known = new Map<string, string>();
	const lastKeys = new Set<string>();
	let suspected = 0;
	let idle = 0;
	for (let after: string | undefined; known.size < limit; ) {
		const top = Math.min(pageSize, limit - known.size);
		const [before, start] = [known.size, after];
		let [received, passed] = [0, 0];
		for await (const page of serverPages(node, fetchPage, query.urlFor(after, top))) {
			received += page.rows.length;
			const passedBefore = passed;
			const rows: IDataObject[] = [];
			for (const row of page.rows) {
				after = keyOf(node, row, key);
				const content = query.urlOf ? JSON.stringify(row) : '';
				if (query.isForeign?.(row)) {
					passed += 1;
					continue;
				}
				if ((known.get(after) ?? content) !== content) throw notUnique(node, key, after);
				if (known.has(after) || known.size >= limit) continue;
				known.set(after, content);
				rows.push(row);
			}
			idle = rows.length > 0 || passed > passedBefore ? 0 : idle + 1;
			if (idle >= mostIdlePages) throw standstill(node, `${idle} pages in a row brought no new ${String(key)}.`);
			if (rows.length > 0) yield { ...page, rows };
			if (known.size >= limit) return;
		}
		const isNew = known.size > before || (passed > 0 && after !== start);
		if (received < top && (known.size >= most || !mayBeCut(received, server) || (suspected > 0 && !isNew))) {
			if (suspected > 0 && !isNew) server.smallestCut = Math.max(server.smallestCut, suspected + 1);
			break;
		}
		if (after !== undefined) lastKeys.add(after);
		suspected = received < top ? received : 0;
		server.smallestCut = Math.max(server.smallestCut, received);
		if (!isNew) throw standstill(node, `It gave no row after ${keyProperties(key).join(', ')} ${after ?? ''}.`);
	}
	await checkKeys(node, fetchPage, query, [...lastKeys]);
}

/** Whether a second row has the key of the last row of a page: it would have been passed over. */
async function checkKeys(
	node: INode,
	fetchPage: FetchPage,
	query: KeysetQuery,
	keys: readonly string[],
): Promise<void> {
	for (const group of query.urlOf ? keyGroups(keys) : []) {
		const seen = new Set<string>();
		for await (const page of serverPages(node, fetchPage, query.urlOf?.(group) ?? ''))
			for (const row of page.rows) {
				const key = keyOf(node, row, query.key);
				if (seen.has(key)) throw notUnique(node, query.key, key);
				seen.add(key);
			}
	}
}

function keyOf(node: INode, row: IDataObject, key: RowKey): string {
	const values = keyProperties(key).map((property) => row[property]);
	if (values.every((value): value is string => typeof value === 'string' && value !== '')) return keyText(values);
	const names = keyProperties(key).join(', ');
	throw apiError(node, {
		message: `SAP gave a row without ${names}`,
		description: `Rows are read in the order of ${names}, which has to be a text that every row has. Choose another key property.`,
		failure: { cause: 'configuration-invalid' },
		reason: 'configuration_invalid',
	});
}

function notUnique(node: INode, key: RowKey, value: string) {
	const names = keyProperties(key).join(', ');
	return apiError(node, {
		message: `${names} ${value} belongs to several rows`,
		description: `Rows are read in the order of ${names}, and those that share a value would be lost between two pages. Choose a key property that no two rows share, or leave it empty and let the server cut the pages.`,
		failure: { cause: 'configuration-invalid' },
		reason: 'configuration_invalid',
	});
}

function standstill(node: INode, detail: string, what = 'the same rows') {
	return apiError(node, {
		message: `SAP kept giving ${what}`,
		description: `Reading stopped, because it would never have ended. ${detail} Ask the SAP administrator whether the service or a proxy before it drops parts of the query.`,
		reason: 'bad_request',
	});
}
