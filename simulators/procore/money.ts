/**
 * Exact amounts, quantities and prices: whole numbers (BigInt) of 10^-8. Kept apart from the arithmetic of the nodes on
 * purpose, so that an error there does not hide itself here.
 */
const places = 8;
const one = 10n ** BigInt(places);

/** @returns undefined for what is not a plain decimal number, or has more than eight decimal places */
export function readNumber(text: string): bigint | undefined {
	const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
	if (match === null) return undefined;
	const [, sign = '', whole = '', fraction = ''] = match;
	const digits = fraction.replace(/0+$/, '');
	if (digits.length > places) return undefined;
	const value = BigInt(whole) * one + BigInt(digits.padEnd(places, '0'));
	return sign === '-' ? -value : value;
}

/** The value of a number that was read before. */
export const numberOf = (text: string): bigint => readNumber(text) ?? 0n;

/** Procore: money comes as text with at least one decimal place, `"1000.0"`. */
export function showNumber(value: bigint): string {
	const sign = value < 0n ? '-' : '';
	const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
	const fraction = digits.slice(-places).replace(/0+$/, '');
	return `${sign}${digits.slice(0, -places)}.${fraction === '' ? '0' : fraction}`;
}

const half = (dividend: bigint, divisor: bigint) => {
	const size = dividend < 0n ? -dividend : dividend;
	const rounded = (2n * size + divisor) / (2n * divisor);
	return dividend < 0n ? -rounded : rounded;
};

/** The product rounded to decimal places, half away from zero. */
export function productOf(a: bigint, b: bigint, decimals: number): bigint {
	const unit = 10n ** BigInt(places - decimals);
	return half(a * b, one * unit) * unit;
}

/** `a` / `b` to eight decimal places; 0 for a division by 0. */
export function quotientOf(a: bigint, b: bigint): bigint {
	if (b === 0n) return 0n;
	return half(b < 0n ? -a * one : a * one, b < 0n ? -b : b);
}

/** Whether a value has no more decimal places than these. */
export const fits = (value: bigint, decimals: number) => value % 10n ** BigInt(places - decimals) === 0n;

export const sumOf = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

const decimalsByCurrency = new Map<string, number>();

/** Decimal places of a currency by ISO 4217. */
export function currencyDecimals(currency: string): number {
	const known = decimalsByCurrency.get(currency);
	if (known !== undefined) return known;
	const format = new Intl.NumberFormat('en', { style: 'currency', currency });
	const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
	decimalsByCurrency.set(currency, decimals);
	return decimals;
}

/** `part` of `whole` in percent, with two decimal places; 0 of nothing. */
export function percentOf(part: bigint, whole: bigint): bigint {
	if (whole === 0n) return 0n;
	const percent = half(part * 10_000n * (whole < 0n ? -1n : 1n), whole < 0n ? -whole : whole);
	return (percent * one) / 100n;
}
