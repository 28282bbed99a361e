import type { IDataObject } from 'n8n-workflow';
import { redact } from '../../shared/redact';

/** What SAP says in the body of a refusal. Texts are empty where the body has none. */
export interface ErrorBody {
	kind: 'odata' | 'webPage' | 'other';
	code: string;
	message: string;
	/** What the SAP administrators need to find the entry in /IWFND/ERROR_LOG. */
	transactionId: string;
	timestamp: string;
}

/** Reads the error bodies of OData V2 and V4 in JSON and XML, and tells web pages (log-on pages, proxies) from them. */
export function readErrorBody(body: unknown): ErrorBody {
	if (isObject(body) && isObject(body.error)) return fromJson(body.error);
	if (typeof body !== 'string') return nothing('other');
	if (isWebPage(body)) return { ...nothing('webPage'), message: titleOf(body) };
	return /<(?:\w+:)?error[\s>]/i.test(body) ? fromXml(body) : nothing('other');
}

/** Whether a body is an HTML page. */
export function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && /^<(?:!doctype html|html|head|body)\b/i.test(body.slice(beginOf(body)));
}

/** Where a page begins behind blanks and comments. */
function beginOf(html: string): number {
	const blanks = /\s*/y;
	for (let at = 0; ; ) {
		blanks.lastIndex = at;
		blanks.test(html);
		const end = html.startsWith('<!--', blanks.lastIndex) ? html.indexOf('-->', blanks.lastIndex) : -1;
		if (end < 0) return blanks.lastIndex;
		at = end + '-->'.length;
	}
}

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const nothing = (kind: ErrorBody['kind']): ErrorBody => ({
	kind,
	code: '',
	message: '',
	transactionId: '',
	timestamp: '',
});

/** `message` is an object in V2 and a text in V4. */
function fromJson(error: IDataObject): ErrorBody {
	const message = isObject(error.message) ? error.message.value : error.message;
	return {
		kind: 'odata',
		code: textOf(error.code),
		message: textOf(message),
		transactionId: find(error.innererror, /transactionid$/i),
		timestamp: find(error.innererror, /timestamp$/i),
	};
}

/** More than a message of SAP has; patterns that tell what it means are tried on it. */
const longestText = 4_000;

const textOf = (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? redact(String(value), longestText) : '';

/** V2 and V4 nest the same facts at different depths and under different prefixes. */
function find(value: unknown, name: RegExp, depth = 4): string {
	if (!isObject(value) || depth === 0) return '';
	const direct = Object.entries(value).find(([key, content]) => name.test(key) && textOf(content));
	if (direct) return textOf(direct[1]);
	for (const content of Object.values(value)) {
		const found = find(content, name, depth - 1);
		if (found) return found;
	}
	return '';
}

function fromXml(xml: string): ErrorBody {
	const element = (name: string) =>
		textIn(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^<>]*)?>([^<]*)<`, 'i').exec(xml)?.[1] ?? '');
	return {
		kind: 'odata',
		code: element('code'),
		message: element('message'),
		transactionId: element('transactionid'),
		timestamp: element('timestamp'),
	};
}

const titleOf = (html: string) => textIn(/<title[^<>]*>([^<]*)</i.exec(html)?.[1] ?? '');

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function textIn(xml: string): string {
	return textOf(xml.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '').trim());
}
