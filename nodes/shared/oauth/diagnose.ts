import type { ApiErrorFields } from '../http/error';
import { networkTrouble } from '../http/network';
import type { SendRequest } from '../http/types';
import {
	refusedGrantError,
	refusedTokenError,
	rejectedError,
	tokenTrouble,
	unusableTokenEndpointError,
} from './tokenError';

/** Why an attempt brought no answer. */
export interface Trouble {
	/** What to say of it; the error is built for the node that asks. */
	trouble: ApiErrorFields;
	/** Whether another attempt may help. */
	passing: boolean;
	/** Whether it was the log-on that failed, not the request. */
	logOn: boolean;
	/** Whether tokens were asked for too often. */
	limited?: boolean;
	/** How long the system asks to wait, in ms. */
	waitMs?: number;
}

/** What is known of the attempt that failed. */
export interface Attempt {
	/** Whether it came to the request itself. */
	begun: boolean;
	inEditor: boolean;
	/** Token address of the credential. */
	tokenUrl: unknown;
}

/** Tells refused log-ons, trouble with the token endpoint, an unreachable host and a lost answer apart. */
export function diagnose(request: SendRequest, error: unknown, attempt: Attempt): Trouble {
	const { system } = request;
	const token = tokenTrouble(error, attempt.tokenUrl);
	if (token?.kind === 'rejected')
		return { trouble: rejectedError(system, attempt.inEditor), passing: false, logOn: true };
	if (token?.kind === 'refused') return { trouble: refusedGrantError(system, token.code), passing: false, logOn: true };
	if (token) {
		const { passing, limited = false, waitMs } = token;
		const trouble = unusableTokenEndpointError(system, token);
		return { trouble, passing, logOn: true, limited, ...(waitMs === undefined ? {} : { waitMs }) };
	}
	const network = networkTrouble(error);
	if (network?.status === 401) return { trouble: refusedTokenError(system), passing: false, logOn: true };
	const text = network?.text ?? 'The connection broke.';
	const maybeDone = !request.repeatable && attempt.begun && (network?.maybeSent ?? true);
	return {
		trouble: maybeDone ? lost(request, text) : unreachable(request, text),
		passing: network?.passing ?? false,
		logOn: false,
	};
}

function unreachable({ system, baseUrl }: SendRequest, text: string): ApiErrorFields {
	return {
		message: `${system.name} could not be reached`,
		description: `${text} Check the address ${new URL(baseUrl).origin} in the ${system.name} credential, the network between n8n and it, and whether the system is up.`,
		failure: { cause: 'temporarily-unavailable' },
		reason: 'system_unavailable',
	};
}

/** To run again what was carried out would do it twice; hence no word of "temporarily", which invites to that. */
function lost({ system }: SendRequest, text: string): ApiErrorFields {
	return {
		message: `${system.name} did not answer and may have carried out the request`,
		description: `${text} The request was not repeated, because it would then be carried out twice. Look in ${system.name} whether it arrived before you run this again; the sync does so by itself in its next run.`,
		reason: 'no_answer',
	};
}
