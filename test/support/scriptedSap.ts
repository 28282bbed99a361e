import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runNode, StoredCredential, type NodeRun, type NodeRunResult } from './nodeHarness.ts';
import { goOn } from './world.ts';

export interface Scripted {
	status?: number;
	headers?: Record<string, string>;
	/** Objects become JSON, strings stay as they are. */
	body?: unknown;
}

/** A host that answers what a test says, tokens included where it says nothing about them. */
export class ScriptedSap {
	/** Requests without those for tokens, decoded. */
	readonly asked: URL[] = [];
	tokenRequests = 0;
	readonly #server;
	#answer: (url: URL, count: number) => Scripted = () => ({ status: 404 });
	#token: () => Scripted = () => ({ body: { access_token: 'token', token_type: 'bearer', expires_in: 3600 } });

	private constructor() {
		this.#server = createServer((request, response) => {
			const url = new URL(request.url ?? '', 'http://sap.example');
			const isToken = url.pathname.endsWith('/oauth2/token');
			if (isToken) this.tokenRequests += 1;
			else this.asked.push(url);
			const { status = 200, headers = {}, body = '' } = isToken ? this.#token() : this.#answer(url, this.asked.length);
			request.resume().on('end', () => {
				const type = typeof body === 'string' ? 'text/html' : 'application/json';
				response
					.writeHead(status, { 'content-type': type, ...headers })
					.end(typeof body === 'string' ? body : JSON.stringify(body));
			});
		});
	}

	static async start(answer: (url: URL, count: number) => Scripted, token?: () => Scripted): Promise<ScriptedSap> {
		const sap = new ScriptedSap();
		sap.#answer = answer;
		if (token) sap.#token = token;
		await new Promise<void>((resolve) => sap.#server.listen(0, '127.0.0.1', resolve));
		return sap;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** Runs the built node against it. */
	async read(parameters: NodeRun['parameters'], credential: object = {}): Promise<NodeRunResult> {
		return await runNode({
			node: 'sapS4Hana',
			parameters,
			credential: new StoredCredential({
				clientId: 'N8N',
				clientSecret: 'secret',
				apiUrl: this.url,
				systemId: 'S4P',
				language: 'EN',
				...credential,
			}),
			...goOn,
		});
	}

	async close(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise<void>((resolve) => this.#server.close(() => resolve()));
	}
}
