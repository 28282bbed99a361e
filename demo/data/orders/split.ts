import { currencyDecimals, ratio, toText, toUnits } from '../money.ts';
import type { SapAccountAssignment, SapPurchaseOrderItem } from '../sap-order-types.ts';

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

type Weight = (assignment: SapAccountAssignment) => string;

const weightOf: Record<SapPurchaseOrderItem['MultipleAcctAssgmtDistribution'], Weight> = {
	'': () => '1',
	'1': ({ Quantity }) => Quantity,
	'2': ({ MultipleAcctAssgmtDistrPercent }) => MultipleAcctAssgmtDistrPercent,
	'3': ({ PurgDocNetAmount }) => PurgDocNetAmount,
};

/** What price and quantity of a stored item make, rounded to the currency. */
function netAmountOfItem(item: SapPurchaseOrderItem, currency: string): string {
	const decimals = currencyDecimals(currency);
	const { OrderPriceUnitToOrderUnitNmrtr, OrdPriceUnitToOrderUnitDnmntr } = item;
	const factors = [item.NetPriceAmount, item.OrderQuantity, OrderPriceUnitToOrderUnitNmrtr];
	return toText(ratio(factors, [item.NetPriceQuantity, OrdPriceUnitToOrderUnitDnmntr], decimals), decimals);
}

/** Works out an item anew after its price or quantity changed: net amount, shares and delivery of the whole. */
export function recalculate(item: SapPurchaseOrderItem, currency: string): void {
	const decimals = currencyDecimals(currency);
	if (item.ExpectedOverallLimitAmount === '0') item.NetAmount = netAmountOfItem(item, currency);
	for (const line of item.scheduleLines) line.ScheduleLineOrderQuantity = item.OrderQuantity;
	const kept = item.assignments.filter((assignment) => !assignment.IsDeleted);
	const weights = kept.map(weightOf[item.MultipleAcctAssgmtDistribution]);
	const amounts = splitUnits(toUnits(item.NetAmount, decimals), weights, decimals);
	const quantities = splitUnits(toUnits(item.OrderQuantity, 3), weights, 3);
	const hasQuantities = ['', '1'].includes(item.MultipleAcctAssgmtDistribution);
	for (const [index, assignment] of kept.entries()) {
		assignment.PurgDocNetAmount = toText(amounts[index] ?? 0n, decimals);
		if (hasQuantities) assignment.Quantity = short(toText(quantities[index] ?? 0n, 3));
	}
}
