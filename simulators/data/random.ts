import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

/** A source of repeatable choices. */
export interface Random {
	/** A whole number from `min` to `max`, both included. */
	int(min: number, max: number): number;
	/** One of the list; throws RangeError on an empty list. */
	pick<T>(list: readonly T[]): T;
	/** True in `percent` of 100 cases. */
	chance(percent: number): boolean;
	/** `count` decimal digits; the first is never 0. */
	digits(count: number): string;
}

/**
 * A random source for one thing (a supplier, a project), picked by name.
 *
 * Every thing has a source of its own, so that one more field on one of them leaves all others as they were.
 */
export function randomFor(...salt: readonly (string | number)[]): Random {
	const generator = xoroshiro128plus(hash(salt.join('/')));
	const int = (min: number, max: number) => unsafeUniformIntDistribution(min, max, generator);
	const digits = (count: number) =>
		Array.from({ length: count }, (_, index) => String(int(index === 0 ? 1 : 0, 9))).join('');
	const pick = <T>(list: readonly T[]): T => {
		const [chosen] = list.slice(int(0, Math.max(0, list.length - 1)));
		if (chosen === undefined) throw new RangeError('pick from an empty list');
		return chosen;
	};
	return { int, digits, pick, chance: (percent) => int(1, 100) <= percent };
}

/** A GUID in small letters. */
export function uuid(random: Random): string {
	const hex = (count: number) => Array.from({ length: count }, () => random.int(0, 15).toString(16)).join('');
	return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

/** FNV-1a over UTF-16 units, 32 bits: the same on every machine. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	}
	return value | 0;
}
