import { redact } from '../../shared/redact';

/** What an error body says: one text for people, and the fields it names. */
export interface ErrorText {
	text: string;
	fields: Array<{ field: string; message: string }>;
	/** Procore did not refuse it: it says what Procore kept otherwise than it was sent. */
	kept?: boolean;
}

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const none: ErrorText = { text: '', fields: [] };
const known = ['message', 'error', 'errors', 'details', 'reason', 'fields'];

function merge(parts: ErrorText[]): ErrorText {
	const texts = [...new Set(parts.map((part) => part.text).filter((text) => text !== ''))];
	return { text: texts.join('; '), fields: parts.flatMap((part) => part.fields) };
}

const plain = (value: unknown): ErrorText =>
	typeof value === 'string' && value.trim() !== '' ? { text: value.trim(), fields: [] } : none;

const named = (field: string, message: string): ErrorText => ({
	text: field === '' || field === 'base' ? message : `${field}: ${message}`,
	fields: field === '' ? [] : [{ field, message }],
});

/** `{"<field>": ["msg", …]}`, nested at will. */
function fieldMap(members: Members, path = ''): ErrorText {
	return merge(
		Object.entries(members).flatMap(([key, value]) => {
			const field = path ? `${path}.${key}` : key;
			const values = Array.isArray(value) ? value : [value];
			return values.map((one) => {
				if (isMembers(one)) return fieldMap(one, field);
				return typeof one === 'string' && one !== '' ? named(field, one) : none;
			});
		}),
	);
}

/** `[{reason_code | code, message, source}]` */
function details(value: unknown): ErrorText {
	if (!Array.isArray(value)) return none;
	return merge(
		value.filter(isMembers).map((one) => {
			const message = plain(one.message).text || plain(one.reason_code ?? one.code).text;
			return message ? named(plain(one.source).text, message) : none;
		}),
	);
}

function read(body: unknown): ErrorText {
	if (typeof body === 'string') return /<[a-z!]/i.test(body) ? none : plain(body);
	if (Array.isArray(body)) return merge(body.map(read));
	if (!isMembers(body)) return none;
	if (!known.some((key) => key in body)) return fieldMap(body);
	return merge([
		plain(body.message),
		typeof body.error === 'string' ? plain(body.error) : read(body.error),
		isMembers(body.errors) ? fieldMap(body.errors) : read(body.errors),
		details(body.details),
		plain(body.reason),
		plain(body.fields),
	]);
}

/**
 * Reads a Procore error body in any of the shapes that its endpoints use: `{code,message,fields,reason}` or
 * `{error:"…"}`; `{errors:{field:["…"]}}`; `{message,exception}`; `{errors:[…]}`; `{error:{code,message,details:[…]}}`;
 * and a row of a sync answer, `{…attributes, errors:{field:["…"]}}`. HTML and anything else give an empty text.
 */
export function readErrorBody(body: unknown): ErrorText {
	const { text, fields } = read(body);
	return { text: redact(text), fields: fields.map(({ field, message }) => ({ field, message: redact(message) })) };
}

/** Reads the error of one row of a sync answer: its attributes are what we sent, only `errors` speaks. */
export function readRowError(row: Record<string, unknown>): ErrorText {
	return readErrorBody({ errors: row.errors, message: typeof row.errors === 'string' ? row.errors : undefined });
}
