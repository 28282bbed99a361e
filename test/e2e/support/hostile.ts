import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SimAnswer, SimRequest } from '../../../simulators/core/types.ts';
import { demoCredentials, type RunningSimulators } from '../../../simulators/index.ts';

export type SystemName = 'sap' | 'procore';

/** What a hostile system answers instead of `answer`; undefined = that. */
export type Attack = (answer: SimAnswer, request: SimRequest) => SimAnswer | undefined;

/** Makes the simulators hostile for as long as something is done. */
export class Hostile {
	/** Log-on data, and tokens as they were given out and as they came back. */
	readonly secrets = new Set<string>([demoCredentials.sap.clientSecret, demoCredentials.procore.clientSecret]);
	/** Answers that were not those of the simulator. */
	attacked = 0;
	readonly #attacks: Partial<Record<SystemName, Attack>> = {};

	constructor({ sap, procore }: RunningSimulators) {
		for (const { simulator } of [sap, procore]) {
			const handle = simulator.handle.bind(simulator);
			simulator.handle = async (request) => {
				const answer = await handle(request);
				this.#noteSecrets(request, answer);
				const other = this.#attacks[simulator.system]?.(answer, request);
				if (other) this.attacked++;
				return other ?? answer;
			};
		}
	}

	/** @throws Error when nothing was attacked: then nothing was tested */
	async during<T>(attacks: Partial<Record<SystemName, Attack>>, task: () => Promise<T>): Promise<T> {
		const before = this.attacked;
		Object.assign(this.#attacks, attacks);
		try {
			const done = await task();
			if (this.attacked === before) throw new Error('No answer was attacked');
			return done;
		} finally {
			delete this.#attacks.sap;
			delete this.#attacks.procore;
		}
	}

	#noteSecrets({ headers, rawBody }: SimRequest, { body }: SimAnswer): void {
		const token = (body as { access_token?: unknown } | undefined)?.access_token;
		const given = new URLSearchParams(rawBody).get('client_secret');
		for (const secret of [token, given, headers.authorization?.split(' ')[1]])
			if (typeof secret === 'string' && secret.length > 7) this.secrets.add(secret);
	}
}

/** A host that nobody has a reason to speak to; it counts who connects. */
export class Elsewhere {
	connections = 0;
	readonly requests: string[] = [];
	readonly #server: Server;

	private constructor() {
		this.#server = createServer((request, response) => {
			this.requests.push(`${String(request.method)} ${String(request.url)} ${JSON.stringify(request.headers)}`);
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({ access_token: 'of another host', expires_in: 3600, value: [], d: { results: [] } }),
			);
		});
		this.#server.on('connection', () => this.connections++);
	}

	static async start(): Promise<Elsewhere> {
		const elsewhere = new Elsewhere();
		await new Promise<void>((resolve) => elsewhere.#server.listen(0, '127.0.0.1', resolve));
		return elsewhere;
	}

	get host(): string {
		return `127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
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

/** JSON as a text; simulators answer both. */
export const jsonOf = ({ body }: SimAnswer): string => (typeof body === 'string' ? body : JSON.stringify(body ?? null));

/** The same answer with another body, as JSON of any form. */
export const withBody = (answer: SimAnswer, body: string, status = answer.status): SimAnswer => ({
	status,
	headers: { ...answer.headers, 'content-type': 'application/json; charset=utf-8' },
	body,
});

export const isLogOn = ({ path }: SimRequest): boolean => path.includes('/oauth');

/** A list of rows in the form that the answer has, with a link to a next page; undefined where it is no list. */
export function linkedTo(answer: SimAnswer, next: string): SimAnswer | undefined {
	const { status, body } = answer;
	if (status !== 200 || typeof body !== 'object' || body === null) return undefined;
	if (Array.isArray(body)) return { ...answer, headers: { ...answer.headers, link: `<${next}>; rel="next"` } };
	const { d, value, data } = body as { d?: { results?: unknown }; value?: unknown; data?: unknown };
	if (Array.isArray(d?.results)) return { ...answer, body: { d: { ...d, __next: next } } };
	if (Array.isArray(value)) return { ...answer, body: { ...body, '@odata.nextLink': next } };
	return Array.isArray(data) ? { ...answer, headers: { ...answer.headers, link: `<${next}>; rel="next"` } } : undefined;
}
