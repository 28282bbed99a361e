import { setTimeout as timer } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type PeerCertificate, TLSSocket } from 'node:tls';
import fastify from 'fastify';
import type { FastifyRequest } from 'fastify';
import { adminPrefix, handleAdmin } from './admin.ts';
import { parseBody } from './body.ts';
import { FaultList, halfOf, plannedAnswer } from './faults.ts';
import type { Fault } from './faults.ts';
import { TrafficRecorder } from './traffic.ts';
import type { ClientCertificate, SimAnswer, SimRequest, Simulator } from './types.ts';

export { InputError } from './input-error.ts';
export type { SimAnswer, SimRequest, Simulator } from './types.ts';

/** All in PEM format. */
export interface ServerTls {
	key: string;
	cert: string;
	/** Authorities whose client certificates are trusted. */
	ca: string;
}

export interface ServerOptions {
	/** 0 takes any free port. */
	port?: number;
	host?: string;
	/** Serves https, and asks clients for a certificate. */
	tls?: ServerTls;
	/** Shared between simulators to get one record of both; in memory only when left out. */
	traffic?: TrafficRecorder;
}

export interface RunningServer {
	/** Without a trailing slash. */
	url: string;
	port: number;
	simulator: Simulator;
	faults: FaultList;
	traffic: TrafficRecorder;
	close(): Promise<void>;
}

const bodyLimit = 64 * 1024 * 1024;
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Connections that showed none have an empty certificate. */
function certificateOf(socket: Socket): ClientCertificate | undefined {
	if (!(socket instanceof TLSSocket)) return undefined;
	const { subject } = socket.getPeerCertificate() as Partial<PeerCertificate>;
	return subject === undefined ? undefined : { name: String(subject.CN ?? ''), trusted: socket.authorized };
}

function toSimRequest(request: FastifyRequest): SimRequest {
	const url = request.originalUrl;
	const at = url.indexOf('?');
	const rawBody = typeof request.body === 'string' ? request.body : '';
	const headers: SimRequest['headers'] = {};
	for (const [name, value] of Object.entries(request.headers)) {
		headers[name] = Array.isArray(value) ? value.join(', ') : value;
	}
	const { body, error } = parseBody(rawBody, headers['content-type']);
	const certificate = certificateOf(request.raw.socket);
	const scheme = request.raw.socket instanceof TLSSocket ? 'https' : 'http';
	return {
		method: request.method,
		path: at < 0 ? url : url.slice(0, at),
		url,
		origin: `${scheme}://${request.headers.host ?? 'localhost'}`,
		query: new URLSearchParams(at < 0 ? '' : url.slice(at + 1)),
		headers,
		body,
		rawBody,
		...(certificate === undefined ? {} : { certificate }),
		...(error === undefined ? {} : { bodyError: error }),
	};
}

function encode(answer: SimAnswer): { headers: Record<string, string>; payload: Buffer } {
	const headers = Object.fromEntries(Object.entries(answer.headers ?? {}).map(([k, v]) => [k.toLowerCase(), v]));
	if (answer.body === undefined) return { headers, payload: Buffer.alloc(0) };
	if (typeof answer.body === 'string') return { headers, payload: Buffer.from(answer.body) };
	headers['content-type'] ??= 'application/json; charset=utf-8';
	return { headers, payload: Buffer.from(JSON.stringify(answer.body)) };
}

function send(response: ServerResponse, answer: SimAnswer, now: number, truncated: boolean): void {
	if (response.destroyed) return;
	const { headers, payload } = encode(answer);
	response.sendDate = false;
	const hasBody = answer.status !== 204 && answer.status !== 304;
	response.writeHead(answer.status, {
		...headers,
		date: new Date(now).toUTCString(),
		...(hasBody ? { 'content-length': String(payload.length) } : {}),
	});
	if (!truncated) {
		response.end(hasBody ? payload : undefined);
		return;
	}
	// The half has to be on the wire before the socket goes, or the client sees no answer at all.
	response.write(payload.subarray(0, Math.floor(payload.length / 2)), () => response.destroy());
}

async function carryOut(simulator: Simulator, request: SimRequest): Promise<SimAnswer> {
	try {
		return await simulator.handle(request);
	} catch (error) {
		const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
		return { status: 500, body: { error: `The ${simulator.system} simulator failed: ${message}` } };
	}
}

// Not holding the process: a server that was closed meanwhile need not wait for its last hanging answer.
const wait = (ms: number) => timer(ms, undefined, { ref: false });

const delayOf = (faults: Fault[]) =>
	faults.reduce((sum, f) => (f.kind === 'latency' ? sum + f.ms + Math.random() * f.jitter : sum), 0);

/**
 * Serves a simulator over HTTP on 127.0.0.1, with its control calls under /__admin/.
 * Rejects when the port is taken.
 */
export async function startServer(simulator: Simulator, options: ServerOptions = {}): Promise<RunningServer> {
	const faults = new FaultList();
	const traffic = options.traffic ?? new TrafficRecorder();
	const { system, clock } = simulator;
	const app = fastify({
		bodyLimit,
		forceCloseConnections: true,
		// OData paths carry quotes, brackets and semicolons: the router must neither decode nor refuse them.
		rewriteUrl: () => '/',
		// A certificate that nobody knows is the system's to refuse, which answers with its log-on page.
		...(options.tls ? { https: { ...options.tls, requestCert: true, rejectUnauthorized: false } } : {}),
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});

	async function serve(request: SimRequest, response: ServerResponse): Promise<void> {
		const hit = faults.take(request);
		const fault = hit.find((item) => item.kind !== 'latency');
		const delay = delayOf(hit);
		if (delay > 0) await wait(delay);
		if (fault?.kind === 'drop-before') {
			traffic.record(system, request, 0, clock.now());
			response.destroy();
			return;
		}
		let answer: SimAnswer | undefined;
		if (fault?.kind !== 'status' || fault.processed) answer = await carryOut(simulator, request);
		if (fault?.kind === 'twice' && request.method !== 'POST') answer = await carryOut(simulator, request);
		if (fault?.kind === 'status') answer = plannedAnswer(fault, request);
		answer ??= { status: 500 };
		if (fault?.kind === 'half') answer = halfOf(answer);
		traffic.record(system, request, answer.status, clock.now());
		if (fault?.kind === 'hang') await wait(fault.ms);
		if (fault?.kind === 'drop-after') response.destroy();
		else send(response, answer, clock.now(), fault?.kind === 'truncate');
	}

	app.route({
		method: methods,
		url: '/',
		handler: async (request, reply) => {
			reply.hijack();
			const simRequest = toSimRequest(request);
			if (simRequest.path.startsWith(adminPrefix)) {
				send(reply.raw, handleAdmin({ simulator, faults, traffic }, simRequest), clock.now(), false);
			} else await serve(simRequest, reply.raw);
		},
	});

	const host = options.host ?? '127.0.0.1';
	await app.listen({ port: options.port ?? 0, host });
	const { port } = app.server.address() as AddressInfo;
	const scheme = options.tls ? 'https' : 'http';
	return { url: `${scheme}://${host}:${String(port)}`, port, simulator, faults, traffic, close: () => app.close() };
}
