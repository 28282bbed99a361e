import { Agent } from 'node:http';
import axios, { type AxiosInstance, type Method } from 'axios';

export interface Call {
	query?: Record<string, unknown>;
	body?: unknown;
}

/** n8n's internal REST API with a log-in cookie. Errors carry what was called, the status and n8n's own message. */
export class Http {
	readonly #client: AxiosInstance;
	#cookie: string | undefined;

	constructor(url: string) {
		// No `browser-id` header: n8n ties a session to that header only when the log-in carried one.
		this.#client = axios.create({
			baseURL: url,
			timeout: 120_000,
			validateStatus: () => true,
			proxy: false,
			// A busy n8n closes connections that were idle for 5 s just when they are used again.
			httpAgent: new Agent({ keepAlive: false }),
		});
	}

	async call<T>(method: Method, path: string, { query, body }: Call = {}): Promise<T> {
		const headers = this.#cookie ? { cookie: this.#cookie } : {};
		const answer = await this.#client
			.request<unknown>({ method, url: path, params: query, data: body, headers })
			.catch((error: unknown) => {
				throw new Error(`n8n ${method} ${path}: ${error instanceof Error ? error.message : String(error)}`);
			});
		this.#keepCookie(answer.headers['set-cookie']);
		if (answer.status >= 400) {
			throw new N8nError(`n8n ${method} ${path}: ${String(answer.status)} ${messageIn(answer.data)}`, answer.status);
		}
		// Internal answers are wrapped in `data`; the list of executions and a few others inside are not lists alone.
		return (isObject(answer.data) && 'data' in answer.data ? answer.data.data : answer.data) as T;
	}

	#keepCookie(cookies: string[] | undefined): void {
		const session = cookies?.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) this.#cookie = session.split(';')[0];
	}
}

/** n8n refused a call. */
export class N8nError extends Error {
	readonly status: number;

	constructor(message: string, status: number) {
		super(message);
		this.name = 'N8nError';
		this.status = status;
	}
}

function messageIn(data: unknown): string {
	if (isObject(data) && typeof data.message === 'string') return data.message;
	return typeof data === 'string' ? data.slice(0, 300) : JSON.stringify(data).slice(0, 300);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
