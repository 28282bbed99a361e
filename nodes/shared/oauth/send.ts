import type { ICredentialDataDecryptedObject, IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { countCall, executionIdOf } from '../callCounter';
import { apiError } from '../http/error';
import { isSameOrigin } from '../http/origin';
import { pause } from '../http/pause';
import { backoffMs, isPassing, longestWaitMs, maxAttempts, waitMs } from '../http/retry';
import type { Answer, RequestContext, SendRequest } from '../http/types';
import { circuit, circuitKey, inTurn, type CircuitKey } from './circuit';
import { diagnose, type Trouble } from './diagnose';
import { refreshAhead } from './freshToken';

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
	let attempt = 0;
	let failedLogOns = 0;
	for (;;) {
		const last = !request.repeatable || attempt + 1 >= maxAttempts;
		await request.pacer?.before();
		const credentials = await context.getCredentials(request.credentialType);
		const key = circuitKey(context, request.credentialType, credentials);
		const result = await attemptInTurn(context, request, credentials, key);
		if ('trouble' in result) {
			// A log-on that failed is safe to repeat whatever the request: the request itself was not carried out.
			const wait = result.logOn ? logOnWaitMs(result, failedLogOns) : last ? undefined : backoffMs(attempt);
			if (!result.passing || wait === undefined) {
				if (result.logOn && result.passing) circuit.open(key, result.trouble, true);
				throw apiError(context.getNode(), result.trouble);
			}
			await pause(context, wait);
			if (result.logOn) failedLogOns += 1;
			else attempt += 1;
			continue;
		}
		request.pacer?.after(result);
		const wait = request.pacer?.delay(result) ?? waitMs(result, attempt);
		const isSettled = !isPassing(result.status) || request.isLasting?.(result);
		if (isSettled || last || wait === undefined) return result;
		await pause(context, wait);
		attempt += 1;
	}
}

/** Waits after a token was asked for too often; n8n does not tell how long the system asked for. */
const limitedWaitsMs = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000];

/** Milliseconds to wait before another log-on; undefined when none is worth it. */
function logOnWaitMs({ limited, waitMs: asked }: Trouble, failed: number): number | undefined {
	if (failed >= (limited ? limitedWaitsMs.length : maxAttempts - 1)) return undefined;
	const wait = asked ?? (limited ? limitedWaitsMs[failed] : backoffMs(failed));
	return wait !== undefined && wait <= longestWaitMs ? wait : undefined;
}

/** Searches in the editor may overlap, the items of an execution do not. */
async function attemptInTurn(
	context: RequestContext,
	request: SendRequest,
	credentials: ICredentialDataDecryptedObject,
	key: CircuitKey,
): Promise<Answer | Trouble> {
	const attempt = async () => await attemptOnce(context, request, credentials, key);
	const hasToken = Boolean((credentials.oauthTokenData as IDataObject | undefined)?.access_token);
	return executionIdOf(context) === undefined && !hasToken ? await inTurn(key, attempt) : await attempt();
}

async function attemptOnce(
	context: RequestContext,
	request: SendRequest,
	credentials: ICredentialDataDecryptedObject,
	key: CircuitKey,
): Promise<Answer | Trouble> {
	const refused = circuit.check(key);
	if (refused) return { trouble: refused, passing: false, logOn: false };
	const failed = (begun: boolean, error: unknown) => {
		const inEditor = executionIdOf(context) === undefined;
		const trouble = diagnose(request, error, { begun, inEditor, tokenUrl: credentials.accessTokenUrl });
		// At once, before the next one in turn looks.
		if (trouble.logOn && !trouble.passing) circuit.open(key, trouble.trouble);
		return trouble;
	};
	const stale = await refreshAhead(context, request.credentialType, credentials);
	if (stale) return failed(false, stale.error);
	countCall(executionIdOf(context), request.system.id);
	try {
		return toAnswer(await exchange(context, request));
	} catch (error) {
		return failed(true, error);
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
