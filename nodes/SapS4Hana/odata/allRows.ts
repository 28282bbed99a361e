import type { IDataObject } from 'n8n-workflow';
import type { ODataClient } from './client';
import { wholePages, type Page } from './paging';
import { ReleaseRead, type Asked } from './release';
import { selection } from './tree';
import { queryUrl } from './url';

/**
 * Reads rows that no single text property identifies, in the pages into which SAP cuts them. For lists that seldom change
 * while they are read: other than by key, a row may be missed then.
 * @param asked the properties in `orderBy` order the rows and tell them apart
 */
export async function* allPages(client: ODataClient, asked: Asked): AsyncGenerator<Page> {
	const { service } = asked;
	const read = new ReleaseRead(client, asked);
	const urlOf = () =>
		queryUrl(client.connection.baseUrl, service, {
			entitySet: asked.tree.entitySet,
			filter: read.fitted.filter,
			...selection(service.version, read.fitted.tree),
			orderBy: read.fitted.orderBy.join(','),
		});
	const first = urlOf();
	const fetchPage = async (url: string): Promise<Page> => {
		const isFirst = url === first;
		const [page] = await Promise.allSettled([client.page(service, isFirst ? urlOf() : url)]);
		if (page.status === 'fulfilled') return { ...page.value, rows: read.filled(page.value.rows) };
		if (isFirst && (await read.learn(page.reason))) return await fetchPage(first);
		throw page.reason;
	};
	yield* wholePages(client.node, fetchPage, first);
}

/** All rows of such a list at once. */
export async function allRows(client: ODataClient, asked: Asked): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for await (const page of allPages(client, asked)) rows.push(...page.rows);
	return rows;
}
