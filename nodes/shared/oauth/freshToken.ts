import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { RequestContext } from '../http/types';
import { RecentMap } from '../recentMap';
import { tokenTrouble } from './tokenError';

const maxMarginMs = 5 * 60_000;
/** Lifetime assumed for a token whose answer named none: short, so that a stale token is never relied on. */
const assumedLifetimeMs = 10 * 60_000;

/** How long a token that still works is left alone after it could not be replaced: not one request an item. */
const retryEarlyMs = 30_000;

interface TokenData {
	access_token?: string;
	expires_in?: number | string;
	n8n_expires_at?: string;
}

const firstSeen = new RecentMap<number>(200);
const leftAlone = new RecentMap<number>(200);

function idOf(accessToken: string): string {
	return createHash('sha256').update(accessToken).digest('hex');
}

const seenSince = (accessToken: string, now: number): number => firstSeen.getOrMake(idOf(accessToken), () => now);

function lifetimeOf(token: TokenData): number {
	const named = Number(token.expires_in);
	return Number.isFinite(named) && named > 0 ? named * 1000 : assumedLifetimeMs;
}

/** When a stored token ends, in ms; now when there is none. */
function endOf(token: TokenData, now: number): number {
	const stored = Number(token.n8n_expires_at);
	if (!token.access_token) return now;
	return Number.isFinite(stored) && stored > 0 ? stored : seenSince(token.access_token, now) + lifetimeOf(token);
}

/**
 * Whether a stored token should be replaced now: within five minutes of its end, or within the last tenth of its
 * lifetime, whichever is less. Each system's own `expires_in` counts (SAP one hour by default, Procore 90 minutes).
 */
export function isDue(token: TokenData, now: number): boolean {
	if (!token.access_token) return false;
	return endOf(token, now) - now <= Math.min(maxMarginMs, lifetimeOf(token) / 10);
}

/**
 * Replaces the stored token shortly before it ends, through n8n's own refresh (one at a time over all workers, stored
 * encrypted with the credential). Does nothing when there is no token yet: the first request fetches it.
 * While the stored token still works, trouble with its replacement is no trouble: it is tried again a little later.
 *
 * @returns what n8n's token request threw, when the log-on was refused or the stored token is over
 */
export async function refreshAhead(
	context: RequestContext,
	credentialType: string,
	credentials: ICredentialDataDecryptedObject,
): Promise<{ error: unknown } | undefined> {
	const token = (credentials.oauthTokenData ?? {}) as TokenData;
	const now = Date.now();
	if (!isExecution(context) || !token.access_token || !isDue(token, now)) return undefined;
	const id = idOf(token.access_token);
	if (endOf(token, now) > now && (leftAlone.get(id) ?? 0) > now) return undefined;
	try {
		await context.helpers.refreshOAuth2Token.call(context, credentialType);
	} catch (error) {
		const kind = tokenTrouble(error, credentials.accessTokenUrl)?.kind;
		const later = Date.now();
		if (kind === 'rejected' || kind === 'refused' || endOf(token, later) <= later) return { error };
		leftAlone.set(id, later + retryEarlyMs);
	}
	return undefined;
}

function isExecution(context: RequestContext): context is IExecuteFunctions {
	return 'getExecutionId' in context;
}
