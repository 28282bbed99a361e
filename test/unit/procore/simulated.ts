import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { createClock, type Clock } from '../../../simulators/core/clock.ts';
import type { SimAnswer, SimRequest } from '../../../simulators/core/types.ts';
import {
	createProcoreSimulator,
	type ProcoreChange,
	type ProcoreSimulatorOptions,
} from '../../../simulators/procore/index.ts';
import { connect, type Client } from '../../../nodes/Procore/api/client';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { outcomeSchema, type Outcome } from '../../../nodes/shared/model';
import { fake, type FakeAnswer, type FakeRequest } from './fakes';

const host = 'https://procore.test';
const client = { client_id: 'c', client_secret: 's' };

export interface SimulatedLine {
	id: number;
	origin_id: string | null;
	amount: string;
	description: string;
	flat_code: string;
}
export interface SimulatedContract {
	id: number;
	project_id: number;
	number: string;
	status: string;
	vendor_id: number | null;
	origin_id: string | null;
	origin_data: string | null;
	title: string;
	grand_total: string;
	deleted_at: string | null;
	lines: SimulatedLine[];
}

/** A request as it reached Procore, with the status of the answer; 0 when there was none. */
export interface SimulatedCall {
	method: string;
	path: string;
	url: string;
	body: unknown;
	status: number;
}

/**
 * What goes wrong with a request: the connection breaks before or after Procore works on it, or it answers with a status
 * (`processed`: although it was carried out). Undefined when nothing does.
 */
export type Fault = 'drop-before' | 'drop-after' | { status: number; processed?: boolean } | undefined;

export interface Run {
	rows: IDataObject[];
	items: INodeExecutionData[];
	outcomes: Outcome[];
	calls: SimulatedCall[];
	/** Calls that may have changed something. */
	writes: SimulatedCall[];
}

function toSimRequest(method: string, url: string, body: unknown, headers: Record<string, string>): SimRequest {
	const { pathname, search, searchParams } = new URL(url);
	const rawBody = body === undefined ? '' : JSON.stringify(body);
	return {
		method,
		path: pathname,
		url: `${pathname}${search}`,
		origin: host,
		query: searchParams,
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
		body: body === undefined ? null : (JSON.parse(rawBody) as unknown),
		rawBody,
	};
}

const broken = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** Whatever Procore answers to calls with such a path, it answers otherwise. */
export function answering(
	{ simulator }: Simulated,
	path: RegExp,
	otherwise: (body: IDataObject) => object,
	isMeant = (method: string) => method !== 'GET',
): void {
	const handle = simulator.handle.bind(simulator);
	jest.spyOn(simulator, 'handle').mockImplementation(async (request) => {
		const answer = await handle(request);
		return path.test(request.path) && isMeant(request.method)
			? { ...answer, body: otherwise(answer.body as IDataObject) }
			: answer;
	});
}

/** The node against the simulator, without a network between them. */
export class Simulated {
	static #companies = 4710;
	readonly clock: Clock;
	readonly simulator: ReturnType<typeof createProcoreSimulator>;
	/** Asked for every request, with its number in the run, from 1. */
	fault: (request: FakeRequest, count: number) => Fault = () => undefined;
	#token: string | undefined;
	readonly #companyId: number;

	constructor(options: Partial<ProcoreSimulatorOptions> = {}) {
		// The quota of the node is kept a company, so each gets its own.
		this.#companyId = Simulated.#companies += 1;
		this.clock = options.clock ?? createClock();
		this.simulator = createProcoreSimulator({
			companyId: this.#companyId,
			clientId: client.client_id,
			clientSecret: client.client_secret,
			limits: false,
			clock: this.clock,
			tokenLifetimeSeconds: 10_000_000,
			...options,
		});
	}

	change(command: ProcoreChange): void {
		this.simulator.change(command);
	}

	state<T = Record<string, unknown>>(): T {
		return this.simulator.state() as T;
	}

	/** All that Procore holds, as text: equal exactly when nothing was changed in between. */
	snapshot(): string {
		return JSON.stringify({ ...this.state(), tokensIssued: 0 });
	}

	contracts(): SimulatedContract[] {
		return this.state<{ contracts: SimulatedContract[] }>().contracts;
	}

	/** What somebody else does through Procore's API. */
	async call(method: string, path: string, body?: IDataObject): Promise<SimAnswer> {
		const headers = { 'procore-company-id': String(this.#companyId) };
		return await this.#handle({ method, url: `${host}${path}`, headers, ...(body ? { body } : {}) });
	}

	async run(
		resource: string,
		operation: string,
		parameters: Record<string, unknown>,
		items: IDataObject[] = [{}],
		execution?: string,
	): Promise<Run> {
		const calls: SimulatedCall[] = [];
		const credentials = { environment: 'custom', apiUrl: host, companyId: String(this.#companyId) };
		const { context } = fake({
			parameters: { resource, operation, ...parameters },
			handler: async (request, count) => await this.#answer(request, count, calls),
			credentials,
			items,
			...(execution === undefined ? {} : { execution }),
			goesOn: true,
		});
		const [output] = (await new Procore().execute.call(context)) as [INodeExecutionData[]];
		const rows = output.map(({ json }) => ('error' in json ? (json.details as IDataObject) : json));
		const outcomes = rows.flatMap((row) => {
			const parsed = outcomeSchema.safeParse(row);
			return parsed.success ? [parsed.data] : [];
		});
		return { rows, items: output, outcomes, calls, writes: calls.filter(({ method }) => method !== 'GET') };
	}

	/** What nodes work with, for what no operation does by itself. */
	async connect(): Promise<{ client: Client; calls: SimulatedCall[] }> {
		const calls: SimulatedCall[] = [];
		const credentials = { environment: 'custom', apiUrl: host, companyId: String(this.#companyId) };
		const handler = async (request: FakeRequest, count: number) => await this.#answer(request, count, calls);
		return { client: await connect(fake({ credentials, handler }).context), calls };
	}

	async #answer(request: FakeRequest, count: number, calls: SimulatedCall[]): Promise<FakeAnswer> {
		const { pathname, search } = new URL(request.url);
		const call = { method: request.method, path: pathname, url: `${pathname}${search}`, body: request.body, status: 0 };
		calls.push(call);
		const fault = this.fault(request, count);
		if (fault === 'drop-before') throw broken();
		if (typeof fault === 'object' && !fault.processed) {
			call.status = fault.status;
			return { status: fault.status, headers: { 'retry-after': '0' }, body: { message: 'Something is wrong' } };
		}
		const answer = await this.#handle(request);
		if (fault === 'drop-after') throw broken();
		call.status = fault?.status ?? answer.status;
		return fault ? { status: fault.status, body: { message: 'Something is wrong' } } : answer;
	}

	async #handle({ method, url, headers, body }: FakeRequest): Promise<SimAnswer> {
		this.#token ??= await this.#logOn();
		const more = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
		return await this.simulator.handle(toSimRequest(method, url, body, { ...headers, ...more }));
	}

	async #logOn(): Promise<string> {
		const grant = { grant_type: 'client_credentials', ...client };
		const request = toSimRequest('POST', `${host}/oauth/token`, grant, { 'content-type': 'application/json' });
		return ((await this.simulator.handle(request)).body as { access_token: string }).access_token;
	}
}
