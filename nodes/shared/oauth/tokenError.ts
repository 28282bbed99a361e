import type { ApiErrorFields } from '../http/error';
import { networkTrouble } from '../http/network';
import { isPassing } from '../http/retry';
import type { RemoteSystem } from '../remoteSystem';

interface ErrorLike {
	name?: unknown;
	message?: unknown;
	code?: unknown;
	status?: unknown;
	body?: unknown;
	cause?: unknown;
	failure?: { cause?: unknown };
	config?: { url?: unknown };
	isAxiosError?: unknown;
}

function chain(error: unknown): ErrorLike[] {
	const links: ErrorLike[] = [];
	for (let link = error; typeof link === 'object' && link !== null && links.length < 6; ) {
		links.push(link as ErrorLike);
		link = (link as ErrorLike).cause;
	}
	return links;
}

/** What went wrong with a token request; `passing`: another attempt may help. */
export type TokenTrouble = { kind: 'rejected' } | { kind: 'unusable'; detail: string; passing: boolean };

const firstTokenPrefix = 'Failed to acquire OAuth2 access token';
/** OAuth errors that say nothing about client ID and secret. */
const serverErrors = new Set(['server_error', 'temporarily_unavailable']);

/** n8n raises `EAUTH` for an OAuth error body, and its own error without a cause when that says `invalid_grant`. */
function isOAuthError({ code, name, failure }: ErrorLike): boolean {
	return code === 'EAUTH' || (name === 'NodeOperationError' && failure?.cause === 'credential-invalid');
}

function errorCodeOf({ body }: ErrorLike): string {
	return typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : '';
}

/**
 * Tells a refused log-on from other trouble with the token, and both from trouble with the request itself (undefined).
 * n8n raises `ESTATUS` for a 3xx and 4xx of the token endpoint without an OAuth error body, and prefixes every trouble
 * with a first token with "Failed to acquire OAuth2 access token". Trouble with a later token shows only by its address.
 *
 * @param tokenUrl token address of the credential
 */
export function tokenTrouble(error: unknown, tokenUrl: unknown): TokenTrouble | undefined {
	const links = chain(error);
	const oauth = links.find(isOAuthError);
	if (oauth && serverErrors.has(errorCodeOf(oauth)))
		return { kind: 'unusable', detail: `it answered ${errorCodeOf(oauth)}`, passing: true };
	if (oauth) return { kind: 'rejected' };
	const answer = links.find((link) => link.isAxiosError !== true && 'body' in link && 'status' in link);
	if (answer) return troubleOfStatus(Number(answer.status));
	const first = links.some((link) => String(link.message).startsWith(firstTokenPrefix));
	const later = links.some(({ config }) => config !== undefined && config.url === tokenUrl);
	return first || later ? troubleOfConnection(links, error) : undefined;
}

function troubleOfStatus(status: number): TokenTrouble {
	if ([400, 401, 403].includes(status)) return { kind: 'rejected' };
	return { kind: 'unusable', detail: `it answered with status ${status}`, passing: isPassing(status) || status >= 500 };
}

function troubleOfConnection(links: ErrorLike[], error: unknown): TokenTrouble {
	const network = networkTrouble(error);
	if (network?.status !== undefined) return troubleOfStatus(network.status);
	return {
		kind: 'unusable',
		detail: String(links.at(-1)?.message ?? 'no answer'),
		passing: network?.passing ?? true,
	};
}

/**
 * The system refused client ID and secret.
 * @param inEditor whether a list is searched: there is no execution to speak of
 */
export function rejectedError(system: RemoteSystem, inEditor: boolean): ApiErrorFields {
	const pause = inEditor
		? 'Unless they change, no further log-on is tried for a minute.'
		: 'No further log-on is tried in this execution.';
	return {
		message: `${system.name} refused the client ID or client secret`,
		description: `Open the ${system.name} credential, enter the client ID and secret again and save: n8n then tests them. ${system.rejectedAdvice} ${pause}`,
		status: 401,
		failure: { cause: 'credential-invalid' },
		reason: 'credential_rejected',
	};
}

/** A token that the system itself had just issued was refused. */
export function refusedTokenError(system: RemoteSystem): ApiErrorFields {
	return {
		message: `${system.name} refused a token it had just issued`,
		description: `${system.refusedTokenAdvice} Then save the ${system.name} credential once more: n8n tests it.`,
		status: 401,
		failure: { cause: 'credential-invalid' },
		reason: 'credential_rejected',
	};
}

/** The token endpoint gave no usable answer. */
export function unusableTokenEndpointError(system: RemoteSystem, detail: string): ApiErrorFields {
	return {
		message: `${system.name} issued no access token`,
		description: `The token address did not answer as it should (${detail}). Check the token URL in the ${system.name} credential and whether the system is up.`,
		failure: { cause: 'temporarily-unavailable' },
		reason: 'system_unavailable',
	};
}
