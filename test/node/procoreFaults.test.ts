import { dueText } from '../../nodes/shared/texts';
import type { FaultInput } from '../../simulators/core/faults.ts';
import type { SimAnswer } from '../../simulators/core/types.ts';
import { desiredVendor } from '../support/examples.ts';
import { failed, goOn, jsonOf, World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
	world = await World.start({ procoreEmpty: true });
});
afterEach(async () => await world.close());

const desired = (n: number, more: object = {}) => desiredVendor(n, { observed: null, ...more });
const many = (count: number) => Array.from({ length: count }, (_, index) => desired(index + 1));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
const syncs = () => world.calls('procore', 'PATCH', '/vendors/sync');
const options = (more: object) => ({ options: more });
const onSync = { method: 'PATCH', path: '/vendors/sync' };

function expectEachOnce(count: number) {
	const origins = world.vendors().map(({ origin_id }) => origin_id);
	expect(origins.sort()).toEqual(
		many(count)
			.map(({ originId }) => originId)
			.sort(),
	);
}

/** Procore breaks down on, or refuses, every batch that holds the marked row. */
function refuse(marker: string, answer: SimAnswer) {
	const { simulator } = world.simulators.procore;
	const handle = simulator.handle.bind(simulator);
	simulator.handle = (request) => (request.rawBody.includes(marker) ? answer : handle(request));
}

/** Uses up the quota behind the back of the node, then lets time pass. */
async function useQuota(requests: number, thenMs: number) {
	const { url, simulator } = world.simulators.procore;
	for (let n = 0; n < requests; n++) await fetch(`${url}/rest/v1.0/companies`);
	simulator.clock.advance(thenMs);
}

describe('a sync whose answer does not come', () => {
	const faults: FaultInput[] = [
		{ kind: 'drop-before', ...onSync },
		{ kind: 'drop-after', ...onSync },
		{ kind: 'truncate', ...onSync },
		{ kind: 'status', status: 502, processed: true, ...onSync },
		{ kind: 'status', status: 500, ...onSync },
	];
	it.each(faults)('$kind: repeated, written once', async (fault) => {
		world.fault('procore', fault);
		const { outputs } = await world.upsert(many(3));
		expect(jsonOf(outputs[0]).map(({ sapKey, status }) => [sapKey, status])).toEqual(
			numbers(3).map((n) => [n, 'synced']),
		);
		expect(outputs[1]).toEqual([]);
		expect(syncs()).toHaveLength(2);
		expectEachOnce(3);
	});

	it('ever again, although Procore commits: every vendor waits, few calls are made, and the next run finds them written', async () => {
		world.fault('procore', { kind: 'drop-after', times: 'always', ...onSync });
		const { outputs } = await world.upsert(many(40));
		expect(outputs.map((items) => items.length)).toEqual([40, 0]);
		for (const outcome of jsonOf(outputs[0]))
			expect(outcome).toMatchObject({
				status: 'waiting',
				reason: 'system_unavailable',
				message: 'Procore could not be reached',
			});
		expect(syncs().length).toBeLessThanOrEqual(16);
		world.simulators.procore.faults.remove();
		const next = await world.upsert(many(40).map((item) => ({ ...item, observed: undefined })));
		expect(new Set(jsonOf(next.outputs[0]).map(({ status }) => status))).toEqual(new Set(['unchanged']));
		expectEachOnce(40);
	});
});

describe('vendors that cannot be read before the upsert', () => {
	it.each(['drop-before', 'truncate'] as const)(
		'%s in the middle of the list: read again, nothing is created twice',
		async (kind) => {
			await world.upsert(many(5));
			world.changeProcore({ do: 'set-max-per-page', vendors: 2 });
			world.forgetCalls();
			world.fault('procore', { kind, method: 'GET', path: '/vendors\\?', nth: 2 });
			const { outputs } = await world.upsert(many(5).map((item) => ({ ...item, observed: undefined })));
			expect(new Set(jsonOf(outputs[0]).map(({ status }) => status))).toEqual(new Set(['unchanged']));
			expect(syncs()).toEqual([]);
		},
	);

	it('for good: those that need it wait and are not guessed at, those that do not are written', async () => {
		world.fault('procore', { kind: 'drop-before', method: 'GET', times: 'always' });
		const { outputs } = await world.upsert([
			desired(1, { observed: undefined }),
			desired(2),
			desired(3, { observed: undefined }),
		]);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.sapKey, json.status, json.reason, pairedItem])).toEqual([
			['1', 'waiting', 'system_unavailable', { item: 0 }],
			['2', 'synced', '', { item: 1 }],
			['3', 'waiting', 'system_unavailable', { item: 2 }],
		]);
		expect(world.vendors().map(({ origin_id }) => origin_id)).toEqual(['sap:S4P:supplier:2']);
	});
});

describe('a pause that Procore asks for', () => {
	it('503 with Retry-After: waited, then it goes on', async () => {
		world.fault('procore', { kind: 'status', status: 503, headers: { 'retry-after': '1' }, ...onSync });
		const started = Date.now();
		const { outputs } = await world.upsert(many(2));
		expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
		expect(jsonOf(outputs[0]).map(({ status }) => status)).toEqual(['synced', 'synced']);
		expect(syncs()).toHaveLength(2);
	});

	it.each([
		['ten seconds', { hourlyLimit: 600, spikeLimit: 3 }, 8_500],
		['an hour', { hourlyLimit: 3, spikeLimit: 25 }, 3_598_500],
	])('429 as the window of %s is full: waited until it opens, then it goes on', async (_, limits, passed) => {
		world.changeProcore({ do: 'set-limits', limits: true, ...limits });
		await useQuota(3, passed);
		const { outputs } = await world.upsert(many(2));
		expect(jsonOf(outputs[0]).map(({ status }) => status)).toEqual(['synced', 'synced']);
		expect(syncs().map(({ status }) => status)).toEqual([429, 200]);
	});

	it.each([
		['ten seconds', { hourlyLimit: 600, spikeLimit: 3 }, 8_500],
		['an hour', { hourlyLimit: 3, spikeLimit: 25 }, 3_598_500],
	])(
		'the window of %s gets full on the way: waited before the next call, so that none is refused',
		async (_, limits, passed) => {
			world.changeProcore({ do: 'set-limits', limits: true, ...limits });
			await useQuota(1, passed);
			const { outputs } = await world.upsert(many(3), options({ batchSize: 1 }));
			expect(jsonOf(outputs[0]).map(({ status }) => status)).toEqual(['synced', 'synced', 'synced']);
			expect(syncs().map(({ status }) => status)).toEqual([200, 200, 200]);
		},
	);

	it('longer than Maximum Wait: what is left waits with the time, and nothing is sent until then', async () => {
		world.changeProcore({ do: 'set-limits', limits: true, hourlyLimit: 2, spikeLimit: 25 });
		const now = Date.now();
		const { outputs } = await world.upsert(many(5), options({ batchSize: 1, maximumWait: 5 }));
		expect(outputs[1]).toEqual([]);
		expect(jsonOf(outputs[0]).map(({ sapKey, status, reason }) => [sapKey, status, reason])).toEqual([
			['1', 'synced', ''],
			['2', 'synced', ''],
			...['3', '4', '5'].map((n) => [n, 'waiting', 'rate_limited']),
		]);
		const { message, detail } = jsonOf(outputs[0])[4] as {
			message: string;
			detail: { retryAt: string; advice: string };
		};
		expect(Date.parse(detail.retryAt) - now).toBeGreaterThan(3_590_000);
		expect(Date.parse(detail.retryAt) - now).toBeLessThan(3_620_000);
		expect(message).toContain(dueText(Date.parse(detail.retryAt)));
		expect(detail.advice).toContain('Maximum Wait');
		const sent = world.calls('procore').length;
		expect(sent).toBe(2);
		const again = await world.upsert(many(5), options({ maximumWait: 5 }));
		expect(new Set(jsonOf(again.outputs[0]).map(({ reason }) => reason))).toEqual(new Set(['rate_limited']));
		expect(world.calls('procore')).toHaveLength(sent);
	});

	it('a 429 with a long Retry-After: the same, also for an operation on one vendor', async () => {
		world.fault('procore', {
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '600' },
			path: '/rest/',
			times: 'always',
		});
		const { outputs } = await world.upsert(many(2), options({ maximumWait: 1 }));
		expect(jsonOf(outputs[0]).map(({ status, reason }) => [status, reason])).toEqual(
			Array(2).fill(['waiting', 'rate_limited']),
		);
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			detail: { retryAt: expect.stringMatching(/^\d{4}-.*Z$/) as string },
		});
		const get = await world.procore({ resource: 'vendor', operation: 'getAll' }, goOn);
		expect(failed(get.outputs[1]?.[0])).toMatchObject({
			error: expect.stringContaining("Procore's request quota is used up until 20") as string,
			details: { reason: 'rate_limited' },
		});
		expect(world.calls('procore')).toHaveLength(1);
	});

	it('a 429 that comes after every wait: the attempts end, and the rest waits with the time', async () => {
		const refusal: FaultInput = {
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '1' },
			times: 'always',
			...onSync,
		};
		world.fault('procore', refusal);
		const { outputs } = await world.upsert(many(2), options({ batchSize: 1 }));
		for (const outcome of jsonOf(outputs[0]))
			expect(outcome).toMatchObject({
				status: 'waiting',
				reason: 'rate_limited',
				detail: { retryAt: expect.stringMatching(/^\d{4}-.*Z$/) as string },
			});
		expect(syncs()).toHaveLength(4);
	});

	it('a 503 with a long Retry-After is no quota: it waits as system_unavailable, with the time', async () => {
		world.fault('procore', {
			kind: 'status',
			status: 503,
			headers: { 'retry-after': '600' },
			path: '/rest/',
			times: 'always',
		});
		const { outputs } = await world.upsert(many(2), options({ maximumWait: 1 }));
		for (const outcome of jsonOf(outputs[0]))
			expect(outcome).toMatchObject({
				status: 'waiting',
				reason: 'system_unavailable',
				detail: { retryAt: expect.any(String) as string },
			});
		expect(world.calls('procore')).toHaveLength(1);
	});
});

describe('one bad row in a batch of 40', () => {
	const bad = 27;
	const rows = (more: object) => many(40).map((item, index) => (index + 1 === bad ? { ...item, ...more } : item));

	function expectIsolated(outputs: Awaited<ReturnType<World['upsert']>>['outputs']) {
		expect(outputs.map((items) => items.length)).toEqual([39, 1]);
		expect(new Set(jsonOf(outputs[0]).map(({ status }) => status))).toEqual(new Set(['synced']));
		expect(jsonOf(outputs[0]).map(({ sapKey }) => sapKey)).toEqual(numbers(40).filter((n) => n !== String(bad)));
		expect(outputs[1]?.[0]?.pairedItem).toEqual({ item: bad - 1 });
		expect(world.vendors()).toHaveLength(39);
		return failed(outputs[1]?.[0]);
	}

	it('413: halved until the row that is too large stands alone', async () => {
		world.changeProcore({ do: 'set-max-body', bytes: 12_000 });
		const { outputs } = await world.upsert(rows({ website: `https://${'x'.repeat(15_000)}.example` }));
		const { error, details } = expectIsolated(outputs);
		expect(error).toBe(`Procore rejected the request: Payload Too Large [item ${bad - 1}]`);
		expect(details).toMatchObject({ sapKey: String(bad), reason: 'procore_rejected' });
		expect(JSON.stringify(details)).toMatch(/larger than Procore takes(?!.*batch size)/);
		expect(syncs().length).toBeLessThanOrEqual(13);
	});

	it('413 for too many rows: halved once, every row goes through', async () => {
		world.changeProcore({ do: 'set-max-body', bytes: 5_000 });
		const { outputs } = await world.upsert(many(40));
		expect(outputs.map((items) => items.length)).toEqual([40, 0]);
		expect(syncs().map(({ status }) => status)).toEqual([413, 200, 200]);
	});

	it.each([400, 409, 422])('%i: halved until the row stands alone, in 13 calls at most', async (status) => {
		refuse('Poison', { status, body: { errors: { name: ['is poison'] } } });
		const { outputs } = await world.upsert(rows({ name: 'Poison' }));
		const { error, details } = expectIsolated(outputs);
		expect(error).toContain('name: is poison');
		expect(details).toMatchObject({ sapKey: String(bad), status: 'failed', reason: 'procore_rejected' });
		expect(syncs().length).toBeLessThanOrEqual(13);
	});

	it('500: each half is tried four times, the row at fault is told from an outage', async () => {
		refuse('Poison', { status: 500, body: 'Internal Server Error' });
		const { outputs } = await world.upsert(rows({ name: 'Poison' }));
		const { error, details } = expectIsolated(outputs);
		expect(error).toContain('could not process this record (status 500), while it took others');
		expect(details).toMatchObject({ sapKey: String(bad), status: 'failed', reason: 'procore_rejected' });
		expect(syncs().length).toBeLessThanOrEqual(7 * 4 + 6);
	});

	it('an outage is no bad row: everything waits, after few calls', async () => {
		world.fault('procore', { kind: 'status', status: 503, times: 'always', ...onSync });
		const { outputs } = await world.upsert(many(40));
		expect(outputs.map((items) => items.length)).toEqual([40, 0]);
		expect(new Set(jsonOf(outputs[0]).map(({ status, reason }) => `${String(status)} ${String(reason)}`))).toEqual(
			new Set(['waiting system_unavailable']),
		);
		expect(syncs().length).toBeLessThanOrEqual(16);
		expect(world.vendors()).toEqual([]);
	});
});

describe('a token that ends on the way', () => {
	it('is replaced once, and every batch is written once', async () => {
		await world.upsert(many(1));
		world.changeProcore({ do: 'revoke-tokens' });
		world.forgetCalls();
		const { outputs } = await world.upsert(many(4), options({ batchSize: 2 }));
		expect(outputs.map((items) => items.length)).toEqual([4, 0]);
		const all = world.simulators.procore.traffic.entries('procore').map(({ url, status }) => `${url} ${status}`);
		expect(all).toEqual([
			'/rest/v1.0/vendors/sync 401',
			'/oauth/token 200',
			'/rest/v1.0/vendors/sync 200',
			'/rest/v1.0/vendors/sync 200',
		]);
		expectEachOnce(4);
	});
});
