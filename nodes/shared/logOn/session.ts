import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { RecentMap } from '../recentMap';

const maxMarginMs = 5 * 60_000;
/** Lifetime assumed for a token whose answer named none: short, so that a stale token is never relied on. */
const assumedLifetimeMs = 10 * 60_000;

/** How long a token that still works is left alone after it could not be replaced: not one request an item. */
const retryEarlyMs = 30_000;

/** A token as it was issued; `seconds` it lives, anything else than a positive number where nobody says. */
export interface Token {
	token: string;
	seconds: number;
}

/** What is kept of a token; moments and durations in ms. */
export interface Session {
	token: string;
	expiresAt: number;
	lifetimeMs: number;
	/** The log-on data that it was issued for. */
	for: string;
}

/** Where n8n keeps the session, encrypted with the credential. It asks the credential for another one where it is empty. */
export const sessionProperty: INodeProperties = {
	displayName: 'Session',
	name: 'session',
	type: 'hidden',
	typeOptions: { expirable: true, password: true },
	default: '',
};

/** What stands in its place where nothing is kept because every request logs on by itself. */
export const noSession = 'none';

/** What a session depends on: for other data it is none. */
const logOnFields = [
	...['environment', 'apiUrl', 'loginUrl', 'tokenUrl', 'sapClient', 'clientId', 'clientSecret'],
	...['user', 'password', 'certificate', 'privateKey', 'passphrase', 'ca'],
];

/** Tells log-on data apart without showing them. */
export function hashOf(credentials: ICredentialDataDecryptedObject): string {
	const data = JSON.stringify(logOnFields.map((name) => credentials[name] ?? ''));
	return createHash('sha256').update(data).digest('hex').slice(0, 24);
}

/** A token as the credential keeps it. */
export function asSession(
	{ token, seconds }: Token,
	credentials: ICredentialDataDecryptedObject,
	now = Date.now(),
): string {
	const lifetimeMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : assumedLifetimeMs;
	const session: Session = { token, expiresAt: now + lifetimeMs, lifetimeMs, for: hashOf(credentials) };
	return JSON.stringify(session);
}

/** The session of a credential; undefined where there is none for its log-on data as they are now. */
export function sessionOf(credentials: ICredentialDataDecryptedObject): Session | undefined {
	const kept = read(credentials.session);
	return kept?.for === hashOf(credentials) ? kept : undefined;
}

function read(kept: unknown): Session | undefined {
	if (typeof kept !== 'string' || !kept.startsWith('{')) return undefined;
	try {
		return JSON.parse(kept) as Session;
	} catch {
		return undefined;
	}
}

/**
 * Whether a token should be replaced now: within five minutes of its end, or within the last tenth of its lifetime,
 * whichever is less. Each system's own `expires_in` counts (SAP one hour by default, Procore 90 minutes).
 */
export function isDue({ expiresAt, lifetimeMs }: Session, now: number): boolean {
	return expiresAt - now <= Math.min(maxMarginMs, lifetimeMs / 10);
}

const untroubled = new RecentMap<number>(200);
const idOf = ({ token }: Session): string => createHash('sha256').update(token).digest('hex');

/** Whether a token that is due still works and could not be replaced a moment ago. */
export function isLeftAlone(session: Session, now: number): boolean {
	return session.expiresAt > now && (untroubled.get(idOf(session)) ?? 0) > now;
}

/** While a token still works, trouble with its replacement is no trouble: it is tried again a little later. */
export function leaveAlone(session: Session, now: number): void {
	untroubled.set(idOf(session), now + retryEarlyMs);
}
