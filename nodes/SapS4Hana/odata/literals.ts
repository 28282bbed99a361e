import type { ODataVersion } from './service';

/** Text literal; an apostrophe inside is doubled (`'O''Brien'`). Not yet encoded for an address. */
export function textLiteral(value: string): string {
	return `'${value.replace(/'/g, "''")}'`;
}

/** Literal of a calendar day (`YYYY-MM-DD`): Edm.DateTime without a zone in V2, Edm.Date in V4. */
export function dayLiteral(version: ODataVersion, day: string): string {
	return version === 'V2' ? `datetime'${day}T00:00:00'` : day;
}

/** Literal of a point in time (ms since 1970-01-01 UTC): Edm.DateTimeOffset. */
export function instantLiteral(version: ODataVersion, ms: number): string {
	const iso = new Date(ms).toISOString();
	return version === 'V2' ? `datetimeoffset'${iso}'` : iso;
}

/** Literal of a UUID: Edm.Guid. */
export function guidLiteral(version: ODataVersion, uuid: string): string {
	return version === 'V2' ? `guid'${uuid}'` : uuid;
}

/** A condition that holds when the text property has one of the values; at least one value. */
export function isOneOf(property: string, values: readonly string[]): string {
	return values.map((value) => `${property} eq ${textLiteral(value)}`).join(' or ');
}

/** A condition that holds when the text property holds the text somewhere. */
export function holdsText(version: ODataVersion, property: string, text: string): string {
	return version === 'V2'
		? `substringof(${textLiteral(text)},${property})`
		: `contains(${property},${textLiteral(text)})`;
}

/** A condition that holds when the text property begins with the text; written alike in V2 and V4. */
export function startsWith(property: string, text: string): string {
	return `startswith(${property},${textLiteral(text)})`;
}

/** All given conditions together; empty ones are left out, undefined when none is left. */
export function allOf(...conditions: Array<string | undefined>): string | undefined {
	const given = conditions.filter((condition): condition is string => Boolean(condition?.trim()));
	if (given.length < 2) return given[0];
	return given.map((condition) => `(${condition})`).join(' and ');
}

/** Whether one of the conditions holds; undefined when none is given. */
export function oneOf(...conditions: Array<string | undefined>): string | undefined {
	const given = conditions.filter((condition): condition is string => Boolean(condition?.trim()));
	if (given.length < 2) return given[0];
	return given.map((condition) => `(${condition})`).join(' or ');
}

/**
 * A condition that holds when the stamp lies in the window, both ends included: mass changes share one stamp, so that
 * without its end a window would lose what was stamped at that very moment. An end that is `undefined` is open.
 */
export function stampedWithin(
	version: ODataVersion,
	property: string,
	from: number | undefined,
	to: number | undefined,
): string | undefined {
	return allOf(
		from === undefined ? undefined : `${property} ge ${instantLiteral(version, from)}`,
		to === undefined ? undefined : `${property} le ${instantLiteral(version, to)}`,
	);
}

const words = new Set(
	'and or not eq ne gt ge lt le add sub mul div mod in has any all true false null datetime datetimeoffset time guid binary duration startswith endswith substringof contains tolower toupper trim length indexof substring concat year month day hour minute second date round floor ceiling cast isof now'.split(
		' ',
	),
);

/** Names of the properties that a condition is about; of a path its first segment. */
export function fieldsIn(condition: string): string[] {
	const plain = condition.replace(/'(?:[^']|'')*'/g, ' ');
	const names = plain.match(/(?<![\w.:/-])[A-Za-z_]\w*/g) ?? [];
	return [...new Set(names.filter((name) => !words.has(name.toLowerCase())))];
}
