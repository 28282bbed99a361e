import type { IDataObject } from 'n8n-workflow';
import type { AccountSet } from '../../../shared/accountRanges';
import { sum } from '../../../shared/decimal';
import type { PlannedCost } from '../../../shared/model';
import { allPages } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { exactDecimal } from '../../odata/decimals';
import { Fields } from '../../odata/fields';
import { isNoKey, keyGroups, normalKey } from '../../odata/keys';
import { allOf, isOneOf, oneOf, startsWith, textLiteral } from '../../odata/literals';
import { describedIn } from '../../odata/metadata';
import type { Page } from '../../odata/paging';
import { entitySetsOf } from '../../odata/serviceKnowledge';
import type { ODataService } from '../../odata/service';
import type { Tree } from '../../odata/tree';
import { queryUrl } from '../../odata/url';
import { amountText } from '../assignment';
import type { DocumentType, Reading } from '../type';

/** Which planned costs to read; empty lists do not narrow the list. */
export interface PlannedCostQuery {
	planCategory: string;
	ledger: string;
	companyCodes: readonly string[];
	fiscalYears: readonly string[];
	/** IDs as people know them, or with `*` behind it the beginning of IDs. */
	wbsElements: readonly string[];
	/** What is planned on other accounts is left out; undefined = no account is. */
	costAccounts: AccountSet | undefined;
}

export const plannedCostService: ODataService = {
	path: '/sap/opu/odata/sap/API_FINPLANNINGENTRYITEM_SRV',
	version: 'V2',
};

const entitySet = 'A_FinPlanningEntryItem';
/** What amounts are summed up by; the WBS element comes to it by the name that the release has for it. */
const grouping = ['CompanyCode', 'CostCenter', 'OrderID', 'GLAccount', 'PlanningCategory', 'LedgerFiscalYear'];
const amountField = 'AmountInCompanyCodeCurrency';

/** Names under which releases know the WBS element as people write it. */
const wbsElementFields = ['WBSElementExternalID', 'WBSElement'] as const;

/** All that is read of planning items, conditions included. */
export const plannedCostTree: Tree = {
	entitySet,
	select: [...grouping, ...wbsElementFields, 'CompanyCodeCurrency', amountField],
	conditions: ['Ledger'],
	oneOf: [wbsElementFields],
};

const treeWith = (wbsField: string): Tree => ({
	entitySet,
	select: [...grouping, wbsField, 'CompanyCodeCurrency', amountField],
});

export const plannedCostType: DocumentType<PlannedCost> = {
	entity: 'budget',
	noun: 'planned cost',
	keyOf,
	reader: async () => await Promise.resolve(toPlannedCost),
	notFoundAdvice: '',
};

/**
 * Planned costs of a category, summed up by company code, WBS element, cost center, order, G/L account and fiscal year,
 * whether SAP sums up or puts out single items. All of them come at once: SAP keeps no change stamp on plan data.
 * What is planned without WBS element, cost center and order belongs to no project and is left out.
 */
export async function* plannedCostPages(client: ODataClient, query: PlannedCostQuery): AsyncGenerator<Page> {
	const known = await wbsFieldOf(client);
	const wbsField = known ?? wbsElementFields[0];
	// The whole tree names what is lacking.
	const tree = known === undefined ? plannedCostTree : treeWith(known);
	const sums = new Map<string, IDataObject>();
	let at = 0;
	for (const group of query.wbsElements.length > 0 ? keyGroups(query.wbsElements) : [[]])
		for await (const page of items(client, query, tree, wbsField, group)) {
			({ at } = page);
			for (const item of page.rows.filter((row) => isCost(row, query)))
				addItem(sums, { ...item, WBSElement: item[wbsField] ?? '' });
		}
	if (sums.size > 0) yield { rows: [...sums.values()], at };
}

function items(
	client: ODataClient,
	{ planCategory, ledger, companyCodes, fiscalYears }: PlannedCostQuery,
	tree: Tree,
	wbsField: string,
	wbsElements: readonly string[],
): AsyncGenerator<Page> {
	return allPages(client, {
		service: plannedCostService,
		tree,
		filter: allOf(
			isOneOf('PlanningCategory', [planCategory]),
			isOneOf('Ledger', [ledger]),
			companyCodes.length > 0 ? isOneOf('CompanyCode', companyCodes) : undefined,
			fiscalYears.length > 0 ? isOneOf('LedgerFiscalYear', fiscalYears) : undefined,
			oneOf(...wbsElements.map((pattern) => isElement(wbsField, pattern))),
		),
		orderBy: [...grouping, wbsField],
	});
}

const isElement = (field: string, pattern: string) =>
	pattern.endsWith('*') ? startsWith(field, pattern.slice(0, -1)) : isOneOf(field, [pattern]);

const isCost = ({ GLAccount }: IDataObject, { costAccounts }: PlannedCostQuery) =>
	costAccounts?.has(String(GLAccount ?? '')) ?? true;

/** Adds an item to its sum; one whose amount cannot be read stays by itself, so that it is told. */
function addItem(sums: Map<string, IDataObject>, item: IDataObject): void {
	if (!belongsSomewhere(item)) return;
	const amount = exactDecimal(item[amountField]);
	const key = `${keyOf(item)}|${String(item.CompanyCodeCurrency)}`;
	if (amount === undefined) {
		sums.set(`${key}|${sums.size}`, item);
		return;
	}
	const known = sums.get(key);
	if (known) known[amountField] = sum([String(known[amountField]), amount]);
	else sums.set(key, { ...item, [amountField]: amount });
}

/** What the release calls the WBS element that people know; undefined = nothing. */
async function wbsFieldOf(client: ODataClient): Promise<string | undefined> {
	const has = describedIn(await entitySetsOf(client, plannedCostService));
	return wbsElementFields.find((name) => has(entitySet, name));
}

const objectFields = ['WBSElement', 'CostCenter', 'OrderID'] as const;

const belongsSomewhere = (item: IDataObject) => objectFields.some((name) => !isNoKey(String(item[name] ?? '')));

/** Company code, cost center, order, account, plan category, fiscal year and WBS element. */
function keyOf(item: IDataObject): string {
	const keys = grouping.map((name) => normalKey(String(item[name] ?? '')));
	return [...keys, String(item.WBSElement ?? '').trim()].join('|');
}

function toPlannedCost(item: IDataObject): Reading<PlannedCost> {
	const plan = new Fields(item);
	const currency = plan.currency('CompanyCodeCurrency');
	const wbsElement = plan.text('WBSElement').trim();
	const document: PlannedCost = {
		companyCode: plan.required('CompanyCode'),
		wbsElement: isNoKey(wbsElement) ? '' : wbsElement,
		costCenter: plan.key('CostCenter'),
		order: plan.key('OrderID'),
		glAccount: plan.key('GLAccount') || plan.required('GLAccount'),
		planCategory: plan.required('PlanningCategory'),
		fiscalYear: plan.required('LedgerFiscalYear'),
		currency,
		amount: amountText(plan.requiredDecimal(amountField), currency),
	};
	return plan.problems.length > 0 ? { unreadable: plan.problems.join('; ') } : { document };
}

/** Categories asked for at a time. */
const categoryPage = 25;

/**
 * The plan categories that SAP has items of, in their order, after one of them. Each is asked for by itself, so that SAP
 * never has to put out the items.
 */
export async function planCategories(
	client: ODataClient,
	after = '',
): Promise<{ found: string[]; next?: string | undefined }> {
	const found: string[] = [];
	for (let last = after; found.length < categoryPage; last = found.at(-1) ?? last) {
		const url = queryUrl(client.connection.baseUrl, plannedCostService, {
			entitySet,
			select: ['PlanningCategory'],
			filter: `PlanningCategory gt ${textLiteral(last)}`,
			orderBy: 'PlanningCategory',
			top: 1,
		});
		const { rows } = await client.page(plannedCostService, url);
		const category = String(rows[0]?.PlanningCategory ?? '');
		if (category === '' || category === last) return { found };
		found.push(category);
	}
	return { found, next: found.at(-1) };
}
