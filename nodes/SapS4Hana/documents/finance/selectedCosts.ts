import type { SelectedProject } from '../../../shared/model';
import { matches, type Pattern } from '../../../shared/pattern';
import type { ODataClient } from '../../odata/client';
import { keyGroups, normalKey } from '../../odata/keys';
import { allOf, isOneOf } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import { internalIdsMatching } from '../project/wbsElements';
import { costLines, costPages, noWbsElement, numberOf, wbsNumberOf, type CostFilter } from './projectCosts';

/**
 * All that is posted on the WBS elements, internal orders and cost centers of projects, nothing twice. As projects are found
 * by their WBS element first, what is posted on one is not read by order or cost center.
 */
export async function* selectedCostPages(
	client: ODataClient,
	query: CostFilter,
	projects: readonly SelectedProject[],
): AsyncGenerator<Page> {
	const elements = await internalIdsMatching(
		client,
		projects.flatMap(({ wbsElements }) => wbsElements),
	);
	for (const group of keyGroups(elements))
		yield* costPages(client, query, isOneOf('WBSElementInternalID', group), () => true);
	const orders = [...new Set(projects.flatMap((project) => project.orders.map(normalKey)))];
	for (const group of keyGroups(orders))
		yield* costPages(client, query, allOf(noWbsElement, isOneOf('OrderID', group)), (row) => wbsNumberOf(row) === '');
	const centers = await costCentersMatching(
		client,
		query,
		projects.flatMap(({ costCenters }) => costCenters),
	);
	const read = new Set(orders);
	for (const group of keyGroups(centers))
		yield* costPages(
			client,
			query,
			allOf(noWbsElement, isOneOf('CostCenter', group)),
			(row) => wbsNumberOf(row) === '' && !read.has(numberOf(row, 'OrderID')),
		);
}

/** Cost centers with costs are few: SAP compares the beginning of a number with leading zeros, which people leave out. */
async function costCentersMatching(
	client: ODataClient,
	query: CostFilter,
	patterns: readonly Pattern[],
): Promise<string[]> {
	const centers = new Set(patterns.flatMap((pattern) => (pattern.kind === 'exact' ? [normalKey(pattern.key)] : [])));
	const others = patterns.filter(({ kind }) => kind !== 'exact');
	if (others.length > 0)
		for await (const page of costLines(client, query, { select: ['CostCenter'], filter: noWbsElement }))
			for (const row of page.rows) {
				const center = numberOf(row, 'CostCenter');
				if (center !== '' && others.some((each) => each.kind === 'any' || matches(each, center))) centers.add(center);
			}
	return [...centers];
}
