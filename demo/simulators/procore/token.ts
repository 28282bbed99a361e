import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { SimAnswer, SimRequest } from '../core/types.ts';

interface Token {
	createdAt: number;
	expiresAt: number;
	revoked: boolean;
}

export interface TokenSettings {
	clientId: string;
	clientSecret: string;
	lifetimeSeconds: number;
	/** True: answers leave out `expires_in`. */
	omitExpiresIn: boolean;
}

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

/** Issues and checks access tokens. Procore: client credentials grant; no refresh token, no lock-out. */
export class TokenDesk {
	readonly settings: TokenSettings;
	readonly #clock: Clock;
	readonly #tokens = new Map<string, Token>();
	#issued = 0;

	constructor(clock: Clock, settings: TokenSettings) {
		this.#clock = clock;
		this.settings = settings;
	}

	/** Tokens issued since the last reset. */
	get issued(): number {
		return this.#issued;
	}

	/** Makes every token issued so far worthless. */
	revokeAll(): void {
		for (const token of this.#tokens.values()) token.revoked = true;
	}

	/** Forgets all tokens. */
	clear(): void {
		this.#tokens.clear();
		this.#issued = 0;
	}

	/** The 401 for a request without a good bearer token, or undefined when it has one. */
	refuse(request: SimRequest): SimAnswer | undefined {
		const token = this.#find(request);
		if (token === undefined) return oauthError(401, 'invalid_token', 'The access token is invalid');
		if (token.revoked) return oauthError(401, 'invalid_token', 'The access token was revoked');
		if (this.#clock.now() >= token.expiresAt) return oauthError(401, 'invalid_token', 'The access token expired');
		return undefined;
	}

	/** POST /oauth/token, GET /oauth/token/info and POST /oauth/revoke. */
	handle(request: SimRequest): SimAnswer | undefined {
		if (request.path === '/oauth/token' && request.method === 'POST') return this.#issue(request);
		if (request.path === '/oauth/token/info' && request.method === 'GET') return this.#info(request);
		if (request.path === '/oauth/revoke' && request.method === 'POST') return this.#revoke(request);
		return undefined;
	}

	#find(request: SimRequest): Token | undefined {
		const value = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
		return value === undefined ? undefined : this.#tokens.get(value);
	}

	#issue(request: SimRequest): SimAnswer {
		if (request.bodyError !== undefined) return oauthError(400, 'invalid_request', request.bodyError);
		const given = fields(request.body);
		if (given.grant_type === undefined) {
			return oauthError(400, 'invalid_request', 'Missing required parameter: grant_type.');
		}
		if (given.grant_type !== 'client_credentials') {
			const text = 'The authorization grant type is not supported by the authorization server.';
			return oauthError(400, 'unsupported_grant_type', text);
		}
		if (given.client_id !== this.settings.clientId || given.client_secret !== this.settings.clientSecret) {
			return badClient();
		}
		if (given.scope !== undefined && given.scope !== '') {
			return oauthError(400, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
		}
		const now = this.#clock.now();
		const { lifetimeSeconds, omitExpiresIn } = this.settings;
		const value = `sim.${randomUUID()}`;
		this.#tokens.set(value, { createdAt: now, expiresAt: now + lifetimeSeconds * 1000, revoked: false });
		this.#issued++;
		return {
			status: 200,
			headers: { 'cache-control': 'no-store' },
			body: {
				access_token: value,
				token_type: 'bearer',
				...(omitExpiresIn ? {} : { expires_in: lifetimeSeconds }),
				created_at: Math.floor(now / 1000),
			},
		};
	}

	#info(request: SimRequest): SimAnswer {
		const refused = this.refuse(request);
		const token = this.#find(request);
		if (refused !== undefined || token === undefined) return refused ?? badClient();
		return {
			status: 200,
			body: {
				resource_owner_id: serviceAccountId,
				scopes: [],
				expires_in_seconds: Math.floor((token.expiresAt - this.#clock.now()) / 1000),
				application: { uid: this.settings.clientId },
				created_at: Math.floor(token.createdAt / 1000),
			},
		};
	}

	/** Procore: answers 200 for a token it does not know as well. */
	#revoke(request: SimRequest): SimAnswer {
		const given = fields(request.body);
		if (given.client_id !== this.settings.clientId || given.client_secret !== this.settings.clientSecret) {
			return badClient();
		}
		const token = typeof given.token === 'string' ? this.#tokens.get(given.token) : undefined;
		if (token !== undefined) token.revoked = true;
		return { status: 200, body: {} };
	}
}

/** The user that a developer managed service account acts as. */
export const serviceAccountId = 598134325001001;

function fields(body: unknown): Record<string, unknown> {
	return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}
