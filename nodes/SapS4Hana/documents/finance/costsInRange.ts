import type { IDataObject } from 'n8n-workflow';
import { apiError } from '../../../shared/http';
import type { CostObjects, ProjectRange } from '../../../shared/model';
import { matches } from '../../../shared/pattern';
import type { ODataClient } from '../../odata/client';
import type { Page } from '../../odata/paging';
import { wbsLookup } from '../project/internalIds';
import { accountLookup } from './balanceSheet';
import {
	belongsSomewhere,
	costLines,
	costObjects,
	costPages,
	isCost,
	movedRows,
	numberOf,
	objectOf,
	readsOf,
	wbsNumberOf,
	type ProjectCostQuery,
	type Read,
} from './projectCosts';

/** Costs that show, where a range has none, that the settings of the query match any at all. */
const mostSigns = 100;

/**
 * All costs of the projects of a range, and at times some of others; nothing when nothing moved in the window of the query.
 * They are found by what something was posted on, and not by what SAP lists of the projects: a WBS element that SAP does not
 * show would look as if nothing had been posted on it. Where the range has no costs, some of others come: so no cost at all
 * never means that a project has none.
 * @throws NodeApiError when SAP shows none of the WBS elements that have costs
 */
export async function* costPagesInRange(
	client: ODataClient,
	query: ProjectCostQuery,
	range: ProjectRange,
): AsyncGenerator<Page> {
	const moved = await movedRows(client, query);
	if (moved?.length === 0) return;
	let isEmpty = true;
	for (const { filter, isPart } of await readsIn(client, query, range))
		for await (const page of costPages(client, query, filter, isPart)) {
			isEmpty &&= page.rows.length === 0;
			yield page;
		}
	if (!isEmpty) return;
	for await (const page of costPages(client, query)) {
		if (page.rows.length === 0) continue;
		yield { ...page, rows: page.rows.slice(0, mostSigns) };
		return;
	}
}

/** The requests that together give the costs of a range, nothing twice. */
async function readsIn(client: ODataClient, query: ProjectCostQuery, range: ProjectRange): Promise<Read[]> {
	const posted = await rowsOf(client, query, costObjects);
	const isOwn = await ownIn(client, posted, range);
	const own = posted.filter(isOwn);
	const reads = costObjects.flatMap((property) => {
		const values = own.filter((row) => objectOf(row) === property).map((row) => numberOf(row, property));
		return readsOf(property, values, (row) => objectOf(row) === property && isOwn(row));
	});
	if (range.upTo !== '') return reads;
	// What is no cost belongs to no project, whatever it is posted on.
	const accounts = (await rowsOf(client, query, ['GLAccount', 'ChartOfAccounts'])).filter((row) => isCost(row, query));
	const isBalanceSheet = await accountLookup(client, accounts);
	const others = accounts.filter((row) => isBalanceSheet(row) === true).map((row) => numberOf(row, 'GLAccount'));
	return [...reads, ...readsOf('GLAccount', others, (row) => isBalanceSheet(row) === true && !isOwn(row))];
}

async function rowsOf(client: ODataClient, query: ProjectCostQuery, select: readonly string[]): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for await (const page of costLines(client, query, select, undefined)) rows.push(...page.rows);
	return rows;
}

/** Tells of a posting whether it may belong to a project of the range. */
async function ownIn(
	client: ODataClient,
	posted: readonly IDataObject[],
	{ own, others }: ProjectRange,
): Promise<(row: IDataObject) => boolean> {
	const numbers = posted.map(wbsNumberOf).filter(Boolean);
	const wbs = await wbsLookup(client, numbers);
	const [first = ''] = numbers;
	const found = wbs(first);
	if (numbers.length > 0 && 'problem' in found && !numbers.some((number) => 'wbsElement' in wbs(number)))
		throw apiError(client.node, {
			message: `SAP shows none of the WBS elements that have costs: ${found.problem}`,
			description: 'Nothing was read. Check whether the communication user may still see WBS elements.',
			reason: 'service_not_available',
		});
	const known = new Map<string, boolean>();
	return (row) => {
		if (!belongsSomewhere(row)) return false;
		const key = costObjects.map((property) => numberOf(row, property)).join('|');
		const answer = known.get(key) ?? isOwn(row);
		known.set(key, answer);
		return answer;
	};

	function isOwn(row: IDataObject): boolean {
		const number = wbsNumberOf(row);
		const element = number === '' ? { wbsElement: '' } : wbs(number);
		// Nobody knows whose it is: it is told once.
		if ('problem' in element) return others !== null;
		const keys = { ...element, order: numberOf(row, 'OrderID'), costCenter: numberOf(row, 'CostCenter') };
		return isAmong(own, keys) || (others !== null && !isAmong(others, keys));
	}
}

const isAmong = (
	{ wbsElements, orders, costCenters }: CostObjects,
	{ wbsElement, order, costCenter }: Record<'wbsElement' | 'order' | 'costCenter', string>,
): boolean =>
	wbsElement === ''
		? orders.includes(order) || costCenters.some((pattern) => matches(pattern, costCenter))
		: wbsElements.some((pattern) => matches(pattern, wbsElement));
