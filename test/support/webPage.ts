import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A host that answers everything with a web page, as a log-on page or a proxy does. */
export async function startWebPage(status = 200): Promise<{ url: string; close(): Promise<void> }> {
	const page = '<!DOCTYPE html><html><head><title>Welcome</title></head><body>Log on here</body></html>';
	const server = createServer((_request, response) => {
		response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
