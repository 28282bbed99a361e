import type { IDataObject } from 'n8n-workflow';
import { uniqBy } from 'lodash';
import { apiError } from '../../../shared/http';
import type { CostObjects, ProjectRange } from '../../../shared/model';
import { matches } from '../../../shared/pattern';
import { RecentMap } from '../../../shared/recentMap';
import type { ODataClient } from '../../odata/client';
import { readInstant } from '../../odata/dates';
import type { Page } from '../../odata/paging';
import { changedOrCreated } from '../project/wbsElements';
import { knowWbs, wbsLookup, type WbsAnswer } from '../project/internalIds';
import { accountLookup } from './balanceSheet';
import { belongsSomewhere, costObjects, numberOf, objectOf, sapProjectOf, wbsNumberOf } from './postings';
import {
	contradiction,
	costLines,
	isCost,
	movedAndGone,
	movedRows,
	readsOf,
	summed,
	type ProjectCostQuery,
	type Read,
} from './projectCosts';

/** Costs that show, where a range has none, that the settings of the query match any at all. */
const mostSigns = 100;

/** What something was posted on at all, and what SAP answered to the numbers of WBS elements among that. */
interface Posted {
	rows: IDataObject[];
	wbs: Map<string, WbsAnswer>;
}

/** By run, so that its ranges are cut from one and the same list. A process that does not have it asks SAP again. */
const listed = new RecentMap<Posted>(3);

/** The costs that a run asks for in one of its ranges. */
export interface RangeQuery extends ProjectCostQuery {
	runId: string;
	/** What moved since is not in what was listed, ISO 8601. */
	since: string;
	range: ProjectRange;
}

/**
 * All costs of the projects of a range, and at times some of others; nothing when nothing moved in the window of the query.
 * They are found by what something was posted on, and not by what SAP lists of the projects: a WBS element that SAP does not
 * show would look as if nothing had been posted on it. Where the range has no costs, some of others come: so no cost at all
 * never means that a project has none. What is listed, and not found by its number, is looked for among all costs: SAP may know it
 * by another form of the number; a sum of zero it may not have at all.
 * @throws NodeApiError when SAP shows none of the WBS elements that have costs, or when its answers do not agree
 */
export async function* costPagesInRange(client: ODataClient, query: RangeQuery): AsyncGenerator<Page> {
	const moved = await movedRows(client, query);
	if (moved?.length === 0) return;
	const posted = await listOf(client, query);
	const isOwn = ownIn(posted, query.range);
	const own = posted.rows.filter(isOwn);
	const missing = new Set(own.map(objectKey));
	let isEmpty = true;
	const pageOf = (page: Page, isPart: Read['isPart']): Page => {
		const rows = page.rows.filter(isPart);
		for (const row of rows) missing.delete(objectKey(row));
		const costs = rows.filter((row) => isCost(row, query));
		isEmpty &&= costs.length === 0;
		return { ...page, rows: costs };
	};
	for (const { filter, isPart } of await readsIn(client, query, own, isOwn))
		for await (const page of costLines(client, query, summed, filter)) yield pageOf(page, isPart);
	if (missing.size > 0) {
		const notFound = new Set(missing);
		let isNothing = true;
		for await (const page of costLines(client, query, summed, undefined)) {
			isNothing &&= page.rows.length === 0;
			yield pageOf(page, (row) => notFound.has(objectKey(row)));
		}
		if (isNothing) throw disagrees(client, query, 'SAP has left out costs that it had listed.');
	}
	query.needed?.see(posted.rows.filter((row) => !missing.has(objectKey(row))));
	if (!isEmpty) return;
	const isAny = yield* signs(client, query, new Set(posted.rows.map(objectKey)));
	if (moved && !isAny) throw disagrees(client, query, movedAndGone);
}

/** Some costs of others, and whether there are any. */
async function* signs(
	client: ODataClient,
	query: RangeQuery,
	known: ReadonlySet<string>,
): AsyncGenerator<Page, boolean> {
	for await (const page of costLines(client, query, summed, undefined)) {
		const rows = page.rows.filter((row) => belongsSomewhere(row) && isCost(row, query));
		if (rows.length === 0) continue;
		if (rows.some((row) => !known.has(objectKey(row))))
			throw disagrees(client, query, 'SAP has costs that it had not listed.');
		yield { ...page, rows: rows.slice(0, mostSigns) };
		return true;
	}
	return false;
}

/** Nobody knows which answer was right: so both are asked for again. */
function disagrees(client: ODataClient, query: RangeQuery, message: string): Error {
	listed.delete(listKey(query));
	return contradiction(client, message);
}

const listKey = ({ runId, ledger }: RangeQuery) => `${runId} ${ledger}`;

async function listOf(client: ODataClient, query: RangeQuery): Promise<Posted> {
	const key = listKey(query);
	const posted = await postedOn(client, query, listed.get(key));
	if (query.range.upTo === '') listed.delete(key);
	else listed.set(key, posted);
	// Also what SAP did not show: what it shows a moment later was not read for the project that it belongs to.
	knowWbs(client, posted.wbs);
	return posted;
}

/** The requests that together give the costs of a range, nothing twice. */
async function readsIn(
	client: ODataClient,
	query: RangeQuery,
	own: readonly IDataObject[],
	isOwn: Read['isPart'],
): Promise<Read[]> {
	const reads = costObjects.flatMap((property) => {
		const values = own.filter((row) => objectOf(row) === property).map((row) => numberOf(row, property));
		return readsOf(property, values, (row) => objectOf(row) === property && isOwn(row));
	});
	if (query.range.upTo !== '') return reads;
	// What is no cost belongs to no project, whatever it is posted on.
	const accounts = (await rowsOf(client, query, ['GLAccount', 'ChartOfAccounts'])).filter((row) => isCost(row, query));
	const isBalanceSheet = await accountLookup(client, accounts);
	const others = accounts.filter((row) => isBalanceSheet(row) === true).map((row) => numberOf(row, 'GLAccount'));
	return [...reads, ...readsOf('GLAccount', others, (row) => isBalanceSheet(row) === true && !isOwn(row))];
}

async function rowsOf(
	client: ODataClient,
	query: ProjectCostQuery,
	select: readonly string[],
	window?: string,
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for await (const page of costLines(client, query, select, undefined, window)) rows.push(...page.rows);
	return rows;
}

const objectProperties = [...costObjects, 'ProjectInternalID'];

/** What something was posted on, as one text. */
const objectKey = (row: IDataObject) => objectProperties.map((property) => numberOf(row, property)).join('|');

/** What was listed before, and what has moved since. */
async function postedOn(client: ODataClient, query: RangeQuery, before?: Posted): Promise<Posted> {
	const window = before && changedOrCreated(readInstant(query.since), undefined);
	const found = await rowsOf(client, query, objectProperties, window);
	const rows = uniqBy([...(before?.rows ?? []), ...found], objectKey);
	const wbs = new Map(before?.wbs);
	const numbers = new Set(found.map(wbsNumberOf).filter((number) => number !== '' && !wbs.has(number)));
	const lookup = await wbsLookup(client, numbers);
	for (const number of numbers) wbs.set(number, lookup(number));
	const problems = [...wbs.values()].flatMap((answer) => ('problem' in answer ? [answer.problem] : []));
	if (problems[0] !== undefined && problems.length === wbs.size)
		throw apiError(client.node, {
			message: `SAP shows none of the WBS elements that have costs: ${problems[0]}`,
			description: 'Nothing was read. Check whether the communication user may still see WBS elements.',
			reason: 'service_not_available',
		});
	return { rows, wbs };
}

/** Tells of a posting whether it may belong to a project of the range. */
function ownIn({ rows, wbs }: Posted, { own, others, upTo }: ProjectRange): (row: IDataObject) => boolean {
	const known = new Map<string, boolean>();
	const sapProjects = new Set(own.sapProjects);
	const areAllKnown = own.sapProjects !== null;
	const sapProjectsOfOthers = new Set(others?.sapProjects);
	for (const row of rows) {
		const keys = keysOf(row);
		if (keys === undefined || keys.wbsElement === '') continue;
		if (isAmong(own, keys)) sapProjects.add(sapProjectOf(row));
		else if (others && isAmong(others, keys)) sapProjectsOfOthers.add(sapProjectOf(row));
	}
	return (row) => {
		if (!belongsSomewhere(row)) return false;
		const key = objectKey(row);
		const answer = known.get(key) ?? isOwn(row);
		known.set(key, answer);
		return answer;
	};

	/** undefined = SAP does not show the WBS element. */
	function keysOf(row: IDataObject) {
		const number = wbsNumberOf(row);
		const answer = number === '' ? { wbsElement: '' } : wbs.get(number);
		if (!answer || 'problem' in answer) return undefined;
		return { ...answer, order: numberOf(row, 'OrderID'), costCenter: numberOf(row, 'CostCenter') };
	}

	function isOwn(row: IDataObject): boolean {
		const keys = keysOf(row);
		if (keys) return isAmong(own, keys) || (others !== null && !isAmong(others, keys));
		const sapProject = sapProjectOf(row);
		// Whose it is can only be told by its SAP project: all of those wait for it, and without any it is told once.
		if (sapProject === '' || !areAllKnown || sapProjects.has(sapProject)) return true;
		return upTo === '' && !sapProjectsOfOthers.has(sapProject);
	}
}

const isAmong = (
	{ wbsElements, orders, costCenters }: CostObjects,
	{ wbsElement, order, costCenter }: Record<'wbsElement' | 'order' | 'costCenter', string>,
): boolean =>
	wbsElement === ''
		? orders.includes(order) || costCenters.some((pattern) => matches(pattern, costCenter))
		: wbsElements.some((pattern) => matches(pattern, wbsElement));
