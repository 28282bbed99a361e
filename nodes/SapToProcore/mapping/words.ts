/**
 * Words that say nothing about what was bought, in English and German, without accents. "Other" is not among them: it is
 * what a cost type is called.
 */
const stopWords = new Set(
	`a an and as at by for from in into of on or per the to via with without
	account accounts cost costs expense expenses item items no nr number pos position
	am auf aus bei das dem den der des die ein eine einer eines fur im kosten konto mit nach oder ohne und vom von zu zum
	zur`.split(/\s+/),
);

/**
 * The words of a text that say something, each once: small letters without accents, no stop words, no bare numbers. `ß` is
 * `ss`, as in capitals.
 */
export function wordsOf(text: string): string[] {
	const plain = text.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
	const words = plain.split(/[^\p{L}\p{N}]+/u).map((word) => word.slice(0, longestWord));
	return [...new Set(words.filter((word) => word.length > 1 && !/^\d+$/.test(word) && !stopWords.has(word)))];
}

/** Longer than words are: a longer run of letters would make comparing slow. */
const longestWord = 60;

/** As long as that, the beginning of a word stands for the word: `material` for `materials`, `elektro` for `elektroarbeiten`. */
const stemLength = 5;

/** Things by the words of their names. */
export class WordIndex<T> {
	private readonly names = new Map<T, string[]>();

	private readonly byWord = new Map<string, Set<T>>();

	/** The words that begin so. */
	private readonly byStem = new Map<string, Set<string>>();

	private readonly likeWord = new Map<string, string[]>();

	constructor(named: Iterable<readonly [T, string]>) {
		for (const [thing, name] of named) {
			const words = wordsOf(name);
			this.names.set(thing, words);
			for (const word of words) {
				addTo(this.byWord, word, thing);
				for (let length = stemLength; length < word.length; length++) addTo(this.byStem, word.slice(0, length), word);
			}
		}
	}

	/**
	 * What a text may mean, with how well it fits (0 to 1) and the words of the text that say so. A rare word counts more than
	 * one that many names have, and a name that the text has in full more than one it has in part.
	 */
	find(text: string): Map<T, { fit: number; words: string[] }> {
		const words = wordsOf(text);
		const matched = new Map<T, Map<string, string>>();
		for (const word of words)
			for (const like of this.alike(word))
				for (const thing of this.byWord.get(like) ?? []) {
					const own = matched.get(thing) ?? new Map<string, string>();
					matched.set(thing, own.set(like, word));
				}
		const textMass = this.mass(words);
		return new Map(
			[...matched].map(([thing, own]) => {
				const found = this.mass([...own.keys()]);
				const ofName = found / this.mass(this.names.get(thing) ?? []);
				return [
					thing,
					{ fit: ofName * (0.7 + 0.3 * Math.min(1, found / textMass)), words: [...new Set(own.values())] },
				];
			}),
		);
	}

	/** The words of names that a word of a text stands for. */
	private alike(word: string): string[] {
		let known = this.likeWord.get(word);
		if (!known) {
			const shorter = Array.from({ length: Math.max(0, word.length - stemLength) }, (_, index) =>
				word.slice(0, stemLength + index),
			).filter((stem) => this.byWord.has(stem));
			const longer = word.length < stemLength ? [] : [...(this.byStem.get(word) ?? [])];
			known = [...(this.byWord.has(word) ? [word] : []), ...shorter, ...longer];
			this.likeWord.set(word, known);
		}
		return known;
	}

	private mass(words: readonly string[]): number {
		const all = this.names.size;
		return words.reduce((sum, word) => sum + Math.log(1 + all / (this.byWord.get(word)?.size ?? 1)), 0);
	}
}

function addTo<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
	const known = sets.get(key);
	if (known) known.add(value);
	else sets.set(key, new Set([value]));
}
