import type { SimAnswer, SimRequest } from '../core/types.ts';
import { logonRefused } from './logon-page.ts';
import type { SapState } from './state.ts';

export const tokenPath = '/sap/bc/sec/oauth2/token';

/** A user is locked after this many bad log-ons in a row; from then on everything is 401 until someone unlocks it. */
const badLogonsUntilLock = 3;

const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** Answers the token endpoint: client credentials, client id and secret in HTTP Basic. */
export function handleToken(request: SimRequest, state: SapState, now: number): SimAnswer {
	if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' }, body: '' };
	const credentials = basicCredentials(request.headers.authorization);
	if (!credentials) return logonRefused();
	const [id, secret] = credentials;
	if (id !== state.tokens.settings.clientId) return logonRefused();
	if (secret !== state.tokens.settings.clientSecret) {
		state.badLogons++;
		state.locked ||= state.badLogons >= badLogonsUntilLock;
		return logonRefused();
	}
	if (state.locked) return logonRefused();
	state.badLogons = 0;
	if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
		return refused('invalid_request', 'The request body must be form encoded');
	}
	const grant = new URLSearchParams(request.rawBody).get('grant_type');
	if (grant === null) return refused('invalid_request', 'Parameter grant_type is missing');
	if (grant !== 'client_credentials') return refused('unsupported_grant_type', `Grant type ${grant} is not supported`);
	return { status: 200, headers: noStore, body: { ...state.tokens.issue(now), token_type: 'Bearer', scope: '' } };
}

/** Whether the request carries a token that is alive. A locked user's tokens are dead too. */
export function isAuthorized(request: SimRequest, state: SapState, now: number): boolean {
	const token = state.tokens.of(request);
	return !state.locked && token !== undefined && !token.revoked && now < token.expiresAt;
}

function refused(error: string, description: string): SimAnswer {
	return { status: 400, headers: noStore, body: { error, error_description: description } };
}

function basicCredentials(header: string | undefined): [string, string] | undefined {
	const encoded = /^Basic (\S+)$/i.exec(header ?? '')?.[1];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const at = text.indexOf(':');
	return at < 0 ? undefined : [text.slice(0, at), text.slice(at + 1)];
}
