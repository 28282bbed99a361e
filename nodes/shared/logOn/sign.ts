import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import type { Authentication } from '../remoteSystem';
import { agentOptionsOf } from './certificate';
import { sessionOf } from './session';
import { basicHeader } from './tokenRequest';

/** A request with what logs it on. A token is sent only where it was issued for the log-on data as they are now. */
export function signed(
	authentication: Authentication,
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	const agentOptions = agentOptionsOf(credentials);
	const authorization = authorizationOf(authentication, credentials);
	return {
		...request,
		headers: { ...request.headers, ...(authorization ? { authorization } : {}) },
		...(agentOptions ? { agentOptions: { ...request.agentOptions, ...agentOptions } } : {}),
	};
}

function authorizationOf(authentication: Authentication, credentials: ICredentialDataDecryptedObject): string {
	if (authentication === 'basicAuth')
		return basicHeader(String(credentials.user ?? ''), String(credentials.password ?? ''));
	const session = authentication === 'oAuth2' ? sessionOf(credentials) : undefined;
	return session ? `Bearer ${session.token}` : '';
}
