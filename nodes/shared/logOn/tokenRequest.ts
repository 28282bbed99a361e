import type { IHttpRequestHelper, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { networkTrouble } from '../http/network';
import { isPassing, retryAfterMs } from '../http/retry';
import { toAnswer } from '../http/answer';
import type { Answer } from '../http/types';
import type { Token } from './session';
import type { LogOnTrouble } from './trouble';

/** Sends requests for a credential, outside any node. */
export type Http = IHttpRequestHelper['helpers']['httpRequest'];

/** Where and with what a token is asked for. */
export interface TokenRequest {
	url: string;
	clientId: string;
	clientSecret: string;
	/** Where client ID and secret stand. */
	sendIn: 'header' | 'body';
	agentOptions?: IHttpRequestOptions['agentOptions'];
}

const timeoutMs = 60_000;

/** Errors that speak of the server or of too many requests. Only some are of OAuth; gateways answer in words of their own. */
const passingErrors =
	/server.?error|unavailable|too.?many|rate.?limit|slow.?down|throttl|quota|exceeded|time.?out|timed.?out|overload|busy|try.?again|later/i;
const limitingErrors = /too.?many|rate.?limit|slow.?down|throttl|quota|exceeded/i;

/**
 * Asks once for a token by client credentials (RFC 6749, 4.4). No redirect is followed: it would take the secret along.
 * @returns the token, or what went wrong
 */
export async function requestToken(http: Http, request: TokenRequest): Promise<Token | LogOnTrouble> {
	const answer = await sendOnce(http, tokenOptions(request));
	if ('trouble' in answer) {
		const { text, code, passing } = answer.trouble;
		return { kind: 'unusable', detail: text, passing, ...(code ? { code } : {}) };
	}
	return tokenOf(answer) ?? troubleOf(answer);
}

/** Sends a request once and gives whatever answers, or says why nothing does. */
export async function sendOnce(
	http: Http,
	options: IHttpRequestOptions,
): Promise<Answer | { trouble: { text: string; code?: string; passing: boolean } }> {
	try {
		const response: unknown = await http({
			...options,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			timeout: timeoutMs,
		});
		return toAnswer(response as IN8nHttpFullResponse);
	} catch (error) {
		const known = networkTrouble(error);
		return {
			trouble: {
				text: known?.text ?? 'The connection broke.',
				passing: known?.passing ?? true,
				...(known?.code ? { code: known.code } : {}),
			},
		};
	}
}

function tokenOptions({ url, clientId, clientSecret, sendIn, agentOptions }: TokenRequest): IHttpRequestOptions {
	const given: Record<string, string> = sendIn === 'body' ? { client_id: clientId, client_secret: clientSecret } : {};
	return {
		method: 'POST',
		url,
		headers: {
			accept: 'application/json',
			'content-type': 'application/x-www-form-urlencoded',
			...(sendIn === 'header' ? { authorization: basicHeader(clientId, clientSecret) } : {}),
		},
		body: new URLSearchParams({ grant_type: 'client_credentials', ...given }).toString(),
		...(agentOptions ? { agentOptions } : {}),
	};
}

/** The header of HTTP Basic authentication. */
export function basicHeader(user: string, password: string): string {
	return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

function bodyOf({ body }: Answer): Record<string, unknown> {
	return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function tokenOf(answer: Answer): Token | undefined {
	const { access_token: token, expires_in: seconds } = bodyOf(answer);
	if (answer.status < 200 || answer.status >= 300 || typeof token !== 'string' || !token) return undefined;
	return { token, seconds: Number(seconds) };
}

function troubleOf(answer: Answer): LogOnTrouble {
	const { status } = answer;
	const { error, error_description: description } = bodyOf(answer);
	const waitMs = retryAfterMs(answer);
	const wait = waitMs === undefined ? {} : { waitMs };
	if (typeof error === 'string' && error && status < 500)
		return troubleOfError(error, `${error} ${String(description)}`, wait);
	// Without an error of OAuth only 401 is about client ID and secret: SAP's web server answers with it, and a web page.
	if (status === 401) return { kind: 'rejected' };
	return {
		kind: 'unusable',
		status,
		detail: saidBy(status),
		passing: isPassing(status) || status >= 500,
		limited: status === 429,
		...wait,
	};
}

function saidBy(status: number): string {
	if (status >= 300 && status < 400)
		return `it sent the request elsewhere (status ${status}), where the credentials were not sent`;
	return `it answered with status ${status}${status < 400 ? ' and no token' : ''}`;
}

/** RFC 6749, 5.2: only `invalid_client` is about client ID and secret. */
function troubleOfError(code: string, all: string, wait: { waitMs?: number }): LogOnTrouble {
	if (code === 'invalid_client') return { kind: 'rejected' };
	if (!passingErrors.test(all)) return { kind: 'refused', code };
	return { kind: 'unusable', detail: `it answered ${code}`, passing: true, limited: limitingErrors.test(all), ...wait };
}
