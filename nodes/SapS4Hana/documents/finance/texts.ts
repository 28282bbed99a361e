import type { Fields } from '../../odata/fields';

/** The text in a language; undefined when there is none in it. */
export function textIn(texts: Fields[], language: string): Fields | undefined {
	return texts.find((text) => text.text('Language').toUpperCase() === language);
}
