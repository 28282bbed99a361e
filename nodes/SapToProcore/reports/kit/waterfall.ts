import { compared, decimal, isZero, negated, sum, unscaledAt } from '../../../shared/decimal';
import { drawing, painted } from './bars';
import { markup, type Html } from './html';
import type { Tone } from './tiles';

/** One step of a waterfall: what is left out on the way from one total to the other. */
export interface WaterfallStep {
	label: string;
	/** Decimal text; what is taken off is positive. */
	amount: string;
	/** What stands behind the bar. */
	value: string;
	tone: Tone;
}

export interface WaterfallTotal {
	label: string;
	amount: string;
	value: string;
}

/**
 * From one total to another, with what lies between them step by step: each bar begins where the one above it ended. Labels
 * and figures are text beside the drawing, as in a bar chart.
 */
export function waterfall(
	title: string,
	from: WaterfallTotal,
	steps: readonly WaterfallStep[],
	to: WaterfallTotal,
): Html {
	const levels = steps.reduce<string[]>(
		(all, { amount }) => [...all, sum([all.at(-1) ?? '0', negated(amount)])],
		[from.amount],
	);
	const [low, high] = [...levels, to.amount, '0'].reduce(
		([least, most], level) => [compared(level, least) < 0 ? level : least, compared(level, most) > 0 ? level : most],
		['0', '0'],
	);
	const at = (level: string) => share(sum([level, negated(low)]), sum([high, negated(low)]));
	const total = ({ label, amount, value }: WaterfallTotal) =>
		row(label, value, bar('calm', at('0'), at(amount), isZero(amount)));
	return markup`<table class="bars"><caption>${title}</caption><tbody>
${total(from)}${steps.map(({ label, amount, value, tone }, index) =>
		row(label, value, bar(tone, at(levels[index] ?? '0'), at(levels[index + 1] ?? '0'), isZero(amount))),
	)}${total(to)}</tbody></table>
`;
}

const row = (label: string, value: string, drawn: (label: string) => Html) =>
	markup`<tr><th scope="row">${label}</th><td class="bar">${drawn(`${label}: ${value}`)}</td><td class="num">${value}</td></tr>\n`;

/** A bar between two shares of the width, in percent. What is there at all is seen, however small. */
const bar = (tone: Tone, one: number, other: number, isNone: boolean) => (label: string) => {
	const left = Math.min(one, other, 99);
	const width = isNone ? 0 : Math.max(1, Math.abs(one - other));
	return drawing(
		14,
		label,
		markup`<rect class="track" width="100%" height="14" fill="#e5e7eb"/><rect ${painted(tone)} x="${left.toFixed(2)}%" width="${width.toFixed(2)}%" height="14"/>`,
	);
};

/** How much of `whole` a part is, in percent with two decimal places. */
function share(part: string, whole: string): number {
	const scale = Math.max(decimal(part).scale, decimal(whole).scale);
	const all = unscaledAt(decimal(whole), scale);
	return all === 0n ? 0 : Number((unscaledAt(decimal(part), scale) * 10_000n) / all) / 100;
}
