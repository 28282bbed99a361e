import fc from 'fast-check';
import type { SimAnswer, SimRequest, Simulator } from '../../../simulators/core/types.ts';
import type { SystemName } from './systems.ts';
import type { SyncWorld } from './syncWorld.ts';

/** Makes another answer of the one that the system gave. */
type Spoil = (answer: SimAnswer, request: SimRequest) => SimAnswer;

/** An answer that is not what the system gave: to the `nth` request of a run that the system gets. */
export interface SpoiledAnswer {
	system: SystemName;
	nth: number;
	/** Whether the system has done what it was asked before its answer was spoiled. */
	carriedOut: boolean;
	/** For the report of a failure. */
	what: string;
	spoil: Spoil;
}

const textOf = ({ body }: SimAnswer) => (typeof body === 'string' ? body : JSON.stringify(body ?? null));
const json = { 'content-type': 'application/json; charset=utf-8' };
const as = (body: string, headers: Record<string, string> = json, status = 200): SimAnswer => ({
	status,
	headers,
	body,
});

const page = (title: string) =>
	`<!DOCTYPE html><html><head><title>${title}</title></head><body><form action="/logon"><input name="sap-password"></form></body></html>`;
const deep = (levels: number) => `${'{"d":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Everything a client has sent, told back: an error page that quotes the request. */
const echo = ({ method, url, headers, rawBody }: SimRequest) =>
	JSON.stringify({ error: { code: 'ECHO', message: `${method} ${url} ${JSON.stringify(headers)} ${rawBody}` } });

const statuses = [
	...[
		201, 202, 204, 206, 207, 300, 301, 302, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412,
	],
	...[
		413, 414, 415, 418, 421, 422, 423, 424, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 507, 511, 520, 599,
	],
];

type Named = [what: string, spoil: Spoil];
const constant = (what: string, answer: SimAnswer): Named => [what, () => answer];

/** Answers that nobody can take for what was asked: cut off, another format, nothing, an error in any form. */
const broken: fc.Arbitrary<Named> = fc.oneof(
	fc.double({ min: 0, max: 0.999, noNaN: true }).map((share): Named => {
		return [
			`cut off at ${share.toFixed(3)}`,
			(answer) => as(textOf(answer).slice(0, Math.floor(textOf(answer).length * share))),
		];
	}),
	fc
		.constantFrom<Named>(
			constant('nothing', as('')),
			constant('no content', { status: 204 }),
			constant('log-on page', as(page('Logon'), { 'content-type': 'text/html' })),
			constant('log-on page as JSON', as(page('Logon'))),
			constant('XML', as('<?xml version="1.0"?><error><code>X</code></error>', { 'content-type': 'application/xml' })),
			constant('null', as('null')),
			constant('a number', as('42')),
			constant('a text', as('"done"')),
			constant('NaN', as('{"d":{"results":[NaN]}}')),
			constant('binary', as('\u0000\u0001\ufffd\ufffd{"value":[', { 'content-type': 'application/octet-stream' })),
			constant('12,000 levels', as(deep(12_000))),
			constant('two documents', as('{"d":{"results":[]}}{"d":{"results":[]}}')),
			constant('redirect elsewhere', { status: 302, headers: { location: 'http://elsewhere.test/logon' } }),
			['told back', (_, request) => as(echo(request), json, 500)],
			['told back, told as a refusal', (_, request) => as(echo(request), json, 422)],
			['wrapped', (answer) => as(JSON.stringify({ result: answer.body }))],
		)
		.map((named) => named),
	fc
		.tuple(fc.constantFrom(...statuses.filter((status) => status >= 400)), fc.jsonValue({ maxDepth: 3 }))
		.map(
			([status, body]): Named => [
				`${String(status)} ${JSON.stringify(body).slice(0, 60)}`,
				() => as(JSON.stringify(body), json, status),
			],
		),
	fc
		.tuple(
			fc.constantFrom(...statuses.filter((status) => status >= 400)),
			fc.string({ unit: 'binary', maxLength: 200 }),
		)
		.map(
			([status, text]): Named => [
				`${String(status)} as text`,
				() => as(text, { 'content-type': 'text/plain' }, status),
			],
		),
);

/** What stands in a place of the answer instead of what was there. */
const otherValues: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom<unknown>(
		...[null, '', ' ', 0, -1, 1e21, true, [], {}, [[]], [null], 'NaN', '1e5', '-', '99999999999999999999.99', '0x10'],
		...[
			'/Date(9999999999999999999)/',
			'/Date(abc)/',
			'2026-02-31',
			'0000-00-00',
			'\u0000',
			'\ud800',
			'=1+1',
			'{{ $json }}',
		],
		...['<script>alert(1)</script>', 'constructor', '__proto__', '🏗️'.repeat(300), 'x'.repeat(300_000)],
		{ toString: null, valueOf: 1, length: 3 },
		{ constructor: { prototype: { polluted: true } } },
		'http://elsewhere.test/sap/opu/odata/sap/API?$skiptoken=1',
		{ uri: 'http://elsewhere.test/' },
	),
	fc.jsonValue({ maxDepth: 2 }),
	fc.string({ unit: 'binary', maxLength: 40 }),
);

type Path = Array<string | number>;
function pathsIn(value: unknown, at: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return [at];
	const inside = Object.entries(value).slice(0, 40);
	return [at, ...inside.flatMap(([name, each]) => pathsIn(each, [...at, name]))];
}

/** A copy of the value with something else at a path; `change` gets what is there. */
function changedAt(
	value: unknown,
	[name, ...rest]: Path,
	change: (value: unknown) => { is: unknown } | 'gone',
): unknown {
	if (typeof value !== 'object' || value === null || name === undefined) return value;
	const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string | number, unknown>;
	if (rest.length > 0) copy[name] = changedAt(copy[name], rest, change);
	else {
		const changed = change(copy[name]);
		if (changed !== 'gone') copy[name] = changed.is;
		else if (Array.isArray(copy)) copy.splice(Number(name), 1);
		else Reflect.deleteProperty(copy, name);
	}
	return copy;
}

const somewhere =
	(share: number, change: (value: unknown) => { is: unknown } | 'gone'): Spoil =>
	(answer) => {
		const paths = pathsIn(answer.body).filter(({ length }) => length > 0);
		const path = paths[Math.floor(share * paths.length)];
		return path ? { ...answer, body: changedAt(answer.body, path, change) } : answer;
	};

const share = fc.double({ min: 0, max: 0.999, noNaN: true });

/** Answers of the right form that say something else: fields that are gone, mistyped, far too many or too large. */
const mistyped: fc.Arbitrary<Named> = fc.oneof(
	fc.tuple(share, otherValues).map(([at, value]): Named => {
		return [`${JSON.stringify(value).slice(0, 60)} at ${at.toFixed(3)}`, somewhere(at, () => ({ is: value }))];
	}),
	share.map((at): Named => [`nothing at ${at.toFixed(3)}`, somewhere(at, () => 'gone')]),
	share.map((at): Named => [`another type at ${at.toFixed(3)}`, somewhere(at, (value) => ({ is: retyped(value) }))]),
	fc.tuple(share, fc.constantFrom(2, 40)).map(
		([at, times]): Named => [
			`a list ${String(times)} times as long at ${at.toFixed(3)}`,
			(answer) => {
				const lists = pathsIn(answer.body).filter((path) => Array.isArray(valueAt(answer.body, path)));
				const path = lists[Math.floor(at * lists.length)];
				const longer = (value: unknown) => ({ is: Array.from({ length: times }, () => value as unknown[]).flat() });
				if (!path) return answer;
				return { ...answer, body: path.length === 0 ? longer(answer.body).is : changedAt(answer.body, path, longer) };
			},
		],
	),
	fc.constantFrom<Named>(
		['a prototype', (answer) => as(textOf(answer).replace('{', '{"__proto__":{"polluted":true},'))],
		['names twice', (answer) => as(textOf(answer).replace('{', '{"d":null,"value":null,"entities":null,'))],
		['as a status that says nothing', (answer) => ({ ...answer, status: 206 })],
	),
);

const valueAt = (value: unknown, path: Path): unknown =>
	path.reduce<unknown>((inside, name) => (inside as Record<string | number, unknown> | undefined)?.[name], value);

function retyped(value: unknown): unknown {
	if (typeof value === 'string') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : [value];
	if (typeof value === 'number') return String(value);
	if (Array.isArray(value)) return Object.fromEntries(value.map((each: unknown, index) => [index, each]));
	if (value === null) return {};
	return typeof value === 'object' ? Object.values(value) : null;
}

const spoiled = (answers: fc.Arbitrary<Named>) =>
	fc
		.record({
			system: fc.constantFrom<SystemName>('sap', 'procore'),
			// Log-on, clock and list of projects come first: without them there is no run that could meet the others.
			nth: fc.oneof(
				{ arbitrary: fc.integer({ min: 1, max: 4 }), weight: 1 },
				{ arbitrary: fc.integer({ min: 5, max: 24 }), weight: 14 },
			),
			carriedOut: fc.boolean(),
			named: answers,
		})
		.map(({ named: [what, spoil], ...rest }): SpoiledAnswer => ({ ...rest, what, spoil }));

const uniquePlaces = (one: fc.Arbitrary<SpoiledAnswer>, count: number) =>
	fc.uniqueArray(one, {
		minLength: count,
		maxLength: count,
		selector: ({ system, nth }) => `${system} ${String(nth)}`,
	});

/** Several for one run. */
export const brokenAnswers = (count: number) => uniquePlaces(spoiled(broken), count);
export const mistypedAnswers = (count: number) => uniquePlaces(spoiled(mistyped), count);

/** Puts the answers in the way of the next requests. `spoilt` counts those that were given; `secrets` are what no text may hold. */
export function spoilAnswers(world: SyncWorld, answers: SpoiledAnswer[]) {
	const state = { spoilt: [] as SpoiledAnswer[], secrets: new Set<string>() };
	const { simulators } = world.engine;
	const systems = [simulators.sap.simulator, simulators.procore.simulator].map((simulator) => ({
		simulator,
		handle: simulator.handle.bind(simulator),
	}));
	for (const { simulator, handle } of systems) {
		let count = 0;
		simulator.handle = async (request) => {
			count += 1;
			const isNext = ({ system, nth }: SpoiledAnswer) => system === simulator.system && nth === count;
			const hit = answers.find(isNext);
			const given =
				hit && !hit.carriedOut && request.method !== 'GET' ? { status: 200, body: {} } : await handle(request);
			noteSecrets(state.secrets, request, given);
			if (!hit) return given;
			state.spoilt.push(hit);
			return hit.spoil(given, request);
		};
	}
	const restore = () => {
		for (const { simulator, handle } of systems) simulator.handle = handle as Simulator['handle'];
	};
	return { state, restore };
}

/** Tokens as they were given out and as they came back. */
function noteSecrets(secrets: Set<string>, { headers }: SimRequest, { body }: SimAnswer): void {
	const given = (body as { access_token?: unknown } | undefined)?.access_token;
	for (const secret of [given, headers.authorization?.split(' ')[1]])
		if (typeof secret === 'string' && secret.length > 7) secrets.add(secret);
}
