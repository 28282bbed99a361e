import { readDecimal } from '../../../shared/decimal';
import type { Money } from '../../../shared/money';

export type { Money } from '../../../shared/money';
export { timeText } from '../../../shared/texts';

/** `"-1234567.5"` → `"-1,234,567.5"`; what is no number stays as it is. */
export function grouped(amount: string): string {
	if (!readDecimal(amount)) return amount;
	const [whole = '', fraction] = amount.split('.');
	const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
	return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** `"1,200.00 USD"`, `""` when the amount is not known. */
export const moneyText = ({ amount, currency }: Money) =>
	amount === '' ? '' : `${grouped(amount)} ${currency}`.trim();

/** Amounts of several currencies in one line. */
export const moneyTexts = (amounts: readonly Money[]) => amounts.map(moneyText).filter(Boolean).join(' · ');

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];

/** A span of time as people say it: `5 minutes`, `3 hours`, `12 days`. */
export function durationText(ms: number): string {
	const [unit, name] = ms < hourMs ? [minuteMs, 'minute'] : ms < 2 * dayMs ? [hourMs, 'hour'] : [dayMs, 'day'];
	return counted(Math.floor(Math.max(0, ms) / unit), name);
}

/** `1 order`, `2 orders`. */
export const counted = (count: number, noun: string) => `${grouped(String(count))} ${noun}${count === 1 ? '' : 's'}`;

/** Whole days from one time to another, 0 when one of them is no time. */
export function daysBetween(from: string, to: string): number {
	const ms = Date.parse(to) - Date.parse(from);
	return Number.isNaN(ms) ? 0 : Math.max(0, Math.floor(ms / dayMs));
}
