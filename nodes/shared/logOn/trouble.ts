import type { ApiErrorFields } from '../http/error';
import { redact } from '../redact';

/** What went wrong with a log-on. */
export type LogOnTrouble =
	/** What people entered to log on is wrong, or the user is locked. */
	| { kind: 'rejected' }
	/** The system names another error of OAuth, which another attempt does not change. */
	| { kind: 'refused'; code: string }
	/** No usable answer to a token request. `passing`: another attempt may help, after `waitMs` where that is known. */
	| {
			kind: 'unusable';
			detail: string;
			passing: boolean;
			/** HTTP status, or the code of an error of the network where there was none. */
			status?: number;
			code?: string;
			/** The API address, where it is the same host that could not be reached. */
			at?: string;
			waitMs?: number;
			limited?: boolean;
	  }
	/** Something else, about which there is no more to say than what it tells. */
	| { kind: 'other'; fields: ApiErrorFields };

/**
 * Thrown where a credential logs on: n8n shows its message when a credential is tested, and puts it into the errors of
 * requests as their cause, in which the nodes find it again.
 */
export class LogOnError extends Error {
	override name = 'LogOnError';

	constructor(
		readonly trouble: LogOnTrouble,
		{ message, description }: Pick<ApiErrorFields, 'message' | 'description'>,
	) {
		super(redact([message, description].map(asSentence).join(' '), 1500));
	}
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The trouble with a log-on that an error goes back to; n8n wraps what is thrown. */
export function logOnTroubleOf(error: unknown): LogOnTrouble | undefined {
	for (let link = error, depth = 0; link instanceof Error && depth < 6; depth++) {
		if (isLogOnError(link)) return link.trouble;
		link = link.cause;
	}
	return undefined;
}

/** By its name, because n8n may have loaded credentials and nodes separately. */
const isLogOnError = (error: Error): error is LogOnError => error.name === 'LogOnError' && 'trouble' in error;
