import { compared, decimal, fromUnscaled, isZero, sum, trimmed, unscaledAt } from '../../shared/decimal';
import type { AccountAssignment, Distribution } from '../../shared/model';
import { split } from '../../shared/split';

/** What is divided among the account assignments of an item, the same for orders and requisitions. */
export interface Divided {
	netAmount: string;
	/** The net amount was computed, so it may differ from SAP's own by a rounding of the last minor unit. */
	netAmountComputed: boolean;
	quantity: string;
	distribution: Distribution;
	assignments: AccountAssignment[];
}

export interface AssignmentShare {
	assignment: AccountAssignment;
	/** In minor units of the currency, not negative for returns. */
	amount: string;
	/** With SAP's three decimal places, `""` when the item's quantity cannot be divided. */
	quantity: string;
}

/** The shares of all account assignments that are not deleted, or in words why SAP's figures contradict each other. */
export type AccountSplit = { shares: AssignmentShare[] } | { mismatch: string };

const quantityDecimals = 3;
const undivided = { mismatch: 'SAP does not say how it is divided among its account assignments' };

/**
 * Divides an item among its account assignments. SAP's own amounts count where they add up to the item's; where SAP sent
 * none, its distribution does: by percentage, by quantity, or all to the only one.
 * @param decimals decimal places of the currency
 */
export function splitItem(item: Divided, decimals: number): AccountSplit {
	const live = item.assignments.filter((each) => !each.deleted);
	const amounts = givenAmounts(live);
	if (amounts && !addsUp(amounts, item, decimals)) {
		const total = fromUnscaled(unscaledAt(decimal(sum(amounts)), decimals), decimals);
		return { mismatch: `its account assignments add up to ${total}, the item to ${item.netAmount}` };
	}
	const weights = amounts ?? weightsOf(item, live, decimals);
	if ('mismatch' in weights) return weights;
	const keyed = live.map(({ number }, index) => ({ key: number, weight: weights[index] ?? '0' }));
	const shared = amounts
		? amounts.map((amount) => fromUnscaled(unscaledAt(decimal(amount), decimals), decimals))
		: split(item.netAmount, keyed, decimals);
	if (!shared) return undivided;
	const quantities = quantitiesOf(item, live) ?? split(item.quantity, keyed, quantityDecimals);
	return {
		shares: live.map((assignment, index) => ({
			assignment,
			amount: shared[index] ?? '0',
			quantity: quantities?.[index] ?? '',
		})),
	};
}

/** SAP's amounts, if it sent any: an amount that was never filled is zero in SAP, which OData cannot tell from nothing. */
function givenAmounts(live: AccountAssignment[]): string[] | undefined {
	const amounts = live.map(({ amount }) => amount);
	if (amounts.includes('') || amounts.every(isZero)) return undefined;
	return amounts;
}

function addsUp(amounts: string[], item: Divided, decimals: number): boolean {
	const minor = (text: string) => unscaledAt(decimal(text), decimals);
	const difference = amounts.reduce((total, amount) => total + minor(amount), 0n) - minor(item.netAmount);
	return difference === 0n || (item.netAmountComputed && (difference === 1n || difference === -1n));
}

function weightsOf(item: Divided, live: AccountAssignment[], decimals: number): string[] | { mismatch: string } {
	if (live.length === 1 || unscaledAt(decimal(item.netAmount), decimals) === 0n) return live.map(() => '1');
	// SAP rounds the percentages it works out itself, so they say nothing exact about amounts that were typed in.
	const percents = item.distribution === 'amount' ? undefined : complete(live.map(({ percent }) => percent));
	if (percents && item.distribution !== 'quantity') return checkedPercents(percents);
	const quantities = item.distribution === 'amount' ? undefined : complete(live.map(({ quantity }) => quantity));
	return quantities ? checkedQuantities(quantities, item.quantity) : undivided;
}

function checkedPercents(percents: string[]): string[] | { mismatch: string } {
	const total = sum(percents);
	// One decimal place each: three equal parts may be 33.3 three times.
	const least = fromUnscaled(BigInt(1000 - percents.length), 1);
	const off = compared(total, least) < 0 || compared(total, '100.1') > 0;
	return off ? { mismatch: `the percentages of its account assignments add up to ${trimmed(total)}` } : percents;
}

function checkedQuantities(quantities: string[], whole: string): string[] | { mismatch: string } {
	const total = sum(quantities);
	if (compared(total, whole) === 0) return quantities;
	return {
		mismatch: `the quantities of its account assignments add up to ${trimmed(total)}, the item to ${trimmed(whole)}`,
	};
}

function quantitiesOf(item: Divided, live: AccountAssignment[]): string[] | undefined {
	const quantities = complete(live.map(({ quantity }) => quantity));
	return quantities && compared(sum(quantities), item.quantity) === 0 ? quantities : undefined;
}

/** The texts if none is missing and not all are zero. */
function complete(texts: string[]): string[] | undefined {
	return texts.length === 0 || texts.includes('') || texts.every(isZero) ? undefined : texts;
}
