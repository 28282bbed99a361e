import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that a system gives to outgoing connections, which would take one before n8n listens on it. */
const lowest = 20_000;
const highest = 32_000;

/** A port of this machine that nobody listens on: the preferred one if it is free. */
export async function freePort(preferred = 0): Promise<number> {
	if (preferred !== 0 && (await tryPort(preferred)) !== undefined) return preferred;
	for (let left = 20; left > 0; left--) {
		const found = await tryPort(randomInt(lowest, highest));
		if (found !== undefined) return found;
	}
	throw new Error(`No port from ${String(lowest)} to ${String(highest)} is free`);
}

async function tryPort(port: number): Promise<number | undefined> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => {
			resolve(undefined);
		});
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			const found = typeof address === 'object' && address !== null ? address.port : undefined;
			server.close(() => {
				resolve(found);
			});
		});
	});
}
