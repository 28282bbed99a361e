import type { IDataObject } from 'n8n-workflow';
import { reasonOf } from '../../shared/http';

/** Reason code of an error; errors without one are nobody's fault that we know of. */
export function reasonCode(error: Error): string {
	return reasonOf(error) ?? 'unexpected_error';
}

/** What to do about an error, in one or more sentences; `""` when it does not say. */
export function adviceOf(error: Error): string {
	return 'description' in error && typeof error.description === 'string' ? error.description : '';
}

/** What is known of an error beside its message. */
export function failureDetails(error: Error): IDataObject {
	return { message: error.message, reason: reasonCode(error), advice: adviceOf(error) };
}
