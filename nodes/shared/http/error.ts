import { NodeApiError, type Failure, type INode } from 'n8n-workflow';
import { redact } from '../redact';

export interface ApiErrorFields {
	/** What happened. */
	message: string;
	/** What to do about it. */
	description: string;
	/** HTTP status, when there was an answer. */
	status?: number;
	failure?: Failure;
	itemIndex?: number;
	/** Reason code of the exception that the error becomes, see the reasons table. */
	reason?: string;
}

/**
 * Builds the error that a person sees. Nothing of the request and no body of the answer is kept in it beyond the
 * redacted text, because errors end up in execution data, logs and e-mails.
 */
export function apiError(node: INode, fields: ApiErrorFields): NodeApiError {
	const { message, description, status, failure, itemIndex, reason } = fields;
	const error = new NodeApiError(
		node,
		{ message: redact(message) },
		{
			message: redact(message),
			description: redact(description, 1500),
			...(status === undefined ? {} : { httpCode: String(status) }),
			...(itemIndex === undefined ? {} : { itemIndex }),
			...(failure ? { failure } : {}),
		},
	);
	if (reason) error.context.reason = reason;
	return error;
}

/** Reason code that an error carries, if any. */
export function reasonOf(error: unknown): string | undefined {
	const reason =
		error instanceof Error && 'context' in error ? (error.context as { reason?: unknown }).reason : undefined;
	return typeof reason === 'string' ? reason : undefined;
}
