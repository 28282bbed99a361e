import { createServer } from 'node:net';

/** A port of this machine that nobody listens on, the wished-for one if it is free. */
export async function freePort(wished = 0): Promise<number> {
	return (await tryPort(wished)) ?? (await tryPort(0)) ?? wished;
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
