import { compared, isZero } from '../../../shared/decimal';
import { markup, type Html, type Value } from './html';
import { percentOf } from './sums';
import type { Tone } from './tiles';

/** One bar: `size` is a decimal text that gives its length, `value` what stands behind it. */
export interface Bar {
	label: string;
	size: string;
	value: string;
	tone?: Tone;
}

const fills: Record<Tone, string> = {
	good: '#15803d',
	warn: '#b45309',
	bad: '#b91c1c',
	calm: '#1d4ed8',
	unknown: '#6b7280',
};

/**
 * A bar chart. Labels and figures are text beside the drawing, so that it grows with the page, is read aloud, and loses
 * nothing in mail programs that leave drawings out. `whole` is what a full bar stands for; without it, the longest.
 */
export function bars(title: string, all: readonly Bar[], whole?: string): Html {
	if (all.length === 0) return markup``;
	const full = whole ?? all.reduce((most, { size }) => (compared(size, most) > 0 ? size : most), '0');
	const caption = title ? markup`<caption>${title}</caption>` : null;
	return markup`<table class="bars">${caption}<tbody>\n${all.map((bar) => row(bar, full))}</tbody></table>\n`;
}

const row = (bar: Bar, full: string) =>
	markup`<tr><th scope="row">${bar.label}</th><td class="bar">${drawn(bar, full)}</td><td class="num">${bar.value}</td></tr>\n`;

function drawn({ size, label, value, tone }: Bar, full: string): Html {
	// What is there at all is seen, however small.
	const width = isZero(size) ? 0 : Math.min(100, Math.max(1, Number(percentOf(size, full))));
	return drawing(
		14,
		`${label}: ${value}`,
		markup`<rect class="track" width="100%" height="14" fill="#e5e7eb"/><rect ${painted(tone)} width="${width}%" height="14"/>`,
	);
}

export const drawing = (height: number, label: string, content: Value) =>
	markup`<svg width="100%" height="${height}" role="img" aria-label="${label}">${content}</svg>`;

export const painted = (tone: Tone = 'calm') => markup`class="${tone}" fill="${fills[tone]}"`;

/** One column of a {@link columnsChart}: `height` is a share of the chart from 0 to 1. */
export interface ChartColumn {
	height: number;
	label: string;
	tone?: Tone;
}

const chartHeight = 96;

/** Columns beside each other, oldest first; what each stands for is said when it is pointed at. */
export function columnsChart(title: string, all: readonly ChartColumn[], pixelsHigh = chartHeight): Html {
	if (all.length === 0) return markup``;
	// A few columns stay columns instead of filling the page; the latest stands on the right in any case.
	const slots = Math.max(all.length, 14);
	const step = 100 / slots;
	const columns = all.map(({ height, label, tone }, index) => {
		const pixels = Math.max(2, Math.round(Math.min(1, height) * pixelsHigh));
		const place = markup`x="${((slots - all.length + index) * step).toFixed(3)}%" y="${pixelsHigh - pixels}" width="${(step * 0.8).toFixed(3)}%" height="${pixels}"`;
		return markup`<rect ${painted(tone)} ${place}><title>${label}</title></rect>`;
	});
	return markup`<p class="caption">${title}</p>\n${drawing(pixelsHigh, title, columns)}\n`;
}
