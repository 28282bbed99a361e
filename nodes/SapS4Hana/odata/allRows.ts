import type { IDataObject } from 'n8n-workflow';
import type { ODataClient } from './client';
import { serverPages, type Page } from './paging';
import type { ODataService } from './service';
import { selection, type Tree } from './tree';
import { queryUrl } from './url';

export interface ListQuery {
	service: ODataService;
	tree: Tree;
	filter?: string | undefined;
	/** Properties that order the rows and tell them apart. */
	orderBy: readonly string[];
}

/**
 * Reads rows that no single text property identifies, in the pages into which SAP cuts them. For lists that seldom change
 * while they are read: other than by key, a row may be missed then.
 */
export function allPages(client: ODataClient, { service, tree, filter, orderBy }: ListQuery): AsyncGenerator<Page> {
	const url = queryUrl(client.connection.baseUrl, service, {
		entitySet: tree.entitySet,
		filter,
		...selection(service.version, tree),
		orderBy: orderBy.join(','),
	});
	return serverPages(client.node, async (link) => await client.page(service, link), url);
}

/** All rows of such a list at once. */
export async function allRows(client: ODataClient, query: ListQuery): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for await (const page of allPages(client, query)) rows.push(...page.rows);
	return rows;
}
