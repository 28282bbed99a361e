import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An incoming webhook of a chat, which keeps the bodies it gets. */
export class ChatCatcher {
	readonly posts: { text: string }[] = [];
	readonly #server: Server;

	private constructor() {
		this.#server = createServer((request, response) => {
			let body = '';
			request.on('data', (chunk) => (body += String(chunk)));
			request.on('end', () => {
				this.posts.push(JSON.parse(body) as { text: string });
				response.end('ok');
			});
		});
	}

	static async start(): Promise<ChatCatcher> {
		const catcher = new ChatCatcher();
		await new Promise<void>((resolve) => catcher.#server.listen(0, '127.0.0.1', resolve));
		return catcher;
	}

	get url(): string {
		return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/hook`;
	}

	async close(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise<void>((resolve) => {
			this.#server.close(() => {
				resolve();
			});
		});
	}
}
