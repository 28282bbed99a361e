import { markup, type Html } from './html';

/** `unknown` = it could not be read. */
export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'unknown';

/** One figure that is read at a glance. */
export interface Tile {
	label: string;
	value: string;
	note?: string;
	tone?: Tone;
}

export const tiles = (all: readonly Tile[]): Html => markup`<div class="tiles">\n${all.map(tile)}</div>\n`;

function tile({ label, value, note, tone }: Tile): Html {
	const below = note ? markup`<div class="note">${note}</div>` : null;
	return markup`<div class="tile ${tone ?? 'calm'}"><div class="label">${label}</div><div class="value">${value}</div>${below}</div>\n`;
}
