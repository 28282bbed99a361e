import { z } from 'zod/v3';

/** A form that a browser has sent: the item of Report > Read Request by its output *Form*. */
export const submissionSchema = z.object({
	customer: z.string().min(1),
	page: z.string(),
	/** Who was logged in, as far as n8n says; `""` = nobody by name. */
	user: z.string(),
	/** Another site has sent it. */
	isForeign: z.boolean(),
	/** `null` = it was longer than any form of ours. */
	fields: z.record(z.string()).nullable(),
});
export type Submission = z.infer<typeof submissionSchema>;

/** Longer than the longest form of ours: the rows that were announced travel with it, those of a file as well. */
const longestBody = 2_000_000;

type Item = Readonly<Record<string, unknown>>;

/** Whether the item of a webhook holds a form, and not the opening of a page. */
export const isSubmission = ({ body }: Item): boolean => isRecord(body) && Object.keys(body).length > 0;

/** @param item - of a webhook */
export function submissionOf(item: Item, customer: string, page: string): Submission {
	return { customer, page, user: userOf(item), isForeign: isForeign(item), fields: fieldsOf(item.body) };
}

function fieldsOf(body: unknown): Submission['fields'] {
	const read = z.record(z.string()).safeParse(body);
	if (!read.success) return {};
	const length = Object.entries(read.data).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
	return length > longestBody ? null : read.data;
}

/**
 * Whether a form was sent by another site, by what browsers say and pages cannot change. n8n answers pages in a sandbox, which
 * gives them no origin: the browser calls them `null` and cross-site, as it calls pages of others that hide theirs. So an
 * origin that is named must be ours, and whatever is sent must open as a page; the rest is up to the signature.
 */
export function isForeign(item: Item): boolean {
	const { webhookUrl } = item;
	const headers = headersOf(item);
	const origin = textOf(headers.origin);
	const ours = [textOf(headers.host), textOf(headers['x-forwarded-host']), hostOf(textOf(webhookUrl))];
	if (origin !== '' && origin !== 'null' && !ours.includes(hostOf(origin))) return true;
	const [mode, dest] = [textOf(headers['sec-fetch-mode']), textOf(headers['sec-fetch-dest'])];
	return (mode !== '' && mode !== 'navigate') || (dest !== '' && dest !== 'document');
}

/** Who has logged in to a webhook: by Basic authentication, or by what a JWT says; `""` = nobody by name. */
export function userOf(item: Item): string {
	const { jwtPayload } = item;
	const [, basic] = /^Basic ([\w+/=-]+)$/i.exec(textOf(headersOf(item).authorization)) ?? [];
	if (basic !== undefined) return shortened(Buffer.from(basic, 'base64').toString('utf8').split(':')[0] ?? '');
	const claims = isRecord(jwtPayload) ? jwtPayload : {};
	return shortened(['email', 'name', 'sub'].map((claim) => textOf(claims[claim])).find((text) => text !== '') ?? '');
}

const headersOf = ({ headers }: Item): Item => (isRecord(headers) ? headers : {});
const shortened = (text: string) => text.trim().slice(0, 100);
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : '');
const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
