import type { ApiErrorFields } from '../http/error';
import { networkTrouble } from '../http/network';
import type { SendRequest } from '../http/types';
import { logOnTroubleOf, type LogOnTrouble } from './trouble';
import { refusedTokenError, unreachableError, untilWhen, wordsFor } from './words';

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
	/** Whether it is nothing that is known, so that it may have been a refused log-on. */
	unknown?: boolean;
}

/** Tells refused log-ons, trouble with the token endpoint, an unreachable host and a lost answer apart. */
export function diagnose(request: SendRequest, error: unknown, inEditor: boolean): Trouble {
	const { system } = request;
	const logOn = logOnTroubleOf(error);
	if (logOn) return failedLogOn(request, logOn, inEditor);
	const network = networkTrouble(error);
	if (network?.status === 401) return { trouble: refusedTokenError(system, 'node'), passing: false, logOn: true };
	const text = network?.text ?? 'The connection broke.';
	const maybeDone = !request.repeatable && (network?.maybeSent ?? true);
	return {
		trouble: maybeDone ? lost(request, text) : unreachableError(system, request.baseUrl, text),
		passing: network?.passing ?? false,
		logOn: false,
		unknown: network === undefined,
	};
}

/** The trouble with a log-on, in words of a node. */
export function failedLogOn(
	{ system, authentication }: SendRequest,
	trouble: LogOnTrouble,
	inEditor: boolean,
): Trouble {
	const fields = wordsFor(system, authentication, trouble, 'node');
	const description = [fields.description, untilWhen(trouble, inEditor)].filter(Boolean).join(' ');
	const { passing = false, limited = false, waitMs } = trouble.kind === 'unusable' ? trouble : {};
	return {
		trouble: { ...fields, description },
		passing,
		logOn: true,
		limited,
		...(waitMs === undefined ? {} : { waitMs }),
	};
}

/** To run again what was carried out would do it twice; hence no word of "temporarily", which invites to that. */
function lost({ system }: SendRequest, text: string): ApiErrorFields {
	return {
		message: `${system.name} did not answer and may have carried out the request`,
		description: `${text} The request was not repeated, because it would then be carried out twice. Check in ${system.name} whether it arrived before you run this again; the sync does so by itself in its next run.`,
		reason: 'no_answer',
	};
}
