import { createHash } from 'crypto';
import { parsedJson } from './json';

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/** JSON with sorted keys and without undefined, so that equal content always gives equal text. */
export function canonicalJson(value: Json): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (value !== null && typeof value === 'object') {
		const members = Object.keys(value)
			.filter((key) => value[key] !== undefined)
			.sort()
			.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
		return `{${members.join(',')}}`;
	}
	return JSON.stringify(value ?? null);
}

/** Hash of a desired object in canonical form: 32 hexadecimal digits of its SHA-256. */
export function fingerprint(value: Json): string {
	return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32);
}

/** What we keep in Procore's `origin_data`: the fingerprint beside SAP's change stamp. */
export interface OriginData {
	fingerprint: string;
	changedAt: string | null;
	/** What else a kind of object has to remember, by short names of its own. Missing when there is nothing. */
	more?: Record<string, string>;
}

/** @returns the text for Procore's `origin_data` */
export function writeOriginData({ fingerprint: fp, changedAt, more }: OriginData): string {
	return JSON.stringify({ fp, at: changedAt ?? undefined, ...more });
}

const isTexts = (value: unknown): value is Record<string, string> =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	Object.values(value).every((one) => typeof one === 'string');

/** @returns what `origin_data` holds, or null when the text is missing or not ours */
export function readOriginData(text: string | null | undefined): OriginData | null {
	const value = text ? parsedJson(text) : undefined;
	if (!isTexts(value)) return null;
	const { fp, at, ...more } = value;
	if (!fp || !/^[0-9a-f]{32}$/.test(fp)) return null;
	return { fingerprint: fp, changedAt: at ?? null, ...(Object.keys(more).length > 0 ? { more } : {}) };
}
