import { sum } from '../../../shared/decimal';
import type { CostObject } from '../../../shared/model';
import type { ODataClient } from '../../odata/client';
import { Fields } from '../../odata/fields';
import { readInstant } from '../../odata/dates';
import type { Page } from '../../odata/paging';
import { amountText } from '../assignment';
import { wbsLookup } from '../project/internalIds';
import { changedOrCreated } from '../project/wbsElements';
import { belongsSomewhere, costLines, isCost, numberOf, wbsNumberOf, type CostFilter } from './projectCosts';

/** Which objects to read: those on which something moved in the window (ISO 8601), or all. */
export interface CostObjectQuery extends CostFilter {
	changed: { from: string; to: string } | undefined;
}

/** G/L accounts are among them, because SAP cannot be asked for ranges of them. */
const select = ['CompanyCode', 'WBSElementInternalID', 'CostCenter', 'OrderID', 'GLAccount'];
const selectAmounts = [...select, 'CompanyCodeCurrency', 'AmountInCompanyCodeCurrency'];

/**
 * What costs are posted on, summed up by SAP, and added up over G/L accounts page by page: there are as many as WBS
 * elements, cost centers and orders, however much is posted on them. A WBS element that SAP does not know is named by its
 * number.
 */
export async function costObjects(client: ODataClient, query: CostObjectQuery): Promise<CostObject[]> {
	const { changed } = query;
	const window = changed && changedOrCreated(readInstant(changed.from), readInstant(changed.to));
	const objects = new Map<string, CostObject>();
	for await (const page of costLines(client, query, { select: selectAmounts, window }))
		for (const object of await objectsOn(client, page, query)) {
			const key = JSON.stringify([object.companyCode, object.wbsElement, object.costCenter, object.order]);
			const known = objects.get(key);
			objects.set(key, known ? { ...known, amount: sum([known.amount, object.amount]) } : object);
		}
	return [...objects.values()].map((object) => ({ ...object, amount: amountText(object.amount, object.currency) }));
}

async function objectsOn(client: ODataClient, page: Page, query: CostObjectQuery): Promise<CostObject[]> {
	const rows = page.rows.filter((row) => belongsSomewhere(row) && isCost(row, query));
	const elements = await wbsLookup(client, rows.map(wbsNumberOf).filter(Boolean));
	return rows.map((row) => {
		const fields = new Fields(row);
		const number = wbsNumberOf(row);
		const found = number === '' ? { wbsElement: '' } : elements(number);
		return {
			companyCode: fields.required('CompanyCode'),
			wbsElement: 'wbsElement' in found ? found.wbsElement : number,
			costCenter: numberOf(row, 'CostCenter'),
			order: numberOf(row, 'OrderID'),
			currency: fields.currency('CompanyCodeCurrency'),
			// What is wrong with an amount is told when its costs are read one by one.
			amount: fields.requiredDecimal('AmountInCompanyCodeCurrency') || '0',
			isChanged: query.changed !== undefined,
		};
	});
}
