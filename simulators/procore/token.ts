import type { AccessTokens } from '../core/access-tokens.ts';
import type { SimAnswer, SimRequest } from '../core/types.ts';

/** The user that a developer managed service account acts as. */
export const serviceAccountId = 598134325001001;
/** The app of that account, and somebody who works in the web app. */
export const appId = 598134325001002;
export const personId = 598134325001003;

const oauthError = (status: number, error: string, description: string): SimAnswer => ({
	status,
	headers: status === 401 ? { 'www-authenticate': `Bearer realm="Procore", error="${error}"` } : {},
	body: { error, error_description: description },
});

const badClient = () =>
	oauthError(
		401,
		'invalid_client',
		'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
	);

const badToken = (description: string) => oauthError(401, 'invalid_token', description);

/** The 401 for a request without a good bearer token, or undefined when it has one. */
export function refuseToken(request: SimRequest, tokens: AccessTokens, now: number): SimAnswer | undefined {
	const token = tokens.of(request);
	if (token === undefined) return badToken('The access token is invalid');
	if (token.revoked) return badToken('The access token was revoked');
	if (now >= token.expiresAt) return badToken('The access token expired');
	return undefined;
}

type Endpoint = (request: SimRequest, tokens: AccessTokens, now: number) => SimAnswer;

/** As a gateway answers, before it looks at who asks. */
const tooMany = (waitMs: number): SimAnswer => ({
	status: 429,
	headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
	body: { error: 'Too Many Requests' },
});

/** Procore: client credentials grant, in the body; no refresh token, no lock-out. */
const issue: Endpoint = (request, tokens, now) => {
	if (now < tokens.limitedUntil) return tooMany(tokens.limitedUntil - now);
	if (request.bodyError !== undefined) return oauthError(400, 'invalid_request', request.bodyError);
	const given = fields(request.body);
	if (given.grant_type === undefined) {
		return oauthError(400, 'invalid_request', 'Missing required parameter: grant_type.');
	}
	if (given.grant_type !== 'client_credentials') {
		const text = 'The authorization grant type is not supported by the authorization server.';
		return oauthError(400, 'unsupported_grant_type', text);
	}
	if (!isClient(given, tokens)) return badClient();
	if (given.scope !== undefined && given.scope !== '') {
		return oauthError(400, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
	}
	const body = { ...tokens.issue(now), token_type: 'bearer', created_at: Math.floor(now / 1000) };
	return { status: 200, headers: { 'cache-control': 'no-store' }, body };
};

const info: Endpoint = (request, tokens, now) => {
	const refused = refuseToken(request, tokens, now);
	const token = tokens.of(request);
	if (refused !== undefined || token === undefined) return refused ?? badClient();
	return {
		status: 200,
		body: {
			resource_owner_id: serviceAccountId,
			scopes: [],
			expires_in_seconds: Math.floor((token.expiresAt - now) / 1000),
			application: { uid: tokens.settings.clientId },
			created_at: Math.floor(token.createdAt / 1000),
		},
	};
};

/** Procore: answers 200 for a token it does not know as well. */
const revoke: Endpoint = (request, tokens) => {
	const given = fields(request.body);
	if (!isClient(given, tokens)) return badClient();
	const token = typeof given.token === 'string' ? tokens.get(given.token) : undefined;
	if (token !== undefined) token.revoked = true;
	return { status: 200, body: {} };
};

const endpoints: Record<string, Endpoint> = {
	'POST /oauth/token': issue,
	'GET /oauth/token/info': info,
	'POST /oauth/revoke': revoke,
};

/** Answers the log-on endpoints; undefined for any other request. */
export function handleTokens(request: SimRequest, tokens: AccessTokens, now: number): SimAnswer | undefined {
	return endpoints[`${request.method} ${request.path}`]?.(request, tokens, now);
}

function isClient(given: Record<string, unknown>, { settings }: AccessTokens): boolean {
	return given.client_id === settings.clientId && given.client_secret === settings.clientSecret;
}

function fields(body: unknown): Record<string, unknown> {
	return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}
