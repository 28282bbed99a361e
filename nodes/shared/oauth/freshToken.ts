import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { RequestContext } from '../http/types';

const maxMarginMs = 5 * 60_000;
/** Lifetime assumed for a token whose answer named none: short, so that a stale token is never relied on. */
const assumedLifetimeMs = 10 * 60_000;
const kept = 200;

interface TokenData {
	access_token?: string;
	expires_in?: number | string;
	n8n_expires_at?: string;
}

const firstSeen = new Map<string, number>();

function seenSince(accessToken: string, now: number): number {
	const id = createHash('sha256').update(accessToken).digest('hex');
	const known = firstSeen.get(id);
	if (known !== undefined) return known;
	firstSeen.set(id, now);
	if (firstSeen.size > kept) firstSeen.delete(firstSeen.keys().next().value as string);
	return now;
}

/**
 * Whether a stored token should be replaced now: within five minutes of its end, or within the last tenth of its
 * lifetime, whichever is less. Each system's own `expires_in` counts (SAP one hour by default, Procore 90 minutes).
 */
export function isDue(token: TokenData, now: number): boolean {
	if (!token.access_token) return false;
	const named = Number(token.expires_in);
	const lifetime = Number.isFinite(named) && named > 0 ? named * 1000 : assumedLifetimeMs;
	const stored = Number(token.n8n_expires_at);
	const expiresAt = Number.isFinite(stored) && stored > 0 ? stored : seenSince(token.access_token, now) + lifetime;
	return expiresAt - now <= Math.min(maxMarginMs, lifetime / 10);
}

/**
 * Replaces the stored token shortly before it ends, through n8n's own refresh (one at a time over all workers, stored
 * encrypted with the credential). Does nothing when there is no token yet: the first request fetches it.
 * @throws whatever n8n's token request throws
 */
export async function refreshAhead(context: RequestContext, credentialType: string): Promise<void> {
	if (!isExecution(context)) return;
	const credentials = await context.getCredentials(credentialType);
	const token = (credentials.oauthTokenData ?? {}) as TokenData;
	if (isDue(token, Date.now())) await context.helpers.refreshOAuth2Token.call(context, credentialType);
}

function isExecution(context: RequestContext): context is IExecuteFunctions {
	return 'getExecutionId' in context;
}
