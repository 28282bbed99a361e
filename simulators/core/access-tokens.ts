import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SimRequest } from './types.ts';

/** Who may log on, and what a token answer looks like. */
export interface LogonSettings {
	clientId: string;
	clientSecret: string;
	tokenLifetimeSeconds: number;
	/** True: token answers leave out `expires_in`. */
	omitExpiresIn: boolean;
}

export const tokenLifetimeSchema = z.number().int().min(1);

/** What a reset may set differently from the start; the same in both systems. */
export const logonResetShape = {
	clientId: z.string().min(1).optional(),
	clientSecret: z.string().min(1).optional(),
	tokenLifetimeSeconds: tokenLifetimeSchema.optional(),
	omitExpiresIn: z.boolean().optional(),
};

/** Moments are milliseconds since 1970. */
export interface AccessToken {
	createdAt: number;
	expiresAt: number;
	revoked: boolean;
}

/** The bearer tokens of one system. How they are asked for and refused is the system's own. */
export class AccessTokens {
	readonly settings: LogonSettings;
	/** Tokens were asked for too often: none is issued before this moment. */
	limitedUntil = 0;
	readonly #tokens = new Map<string, AccessToken>();
	#issued = 0;

	constructor(settings: LogonSettings) {
		this.settings = settings;
	}

	/** Tokens issued since the last `clear`. */
	get issued(): number {
		return this.#issued;
	}

	/** A new token, with its lifetime as a token answer gives it. */
	issue(now: number): { access_token: string; expires_in?: number } {
		const { tokenLifetimeSeconds: seconds, omitExpiresIn } = this.settings;
		const value = randomBytes(24).toString('base64url');
		this.#tokens.set(value, { createdAt: now, expiresAt: now + seconds * 1000, revoked: false });
		this.#issued++;
		return { access_token: value, ...(omitExpiresIn ? {} : { expires_in: seconds }) };
	}

	/** The token of this value, alive or not. */
	get(value: string): AccessToken | undefined {
		return this.#tokens.get(value);
	}

	/** The bearer token that a request carries, alive or not. */
	of(request: SimRequest): AccessToken | undefined {
		const value = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
		return value === undefined ? undefined : this.get(value);
	}

	/** Makes every token issued so far worthless. */
	revokeAll(): void {
		for (const token of this.#tokens.values()) token.revoked = true;
	}

	/** Forgets all tokens. */
	clear(): void {
		this.#tokens.clear();
		this.#issued = 0;
		this.limitedUntil = 0;
	}
}
