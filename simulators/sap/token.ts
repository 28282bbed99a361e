import type { SimAnswer, SimRequest } from '../core/types.ts';
import { isPasswordRight } from './logon.ts';
import { logonRefused, serviceNotActive } from './logon-page.ts';
import type { SapState } from './state.ts';

export const tokenPath = '/sap/bc/sec/oauth2/token';

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** Answers the token endpoint: client credentials, client id and secret in HTTP Basic. */
export function handleToken(request: SimRequest, state: SapState, now: number): SimAnswer {
	if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' }, body: '' };
	if (state.authentication !== 'oauth') return serviceNotActive();
	if (!isPasswordRight(request, state)) return logonRefused();
	if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
		return refused('invalid_request', 'The request body must be form encoded');
	}
	const grant = new URLSearchParams(request.rawBody).get('grant_type');
	if (grant === null) return refused('invalid_request', 'Parameter grant_type is missing');
	if (grant !== 'client_credentials') return refused('unsupported_grant_type', `Grant type ${grant} is not supported`);
	return { status: 200, headers: noStore, body: { ...state.tokens.issue(now), token_type: 'Bearer', scope: '' } };
}

function refused(error: string, description: string): SimAnswer {
	return { status: 400, headers: noStore, body: { error, error_description: description } };
}
