import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { parseBody } from '../../../simulators/core/body.ts';
import { createClock } from '../../../simulators/core/clock.ts';
import { FaultList, type Fault, halfOf, plannedAnswer } from '../../../simulators/core/faults.ts';
import type { RunningServer } from '../../../simulators/core/server.ts';
import { TrafficRecorder } from '../../../simulators/core/traffic.ts';
import type { SimAnswer, SimRequest, Simulator } from '../../../simulators/core/types.ts';
import { datasetSummary } from '../../../simulators/data/dataset.ts';
import type { Dataset } from '../../../simulators/data/types.ts';
import { demoCredentials, type RunningSimulators } from '../../../simulators/index.ts';
import { createProcoreSimulator } from '../../../simulators/procore/index.ts';
import type { SimLimits } from '../../../simulators/procore/types.ts';
import { createSapSimulator } from '../../../simulators/sap/index.ts';
import { axios } from './n8n.ts';
import { EngineProcess, outside } from './process.ts';
import type { VirtualTime } from './virtualTime.ts';

export type SystemName = 'sap' | 'procore';

/** How long a request takes that nothing holds up. */
const requestMs = 20;

/** What stands in the way of a request; throws or never settles when the process does not survive it. */
export type Checkpoint = (system: SystemName, when: 'before' | 'after', request: SimRequest) => Promise<void>;

/** A request as it went between n8n and a system; moments are those of n8n, in ms. */
export interface Exchange {
	system: SystemName;
	method: string;
	url: string;
	rawBody: string;
	/** The process that asked, and the node of the execution that was at work. */
	process: number;
	node: string;
	begun: number;
	/** Infinity as long as there is no answer. */
	ended: number;
	/** 0 without an answer. */
	status: number;
	/** The answer asks to stay away until then, ms since 1970 by n8n's clock: it refuses for now, or nothing is left of the quota. */
	notBefore: number;
}

interface Server {
	system: SystemName;
	simulator: Simulator;
	faults: FaultList;
	traffic: TrafficRecorder;
}

/**
 * Both simulators without a network between n8n and them: axios hands each request to the simulator whose host it names.
 * Faults are those of the simulators' own lists; what they hold up passes in virtual time.
 */
export class Systems {
	readonly simulators: RunningSimulators;
	/** All that went over the wire, log-ons too. */
	readonly exchanges: Exchange[] = [];
	/** Tokens that were issued: nobody may show them. */
	readonly tokens = new Set<string>();
	readonly #servers: Server[];
	readonly #time: VirtualTime;
	readonly #checkpoint: Checkpoint;
	readonly #nodeAtWork: () => string;

	constructor(
		dataset: Dataset,
		time: VirtualTime,
		checkpoint: Checkpoint,
		nodeAtWork: () => string,
		options: { limits?: boolean | Partial<SimLimits>; procoreEmpty?: boolean; trafficFile?: string } = {},
	) {
		this.#time = time;
		this.#checkpoint = checkpoint;
		this.#nodeAtWork = nodeAtWork;
		if (options.procoreEmpty) Object.assign(dataset.procore, { vendors: [], contracts: [] });
		const { company, ...held } = dataset.procore;
		const { limits = false } = options;
		const traffic = new TrafficRecorder(options.trafficFile);
		const sap = createSapSimulator({ ...demoCredentials.sap, ...dataset.sap, clock: createClock() });
		const procore = createProcoreSimulator({
			...demoCredentials.procore,
			companyId: company.id,
			companyName: company.name,
			...held,
			clock: createClock(),
			...(typeof limits === 'boolean' ? { limits } : limits),
		});
		const serverOf = (system: SystemName, simulator: Simulator): RunningServer & Server => ({
			system,
			url: `https://${system}.test`,
			port: 0,
			simulator: seldomCopied(simulator),
			faults: new FaultList(),
			traffic,
			close: () => Promise.resolve(),
		});
		const servers = { sap: serverOf('sap', sap), procore: serverOf('procore', procore) };
		this.#servers = Object.values(servers);
		this.simulators = {
			...servers,
			dataset,
			summary: datasetSummary(dataset),
			close: () => Promise.resolve(),
		};
	}

	/** From now on n8n's requests go to these systems. */
	connect(): void {
		axios.defaults.adapter = (config) => this.#exchange(config);
	}

	async #exchange(config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
		const request = toSimRequest(config);
		const server = this.#servers.find(({ system }) => request.origin === `https://${system}.test`);
		if (!server) throw failure(config, `getaddrinfo ENOTFOUND ${request.origin}`, 'ENOTFOUND');
		const { seen, answer, wait } = await this.#time.during(async () => {
			await EngineProcess.current()?.alive();
			await this.#checkpoint(server.system, 'before', request);
			const seen = this.#seen(server.system, request);
			const hit = server.faults.take(request);
			const answer = await outside(() => settled(this.#serve(server, request, config, hit)));
			return { seen, answer, wait: hit.reduce((sum, fault) => sum + heldUp(fault), 0) };
		});
		// n8n goes on with other things meanwhile.
		const limit = config.timeout || Infinity;
		if (wait > 0) await waited(Math.min(wait, limit));
		return await this.#time.during(async () => {
			seen.ended = this.#time.now();
			if (wait > limit) throw failure(config, `timeout of ${String(limit)}ms exceeded`, 'ECONNABORTED');
			const answered = answer();
			Object.assign(seen, { status: answered.status, notBefore: this.#notBefore(answered) });
			this.#keepToken(answered);
			await this.#checkpoint(server.system, 'after', request);
			return toResponse(config, answered);
		});
	}

	#seen(system: SystemName, { method, url, rawBody }: SimRequest): Exchange {
		const seen: Exchange = {
			...{ system, method, url, rawBody },
			...{ process: EngineProcess.current()?.nth ?? 0, node: this.#nodeAtWork() },
			...{ begun: this.#time.now(), ended: Infinity, status: 0, notBefore: 0 },
		};
		this.exchanges.push(seen);
		return seen;
	}

	/** By Retry-After, else by the end of the window; 0 = no need to stay away. */
	#notBefore({ status, headers = {} }: SimAnswer): number {
		const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
		const wait = status === 429 ? Number(named['retry-after'] ?? 0) * 1_000 : 0;
		if (wait > 0) return this.#time.now() + wait;
		const isOver = status === 429 || named['x-rate-limit-remaining'] === '0';
		const reset = isOver ? Number(named['x-rate-limit-reset'] ?? 0) * 1_000 : 0;
		return reset > 0 ? this.#time.now() + reset - this.simulators.procore.simulator.clock.now() : 0;
	}

	#keepToken({ body }: SimAnswer): void {
		const token = (body as { access_token?: unknown } | null | undefined)?.access_token;
		if (typeof token === 'string') this.tokens.add(token);
	}

	async #serve(
		{ system, simulator, traffic }: Server,
		request: SimRequest,
		config: InternalAxiosRequestConfig,
		hit: Fault[],
	): Promise<SimAnswer> {
		this.#time.advance(requestMs);
		const fault = hit.find(({ kind }) => kind !== 'latency');
		if (fault?.kind === 'drop-before') {
			traffic.record(system, request, 0, simulator.clock.now());
			throw failure(config, 'socket hang up', 'ECONNRESET');
		}
		const answer = await answerOf(simulator, request, fault);
		traffic.record(system, request, answer.status, simulator.clock.now());
		if (fault?.kind === 'drop-after' || fault?.kind === 'truncate')
			throw failure(config, fault.kind === 'truncate' ? 'aborted' : 'socket hang up', 'ECONNRESET');
		return { ...answer, headers: { ...answer.headers, date: new Date(simulator.clock.now()).toUTCString() } };
	}
}

/** Checks look at everything many times between two requests: it is copied once. */
function seldomCopied(simulator: Simulator): Simulator {
	let copy: unknown;
	const changing =
		<T, A extends unknown[]>(work: (...given: A) => T) =>
		(...given: A): T => {
			copy = undefined;
			return work(...given);
		};
	return {
		...simulator,
		handle: changing((request) => simulator.handle(request)),
		reset: changing((options) => {
			simulator.reset(options);
		}),
		change: changing((command) => simulator.change(command)),
		state: () => (copy ??= simulator.state()),
	};
}

async function answerOf(simulator: Simulator, request: SimRequest, fault: Fault | undefined): Promise<SimAnswer> {
	if (fault?.kind === 'status') {
		if (fault.processed) await simulator.handle(request);
		return plannedAnswer(fault, request);
	}
	if (fault?.kind === 'twice' && request.method !== 'POST') await simulator.handle(request);
	const answer = await simulator.handle(request);
	return fault?.kind === 'half' ? halfOf(answer) : answer;
}

/** A function that answers or throws what the promise came to. */
const settled = async <T>(promise: Promise<T>): Promise<() => T> =>
	await promise.then(
		(value) => () => value,
		(thrown: unknown) => () => {
			throw thrown;
		},
	);

/** Passes in a process of n8n as its own waits do; where there is none, nobody notices. */
const waited = async (ms: number) => {
	if (EngineProcess.current())
		await new Promise<void>((resolve) => {
			setTimeout(resolve, ms);
		});
};

const heldUp = (fault: Fault) => (fault.kind === 'latency' || fault.kind === 'hang' ? fault.ms : 0);

function failure(config: InternalAxiosRequestConfig, message: string, code: string): Error {
	return new axios.AxiosError(message, code, config, {});
}

function toSimRequest(config: InternalAxiosRequestConfig): SimRequest {
	const address = new URL(axios.getUri(config));
	const url = address.href.slice(address.origin.length);
	const headers: SimRequest['headers'] = { host: address.host };
	for (const [name, value] of Object.entries(config.headers.toJSON())) headers[name.toLowerCase()] = String(value);
	if (config.auth) {
		const { username, password } = config.auth;
		headers.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	}
	const rawBody = rawBodyOf(config.data);
	const { body, error } = parseBody(rawBody, headers['content-type']);
	return {
		method: (config.method ?? 'get').toUpperCase(),
		path: url.split('?')[0] ?? url,
		url,
		origin: address.origin,
		query: new URLSearchParams(address.search),
		headers,
		body,
		rawBody,
		...(error === undefined ? {} : { bodyError: error }),
	};
}

function rawBodyOf(data: unknown): string {
	if (data === undefined || data === null) return '';
	if (typeof data === 'string') return data;
	if (data instanceof Uint8Array) return Buffer.from(data).toString();
	throw new TypeError('The body of a request is neither text nor bytes');
}

/** As axios answers; rejects a status that the request does not accept. */
function toResponse(config: InternalAxiosRequestConfig, answer: SimAnswer): AxiosResponse {
	const { status, body } = answer;
	const isText = typeof body === 'string' || body === undefined;
	const headers = {
		...(isText ? {} : { 'content-type': 'application/json; charset=utf-8' }),
		...Object.fromEntries(Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
	};
	const text = isText ? (body ?? '') : JSON.stringify(body);
	const response: AxiosResponse = {
		status,
		statusText: '',
		headers: new axios.AxiosHeaders(headers),
		config,
		request: {},
		data: config.responseType === 'arraybuffer' ? Buffer.from(text) : text,
	};
	if (config.validateStatus?.(status) ?? true) return response;
	const code = status < 500 ? axios.AxiosError.ERR_BAD_REQUEST : axios.AxiosError.ERR_BAD_RESPONSE;
	throw new axios.AxiosError(`Request failed with status code ${String(status)}`, code, config, {}, response);
}
