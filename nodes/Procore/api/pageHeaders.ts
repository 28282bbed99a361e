import type { Answer } from '../../shared/http';

const isNext = (parameters: string) =>
	/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next)\s*(?:[;,]|$)/i.test(parameters);

/**
 * Address of the next page by a `Link` header, which may be relative to the current page.
 * @returns undefined without such a header, null when it names no next page
 */
export function nextLink(header: string | undefined, current: string): string | null | undefined {
	if (!header?.trim()) return undefined;
	for (const [, target = '', parameters = ''] of header.matchAll(/<([^<>]*)>([^<]*)/g)) {
		if (isNext(parameters)) return URL.canParse(target, current) ? new URL(target, current).href : null;
	}
	return null;
}

/**
 * Whether a list without a `Link` header goes on after this page (counted from 1).
 * `Total` and `Per-Page` tell; without them a page as full as it can be may have a successor.
 */
export function goesOn(answer: Answer, rows: number, page: number, perPage: number): boolean {
	if (rows === 0) return false;
	const total = Number(answer.headers.total || Number.NaN);
	const served = Number(answer.headers['per-page'] || Number.NaN);
	if (Number.isFinite(total) && served > 0) return page * served < total;
	// The page size served is unknown: a shorter last page costs one more request, but no row is missed.
	if (Number.isFinite(total)) return page * rows < total;
	return rows >= (served > 0 ? Math.min(served, perPage) : perPage);
}
