import type { INode, NodeApiError } from 'n8n-workflow';
import { apiError } from '../http/error';
import type { RemoteSystem } from '../remoteSystem';

interface ErrorLike {
	message?: unknown;
	code?: unknown;
	status?: unknown;
	cause?: unknown;
	response?: { status?: unknown };
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

/**
 * Tells a refused log-on from other trouble with the token, and both from trouble with the request itself (undefined).
 * n8n raises `EAUTH` for an OAuth error body and `ESTATUS` for any other 3xx and 4xx of the token endpoint, and prefixes
 * every trouble with a first token with "Failed to acquire OAuth2 access token".
 */
export function tokenTrouble(error: unknown): TokenTrouble | undefined {
	const links = chain(error);
	if (links.some((link) => link.code === 'EAUTH')) return { kind: 'rejected' };
	const answer = links.find((link) => link.isAxiosError !== true && 'body' in link && 'status' in link);
	const status = Number(answer?.status);
	if ([400, 401, 403].includes(status)) return { kind: 'rejected' };
	if (answer) return { kind: 'unusable', detail: `it answered with status ${status}`, passing: false };
	if (!links.some((link) => String(link.message).startsWith(firstTokenPrefix))) return undefined;
	return { kind: 'unusable', detail: String(links.at(-1)?.message ?? 'no answer'), passing: true };
}

/** The system refused client ID and secret. */
export function rejectedError(node: INode, system: RemoteSystem): NodeApiError {
	return apiError(node, {
		message: `${system.name} refused the client ID or client secret`,
		description: `Open the ${system.name} credential, enter the client ID and secret again and save: n8n then tests them. ${system.rejectedAdvice} No further log-on is tried in this execution.`,
		status: 401,
		failure: { cause: 'credential-invalid' },
		reason: 'credential_rejected',
	});
}

/** A token that the system itself had just issued was refused. */
export function refusedTokenError(node: INode, system: RemoteSystem): NodeApiError {
	return apiError(node, {
		message: `${system.name} refused a token it had just issued`,
		description: `${system.refusedTokenAdvice} Then save the ${system.name} credential once more: n8n tests it.`,
		status: 401,
		failure: { cause: 'credential-invalid' },
		reason: 'credential_rejected',
	});
}

/** The token endpoint gave no usable answer. */
export function unusableTokenEndpointError(node: INode, system: RemoteSystem, detail: string): NodeApiError {
	return apiError(node, {
		message: `${system.name} issued no access token`,
		description: `The token address did not answer as it should (${detail}). Check the token URL in the ${system.name} credential and whether the system is up.`,
		failure: { cause: 'temporarily-unavailable' },
		reason: 'system_unavailable',
	});
}
