/**
 * Exact decimal arithmetic on texts such as `"-12.50"`: what SAP and Procore send as amounts, quantities and prices.
 * A number of JavaScript cannot hold them; here they are whole numbers (BigInt) with a count of decimal places.
 */

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** `unscaled` × 10^−`scale`. */
export interface Decimal {
	unscaled: bigint;
	scale: number;
}

const power = (exponent: number) => 10n ** BigInt(exponent);

/** Far more than SAP and Procore have; arithmetic on a million digits would hold everything up. */
const mostDigits = 200;

/** @returns undefined when the text is not a decimal number (`""`, `"1e5"`, `"1,000"`), or one of hundreds of digits */
export function readDecimal(text: string): Decimal | undefined {
	const match = text.length > mostDigits ? null : pattern.exec(text.trim());
	if (!match) return undefined;
	const [, sign = '', whole = '', fraction = ''] = match;
	if (whole === '' && fraction === '') return undefined;
	const unscaled = BigInt(`${whole}${fraction}`);
	return { unscaled: sign === '-' ? -unscaled : unscaled, scale: fraction.length };
}

/** @throws RangeError when the text is not a decimal number: check what comes from outside with {@link readDecimal} first */
export function decimal(text: string): Decimal {
	const value = readDecimal(text);
	if (!value) throw new RangeError(`"${text}" is not a decimal number`);
	return value;
}

/** Half away from zero, as SAP and Procore round. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
	const negative = dividend < 0n !== divisor < 0n;
	const [a, b] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
	const quotient = (2n * a + b) / (2n * b);
	return negative ? -quotient : quotient;
}

/** The number in units of 10^−`scale`; rounded half away from zero when it has more decimal places. */
export function unscaledAt(value: Decimal, scale: number): bigint {
	if (value.scale <= scale) return value.unscaled * power(scale - value.scale);
	return divideRounded(value.unscaled, power(value.scale - scale));
}

/** Text with exactly `scale` decimal places: `fromUnscaled(-1250n, 2)` is `"-12.50"`. */
export function fromUnscaled(unscaled: bigint, scale: number): string {
	const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
	const sign = unscaled < 0n ? '-' : '';
	return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The text rounded to a number of decimal places, half away from zero. */
export function rounded(text: string, scale: number): string {
	return fromUnscaled(unscaledAt(decimal(text), scale), scale);
}

/** The text without superfluous zeros behind the point: `"2.500"` → `"2.5"`, `"4.000"` → `"4"`. */
export function trimmed(text: string): string {
	const value = decimal(text);
	const plain = fromUnscaled(value.unscaled, value.scale);
	return value.scale === 0 ? plain : plain.replace(/\.?0+$/, '');
}

export function sum(texts: readonly string[]): string {
	const values = texts.map(decimal);
	const scale = Math.max(0, ...values.map((value) => value.scale));
	return fromUnscaled(
		values.reduce((total, value) => total + unscaledAt(value, scale), 0n),
		scale,
	);
}

export function negated(text: string): string {
	const { unscaled, scale } = decimal(text);
	return fromUnscaled(-unscaled, scale);
}

export const subtracted = (a: string, b: string) => sum([a, negated(b)]);

/** The exact product. */
export function product(a: string, b: string): string {
	const [x, y] = [decimal(a), decimal(b)];
	return fromUnscaled(x.unscaled * y.unscaled, x.scale + y.scale);
}

/**
 * `a` / `b`, rounded half away from zero to `scale` decimal places.
 * @throws RangeError when `b` is zero
 */
export function quotient(a: string, b: string, scale: number): string {
	const [x, y] = [decimal(a), decimal(b)];
	if (y.unscaled === 0n) throw new RangeError('Division by zero');
	return fromUnscaled(divideRounded(x.unscaled * power(scale + y.scale), y.unscaled * power(x.scale)), scale);
}

/** Below, equal, above zero: −1, 0, 1. */
export function compared(a: string, b: string): -1 | 0 | 1 {
	const { unscaled } = decimal(subtracted(a, b));
	return unscaled < 0n ? -1 : unscaled > 0n ? 1 : 0;
}

export const isZero = (text: string) => decimal(text).unscaled === 0n;

/** Currencies with two decimal places by ISO 4217 that SAP delivers without any; a customer may have changed that. */
const withoutInSap = ['AFA', 'COP', 'ECS', 'HUF', 'IDR', 'LAK', 'MZM', 'ROL', 'TJR', 'TMM', 'TWD', 'VEB'];

/** Currencies without two decimal places, as SAP delivers them (table TCURX), and by ISO 4217 where its list is silent. */
const otherDecimals: ReadonlyMap<string, number> = new Map(
	Object.entries({
		0: [
			...withoutInSap,
			...['ADP', 'BEF', 'BIF', 'BYB', 'BYR', 'CLP', 'DJF', 'ESP', 'GNF', 'GRD', 'ISK', 'ITL', 'JPY', 'KMF', 'KRW'],
			...['LUF', 'MGF', 'PTE', 'PYG', 'RWF', 'TPE', 'TRL', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'],
		],
		3: ['BHD', 'DEM3', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'],
		4: ['CLF', 'EUR4', 'UYW'],
		5: ['USDN'],
	}).flatMap(([decimals, currencies]) => currencies.map((currency) => [currency, Number(decimals)] as const)),
);

/** Decimal places of a currency of SAP (USD 2, JPY 0, TWD 0, KWD 3); 2 for keys that the table does not have. */
export const currencyDecimals = (currency: string): number => otherDecimals.get(currency) ?? 2;

/**
 * Decimal places in which a document counts: those of its currency. Where SAP differs from ISO 4217, amounts with decimal
 * places show that this system does not.
 */
export function decimalsOf(currency: string, amounts: readonly string[]): number {
	if (!withoutInSap.includes(currency)) return currencyDecimals(currency);
	const shown = amounts.filter((amount) => amount !== '').map((amount) => decimal(trimmed(amount)).scale);
	return Math.min(2, Math.max(0, ...shown));
}
