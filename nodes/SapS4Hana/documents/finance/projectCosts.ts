import type { IDataObject } from 'n8n-workflow';
import type { AccountSet } from '../../../shared/accountRanges';
import type { CostKind, PostedOn, ProjectCost } from '../../../shared/model';
import { apiError } from '../../../shared/http';
import { allPages } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { readInstant } from '../../odata/dates';
import { Fields } from '../../odata/fields';
import { keyGroups } from '../../odata/keys';
import { allOf, dayLiteral, isOneOf, oneOf } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import type { ODataService } from '../../odata/service';
import type { Tree } from '../../odata/tree';
import { amountText } from '../assignment';
import { wbsLookup, type WbsLookup } from '../project/internalIds';
import { changedOrCreated } from '../project/wbsElements';
import type { DocumentType, Reading } from '../type';
import { accountLookup, type AccountLookup } from './balanceSheet';
import type { NeededProjects } from './neededProjects';
import { belongsSomewhere, numberOf, objectOf, sapProjectOf, wbsNumberOf, type CostObject } from './postings';

/** Which costs to read. Timestamps are ISO 8601, known to be valid; empty fields do not narrow the list. */
export interface ProjectCostQuery {
	companyCodes: readonly string[];
	ledger: string;
	/** Posting days, `YYYY-MM-DD`. */
	postedFrom: string;
	postedTo: string;
	/** Numbers of WBS elements; undefined = all, and what is posted on cost centers and orders without one. */
	internalIds: readonly string[] | undefined;
	changedFrom: string;
	changedTo: string;
	/** Accounts that are costs; undefined = all. */
	costAccounts: AccountSet | undefined;
	/** What comes when something moved in the window. */
	changesReturn: ChangesReturn;
	/** Is told of what SAP shows. */
	needed?: NeededProjects;
}

/**
 * `all` = every amount that the other filters let through; `projects` = every amount of the SAP projects, cost centers and
 * internal orders in which something moved; `moved` = only the amounts that moved.
 */
export type ChangesReturn = 'all' | 'projects' | 'moved';

export const projectCostService: ODataService = { path: '/sap/opu/odata/sap/API_GLACCOUNTLINEITEM', version: 'V2' };

const entitySet = 'GLAccountLineItem';
/** What SAP sums up by, and hands on: an aggregate service groups by the properties that are selected. */
const grouping = [
	...['CompanyCode', 'WBSElementInternalID', 'CostCenter', 'OrderID', 'GLAccount', 'FiscalYear', 'FiscalPeriod'],
	...['PurchasingDocument', 'PurchasingDocumentItem', 'AccountingDocumentType', 'ReferenceDocumentType'],
	'ProjectInternalID',
];
/** Fields without which costs are less finely told apart. */
const optionalGrouping = {
	PurchasingDocumentItem: 'Costs of an order are not told apart by its items.',
	AccountingDocumentType: 'Invoices without an order are recognized by their reference type alone.',
	ReferenceDocumentType: 'Payroll is not told apart from other costs.',
};
/** A credit that hands costs on, and what is only ordered, are no actual cost. A service without these fields refuses. */
const actuals = ['IsSettlement', 'IsCommitment'] as const;
export const summed = [...grouping, 'ChartOfAccounts', 'CompanyCodeCurrency', 'AmountInCompanyCodeCurrency'];

/** All that is read of postings, conditions included. */
export const projectCostTree: Tree = {
	entitySet,
	select: [...summed, ...actuals, 'Ledger', 'PostingDate', 'CreationDateTime', 'LastChangeDateTime'],
	optional: {
		...optionalGrouping,
		PostingDate: 'Costs cannot be narrowed by posting days.',
		ProjectInternalID:
			'Where something moved, all costs are read and not only those of its project. Where a cost cannot be read, all projects wait for it.',
		CreationDateTime: 'Changes cannot be detected, so all costs are read.',
		LastChangeDateTime: 'Changes cannot be detected, so all costs are read.',
	},
};

export function projectCostType(query: ProjectCostQuery): DocumentType<ProjectCost> {
	return {
		entity: 'actual_cost',
		noun: 'project cost',
		keyOf,
		reader: async (client, { rows }) => {
			const wbs = await wbsLookup(client, rows.map(wbsNumberOf).filter(Boolean));
			const accounts = await accountLookup(client, rows);
			return (record) => toProjectCost(record, query, wbs, accounts);
		},
		notFoundAdvice: '',
	};
}

/**
 * Costs by WBS element, cost center, internal order, G/L account, fiscal period and order item, summed up by SAP. A change
 * window first finds what moved in it and then reads amounts as they stand, so that a change that was missed once comes right with the next; where
 * nothing moved, nothing comes.
 * What is posted without any of the three belongs to no project and is left out.
 * @throws NodeApiError when something moved, and of all costs none comes
 */
export async function* projectCostPages(client: ODataClient, query: ProjectCostQuery): AsyncGenerator<Page> {
	const moved = await movedRows(client, query);
	if (moved?.length === 0) return;
	let isEmpty = true;
	for (const { filter, isPart } of moved ? reads(moved, query) : everything(query))
		for await (const page of costPages(client, query, filter, isPart)) {
			isEmpty &&= page.rows.length === 0;
			yield page;
		}
	if (moved && isEmpty && query.changesReturn === 'all') throw contradiction(client, movedAndGone);
}

export const movedAndGone = 'SAP has costs that have moved, and then it has none at all.';

/** Two answers of SAP that cannot both be right. */
export function contradiction({ node }: ODataClient, message: string): Error {
	return apiError(node, {
		message,
		description: 'Nothing was decided on the projects that were read. They are read again.',
		reason: 'system_unavailable',
	});
}

const everything = (query: ProjectCostQuery): Read[] =>
	wbsConditions(query).map((filter) => ({ filter, isPart: () => true }));

/** One condition a request on the WBS elements asked for. */
function wbsConditions({ internalIds }: ProjectCostQuery): Array<string | undefined> {
	if (internalIds === undefined) return [undefined];
	return keyGroups(internalIds).map((group) => isOneOf('WBSElementInternalID', group));
}

/** What moved in the window of the query; undefined = it has none. */
export async function movedRows(client: ODataClient, query: ProjectCostQuery): Promise<IDataObject[] | undefined> {
	const changed = changedOrCreated(readInstant(query.changedFrom), readInstant(query.changedTo));
	if (changed === undefined) return undefined;
	const rows: IDataObject[] = [];
	for (const filter of wbsConditions(query)) {
		const pages = costLines(client, query, grouping, filter, changed);
		for await (const page of pages)
			rows.push(...page.rows.filter((row) => belongsSomewhere(row) && isCost(row, query)));
	}
	return rows;
}

/** A request for costs, and which of the rows that come are meant. */
export interface Read {
	filter: string | undefined;
	isPart(row: IDataObject): boolean;
}

/** The requests that together give what is to come of what moved, nothing twice. */
function reads(moved: readonly IDataObject[], query: ProjectCostQuery): Read[] {
	const whole = query.changesReturn === 'projects';
	const isProjectKnown = moved.every((row) => row.ProjectInternalID !== undefined);
	if (query.changesReturn === 'all' || (whole && !isProjectKnown)) return everything(query);
	const keys = new Set(moved.map(keyOf));
	const isWanted = (row: IDataObject) => whole || keys.has(keyOf(row));
	const project = (row: IDataObject) => (whole && wbsNumberOf(row) ? sapProjectOf(row) : '');
	const groups = (property: string, values: string[], object: CostObject): Read[] =>
		readsOf(property, values, (row) => objectOf(row) === object && isWanted(row));
	const on = (object: CostObject) => moved.filter((row) => objectOf(row) === object);
	const numbers = (object: 'CostCenter' | 'OrderID') =>
		groups(
			object,
			on(object).map((row) => numberOf(row, object)),
			object,
		);
	return [
		...groups('ProjectInternalID', moved.map(project), 'WBSElementInternalID'),
		...groups('WBSElementInternalID', moved.filter((row) => !project(row)).map(wbsNumberOf), 'WBSElementInternalID'),
		...numbers('CostCenter'),
		...numbers('OrderID'),
	];
}

/** The rows with these values that are meant, a few dozen values in one request. */
export const readsOf = (property: string, values: string[], isPart: Read['isPart']): Read[] =>
	keyGroups([...new Set(values.filter(Boolean))]).map((group) => ({ filter: isOneOf(property, group), isPart }));

async function* costPages(
	client: ODataClient,
	query: ProjectCostQuery,
	filter?: string,
	isPart: Read['isPart'] = () => true,
): AsyncGenerator<Page> {
	for await (const page of costLines(client, query, summed, filter)) {
		query.needed?.see(page.rows);
		yield { ...page, rows: page.rows.filter((row) => belongsSomewhere(row) && isPart(row) && isCost(row, query)) };
	}
}

/** Postings, summed up by what is selected. */
export function costLines(
	client: ODataClient,
	{ companyCodes, ledger, postedFrom, postedTo }: ProjectCostQuery,
	select: readonly string[],
	filter: string | undefined,
	window?: string,
): AsyncGenerator<Page> {
	return allPages(client, {
		service: projectCostService,
		tree: { entitySet, select, optional: projectCostTree.optional ?? {} },
		window,
		filter: (within) =>
			allOf(
				isOneOf('Ledger', [ledger]),
				companyCodes.length > 0 ? isOneOf('CompanyCode', companyCodes) : undefined,
				postedFrom && `PostingDate ge ${dayLiteral('V2', postedFrom)}`,
				postedTo && `PostingDate le ${dayLiteral('V2', postedTo)}`,
				...actuals.map((property) => `${property} eq false`),
				oneOf(`WBSElementInternalID ne '00000000'`, `CostCenter ne ''`, `OrderID ne ''`),
				allOf(filter, within),
			),
		orderBy: grouping.filter((property) => select.includes(property)),
	});
}

export const isCost = (row: IDataObject, { costAccounts }: ProjectCostQuery) =>
	costAccounts === undefined || costAccounts.has(numberOf(row, 'GLAccount'));

/** All that SAP sums up by. */
function keyOf(row: IDataObject): string {
	return grouping.map((property) => numberOf(row, property)).join('|');
}

function toProjectCost(
	row: IDataObject,
	query: ProjectCostQuery,
	wbs: WbsLookup,
	accounts: AccountLookup,
): Reading<ProjectCost> {
	const cost = new Fields(row);
	const currency = cost.currency('CompanyCodeCurrency');
	const amount = cost.requiredDecimal('AmountInCompanyCodeCurrency');
	const isBalanceSheet = accounts(row);
	if (isBalanceSheet === undefined)
		cost.note('GLAccount', `${String(row.GLAccount)} is not in the chart of accounts ${String(row.ChartOfAccounts)}`);
	const document: ProjectCost = {
		companyCode: cost.required('CompanyCode'),
		ledger: query.ledger,
		projectInternalId: sapProjectOf(row),
		wbsElement: wbsElementOf(cost, wbs),
		costCenter: cost.key('CostCenter'),
		order: cost.key('OrderID'),
		glAccount: cost.key('GLAccount') || cost.required('GLAccount'),
		isBalanceSheet: isBalanceSheet ?? false,
		purchaseOrder: cost.key('PurchasingDocument'),
		purchaseOrderItem: cost.key('PurchasingDocumentItem'),
		kind: kindOf(row),
		documentType: cost.text('AccountingDocumentType'),
		referenceType: cost.text('ReferenceDocumentType'),
		fiscalYear: cost.required('FiscalYear'),
		fiscalPeriod: cost.required('FiscalPeriod').replace(/^0(?=\d\d$)/, ''),
		currency,
		amount: amountText(amount, currency),
		from: query.postedFrom,
		to: query.postedTo,
	};
	if (cost.problems.length === 0) return { document };
	const { order, costCenter, projectInternalId } = document;
	const isUnknown = wbsNumberOf(row) !== '' && document.wbsElement === '';
	const posted: PostedOn = { wbsElement: isUnknown ? null : document.wbsElement, order, costCenter, projectInternalId };
	return { unreadable: cost.problems.join('; '), known: { posted } };
}

/** By the order that SAP names, never by the type of document alone: which types there are is up to the customer. */
function kindOf(row: IDataObject): CostKind {
	if (numberOf(row, 'PurchasingDocument') !== '') return 'order';
	const reference = String(row.ReferenceDocumentType ?? '');
	if (reference.startsWith('HRP')) return 'payroll';
	const isInvoice = reference === 'RMRP' || ['KR', 'KG', 'RE'].includes(String(row.AccountingDocumentType ?? ''));
	return isInvoice ? 'invoice' : 'other';
}

function wbsElementOf(cost: Fields, wbs: WbsLookup): string {
	const internalId = cost.key('WBSElementInternalID');
	if (internalId === '') return '';
	const found = wbs(internalId);
	if ('wbsElement' in found) return found.wbsElement;
	cost.note('WBSElementInternalID', found.problem);
	return '';
}
