import { withoutZeros } from '../lookup/keys';

/** Longer than any key of SAP or Procore, cost code or WBS element. */
const longest = 60;

/** A searched word: as it is shown, and the keys that it may stand for. */
export interface Search {
	/** Cleaned, and cut where it is too long. */
	shown: string;
	/** As the tables have them first; `[]` = it cannot be a key of anything. */
	keys: string[];
	/** Why it cannot; `""` = it can. */
	problem: string;
}

/**
 * What a person has typed, or a model has: one line, without what cannot be seen. Leading zeros of a number do not matter,
 * as SAP shows it in both ways.
 */
export function readSearch(typed: string): Search {
	const word = typed
		.replace(/[\p{C}\p{Z}]+/gu, ' ')
		.trim()
		.normalize('NFC');
	const { length } = [...word];
	if (length === 0) return { shown: '', keys: [], problem: 'Nothing was searched for.' };
	if (length > longest) {
		const shown = `${[...word].slice(0, longest).join('')}…`;
		return { shown, keys: [], problem: `No number and no code has ${length} characters.` };
	}
	return { shown: word, keys: [...new Set([withoutZeros(word), word])], problem: '' };
}
