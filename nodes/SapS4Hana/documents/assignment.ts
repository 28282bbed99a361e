import { currencyDecimals, decimal, fromUnscaled, isZero, trimmed, unscaledAt } from '../../shared/decimal';
import type { AccountAssignment, Distribution } from '../../shared/model';
import type { Fields } from '../odata/fields';
import { isNoKey } from '../odata/keys';
import type { WbsLookup } from './project/internalIds';

/** MultipleAcctAssgmtDistribution. */
const distributionCodes: Record<string, Distribution> = { '': 'single', 1: 'quantity', 2: 'percent', 3: 'amount' };

export function distributionOf(item: Fields): Distribution {
	const code = item.text('MultipleAcctAssgmtDistribution').trim();
	const distribution = distributionCodes[code];
	if (!distribution) item.note('MultipleAcctAssgmtDistribution', `has the unknown value ${code}`);
	return distribution ?? 'single';
}

/** An amount as text with at least the decimal places of its currency; further ones stay, so that not a digit is lost. */
export function amountText(amount: string, currency: string): string {
	if (amount === '') return '';
	const exact = decimal(trimmed(amount));
	const scale = Math.max(exact.scale, currencyDecimals(currency));
	return fromUnscaled(unscaledAt(exact, scale), scale);
}

/** Quantity, price or percentage without the zeros with which SAP fills up its decimals; `""` stays. */
export const numberText = (value: string): string => (value === '' ? '' : trimmed(value));

export interface AssignmentContext {
	/** How SAP calls number and amount in this service. */
	numberField: string;
	amountField: string;
	/** Fields that may hold the WBS element that people know, the better one first. */
	wbsFields: readonly string[];
	currency: string;
	distribution: Distribution;
	/** Net amount of the item. */
	netAmount: string;
	deleted(assignment: Fields): boolean;
	wbs: WbsLookup;
}

/**
 * The account assignments of an item in the order of their numbers. V4 has no empty numbers and writes 0 for them: a zero
 * that says nothing about how the item is divided becomes `""`.
 */
export function assignmentsOf(rows: Fields[], context: AssignmentContext): AccountAssignment[] {
	const { numberField, amountField, currency, distribution, netAmount } = context;
	const amounts = rows.map((row) => row.decimal(amountField));
	const hasAmounts = distribution === 'amount' || isNil(netAmount) || amounts.some((amount) => !isNil(amount));
	return rows
		.map((row, index) => {
			const percent = row.decimal('MultipleAcctAssgmtDistrPercent');
			const quantity = row.decimal('Quantity');
			return {
				number: row.key(numberField) || row.required(numberField),
				glAccount: row.key('GLAccount'),
				costCenter: row.key('CostCenter'),
				wbsElement: wbsElementOf(row, context),
				order: row.key('OrderID'),
				percent: isNil(percent) && distribution !== 'percent' ? '' : numberText(percent),
				quantity: isNil(quantity) && distribution !== 'quantity' ? '' : numberText(quantity),
				amount: hasAmounts ? amountText(amounts[index] ?? '', currency) : '',
				deleted: context.deleted(row),
			};
		})
		.sort((a, b) => Number(a.number) - Number(b.number));
}

const isNil = (value: string) => value === '' || isZero(value);

function wbsElementOf(row: Fields, { wbsFields, wbs }: AssignmentContext): string {
	const known = wbsFields.map((name) => row.text(name).trim()).find((text) => !isNoKey(text));
	const internalId = row.key('WBSElementInternalID');
	if (known !== undefined || internalId === '') return known ?? '';
	const found = wbs(internalId);
	if ('wbsElement' in found) return found.wbsElement;
	row.note('WBSElementInternalID', found.problem);
	return '';
}
