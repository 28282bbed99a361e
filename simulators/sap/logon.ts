import type { SimRequest } from '../core/types.ts';
import type { SapState } from './state.ts';

/** A user is locked after this many bad log-ons in a row; from then on everything is 401 until someone unlocks it. */
const badLogonsUntilLock = 3;

/** Whether a request to a service is logged on, by the one way that the system takes. A locked user is not, by any. */
export function isAuthorized(request: SimRequest, state: SapState, now: number): boolean {
	if (!isClientRight(request, state)) return false;
	if (state.authentication === 'basic') return isPasswordRight(request, state);
	if (state.locked) return false;
	if (state.authentication === 'certificate') {
		const { name, trusted } = request.certificate ?? { name: '', trusted: false };
		return trusted && name === state.tokens.settings.clientId;
	}
	const token = state.tokens.of(request);
	return token !== undefined && !token.revoked && now < token.expiresAt;
}

/** Whether user and password, in HTTP Basic, are right; counts those that are not. */
export function isPasswordRight(request: SimRequest, state: SapState): boolean {
	const { clientId, clientSecret } = state.tokens.settings;
	const [user, password] = basicCredentials(request.headers.authorization) ?? [];
	if (user !== clientId || !isClientRight(request, state)) return false;
	if (password !== clientSecret) {
		state.badLogons++;
		state.locked ||= state.badLogons >= badLogonsUntilLock;
		return false;
	}
	if (state.locked) return false;
	state.badLogons = 0;
	return true;
}

function isClientRight({ headers, query }: SimRequest, { client }: SapState): boolean {
	const asked = headers['sap-client'] ?? query.get('sap-client') ?? client;
	return client === '' || asked === client;
}

function basicCredentials(header: string | undefined): [string, string] | undefined {
	const encoded = /^Basic (\S+)$/i.exec(header ?? '')?.[1];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const at = text.indexOf(':');
	return at < 0 ? undefined : [text.slice(0, at), text.slice(at + 1)];
}
