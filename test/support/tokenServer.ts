import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A system with a token endpoint, which counts what it is asked. */
export interface TokenServer {
	url: string;
	tokenRequests: number;
	apiRequests: number;
	/** API requests that were answered with 401. */
	refused: number;
	close(): Promise<void>;
}

export interface TokenServerOptions {
	/** Answers to token requests, in order; the last one repeats. Default: a token that lives an hour. */
	tokens?: Array<{ status: number; body: object }>;
	/** Tokens the API accepts. Default: all that were issued. */
	accepts?: (token: string) => boolean;
}

/** Starts it on a free port. Tokens are `token-1`, `token-2` … */
export async function startTokenServer(options: TokenServerOptions = {}): Promise<TokenServer> {
	const state = { url: '', tokenRequests: 0, apiRequests: 0, refused: 0 };
	const server: Server = createServer((request, response) => {
		const answer = (status: number, body: object) => {
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		};
		request.resume();
		request.on('end', () => {
			if (request.url?.includes('/oauth')) {
				state.tokenRequests += 1;
				const given = options.tokens?.at(Math.min(state.tokenRequests, options.tokens.length) - 1);
				const token = { access_token: `token-${state.tokenRequests}`, token_type: 'bearer', expires_in: 3600 };
				answer(given?.status ?? 200, given?.body ?? token);
				return;
			}
			state.apiRequests += 1;
			const token = (request.headers.authorization ?? '').replace('Bearer ', '');
			if ((options.accepts ?? ((value) => value.startsWith('token-')))(token)) answer(200, { d: { EntitySets: [] } });
			else {
				state.refused += 1;
				answer(401, { error: 'unauthorized' });
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return Object.assign(state, {
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	});
}
