import { currencyDecimals, ratio, toText, toUnits } from '../money.ts';
import type { SapPurchaseOrderItem } from '../sap-order-types.ts';
import type { SapRequisitionItem } from '../sap-requisition-types.ts';

/**
 * Splits as SAP does: each share is rounded, the last one takes what is left.
 *
 * @param weights decimal texts that tell the proportions; all zero: everything goes to the last one
 * @param decimals of the result; `total` is in these units
 */
export function splitUnits(total: bigint, weights: readonly string[], decimals: number): bigint[] {
	const whole = weights.reduce((sum, weight) => sum + toUnits(weight, 6), 0n);
	let left = total;
	return weights.map((weight, index) => {
		const isLast = index === weights.length - 1;
		const share = whole === 0n ? 0n : ratio([toText(total, decimals), weight], [toText(whole, 6)], decimals);
		const part = isLast ? left : share;
		left -= part;
		return part;
	});
}

/** Without superfluous zeros: quantities show no more decimals than they need. */
const short = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** The sum of quantities. */
export const quantitySum = (quantities: readonly string[]) =>
	short(
		toText(
			quantities.reduce((sum, quantity) => sum + toUnits(quantity, 3), 0n),
			3,
		),
	);

/** What an account assignment of an order and of a requisition have in common; the amount has a name of its own. */
interface Share {
	IsDeleted: boolean;
	Quantity: string;
	MultipleAcctAssgmtDistrPercent: string;
}

interface Whole {
	/** MultipleAcctAssgmtDistribution. */
	distribution: '' | '1' | '2' | '3';
	quantity: string;
	netAmount: string;
	currency: string;
}

/** Divides an item anew, by the proportions that there were. @param amount reads, or with a value sets, a share's amount */
function shareOut<T extends Share>(
	shares: readonly T[],
	{ distribution, quantity, netAmount, currency }: Whole,
	amount: (share: T, value?: string) => string,
): void {
	const decimals = currencyDecimals(currency);
	const kept = shares.filter((share) => !share.IsDeleted);
	const weights = kept.map(
		(share) =>
			({ '': '1', '1': share.Quantity, '2': share.MultipleAcctAssgmtDistrPercent, '3': amount(share) })[distribution],
	);
	const amounts = splitUnits(toUnits(netAmount, decimals), weights, decimals);
	const quantities = splitUnits(toUnits(quantity, 3), weights, 3);
	for (const [index, share] of kept.entries()) {
		amount(share, toText(amounts[index] ?? 0n, decimals));
		if (distribution === '' || distribution === '1') share.Quantity = short(toText(quantities[index] ?? 0n, 3));
	}
}

/** What price and quantity of a stored item make, rounded to the currency. */
function netAmountOfItem(item: SapPurchaseOrderItem, currency: string): string {
	const decimals = currencyDecimals(currency);
	const { OrderPriceUnitToOrderUnitNmrtr, OrdPriceUnitToOrderUnitDnmntr } = item;
	const factors = [item.NetPriceAmount, item.OrderQuantity, OrderPriceUnitToOrderUnitNmrtr];
	return toText(ratio(factors, [item.NetPriceQuantity, OrdPriceUnitToOrderUnitDnmntr], decimals), decimals);
}

/** Works out an item anew after its price or quantity changed: net amount, shares, deliveries. */
export function recalculate(item: SapPurchaseOrderItem, currency: string): void {
	if (item.ExpectedOverallLimitAmount === '0') item.NetAmount = netAmountOfItem(item, currency);
	const scheduled = item.scheduleLines.map((line) => line.ScheduleLineOrderQuantity);
	const deliveries = splitUnits(toUnits(item.OrderQuantity, 3), scheduled, 3);
	for (const [index, line] of item.scheduleLines.entries()) {
		line.ScheduleLineOrderQuantity = short(toText(deliveries[index] ?? 0n, 3));
	}
	const { MultipleAcctAssgmtDistribution: distribution, OrderQuantity: quantity, NetAmount: netAmount } = item;
	shareOut(item.assignments, { distribution, quantity, netAmount, currency }, (share, value) => {
		if (value !== undefined) share.PurgDocNetAmount = value;
		return share.PurgDocNetAmount;
	});
}

/** The same for an item of a requisition. */
export function recalculateRequisition(item: SapRequisitionItem): void {
	const { PurReqnItemCurrency: currency, RequestedQuantity: quantity } = item;
	const decimals = currencyDecimals(currency);
	const amount = ratio([item.PurchaseRequisitionPrice, quantity], [item.PurReqnPriceQuantity], decimals);
	const netAmount = toText(amount, decimals);
	item.ItemNetAmount = netAmount;
	const distribution = item.MultipleAcctAssgmtDistribution;
	shareOut(item.assignments, { distribution, quantity, netAmount, currency }, (share, value) => {
		if (value !== undefined) share.PurReqnNetAmount = value;
		return share.PurReqnNetAmount;
	});
}
