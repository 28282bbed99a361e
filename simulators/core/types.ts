import type { Clock } from './clock.ts';

export interface ClientCertificate {
	/** Common name of its subject. */
	name: string;
	/** Whether it was issued by an authority that the server knows, and is valid now. */
	trusted: boolean;
}

/** A request as a simulator sees it. Header names are lower case; `url` is path and query exactly as received. */
export interface SimRequest {
	method: string;
	/** Path as received, without the query and not decoded. */
	path: string;
	url: string;
	/** `http://host:port` or `https://host:port` under which the client reached the simulator; for absolute links. */
	origin: string;
	query: URLSearchParams;
	headers: Record<string, string | undefined>;
	/** The parsed JSON or form body; null without a body, or when it could not be parsed (see `bodyError`). */
	body: unknown;
	rawBody: string;
	/** The certificate that the client showed, if any. */
	certificate?: ClientCertificate;
	/** Why `body` is null although a body was sent. */
	bodyError?: string;
}

/** An answer. An object body goes out as JSON, a string as it is, undefined as no body at all. */
export interface SimAnswer {
	status: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/** What a simulated system must offer to be served by `startServer`. */
export interface Simulator {
	system: 'sap' | 'procore';
	clock: Clock;
	handle(request: SimRequest): SimAnswer | Promise<SimAnswer>;
	/** Puts the system back to its start, or to the given data. Throws InputError on options it does not know. */
	reset(options: unknown): void;
	/** Everything the system holds, as plain JSON. */
	state(): unknown;
	/** Does from outside what a person or another program would do in the real system. Throws InputError. */
	change(command: unknown): unknown;
}
