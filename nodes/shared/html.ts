/** Markup that is safe to show: only {@link markup} makes it, so every value in it has been escaped. */
export class Html {
	readonly #markup: string;

	constructor(strings: readonly string[], values: readonly Value[]) {
		this.#markup = strings.reduce((made, text, index) => made + shown(values[index - 1]) + text);
	}

	toString(): string {
		return this.#markup;
	}
}

export type Value = Html | string | number | null | undefined | readonly Value[];

/**
 * Markup with values in it. Whatever is no markup already is shown as text, in content and in quoted attributes alike;
 * null and undefined are nothing, a list is its members one after the other.
 */
export function markup(strings: TemplateStringsArray, ...values: Value[]): Html {
	return new Html(strings, values);
}

function shown(value: Value): string {
	if (value === null || value === undefined) return '';
	if (value instanceof Html) return value.toString();
	if (typeof value === 'object') return value.map(shown).join('');
	return escaped(String(value));
}

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	'`': '&#96;',
};

/** Control characters have no place in HTML, line breaks and tabs apart. */
// Spelled as a set of ranges that a person can read, because a regular expression may not hold control characters.
const isControl = (code: number) => (code < 32 && code !== 9 && code !== 10) || (code >= 127 && code < 160);

function escaped(text: string): string {
	const plain = [...text].map((char) => (isControl(char.codePointAt(0) ?? 0) ? '\uFFFD' : char)).join('');
	return plain.replace(/[&<>"'`]/g, (char) => entities[char] ?? '');
}
