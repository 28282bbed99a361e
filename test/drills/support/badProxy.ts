import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import axios from 'axios';
import type { Random } from '../../../simulators/data/random.ts';

/** What a bad line makes of a request, and how many times in a hundred; else it comes through. */
const troubles = {
	late: 10,
	'never sent': 4,
	'sent, and its response lost': 4,
	'sent twice': 4,
	'response cut off': 4,
};

export type Trouble = keyof typeof troubles;

export interface BadProxy {
	url: string;
	/** How often each thing took place. */
	counts: Partial<Record<Trouble, number>>;
	/** From now on everything comes through. */
	mend(): void;
	close(): Promise<void>;
}

/** An HTTP proxy before a server, as bad as lines get: every request may be late, lost, doubled or cut off. */
export async function startBadProxy(target: string, random: Random): Promise<BadProxy> {
	const counts: BadProxy['counts'] = {};
	let isBad = true;
	const next = (): Trouble | undefined => {
		let left = random.int(0, 99);
		for (const [trouble, chance] of Object.entries(troubles) as Array<[Trouble, number]>) {
			if (left < chance) return trouble;
			left -= chance;
		}
		return undefined;
	};
	const serve = async (request: IncomingMessage, response: ServerResponse) => {
		const trouble = isBad ? next() : undefined;
		if (trouble) counts[trouble] = (counts[trouble] ?? 0) + 1;
		const data = Buffer.concat(await request.toArray());
		if (trouble === 'never sent') return void request.socket.destroy();
		if (trouble === 'late') await setTimeout(2_000);
		const send = async () =>
			await axios.request<Buffer>({
				...{ baseURL: target, url: request.url ?? '/', method: request.method ?? 'GET', data },
				...{ headers: { ...request.headers } as Record<string, string>, validateStatus: () => true },
				...{ responseType: 'arraybuffer', maxRedirects: 0, decompress: false, proxy: false },
			});
		if (trouble === 'sent twice') await send();
		const { status, headers, data: body } = await send();
		if (trouble === 'sent, and its response lost') return void request.socket.destroy();
		const kept = Object.entries(headers).filter(([name]) => name !== 'transfer-encoding');
		response.writeHead(status, {
			...(Object.fromEntries(kept) as Record<string, string>),
			'content-length': body.length,
		});
		if (trouble !== 'response cut off' || body.length < 2) return void response.end(body);
		response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
	};
	const server = createServer((request, response) => {
		serve(request, response).catch(() => request.socket.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://localhost:${String((server.address() as AddressInfo).port)}`,
		counts,
		mend: () => {
			isBad = false;
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
