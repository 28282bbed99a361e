import type { SimRequest } from '../core/types.ts';
import { ProcoreError } from './errors.ts';
import type { FieldErrors } from './errors.ts';
import type { Operation } from './operation.ts';
import { checkBody } from './schema/body.ts';
import { castField } from './schema/cast.ts';
import { checkQuery } from './schema/query.ts';

/** Procore: sync actions take at most this many rows a call. */
export const maxRows = 1000;

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function readBody(operation: Operation, request: SimRequest): Record<string, unknown> {
	if (request.bodyError !== undefined) throw new ProcoreError(400, `Malformed request body: ${request.bodyError}`);
	if (request.body === null) {
		if (operation.body === undefined) return {};
		throw new ProcoreError(400, 'The request body is missing');
	}
	if (!isObject(request.body)) throw new ProcoreError(400, 'The request body must be an object');
	return request.body;
}

function checkRows(operation: Operation, body: Record<string, unknown>): void {
	const name = operation.rows;
	if (name === undefined) return;
	const rows = body[name];
	const count = Array.isArray(rows) ? rows.length : 0;
	if (count === 0) throw new ProcoreError(400, `${name} must not be empty`, { [name]: ['must not be empty'] });
	if (count > maxRows) {
		const text = `has ${String(count)} rows, at most ${String(maxRows)} are allowed`;
		throw new ProcoreError(400, `${name} ${text}`, { [name]: [text] });
	}
}

/**
 * Holds query and body of a call against what the operation declares.
 * @returns the body with every value in its declared type
 * @throws ProcoreError 400, or the operation's own status for a missing body field
 */
export function validate(operation: Operation, request: SimRequest): Record<string, unknown> {
	const body = readBody(operation, request);
	const schema = operation.body ?? { type: 'object', fields: {} };
	checkQuery(operation.query, request.query, {
		allowed: (name) => schema.fields?.[name] !== undefined,
		given: (name) => name in body,
	});
	const problems = checkBody(schema, body, (name) => request.query.has(name));
	const [first] = problems;
	if (first !== undefined) {
		const fields: FieldErrors = {};
		for (const { at, message } of problems.slice(0, 20)) fields[at] = [...(fields[at] ?? []), message];
		const status = problems.every((problem) => problem.missing) ? (operation.missingStatus ?? 400) : 400;
		throw new ProcoreError(status, `${first.at} ${first.message}`, fields);
	}
	checkRows(operation, body);
	return castField(schema, body) as Record<string, unknown>;
}
