import type { SimAnswer } from '../core/types.ts';

/** Field name to messages, as Rails writes them. */
export type FieldErrors = Record<string, string[]>;

/**
 * The shapes in which Procore returns an error. Its specification declares all of them, often several for one
 * operation, so a client has to read each. `sync` is the row list of a sync action and comes with HTTP 200.
 */
export const errorShapes = ['generic', 'error', 'fields', 'message', 'list', 'v2', 'sync'] as const;
export type ErrorShape = (typeof errorShapes)[number];

const reasons: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	409: 'Conflict',
	413: 'Payload Too Large',
	422: 'Unprocessable Entity',
	429: 'Too Many Requests',
	501: 'Not Implemented',
};

const usualShape: Record<number, ErrorShape> = {
	403: 'error',
	404: 'message',
	409: 'message',
	413: 'error',
	422: 'fields',
	429: 'error',
};

/** A refused call. Thrown anywhere while a call is carried out, worded when it is answered. */
export class ProcoreError extends Error {
	override name = 'ProcoreError';
	readonly status: number;
	readonly fields: FieldErrors;
	readonly shape: Exclude<ErrorShape, 'sync'> | undefined;

	/**
	 * @param fields what is wrong with which field; `base` for the record as a whole.
	 * @param shape the shape that the operation returns this status in, where it is not the usual one
	 */
	constructor(
		status: number,
		message: string,
		fields: FieldErrors = { base: [message] },
		shape?: Exclude<ErrorShape, 'sync'>,
	) {
		super(message);
		this.status = status;
		this.fields = fields;
		this.shape = shape;
	}
}

const wordingOf = (fields: FieldErrors) =>
	Object.entries(fields)
		.map(([field, messages]) => `${field} ${messages.join(', ')}`)
		.join('; ');

/** 400 for what is wrong with fields, where the documentation knows no 422. */
export function badRequest(fields: FieldErrors, shape?: Exclude<ErrorShape, 'sync'>): ProcoreError {
	return new ProcoreError(400, wordingOf(fields), fields, shape);
}

/** 422 with `{"errors":{field:[message]}}`. Procore: business rules. */
export function unprocessable(fields: FieldErrors): ProcoreError {
	return new ProcoreError(422, wordingOf(fields), fields);
}

/** 403 with the message for a tool that is switched off or a permission that is missing. */
export function noAccess(): ProcoreError {
	return new ProcoreError(403, 'You do not have sufficient access to complete that action');
}

/** 404, also for what exists but is invisible to the caller. */
export function notFound(what: string): ProcoreError {
	return new ProcoreError(404, `${what} not found`);
}

const bodies: Record<Exclude<ErrorShape, 'sync'>, (error: ProcoreError) => unknown> = {
	generic: (error) => ({
		code: error.status,
		message: error.message,
		fields: Object.keys(error.fields).join(','),
		reason: reasons[error.status] ?? 'Error',
	}),
	error: (error) => ({ error: error.message }),
	fields: (error) => ({ errors: error.fields }),
	message: (error) => ({ message: error.message, exception: reasons[error.status] ?? 'Error' }),
	list: (error) => ({
		errors: Object.entries(error.fields).map(([field, messages]) => ({ field, message: messages.join(', ') })),
	}),
	v2: (error) => ({
		error: {
			code: (reasons[error.status] ?? 'Error').toUpperCase().replaceAll(' ', '_'),
			message: error.message,
			details: Object.entries(error.fields).map(([source, messages]) => ({
				reason_code: 'INVALID_ARGUMENT',
				message: messages.join(', '),
				source,
			})),
		},
	}),
};

/** Returns an error in the given shape, or in the one that its status usually has. */
export function errorAnswer(error: ProcoreError, shape?: Exclude<ErrorShape, 'sync'>): SimAnswer {
	const usual = usualShape[error.status] ?? 'generic';
	const chosen = shape ?? error.shape ?? (usual === 'sync' ? 'generic' : usual);
	return { status: error.status, body: bodies[chosen](error) };
}

/** A batch of which every row fails with the same error: HTTP 200. Procore: sync actions. */
export function failedRows(error: ProcoreError, rows: unknown[]): SimAnswer {
	const errors = rows.map((row) => ({ ...(typeof row === 'object' ? row : {}), errors: error.fields }));
	return { status: 200, body: { entities: [], errors } };
}
