import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A port that leads to another one, until somebody cuts the line. */
export interface Line {
	port: number;
	/** Ends all connections, and takes no more until `mend`. */
	cut(): void;
	mend(): void;
	close(): Promise<void>;
}

export async function openLine(target: { host: string; port: number }): Promise<Line> {
	const sockets = new Set<Socket>();
	let isCut = false;
	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
		// The other side is told by the end of its own socket.
		socket.on('error', () => undefined);
	};
	const server = createServer((near) => {
		if (isCut) {
			near.destroy();
			return;
		}
		const far = connect(target);
		keep(near);
		keep(far);
		near.pipe(far);
		far.pipe(near);
		near.once('close', () => far.destroy());
		far.once('close', () => near.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const cut = () => {
		isCut = true;
		for (const socket of sockets) socket.destroy();
	};
	return {
		port: (server.address() as AddressInfo).port,
		cut,
		mend: () => {
			isCut = false;
		},
		close: async () => {
			cut();
			server.close();
			await once(server, 'close');
		},
	};
}
