import { readDecimal } from '../../shared/decimal';

/** Digits up to which a decimal survives being a number of JavaScript. */
const exactDigits = 15;

/**
 * A decimal of an OData answer as text. SAP sends decimals as texts (V2; V4 when asked for IEEE754Compatible); a number is
 * taken only while it cannot have lost a digit on the way.
 * @returns undefined when it is no decimal, or one that may be inexact
 */
export function exactDecimal(value: unknown): string | undefined {
	if (typeof value === 'string') return readDecimal(value) ? value.trim().replace(/^\+/, '') : undefined;
	if (typeof value !== 'number') return undefined;
	const text = String(value);
	return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D|^-?0\.?0*/g, '').length <= exactDigits ? text : undefined;
}
