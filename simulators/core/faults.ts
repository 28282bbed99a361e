import { z } from 'zod';
import { parseInput } from './input.ts';
import { InputError } from './input-error.ts';
import type { SimAnswer, SimRequest } from './types.ts';

const when = {
	method: z.string().min(1).optional(),
	/** Source of a regular expression, tried on the path and on path?query. */
	path: z.string().optional(),
	/** The first matching request that is hit: 3 lets two pass. */
	nth: z.number().int().min(1).default(1),
	/** How many matching requests are hit. */
	times: z.union([z.number().int().min(1), z.literal('always')]).default(1),
};
const milliseconds = z.number().min(0).max(600_000);

const faultSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('latency'), ms: milliseconds, jitter: milliseconds.default(0), ...when }).strict(),
	z.object({ kind: z.literal('drop-before'), ...when }).strict(),
	z.object({ kind: z.literal('drop-after'), ...when }).strict(),
	z.object({ kind: z.literal('truncate'), ...when }).strict(),
	z
		.object({
			kind: z.literal('status'),
			status: z.number().int().min(200).max(599),
			body: z.unknown().optional(),
			headers: z.record(z.string()).optional(),
			/** True: the request is carried out first, so that a write is committed although the answer says otherwise. */
			processed: z.boolean().default(false),
			...when,
		})
		.strict(),
	z.object({ kind: z.literal('hang'), ms: milliseconds, ...when }).strict(),
	/** A proxy sends the request a second time, and hands on the second answer. A POST is never sent again. */
	z.object({ kind: z.literal('twice'), ...when }).strict(),
	/** Half of the body, and nothing says that the rest is missing. */
	z.object({ kind: z.literal('half'), ...when }).strict(),
]);

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema> & {
	id: number;
	/** Matching requests so far. */
	seen: number;
	/** Requests hit so far. */
	hits: number;
};

/** What a fault of kind `status` answers; `{{authorization}}` in the body is the header of the request, as some proxies show it. */
export function plannedAnswer(
	{ status, headers, body }: Extract<Fault, { kind: 'status' }>,
	request: SimRequest,
): SimAnswer {
	const shown = request.headers.authorization ?? '';
	const told = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('{{authorization}}', shown));
	return { status, ...(headers ? { headers } : {}), body: body === undefined ? undefined : told(body) };
}

/** The first half of an answer, as text. */
export function halfOf({ body, ...answer }: SimAnswer): SimAnswer {
	const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
	const headers = { 'content-type': 'application/json; charset=utf-8', ...answer.headers };
	return { ...answer, headers, body: text.slice(0, Math.floor(text.length / 2)) };
}

function matches(fault: Fault, request: SimRequest): boolean {
	if (fault.method !== undefined && fault.method.toUpperCase() !== request.method) return false;
	if (fault.path === undefined) return true;
	const pattern = new RegExp(fault.path);
	return pattern.test(request.path) || pattern.test(request.url);
}

const used = (fault: Fault) => fault.times !== 'always' && fault.hits >= fault.times;

/** The faults that a server has been told to produce. */
export class FaultList {
	#faults: Fault[] = [];
	#nextId = 1;

	/** Adds one fault or a list of them. Throws InputError. */
	add(input: unknown): Fault[] {
		const items: unknown[] = Array.isArray(input) ? input : [input];
		const added = items.map((item) => {
			const fault = parseInput(faultSchema, item, 'fault');
			if (fault.path !== undefined) {
				try {
					new RegExp(fault.path);
				} catch {
					throw new InputError(`fault: path: "${fault.path}" is not a regular expression`);
				}
			}
			return { ...fault, id: this.#nextId++, seen: 0, hits: 0 };
		});
		this.#faults.push(...added);
		return added;
	}

	/** All faults, used up ones included, with their counts. */
	list(): Fault[] {
		return this.#faults.map((fault) => ({ ...fault }));
	}

	/** Removes one fault, or all of them. Throws InputError for an id that does not exist. */
	remove(id?: number): void {
		if (id !== undefined && !this.#faults.some((fault) => fault.id === id)) {
			throw new InputError(`fault: there is no fault ${String(id)}`);
		}
		this.#faults = id === undefined ? [] : this.#faults.filter((fault) => fault.id !== id);
	}

	/** The faults that hit this request: every latency that matches, and the first other one. */
	take(request: SimRequest): Fault[] {
		const hit: Fault[] = [];
		for (const fault of this.#faults) {
			if (used(fault) || !matches(fault, request)) continue;
			fault.seen++;
			if (fault.seen < fault.nth) continue;
			if (fault.kind !== 'latency' && hit.some((other) => other.kind !== 'latency')) continue;
			fault.hits++;
			hit.push(fault);
		}
		return hit;
	}
}
