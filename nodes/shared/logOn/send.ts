import type { ICredentialDataDecryptedObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { countCall, executionIdOf } from '../callCounter';
import { toAnswer } from '../http/answer';
import { apiError } from '../http/error';
import { isSameOrigin } from '../http/origin';
import { pause } from '../http/pause';
import { backoffMs, isPassing, longestWaitMs, maxAttempts, waitMs } from '../http/retry';
import type { Answer, RequestContext, SendRequest } from '../http/types';
import { rememberSecrets } from '../redact';
import { certificateTrouble } from './certificate';
import { circuit, circuitKey, inTurn, type CircuitKey } from './circuit';
import { diagnose, failedLogOn, type Trouble } from './diagnose';
import { inNode, secretsOf } from './logOn';
import { isDue, isLeftAlone, leaveAlone, noSession, sessionOf } from './session';
import { logOnTroubleOf } from './trouble';
import { addressTrouble, unknownLogOnError } from './words';

const timeoutMs = 120_000;

/**
 * Sends one request with the credential's log-on: with a token that is fresh ahead of expiry, once more on 401, repeated
 * with back-off where that is safe, never to another host than the credential's.
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
		rememberSecrets(secretsOf(credentials));
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

/** Waits after a token was asked for too often, where the system does not say how long. */
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
	return executionIdOf(context) === undefined && !sessionOf(credentials) ? await inTurn(key, attempt) : await attempt();
}

async function attemptOnce(
	context: RequestContext,
	request: SendRequest,
	credentials: ICredentialDataDecryptedObject,
	key: CircuitKey,
): Promise<Answer | Trouble> {
	const refused = circuit.check(key);
	if (refused) return { trouble: refused, passing: false, logOn: false };
	const inEditor = executionIdOf(context) === undefined;
	const hasTokens = request.authentication === 'oAuth2';
	const settled = (trouble: Trouble) => {
		// At once, before the next one in turn looks.
		if (trouble.logOn && !trouble.passing) circuit.open(key, trouble.trouble);
		return trouble;
	};
	const unfit = certificateTrouble(request.system, credentials, request.authentication === 'certificate');
	if (unfit) return settled(failedLogOn(request, { kind: 'other', fields: unfit }, inEditor));
	countCall(executionIdOf(context), request.system.id);
	try {
		const answer = await (hasTokens
			? withToken(context, request, credentials)
			: exchange(context, request, credentials, noSession));
		if (hasTokens || answer.status !== 401) return answer;
		return settled(failedLogOn(request, { kind: 'rejected' }, inEditor));
	} catch (error) {
		const trouble = diagnose(request, error, inEditor);
		if (trouble.unknown && hasTokens && !usedOf(credentials)) circuit.open(key, unknownLogOnError(request.system));
		return settled(trouble);
	}
}

/** The session that requests go out with; undefined where the credential logs on first. */
function usedOf(credentials: ICredentialDataDecryptedObject): string | undefined {
	const session = sessionOf(credentials);
	const now = Date.now();
	return session && (!isDue(session, now) || isLeftAlone(session, now)) ? String(credentials.session) : undefined;
}

/** With the stored token, or with another one where it is about to end; while it still works, it is used on if need be. */
async function withToken(
	context: RequestContext,
	request: SendRequest,
	credentials: ICredentialDataDecryptedObject,
): Promise<Answer> {
	const used = usedOf(credentials);
	if (used !== undefined) return await exchange(context, request, credentials, used);
	const session = sessionOf(credentials);
	const replaced = await attempted(exchange(context, request, credentials, ''));
	if ('value' in replaced) return replaced.value;
	const works = session !== undefined && session.expiresAt > Date.now();
	if (!works || logOnTroubleOf(replaced.error)?.kind !== 'unusable') throw replaced.error;
	leaveAlone(session, Date.now());
	return await exchange(context, request, credentials, String(credentials.session));
}

async function attempted<T>(promise: Promise<T>): Promise<{ value: T } | { error: Error }> {
	return await promise.then(
		(value) => ({ value }),
		(error: unknown) => ({ error: error as Error }),
	);
}

/**
 * 401 is left to n8n where a token may be over: it has the credential log on again and repeats the request once. Without
 * tokens n8n would try the same password a second time; every other status is an answer.
 *
 * @param session what stands in the credential for this request: n8n asks for another token where it is empty
 */
async function exchange(
	context: RequestContext,
	request: SendRequest,
	credentials: ICredentialDataDecryptedObject,
	session: string,
): Promise<Answer> {
	const { credentialType, authentication } = request;
	// n8n puts a token into it that it has asked for.
	const data = { ...credentials, session, ...inNode };
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			{
				method: request.method,
				url: request.url,
				headers: request.headers,
				...(request.body === undefined ? {} : { body: request.body, json: true }),
				returnFullResponse: true,
				ignoreHttpStatusErrors: authentication === 'oAuth2' ? { ignore: true, except: [401] } : true,
				disableFollowRedirect: true,
				sendCredentialsOnCrossOriginRedirect: false,
				timeout: timeoutMs,
			},
			{ credentialsDecrypted: { id: '', name: '', type: credentialType, data } },
		)) as IN8nHttpFullResponse;
		return toAnswer(response, secretsOf(data));
	} finally {
		rememberSecrets(secretsOf(data));
	}
}

function refuseOtherOrigin(context: RequestContext, request: SendRequest): void {
	const unfit = addressTrouble(request.system, 'API URL', request.baseUrl);
	if (unfit) throw apiError(context.getNode(), unfit);
	if (!isSameOrigin(request.url, request.baseUrl))
		throw apiError(context.getNode(), {
			message: `${request.system.name} pointed to another host`,
			description: `Nothing was sent to ${URL.canParse(request.url) ? new URL(request.url).origin : 'it'}, because the credential is for ${new URL(request.baseUrl).origin} only. If that host is right, enter it in the credential.`,
			failure: { cause: 'configuration-invalid' },
			reason: 'configuration_invalid',
		});
}
