import { NodeApiError, type IN8nHttpFullResponse } from 'n8n-workflow';
import { countCall, executionIdOf } from '../callCounter';
import { circuit } from '../oauth/circuit';
import { refreshAhead } from '../oauth/freshToken';
import { refusedTokenError, rejectedError, tokenTrouble, unusableTokenEndpointError } from '../oauth/tokenError';
import { apiError } from './error';
import { networkTrouble } from './network';
import { isSameOrigin } from './origin';
import { pause } from './pause';
import { backoffMs, isPassing, maxAttempts, waitMs } from './retry';
import type { Answer, RequestContext, SendRequest } from './types';

const timeoutMs = 120_000;

/**
 * Sends one request with the credential's token: fresh ahead of expiry, once more on 401, repeated with back-off where
 * that is safe, never to another host than the credential's.
 *
 * @returns the answer, whatever its status; a passing trouble is only returned after the last attempt, or when the
 * system asks for a wait that is too long
 * @throws NodeApiError when the log-on is refused, the host cannot be reached or the address is another host's
 */
export async function send(context: RequestContext, request: SendRequest): Promise<Answer> {
	refuseOtherOrigin(context, request);
	for (let attempt = 0; ; attempt++) {
		const last = !request.repeatable || attempt + 1 >= maxAttempts;
		await request.pacer?.before();
		const result = await attemptOnce(context, request);
		if ('trouble' in result) {
			// A log-on that failed is safe to repeat whatever the request: the request itself was never sent.
			const again = result.passing && (result.logOn ? attempt + 1 < maxAttempts : !last);
			if (!again && result.logOn) circuit.open(circuitKey(context, request), result.trouble);
			if (!again) throw result.trouble;
			await pause(context, backoffMs(attempt));
			continue;
		}
		request.pacer?.after(result);
		const wait = request.pacer?.delay(result) ?? waitMs(result, attempt);
		if (!isPassing(result.status) || last || wait === undefined) return result;
		await pause(context, wait);
	}
}

interface Trouble {
	trouble: NodeApiError;
	/** Whether another attempt may help. */
	passing: boolean;
	/** Whether it was the log-on that failed, not the request. */
	logOn: boolean;
}

function circuitKey(context: RequestContext, request: SendRequest): string {
	return `${executionIdOf(context) ?? 'editor'}:${context.getNode().credentials?.[request.credentialType]?.id ?? ''}`;
}

async function attemptOnce(context: RequestContext, request: SendRequest): Promise<Answer | Trouble> {
	const refused = executionIdOf(context) === undefined ? undefined : circuit.check(circuitKey(context, request));
	if (refused) return { trouble: refused, passing: false, logOn: false };
	try {
		await refreshAhead(context, request.credentialType);
		countCall(executionIdOf(context), request.system.id);
		return toAnswer(await exchange(context, request));
	} catch (error) {
		return diagnose(context, request, error);
	}
}

/** 401 is left to n8n, which refreshes the token and repeats the request once; every other status is an answer. */
async function exchange(context: RequestContext, request: SendRequest): Promise<IN8nHttpFullResponse> {
	return (await context.helpers.httpRequestWithAuthentication.call(context, request.credentialType, {
		method: request.method,
		url: request.url,
		headers: request.headers,
		...(request.body === undefined ? {} : { body: request.body, json: true }),
		returnFullResponse: true,
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		timeout: timeoutMs,
	})) as IN8nHttpFullResponse;
}

function toAnswer(response: IN8nHttpFullResponse): Answer {
	const headers = Object.fromEntries(
		Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	return { status: response.statusCode, headers, body: parsed(response.body) };
}

function parsed(body: unknown): unknown {
	if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body;
	return tryJson(body);
}

function tryJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

function diagnose(context: RequestContext, request: SendRequest, error: unknown): Trouble {
	const node = context.getNode();
	const { system } = request;
	const token = tokenTrouble(error);
	if (token?.kind === 'rejected') return { trouble: rejectedError(node, system), passing: false, logOn: true };
	if (token)
		return { trouble: unusableTokenEndpointError(node, system, token.detail), passing: token.passing, logOn: true };
	const network = networkTrouble(error);
	if (network?.status === 401) return { trouble: refusedTokenError(node, system), passing: false, logOn: true };
	return {
		trouble: apiError(node, {
			message: `${system.name} could not be reached`,
			description: `${network?.text ?? 'The connection broke.'} Check the address ${new URL(request.baseUrl).origin} in the ${system.name} credential, the network between n8n and it, and whether the system is up.`,
			failure: { cause: 'temporarily-unavailable' },
			reason: 'system_unavailable',
		}),
		passing: network?.passing ?? false,
		logOn: false,
	};
}

function refuseOtherOrigin(context: RequestContext, request: SendRequest): void {
	if (!URL.canParse(request.baseUrl))
		throw apiError(context.getNode(), {
			message: `The address in the ${request.system.name} credential is not a web address`,
			description: `It has to start with https:// and name the host, for example ${request.system.addressExample}.`,
			failure: { cause: 'configuration-invalid' },
			reason: 'configuration_invalid',
		});
	if (!isSameOrigin(request.url, request.baseUrl))
		throw apiError(context.getNode(), {
			message: `${request.system.name} pointed to another host`,
			description: `Nothing was sent to ${URL.canParse(request.url) ? new URL(request.url).origin : 'it'}, because the credential is for ${new URL(request.baseUrl).origin} only. If that host is right, enter it in the credential.`,
			failure: { cause: 'configuration-invalid' },
			reason: 'configuration_invalid',
		});
}
