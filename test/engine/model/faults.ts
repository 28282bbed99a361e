import fc from 'fast-check';
import type { FaultInput } from '../../../simulators/core/faults.ts';

const where = fc.record({
	nth: fc.integer({ min: 1, max: 25 }),
	times: fc.integer({ min: 1, max: 8 }),
});

/** What a proxy or a gateway answers in place of the system; some tell what they were sent. */
const bodies = fc.constantFrom<unknown>(
	{ errors: 'Planted' },
	'<html><body>Please log on</body></html>',
	'Forbidden: {{authorization}}',
	'',
	{ error: { code: 'X', message: { value: 'You sent {{authorization}}' } } },
);

const kinds: Array<fc.Arbitrary<FaultInput>> = [
	where.map((at) => ({ kind: 'drop-before', ...at })),
	where.map((at) => ({ kind: 'drop-after', ...at })),
	where.map((at) => ({ kind: 'truncate', ...at })),
	where.map((at) => ({ kind: 'twice', ...at })),
	where.map((at) => ({ kind: 'half', ...at })),
	fc.tuple(where, fc.integer({ min: 1_000, max: 500_000 })).map(([at, ms]) => ({ kind: 'latency', ms, ...at })),
	fc
		.tuple(where, fc.constantFrom(400, 401, 403, 404, 408, 409, 413, 422, 500, 502, 503, 504), fc.boolean(), bodies)
		.map(([at, status, processed, body]) => ({ kind: 'status', status, processed, body, ...at })),
	fc.tuple(where, fc.integer({ min: 1, max: 4_000 })).map(([at, seconds]) => ({
		kind: 'status',
		status: 429,
		body: { errors: 'Planted' },
		headers: { 'retry-after': String(seconds) },
		...at,
	})),
];

/** What goes wrong between n8n and the systems during a run. */
export const faults = fc.array(
	fc.record({ system: fc.constantFrom('sap' as const, 'procore' as const), fault: fc.oneof(...kinds) }),
	{ maxLength: 2 },
);
