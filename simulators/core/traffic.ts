import { appendFileSync } from 'node:fs';
import type { SimRequest } from './types.ts';

/** One recorded request. `status` is 0 when a fault dropped it before the system saw it. */
export interface TrafficEntry {
	system: 'sap' | 'procore';
	method: string;
	url: string;
	headers: Record<string, string>;
	body: unknown;
	status: number;
	/** Simulated time, ISO 8601. */
	at: string;
}

const secretFields = new Set([
	'client_secret',
	'client_assertion',
	'refresh_token',
	'access_token',
	'token',
	'password',
]);
const isSecretPath = (path: string) => /\/oauth2?\/[^?]*/i.test(path);

function redactHeaders(headers: SimRequest['headers']): Record<string, string> {
	const kept: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value === undefined) continue;
		if (name === 'authorization') kept[name] = `${value.split(' ')[0] ?? ''} ***`;
		else if (name === 'cookie') kept[name] = '***';
		else kept[name] = value;
	}
	return kept;
}

function redactBody(request: SimRequest): unknown {
	const { body } = request;
	if (!isSecretPath(request.path) || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	return Object.fromEntries(
		Object.entries(body).map(([key, value]: [string, unknown]) => [key, secretFields.has(key) ? '***' : value]),
	);
}

function redactUrl(url: string): string {
	return url.replace(/([?&](?:client_secret|access_token|refresh_token|password)=)[^&]*/g, '$1***');
}

/** Keeps every request, in memory and, given a file, as one JSON line each, written before the answer goes out. */
export class TrafficRecorder {
	readonly file: string | undefined;
	#entries: TrafficEntry[] = [];

	constructor(file?: string) {
		this.file = file;
	}

	/** Secrets are replaced before anything is kept. */
	record(system: TrafficEntry['system'], request: SimRequest, status: number, at: number): void {
		const entry: TrafficEntry = {
			system,
			method: request.method,
			url: redactUrl(request.url),
			headers: redactHeaders(request.headers),
			body: redactBody(request),
			status,
			at: new Date(at).toISOString(),
		};
		this.#entries.push(entry);
		if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
	}

	/** The entries of a system (of all without one) from the given index on, oldest first. */
	entries(system?: TrafficEntry['system'], since = 0): TrafficEntry[] {
		const own = system === undefined ? this.#entries : this.#entries.filter((entry) => entry.system === system);
		return own.slice(since);
	}

	/** Forgets the entries of a system (of all without one) in memory; the file stays. */
	clear(system?: TrafficEntry['system']): void {
		this.#entries = system === undefined ? [] : this.#entries.filter((entry) => entry.system !== system);
	}
}
