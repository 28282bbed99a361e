import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import type { ApiErrorFields } from '../http/error';
import { isSameOrigin } from '../http/origin';
import type { Answer } from '../http/types';
import { rememberSecrets } from '../redact';
import type { Authentication, RemoteSystem } from '../remoteSystem';
import { agentOptionsOf, certificateTrouble } from './certificate';
import { pemOf } from './pem';
import { asSession, noSession, sessionOf } from './session';
import { signed } from './sign';
import { basicHeader, requestToken, sendOnce, type Http, type TokenRequest } from './tokenRequest';
import { LogOnError, type LogOnTrouble } from './trouble';
import { addressTrouble, refusedTokenError, unreachableError, wordsFor } from './words';

/** How a credential of a system logs on, and how it is seen that it can. */
export interface LogOn {
	system: RemoteSystem;
	authentication: Authentication;
	/** API address. */
	baseUrl: string;
	/** Token request, where it logs on by tokens. */
	token?: Omit<TokenRequest, 'agentOptions'> & { field: string; example: string };
	/** What is wrong with other entries, before anything is sent. */
	unfit?: ApiErrorFields | undefined;
	/** A small read that needs log-on and authorization. */
	look: IHttpRequestOptions;
	/** What an answer says that is not the one expected. */
	judge(answer: Answer): ApiErrorFields | undefined;
}

/** Added to the credential by the nodes: they need the log-on alone, and say themselves what is wrong with a request. */
export const inNode = { inNode: true };

/** What must not be shown of a credential. */
export function secretsOf(credentials: ICredentialDataDecryptedObject): string[] {
	const { clientId, clientSecret, user, password, passphrase, certificate, privateKey } = credentials;
	const lines = [certificate, privateKey]
		.flatMap((pem) => pemOf(pem).split('\n'))
		.filter((line) => !/^-----|^Proc-|^DEK-/.test(line));
	const pairs = [
		[clientId, clientSecret],
		[user, password],
	].flatMap(([name, secret]) =>
		secret ? [basicHeader(String(name ?? ''), String(secret)).slice('Basic '.length)] : [],
	);
	return [clientSecret, password, passphrase, sessionOf(credentials)?.token, ...pairs, ...lines].map((value) =>
		String(value ?? ''),
	);
}

/**
 * Logs a credential on, once, and looks whether it may read: what n8n calls `preAuthentication`. So a credential test says
 * in our words what is wrong, and a refused password counts once; n8n's own test would ask for a token before any rule of
 * ours is looked at.
 *
 * @returns what n8n keeps with the credential
 * @throws LogOnError
 */
export async function logOn(
	http: Http,
	credentials: ICredentialDataDecryptedObject,
	plan: LogOn,
): Promise<{ session: string }> {
	const { system, authentication, baseUrl, token } = plan;
	rememberSecrets(secretsOf(credentials));
	const unfit =
		plan.unfit ??
		addressTrouble(system, 'API URL', baseUrl) ??
		(token && addressTrouble(system, token.field, token.url, token.example)) ??
		certificateTrouble(system, credentials, authentication === 'certificate');
	if (unfit) throw refusal(plan, { kind: 'other', fields: unfit });
	const session = token ? await newSession(http, credentials, plan, token) : noSession;
	if (credentials.inNode !== true) await look(http, { ...credentials, session }, plan);
	return { session };
}

const refusal = ({ system, authentication }: LogOn, trouble: LogOnTrouble) =>
	new LogOnError(trouble, wordsFor(system, authentication, trouble, 'test'));

async function newSession(
	http: Http,
	credentials: ICredentialDataDecryptedObject,
	plan: LogOn,
	request: TokenRequest,
): Promise<string> {
	const agentOptions = agentOptionsOf(credentials);
	const answer = await requestToken(http, { ...request, ...(agentOptions ? { agentOptions } : {}) });
	if ('kind' in answer) {
		const { url, baseUrl } = { ...request, ...plan };
		const sameHost = answer.kind === 'unusable' && answer.code !== undefined && isSameOrigin(url, baseUrl);
		throw refusal(plan, sameHost ? { ...answer, at: baseUrl } : answer);
	}
	return asSession(answer, credentials);
}

async function look(http: Http, credentials: ICredentialDataDecryptedObject, plan: LogOn): Promise<void> {
	rememberSecrets(secretsOf(credentials));
	const answer = await sendOnce(http, signed(plan.authentication, credentials, plan.look));
	if ('status' in answer && answer.status === 401 && plan.authentication !== 'oAuth2')
		throw refusal(plan, { kind: 'rejected' });
	const fields =
		'trouble' in answer ? unreachableError(plan.system, plan.baseUrl, answer.trouble.text) : saidOf(answer, plan);
	if (fields) throw refusal(plan, { kind: 'other', fields });
}

const saidOf = (answer: Answer, { system, judge }: LogOn) =>
	answer.status === 401 ? refusedTokenError(system, 'test') : judge(answer);
