import type { IDataObject } from 'n8n-workflow';
import type { ODataClient } from './client';
import { keyGroups, normalKey } from './keys';
import { isOneOf } from './literals';
import { wholePages } from './paging';
import type { ODataService } from './service';
import type { Branch, Tree } from './tree';
import { queryUrl } from './url';

/** Rows a page that V4 is asked for; V2 pages as it likes. */
const wish = { prefer: 'odata.maxpagesize=5000' };

type Join = NonNullable<Branch['on']>;

/**
 * Reads the branches of rows on their own, a few requests for each entity set, and hangs them where expanding would have
 * put them. Branches that do not say on which properties they hang are left out.
 */
export async function attachBranches(
	client: ODataClient,
	service: ODataService,
	tree: Tree,
	roots: IDataObject[],
): Promise<void> {
	const attach = async (parents: IDataObject[], { children = {} }: Tree): Promise<void> => {
		for (const [name, branch] of Object.entries(children)) {
			if (!branch.on) continue;
			const rows = await branchRows(client, service, branch, branch.on, keysIn(parents, branch.on));
			hang(parents, name, rows, branch.on);
			if (branch.single) for (const parent of parents) parent[name] = (parent[name] as IDataObject[])[0] ?? null;
			await attach(rows, branch);
		}
	};
	await attach(roots, tree);
}

function keysIn(parents: IDataObject[], on: Join): string[] {
	const property = on[0]?.[1] ?? '';
	return [...new Set(parents.map((row) => String(row[property] ?? '')).filter(Boolean))];
}

async function branchRows(
	client: ODataClient,
	service: ODataService,
	{ entitySet, select, children = {} }: Branch,
	on: Join,
	keys: readonly string[],
): Promise<IDataObject[]> {
	const own = on.map(([property]) => property);
	const needed = Object.values(children).flatMap((child) => (child.on ?? []).map(([, parents]) => parents));
	const rows: IDataObject[] = [];
	for (const group of keyGroups(keys)) {
		const url = queryUrl(client.connection.baseUrl, service, {
			entitySet,
			filter: isOneOf(own[0] ?? '', group),
			select: [...new Set([...select, ...own, ...needed])],
			orderBy: own.join(','),
		});
		const fetchPage = async (link: string) =>
			await client.page(service, link, service.version === 'V4' ? wish : undefined);
		for await (const page of wholePages(client.node, fetchPage, url)) rows.push(...page.rows);
	}
	return rows;
}

function hang(parents: IDataObject[], name: string, rows: IDataObject[], on: Join): void {
	const byParent = new Map<string, IDataObject[]>();
	for (const row of rows) {
		const key = joined(row, 0, on);
		const siblings = byParent.get(key);
		if (siblings) siblings.push(row);
		else byParent.set(key, [row]);
	}
	for (const parent of parents) parent[name] = byParent.get(joined(parent, 1, on)) ?? [];
}

/** SAP writes one and the same number with leading zeros in one entity set and without in another. */
function joined(row: IDataObject, side: 0 | 1, on: Join): string {
	return on.map((pair) => normalKey(String(row[pair[side]] ?? ''))).join(' ');
}
