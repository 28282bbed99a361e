import type { ApiErrorFields } from '../http/error';
import { networkTrouble } from '../http/network';
import { isPassing, retryAfterMs } from '../http/retry';
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
	response?: { headers?: Record<string, unknown> };
}

function chain(error: unknown): ErrorLike[] {
	const links: ErrorLike[] = [];
	for (let link = error; typeof link === 'object' && link !== null && links.length < 6; ) {
		links.push(link as ErrorLike);
		link = (link as ErrorLike).cause;
	}
	return links;
}

/** What went wrong with a token request. */
export type TokenTrouble =
	/** Client ID or secret are wrong. */
	| { kind: 'rejected' }
	/** The system names another error of OAuth, which another attempt does not change. */
	| { kind: 'refused'; code: string }
	/** No usable answer. `passing`: another attempt may help, after `waitMs` where that is known. */
	| { kind: 'unusable'; detail: string; passing: boolean; status?: number; waitMs?: number; limited?: boolean };

const firstTokenPrefix = 'Failed to acquire OAuth2 access token';
/** Errors that speak of the server or of too many requests. Only some are of OAuth; gateways answer in words of their own. */
const passingErrors =
	/server.?error|unavailable|too.?many|rate.?limit|slow.?down|throttl|quota|exceeded|time.?out|timed.?out|overload|busy|try.?again|later/i;
const limitingErrors = /too.?many|rate.?limit|slow.?down|throttl|quota|exceeded/i;

/** n8n raises `EAUTH` for an OAuth error body, and its own error without a cause when that says `invalid_grant`. */
const isOAuthError = ({ code }: ErrorLike) => code === 'EAUTH';
const isInvalidGrant = ({ name, failure }: ErrorLike) =>
	name === 'NodeOperationError' && failure?.cause === 'credential-invalid';

function textsOf({ body, message }: ErrorLike): { code: string; all: string } {
	const { error, error_description: description } = (body ?? {}) as { error?: unknown; error_description?: unknown };
	const code = typeof error === 'string' ? error : '';
	return { code, all: [code, description, message].map(String).join(' ') };
}

/**
 * Tells refused client ID and secret, other refusals and passing trouble with the token apart, and all of them from
 * trouble with the request itself (undefined). n8n raises `EAUTH` for any JSON of the token endpoint that has an `error`,
 * whatever its 4xx status, which it drops; `ESTATUS` for other 3xx and 4xx; and prefixes every trouble with a first
 * token with "Failed to acquire OAuth2 access token". Trouble with a later token shows only by its address.
 *
 * @param tokenUrl token address of the credential
 */
export function tokenTrouble(error: unknown, tokenUrl: unknown): TokenTrouble | undefined {
	const links = chain(error);
	const oauth = links.find(isOAuthError);
	if (oauth) return troubleOfError(oauth);
	if (links.some(isInvalidGrant)) return { kind: 'refused', code: 'invalid_grant' };
	const answer = links.find((link) => link.isAxiosError !== true && 'body' in link && 'status' in link);
	if (answer) return troubleOfStatus(Number(answer.status));
	const first = links.some((link) => String(link.message).startsWith(firstTokenPrefix));
	const later = links.some(({ config }) => config !== undefined && config.url === tokenUrl);
	return first || later ? troubleOfConnection(links, error) : undefined;
}

/** RFC 6749, 5.2: only `invalid_client` is about client ID and secret. */
function troubleOfError(oauth: ErrorLike): TokenTrouble {
	const { code, all } = textsOf(oauth);
	if (code === 'invalid_client') return { kind: 'rejected' };
	if (!passingErrors.test(all)) return { kind: 'refused', code };
	return { kind: 'unusable', detail: `it answered ${code}`, passing: true, limited: limitingErrors.test(all) };
}

/** Without an error of OAuth only 401 is about client ID and secret: SAP's web server answers with it, and a web page. */
function troubleOfStatus(status: number, waitMs?: number): TokenTrouble {
	if (status === 401) return { kind: 'rejected' };
	return {
		kind: 'unusable',
		status,
		detail: `it answered with status ${status}${status < 400 ? ' and no token' : ''}`,
		passing: isPassing(status) || status >= 500,
		limited: status === 429,
		...(waitMs === undefined ? {} : { waitMs }),
	};
}

/** n8n keeps the headers of an answer only where its HTTP client threw, which is from status 500 on. */
function retryAfterOf(links: ErrorLike[]): number | undefined {
	const headers = links.find(({ response }) => response?.headers !== undefined)?.response?.headers;
	if (!headers) return undefined;
	const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
	return retryAfterMs({ status: 0, headers: Object.fromEntries(texts) as Record<string, string>, body: undefined });
}

function troubleOfConnection(links: ErrorLike[], error: unknown): TokenTrouble {
	const network = networkTrouble(error);
	if (network?.status !== undefined) return troubleOfStatus(network.status, retryAfterOf(links));
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
	{ status, detail, passing, limited = false }: Extract<TokenTrouble, { kind: 'unusable' }>,
): ApiErrorFields {
	const message = `${system.name} issued no access token`;
	const answered = detail.slice(0, 200);
	if (limited)
		return {
			message,
			description: `The token address asks for fewer requests (${answered}). Run again later; if it stays so, something else asks for tokens with the same client ID.`,
			failure: { cause: 'rate-limited' },
			reason: 'system_unavailable',
		};
	const check = `Check the token URL in the ${system.name} credential`;
	const what = `The token address did not answer as it should (${answered}).`;
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
