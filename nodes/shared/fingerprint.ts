import { createHash } from 'crypto';

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
}

/** @returns the text for Procore's `origin_data` */
export function writeOriginData(data: OriginData): string {
	return JSON.stringify({ fp: data.fingerprint, at: data.changedAt ?? undefined });
}

/** @returns what `origin_data` holds, or null when the text is missing or not ours */
export function readOriginData(text: string | null | undefined): OriginData | null {
	if (!text) return null;
	const match = /^\{"fp":"([0-9a-f]{32})"(?:,"at":"([^"]*)")?\}$/.exec(text);
	return match?.[1] ? { fingerprint: match[1], changedAt: match[2] ?? null } : null;
}
