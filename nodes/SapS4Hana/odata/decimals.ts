import { readDecimal } from '../../shared/decimal';

/** Digits up to which a decimal survives being a number of JavaScript, and decimal places that SAP's amounts have. */
const exactDigits = 15;
const decimalPlaces = 3;

/**
 * A decimal of an OData answer as text. SAP sends decimals as texts (V2; V4 when asked for IEEE754Compatible); a number is
 * taken only while it cannot have lost a digit on the way, even one that it does not show.
 * @returns undefined when it is no decimal, or one that may be inexact
 */
export function exactDecimal(value: unknown): string | undefined {
	if (typeof value === 'string') return readDecimal(value) ? value.trim().replace(/^\+/, '') : undefined;
	if (typeof value !== 'number') return undefined;
	const text = String(value);
	const [, whole = '', fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
	const digits = whole.length + Math.max(fraction.length, decimalPlaces);
	return whole !== '' && digits <= exactDigits ? text : undefined;
}
