import type { ApiErrorFields } from '../http/error';
import { networkTrouble } from '../http/network';
import { isPassing } from '../http/retry';
import type { RemoteSystem } from '../remoteSystem';

interface ErrorLike {
	name?: unknown;
	message?: unknown;
	code?: unknown;
	status?: unknown;
	body?: unknown;
	cause?: unknown;
	failure?: { cause?: unknown };
	config?: { url?: unknown };
	isAxiosError?: unknown;
}

function chain(error: unknown): ErrorLike[] {
	const links: ErrorLike[] = [];
	for (let link = error; typeof link === 'object' && link !== null && links.length < 6; ) {
		links.push(link as ErrorLike);
		link = (link as ErrorLike).cause;
	}
	return links;
}

/**
 * What went wrong with a token request: client ID and secret are wrong; the system names another error of OAuth; or there
 * was no usable answer, where `passing` says that another attempt may help.
 */
export type TokenTrouble =
	| { kind: 'rejected' }
	| { kind: 'refused'; code: string }
	| { kind: 'unusable'; status?: number; detail: string; passing: boolean };

const firstTokenPrefix = 'Failed to acquire OAuth2 access token';
/** OAuth errors that pass. */
const passingErrors = new Set(['server_error', 'temporarily_unavailable', 'slow_down']);
/** OAuth errors that are about client ID and secret; systems also say of a client ID they do not know that it is unauthorized. */
const secretErrors = new Set(['invalid_client', 'invalid_grant', 'unauthorized_client']);

/** n8n raises `EAUTH` for an OAuth error body, and its own error without a body when that says `invalid_grant`. */
function isOAuthError({ code, name, failure }: ErrorLike): boolean {
	return code === 'EAUTH' || (name === 'NodeOperationError' && failure?.cause === 'credential-invalid');
}

function errorCodeOf({ body }: ErrorLike): string {
	return typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : '';
}

/**
 * Tells a refused log-on from other trouble with the token, and both from trouble with the request itself (undefined).
 * n8n raises `ESTATUS` for a 3xx and 4xx of the token endpoint without an OAuth error body, and prefixes every trouble
 * with a first token with "Failed to acquire OAuth2 access token". Trouble with a later token shows only by its address.
 *
 * @param tokenUrl token address of the credential
 */
export function tokenTrouble(error: unknown, tokenUrl: unknown): TokenTrouble | undefined {
	const links = chain(error);
	const oauth = links.find(isOAuthError);
	if (oauth) return troubleOfCode(errorCodeOf(oauth));
	const answer = links.find((link) => link.isAxiosError !== true && 'body' in link && 'status' in link);
	if (answer) return troubleOfStatus(Number(answer.status));
	const first = links.some((link) => String(link.message).startsWith(firstTokenPrefix));
	const later = links.some(({ config }) => config !== undefined && config.url === tokenUrl);
	return first || later ? troubleOfConnection(links, error) : undefined;
}

function troubleOfCode(code: string): TokenTrouble {
	if (passingErrors.has(code)) return { kind: 'unusable', detail: `it answered ${code}`, passing: true };
	return code === '' || secretErrors.has(code) ? { kind: 'rejected' } : { kind: 'refused', code };
}

/** Without an error of OAuth only 401 is about client ID and secret: SAP's web server answers with it, and a web page. */
function troubleOfStatus(status: number): TokenTrouble {
	if (status === 401) return { kind: 'rejected' };
	const detail = `it answered with status ${status}${status < 400 ? ' and no token' : ''}`;
	return { kind: 'unusable', status, detail, passing: isPassing(status) || status >= 500 };
}

function troubleOfConnection(links: ErrorLike[], error: unknown): TokenTrouble {
	const network = networkTrouble(error);
	if (network?.status !== undefined) return troubleOfStatus(network.status);
	return {
		kind: 'unusable',
		detail: String(links.at(-1)?.message ?? 'no answer'),
		passing: network?.passing ?? true,
	};
}

/**
 * The system refused client ID and secret.
 * @param inEditor whether a list is searched: there is no execution to speak of
 */
export function rejectedError(system: RemoteSystem, inEditor: boolean): ApiErrorFields {
	const pause = inEditor
		? 'Unless they change, no further log-on is tried for a minute.'
		: 'No further log-on is tried in this execution.';
	return {
		message: `${system.name} refused the client ID or client secret`,
		description: `Open the ${system.name} credential, enter the client ID and secret again and save: n8n then tests them. ${system.rejectedAdvice} ${pause}`,
		status: 401,
		failure: { cause: 'credential-invalid' },
		reason: 'credential_rejected',
	};
}

/** A token that the system itself had just issued was refused. */
export function refusedTokenError(system: RemoteSystem): ApiErrorFields {
	return {
		message: `${system.name} refused a token it had just issued`,
		description: `${system.refusedTokenAdvice} Then save the ${system.name} credential once more: n8n tests it.`,
		status: 401,
		failure: { cause: 'credential-invalid' },
		reason: 'credential_rejected',
	};
}

/** OAuth errors of which the scope is the cause. */
const scopeErrors = new Set(['invalid_scope', 'insufficient_scope']);

/** The system understood the log-on and does not give a token for it. */
export function refusedGrantError(system: RemoteSystem, code: string): ApiErrorFields {
	const shown = /^[\w.-]{1,60}$/.test(code) ? code : 'an error';
	return {
		message: `${system.name} issued no access token: ${shown}`,
		description: `This is about how the OAuth client is set up in ${system.name}, and entering the log-on data again does not help. ${scopeErrors.has(code) ? system.tokenAdvice.scope : system.tokenAdvice.grant} No further log-on is tried in this execution.`,
		failure: { cause: 'configuration-invalid' },
		reason: 'configuration_invalid',
	};
}

/** The token endpoint gave no usable answer. */
export function unusableTokenEndpointError(
	system: RemoteSystem,
	{ status, detail, passing }: Extract<TokenTrouble, { kind: 'unusable' }>,
): ApiErrorFields {
	const message = `${system.name} issued no access token`;
	if (status === 429)
		return {
			message,
			description: `The token address asks for fewer requests (${detail}). Run again later; if it stays so, something else asks for tokens with the same client ID.`,
			failure: { cause: 'rate-limited' },
			reason: 'system_unavailable',
		};
	const check = `Check the token URL in the ${system.name} credential`;
	const what = `The token address did not answer as it should (${detail}).`;
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
