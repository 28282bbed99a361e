import type { Window } from '../../shared/model';

const iso = (ms: number) => new Date(ms).toISOString();
const lastMomentMs = 24 * 3600_000 - 1;

/**
 * `[watermark − overlap, settled]`. The overlap finds what was stamped before the last run and committed after it;
 * `settled` (now − settle time, ms) leaves what is being written right now to the next run. Everything when there is no
 * readable watermark. Services that keep only days are read in whole days by the SAP node itself.
 */
export function deltaWindow(watermark: string, settled: number, overlapMs: number): Window {
	const read = Date.parse(watermark);
	if (Number.isNaN(read)) return { from: null, to: iso(settled) };
	// A watermark ahead of SAP's clock (a restored table, a moved clock) must not open a gap.
	return { from: iso(Math.min(read, settled) - overlapMs), to: iso(settled) };
}

/** A range that a person chose: points in time or days, the last day included; open where empty. */
export function rangeWindow(range: { from: string; to: string }, settled: number): Window {
	const from = Date.parse(range.from);
	const to = Date.parse(range.to) + (/^\d{4}-\d{2}-\d{2}$/.test(range.to) ? lastMomentMs : 0);
	return { from: Number.isNaN(from) ? null : iso(from), to: iso(Number.isNaN(to) ? settled : Math.min(to, settled)) };
}

/**
 * Where the watermark stands after a window was read: at its end, never further back than it was; and unmoved by a range
 * that begins after it, because what lies between has not been read.
 */
export function advance(before: string, window: Window): string {
	const read = Date.parse(before);
	if (Number.isNaN(read)) return window.from === null ? window.to : before;
	if (window.from !== null && Date.parse(window.from) > read) return before;
	return read > Date.parse(window.to) ? before : window.to;
}
