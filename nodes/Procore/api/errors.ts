import type { Failure, INode, NodeApiError } from 'n8n-workflow';
import { apiError, type Answer, type ApiErrorFields } from '../../shared/http';
import { readErrorBody } from './errorBody';
import { permissions, type Task } from './permissions';

interface Meaning {
	message: string;
	advice: string;
	reason: string;
	failure?: Failure;
}

const appAdvice =
	'An administrator installs it under Company Admin > App Management, and chooses its permitted projects there again after every update of the app.';

function forbidden(said: string, task: Task): Meaning {
	const failure: Failure = { cause: 'configuration-invalid' };
	if (/not connected/i.test(said))
		return {
			message: 'The app is not connected to this Procore company',
			advice: `Check the Company ID in the Procore credential. ${appAdvice}`,
			reason: 'permission_missing',
			failure,
		};
	return {
		message: 'Procore did not allow this request',
		advice: `The app's service account needs ${permissions[task]}. Add it to the app's permissions in the developer portal. ${appAdvice}`,
		reason: 'permission_missing',
		failure,
	};
}

/** A host that is not Procore's API: its log-on page, a proxy or a redirect answers. */
function isElsewhere({ status, body }: Answer): boolean {
	if (status >= 300 && status < 400) return true;
	return (
		(status < 300 || [404, 405].includes(status)) &&
		typeof body === 'string' &&
		/^\s*<(?:!doctype html|html)\b/i.test(body)
	);
}

const elsewhere: Meaning = {
	message: "The address in the Procore credential does not lead to Procore's API",
	advice:
		'It answered with a web page or sent the request elsewhere. Check Environment, or the API URL, in the Procore credential.',
	reason: 'configuration_invalid',
	failure: { cause: 'configuration-invalid' },
};

/** Whether Procore did what was asked: a web page with status 200 is not one of its answers. */
export function isSuccess(answer: Answer): boolean {
	return answer.status >= 200 && answer.status < 300 && !isElsewhere(answer);
}

/** Whether Procore, or something before it, broke down instead of answering. */
export function isOutage(status: number): boolean {
	return status === 408 || status >= 500;
}

function meaningOf(status: number, said: string, task: Task): Meaning {
	const rejected = { message: 'Procore rejected the request', reason: 'procore_rejected' };
	if (status === 403) return forbidden(said, task);
	if (status === 404)
		return {
			message: 'Procore does not find this record',
			advice:
				'It was deleted, or the service account may not see it: Procore answers so for a project that is not among the permitted projects of the app, too. Check the ID and the permitted projects.',
			reason: 'not_found',
		};
	if (status === 406)
		return { ...rejected, advice: 'A field of the request does not exist in Procore. Check the fields.' };
	if (status === 409)
		return { ...rejected, advice: 'It conflicts with a record that exists already. Look for a duplicate in Procore.' };
	if (status === 413)
		return { ...rejected, advice: 'The record is larger than Procore takes. Shorten its longest values.' };
	if (status === 422)
		return {
			...rejected,
			advice: "Procore's rules forbid this change. Correct the values, or unlock the record in Procore.",
		};
	if (status === 429)
		return {
			message: "Procore's request quota is used up",
			advice: 'Run it again later. Procore counts requests by the hour and in ten seconds.',
			reason: 'rate_limited',
			failure: { cause: 'rate-limited' },
		};
	if (isOutage(status))
		return {
			message: `Procore is not available (status ${status})`,
			advice: 'Run it again later; status.procore.com reports outages.',
			reason: 'system_unavailable',
			failure: { cause: 'temporarily-unavailable' },
		};
	return { ...rejected, advice: 'Check the values of this node.' };
}

/** The error for an unsuccessful response: what happened, in Procore's words where it gave some, and what to do. */
export function answerError(node: INode, answer: Answer, task: Task, itemIndex?: number): NodeApiError {
	return apiError(node, { ...wordsOfAnswer(answer, task), ...(itemIndex === undefined ? {} : { itemIndex }) });
}

/** The same in words alone. */
export function wordsOfAnswer(answer: Answer, task: Task): ApiErrorFields {
	const said = readErrorBody(answer.body).text;
	const { message, advice, reason, failure } = isElsewhere(answer) ? elsewhere : meaningOf(answer.status, said, task);
	return {
		message: said && reason === 'procore_rejected' ? `${message}: ${said}` : message,
		description: said && reason !== 'procore_rejected' ? `${advice} Procore said: ${said}` : advice,
		status: answer.status,
		reason,
		...(failure ? { failure } : {}),
	};
}

/** What to say of an answer that is not one of Procore's API. */
export const elsewhereError = ({ status }: Answer): ApiErrorFields => {
	const { message, advice, reason, failure } = elsewhere;
	return { message, description: advice, status, reason, ...(failure ? { failure } : {}) };
};

/** The error for an outage after a request that must not be sent twice: nobody knows whether it was carried out. */
export function uncertainError(node: INode, { status }: Answer): NodeApiError {
	return apiError(node, {
		message: `Procore broke down (status ${status}) and may have carried out the request`,
		description:
			'The request was not repeated, because it would then be carried out twice. Check in Procore whether it arrived before you run this again; the sync does so by itself in its next run.',
		status,
		reason: 'no_answer',
	});
}

/** The error for a success whose body is not what the operation answers: whether the request was carried out is unknown. */
export function shapeError(node: INode, answer: Answer, expected: string): NodeApiError {
	return apiError(node, {
		message: `Procore's answer has an unexpected shape: ${expected} is missing`,
		description:
			'A proxy may have answered in place of Procore, or the API changed. Check the address in the Procore credential, then run it again.',
		status: answer.status,
		reason: 'no_answer',
	});
}

/** The error for one record that Procore breaks down on while it takes others. */
export function breakdownError(node: INode): NodeApiError {
	return apiError(node, {
		message: 'Procore could not process this record (status 500), while it took others',
		description:
			'Something in this record seems to be the cause. Compare its values with a record that went through, or ask Procore support.',
		status: 500,
		reason: 'procore_rejected',
	});
}
