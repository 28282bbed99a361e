import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SapData } from '../../simulators/data/types.ts';

/** How this system differs from one as it is delivered. */
export interface Switches {
	/** Whether what is expanded may be expanded in turn: some releases refuse it. */
	nestedExpand: boolean;
	/** Whether texts that nothing was entered for are null instead of empty. */
	initialAsNull: boolean;
}

/** A request that was answered. */
export interface Answered {
	url: string;
	status: number;
}

export const asDelivered: Switches = { nestedExpand: true, initialAsNull: false };
export const client = { clientId: 'INDEPENDENT_CLIENT', clientSecret: 'independent-secret' };
export const tokenPath = '/sap/bc/sec/oauth2/token';
export const controlPath = '/control';

type Next = () => void;

export interface Gate {
	switches: Switches;
	handler(request: IncomingMessage, response: ServerResponse, next: Next): void;
}

/**
 * What stands before the services: token endpoint, log-on, control calls of the tests and the record of all requests.
 * @param load puts another data set into the services
 */
export function createGate(load: (data: SapData) => Promise<void>): Gate {
	const tokens = new Set<string>();
	const answered: Answered[] = [];
	const gate: Gate = { switches: asDelivered, handler };
	return gate;

	function handler(request: IncomingMessage, response: ServerResponse, next: Next): void {
		const url = request.url ?? '';
		if (url.startsWith(controlPath)) return void control(request, response);
		if (url === tokenPath) return issueToken(request, response);
		// Everything else is what the adapter asks of the services below it.
		if (!url.startsWith('/sap/')) return next();
		if (!tokens.has((request.headers.authorization ?? '').replace(/^Bearer /, '')))
			return reply(response, 401, { error: { code: '401', message: 'Unauthorized' } });
		// The adapter would take the token for a JWT, and complain.
		delete request.headers.authorization;
		response.on('finish', () => answered.push({ url, status: response.statusCode }));
		if (!gate.switches.nestedExpand && expandsNested(url)) return reply(response, 400, nestedExpandRefused(url));
		next();
	}

	function issueToken(request: IncomingMessage, response: ServerResponse): void {
		const given = (request.headers.authorization ?? '').replace(/^Basic /, '');
		if (given !== Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64'))
			return reply(response, 401, { error: 'invalid_client' });
		const token = randomUUID();
		tokens.add(token);
		reply(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 3600 });
	}

	async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const what = request.url?.slice(controlPath.length + 1);
		if (what === 'requests') return reply(response, 200, answered.splice(0));
		const body = await bodyOf(request);
		if (what === 'switches') gate.switches = { ...asDelivered, ...(body as Partial<Switches>) };
		else await load(body as SapData);
		reply(response, 200, {});
	}
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function reply(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** V2 writes a path, V4 an expand inside of an expand. */
function expandsNested(url: string): boolean {
	const expand = new URLSearchParams(url.split('?')[1] ?? '').get('$expand') ?? '';
	return url.includes('/odata4/') ? expand.includes('$expand') : expand.includes('/');
}

function nestedExpandRefused(url: string): object {
	const message = 'System query option $expand is not supported on more than one level';
	const code = '/IWBEP/CM_MGW_RT/020';
	return { error: { code, message: url.includes('/odata4/') ? message : { lang: 'en', value: message } } };
}
