import { decimalsOf } from '../../shared/decimal';
import type { ValueMap } from './values';

/** Under which key an amount in a currency of SAP counts in Procore: that of the row in `sap_procore_values`, else SAP's. */
export const currencyKeyOf = (currency: string, values: ValueMap): string =>
	values.find('currency', currency) ?? currency;

/** What is in a currency, in the one that it counts in; amounts stay as they are. */
export function withMappedCurrency<T extends { currency: string }>(amount: T, values: ValueMap): T {
	return { ...amount, currency: currencyKeyOf(amount.currency, values) };
}

/** Decimal places in which amounts of a document count: those of the row of their currency, else those that SAP has. */
export const decimalsIn = (currency: string, amounts: readonly string[], values: ValueMap): number =>
	values.decimalsOf(currency) ?? decimalsOf(currency, amounts);
