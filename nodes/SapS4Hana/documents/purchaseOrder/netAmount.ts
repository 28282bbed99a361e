import { compared, decimalsOf, isZero, product, quotient } from '../../../shared/decimal';
import type { PurchaseOrderItem } from '../../../shared/model';
import type { Fields } from '../../odata/fields';
import type { ODataVersion } from '../../odata/service';
import { amountText } from '../assignment';

type NetAmount = Pick<PurchaseOrderItem, 'netAmount' | 'netAmountComputed' | 'isFreeOfCharge' | 'isLimit'>;

/** Item category of an enhanced limit. */
const limitCategory = 'A';

/**
 * Net value of an item. V4 tells it; V2 does not, so that it is computed, and V2 does not tell either which item is free
 * of charge: there an item without a price is.
 * @param assigned amounts of the account assignments, which show decimal places that SAP has for the currency
 */
export function netAmountOf(
	item: Fields,
	version: ODataVersion,
	currency: string,
	assigned: readonly string[],
): NetAmount {
	const decimal = (name: string) => item.decimal(name) || '0';
	const [expected, overall] = [decimal('ExpectedOverallLimitAmount'), decimal('OverallLimitAmount')];
	const isLimit =
		item.text('PurchaseOrderItemCategory') === limitCategory || isPositive(expected) || isPositive(overall);
	const limit = isPositive(expected) ? expected : overall;
	const known = (netAmount: string): NetAmount => ({
		netAmount: amountText(netAmount, currency),
		netAmountComputed: false,
		isFreeOfCharge: false,
		isLimit,
	});
	if (version === 'V4') {
		if (item.flag('PurchasingItemIsFreeOfCharge')) return { ...known('0'), isFreeOfCharge: true };
		const netAmount = item.requiredDecimal('NetAmount');
		return known(isLimit && isZero(netAmount) ? limit : netAmount);
	}
	if (isLimit) return known(limit);
	if (isZero(decimal('NetPriceAmount'))) return { ...known('0'), isFreeOfCharge: true };
	return { ...known(computed(item, decimalsOf(currency, assigned))), netAmountComputed: true };
}

const isPositive = (amount: string) => compared(amount, '0') > 0;

/**
 * The net price is for `NetPriceQuantity` order price units. `Nmrtr` order price units are `Dnmntr` order units: 200 l,
 * priced per kg, of which 4 l are 1 kg, are 200 × 1/4 = 50 kg. SAP stores zeros where there is nothing to convert.
 */
function computed(item: Fields, decimals: number): string {
	const decimal = (name: string) => item.decimal(name) || '0';
	const orOne = (value: string) => (isZero(value) ? '1' : value);
	const [numerator, denominator] = [
		decimal('OrderPriceUnitToOrderUnitNmrtr'),
		decimal('OrdPriceUnitToOrderUnitDnmntr'),
	];
	const converts = !isZero(numerator) && !isZero(denominator);
	if (!converts && hasOtherPriceUnit(item))
		item.note('OrderPriceUnitToOrderUnitNmrtr', 'and OrdPriceUnitToOrderUnitDnmntr do not convert the order unit');
	const inPriceUnits = product(decimal('OrderQuantity'), converts ? numerator : '1');
	const dividend = product(decimal('NetPriceAmount'), inPriceUnits);
	const divisor = product(orOne(decimal('NetPriceQuantity')), converts ? denominator : '1');
	return quotient(dividend, divisor, decimals);
}

function hasOtherPriceUnit(item: Fields): boolean {
	const priceUnit = item.text('OrderPriceUnit');
	return priceUnit !== '' && priceUnit !== item.text('PurchaseOrderQuantityUnit');
}
