import type { ApiErrorFields } from '../http/error';
import { isSecure } from '../http/origin';
import type { Authentication, RemoteSystem } from '../remoteSystem';
import type { LogOnTrouble } from './trouble';

/** Where people read it: as they test a credential, or of a node. */
export type Place = 'test' | 'node';

const entered: Record<Authentication, { or: string; and: string }> = {
	oAuth2: { or: 'the client ID or client secret', and: 'the client ID and secret' },
	basicAuth: { or: 'the user name or password', and: 'the user name and password' },
	certificate: { or: 'the client certificate', and: 'the certificate and its private key' },
};

/** What went wrong with a log-on, and what to do about it. */
export function wordsFor(
	system: RemoteSystem,
	authentication: Authentication,
	trouble: LogOnTrouble,
	place: Place,
): ApiErrorFields {
	if (trouble.kind === 'other') return trouble.fields;
	if (trouble.kind === 'rejected') return rejectedError(system, authentication, place);
	return trouble.kind === 'refused'
		? refusedGrantError(system, trouble.code)
		: unusableTokenEndpointError(system, trouble, place);
}

/** Whether a further log-on is tried in the execution, or in the editor. */
export function untilWhen(trouble: LogOnTrouble, inEditor: boolean): string {
	if (trouble.kind !== 'rejected' && trouble.kind !== 'refused') return '';
	return inEditor && trouble.kind === 'rejected'
		? 'Unless they change, no further log-on is tried for a minute.'
		: 'No further log-on is tried in this execution.';
}

/** The system refused what people entered to log on. */
function rejectedError(system: RemoteSystem, authentication: Authentication, place: Place): ApiErrorFields {
	const { or, and } = entered[authentication];
	const repair = `Open the ${system.name} credential, enter ${and} again and save: n8n then tests them.`;
	return {
		message: `${system.name} refused ${or}`,
		description: [place === 'node' ? repair : '', system.rejectedAdvice[authentication]].filter(Boolean).join(' '),
		status: 401,
		failure: { cause: 'credential-invalid' },
		reason: 'credential_rejected',
	};
}

/** A token that the system itself had just issued was refused. */
export function refusedTokenError(system: RemoteSystem, place: Place): ApiErrorFields {
	const repair = `Then save the ${system.name} credential once more: n8n tests it.`;
	return {
		message: `${system.name} refused a token it had just issued`,
		description: [system.refusedTokenAdvice, place === 'node' ? repair : ''].filter(Boolean).join(' '),
		status: 401,
		failure: { cause: 'credential-invalid' },
		reason: 'credential_rejected',
	};
}

/** What is said after a log-on that ended in an error nobody knows: it may have been a refusal, and refusals lock users. */
export function unknownLogOnError(system: RemoteSystem): ApiErrorFields {
	return {
		message: `It is not known whether ${system.name} refused the log-on`,
		description: `The request for a token ended in an error that this version does not know. No further log-on is tried in this execution, so that no user is locked. Test the ${system.name} credential, and report the error if it stays.`,
		failure: { cause: 'temporarily-unavailable' },
		reason: 'system_unavailable',
	};
}

/** OAuth errors of which the scope is the cause. */
const scopeErrors = new Set(['invalid_scope', 'insufficient_scope']);

/** The system understood the log-on and does not give a token for it. */
function refusedGrantError(system: RemoteSystem, code: string): ApiErrorFields {
	const shown = /^[\w.-]{1,60}$/.test(code) ? code : 'an error';
	return {
		message: `${system.name} issued no access token: ${shown}`,
		description: `This is about how the OAuth client is set up in ${system.name}, and entering the credentials again does not help. ${scopeErrors.has(code) ? system.tokenAdvice.scope : system.tokenAdvice.grant}`,
		failure: { cause: 'configuration-invalid' },
		reason: 'configuration_invalid',
	};
}

/** The token endpoint gave no usable answer. */
function unusableTokenEndpointError(
	system: RemoteSystem,
	{ status, detail, passing, code, at, limited = false }: Extract<LogOnTrouble, { kind: 'unusable' }>,
	place: Place,
): ApiErrorFields {
	if (at !== undefined) return unreachableError(system, at, detail);
	const message = `${system.name} issued no access token`;
	// n8n puts a sentence of its own in place of a message of a test that has such a code in it.
	const answered = place === 'node' && code ? `${code}: ${detail}` : detail;
	if (limited)
		return {
			message,
			description: `The token address asks for fewer requests (${answered}). Run again later; if that does not change, something else asks for tokens with the same client ID.`,
			failure: { cause: 'rate-limited' },
			reason: 'system_unavailable',
		};
	const check = system.tokenAdvice.address;
	const what = `The token address did not answer as it should: ${answered.replace(/[.]?$/, '.')}`;
	if (passing || status === undefined)
		return {
			message,
			description: `${what} ${check} and whether the system is up.`,
			failure: { cause: 'temporarily-unavailable' },
			reason: 'system_unavailable',
		};
	return {
		message,
		description: `${what} ${check}. ${system.tokenAdvice.endpoint}`,
		failure: { cause: 'configuration-invalid' },
		reason: 'configuration_invalid',
	};
}

/** Nothing answers at an address. */
export function unreachableError(system: RemoteSystem, baseUrl: string, text: string): ApiErrorFields {
	return {
		message: `${system.name} could not be reached`,
		description: `${text} Check the address ${new URL(baseUrl).origin} in the ${system.name} credential, the network between n8n and it, and whether the system is up.`,
		failure: { cause: 'temporarily-unavailable' },
		reason: 'system_unavailable',
	};
}

/**
 * Why nothing is sent to an address of a credential; undefined where nothing speaks against it.
 * @param field name of the address, as in *API URL*
 */
export function addressTrouble(
	system: RemoteSystem,
	field: string,
	url: string,
	example: string = system.addressExample,
): ApiErrorFields | undefined {
	const settings = { failure: { cause: 'configuration-invalid' }, reason: 'configuration_invalid' } as const;
	if (!url)
		return {
			message: `The ${system.name} credential has no ${field}`,
			description: system.addressAdvice(field),
			...settings,
		};
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
		return {
			message: `The ${field} in the ${system.name} credential is not a web address`,
			description: `It must start with https:// and name the host, for example ${example}.`,
			...settings,
		};
	if (!isSecure(url))
		return {
			message: `The ${field} in the ${system.name} credential does not start with https://`,
			description: `Nothing was sent, because whoever is on the way could read the credentials. Enter the address with https://; http:// is for this machine only (localhost, 127.0.0.1).`,
			...settings,
		};
	return undefined;
}
