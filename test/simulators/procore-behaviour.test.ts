import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { startServer } from '../../simulators/core/server.ts';
import { TrafficRecorder } from '../../simulators/core/traffic.ts';
import type { TrafficEntry } from '../../simulators/core/traffic.ts';
import { createProcoreSimulator } from '../../simulators/procore/index.ts';
import { client, companyId, logOn, startProcore } from './procore-harness.ts';
import type { Harness } from './procore-harness.ts';

let sim: Harness;
beforeEach(async () => {
	sim = await startProcore();
});
afterEach(() => sim.close());

const vendorsPath = '/rest/v1.0/vendors';
const company = { company_id: companyId };
const list = (params: Record<string, unknown> = {}) => sim.api.get(vendorsPath, { params: { ...company, ...params } });
const create = (vendor: unknown) => sim.api.post(vendorsPath, { ...company, vendor });
const sync = (...updates: unknown[]) => sim.api.patch(`${vendorsPath}/sync`, { ...company, updates });
const vendorsHeld = () => (sim.server.simulator.state() as { vendors: { name: string }[] }).vendors.map((v) => v.name);
const clock = () => sim.server.simulator.clock;

describe('tokens over time', () => {
	it('expire by the simulated clock', async () => {
		clock().advance(5_399_000);
		expect((await list()).status).toBe(200);
		clock().advance(1_000);
		const { status, data } = await list();
		expect([status, data.error_description]).toEqual([401, 'The access token expired']);
	});

	it('can be revoked, shortened, issued without a lifetime, and the secret can change', async () => {
		await sim.change({ do: 'revoke-tokens' });
		expect((await list()).status).toBe(401);
		await sim.change({ do: 'set-token-lifetime', seconds: 60 });
		expect((await logOn(sim.bare)).data.expires_in).toBe(60);
		await sim.change({ do: 'omit-expires-in', omit: true });
		expect((await logOn(sim.bare)).data).not.toHaveProperty('expires_in');
		await sim.change({ do: 'rotate-secret', secret: 'new' });
		expect((await logOn(sim.bare)).status).toBe(401);
		expect((await logOn(sim.bare, { client_secret: 'new' })).status).toBe(200);
	});
});

describe('rate limits', () => {
	const rate = (headers: Record<string, unknown>) =>
		['limit', 'remaining', 'reset'].map((name) => Number(headers[`x-rate-limit-${name}`]));
	const start = Date.parse('2026-03-01T08:00:00Z') / 1000;

	it('leave everything once they are switched off, whatever was counted', async () => {
		await sim.change({ do: 'set-limits', limits: true, spikeLimit: 1, hourlyLimit: 5 });
		await list();
		expect((await list()).status).toBe(429);
		await sim.change({ do: 'set-limits', limits: false });
		const { status, headers } = await list();
		expect([status, rate(headers).slice(0, 2)]).toEqual([200, [1, 1]]);
	});

	it('report the tighter window and refuse beyond it, counting failed calls', async () => {
		await sim.change({ do: 'set-limits', limits: true, spikeLimit: 3, hourlyLimit: 5 });
		expect(rate((await list()).headers)).toEqual([3, 2, start + 10]);
		expect((await list({ colour: 'red' })).status).toBe(400);
		expect(rate((await list()).headers)).toEqual([3, 0, start + 10]);
		const refused = await list();
		expect([refused.status, refused.data.error]).toEqual([
			429,
			'You have surpassed the max number of requests for an hour. Please wait until your limit resets.',
		]);
		clock().advance(10_000);
		expect(rate((await list()).headers)).toEqual([5, 1, start + 3600]);
		await list();
		clock().advance(10_000);
		const spent = await list();
		expect([spent.status, rate(spent.headers)]).toEqual([429, [5, 0, start + 3600]]);
		clock().advance(3_590_000);
		expect((await logOn(sim.bare)).headers).not.toHaveProperty('x-rate-limit-limit');
	});
});

describe('paging', () => {
	beforeEach(async () => {
		await sync(...Array.from({ length: 8 }, (_, i) => ({ name: `N${String(i)}`, origin_id: `n${String(i)}` })));
	});

	it('links first, prev, next and last on its own origin', async () => {
		const { headers, data } = await list({ page: 2, per_page: 4, view: 'compact' });
		expect(data).toHaveLength(4);
		expect([headers.total, headers['per-page']]).toEqual(['10', '4']);
		const link = (page: number, rel: string) =>
			`<${sim.server.url}${vendorsPath}?company_id=4711&page=${String(page)}&per_page=4&view=compact>; rel="${rel}"`;
		expect(headers.link).toBe([link(1, 'first'), link(1, 'prev'), link(3, 'next'), link(3, 'last')].join(', '));
		expect((await list({ page: 3, per_page: 4 })).headers.link).not.toContain('next');
		expect((await list({ page: 9, per_page: 4 })).data).toEqual([]);
	});

	it('cuts an oversized page down', async () => {
		await sim.change({ do: 'set-max-per-page', vendors: 3 });
		const { headers, data } = await list({ per_page: 2000 });
		expect([data.length, headers['per-page']]).toEqual([3, '3']);
	});
});

describe('errors', () => {
	it.each([
		['generic', { code: 422, message: "name can't be blank", fields: 'name', reason: 'Unprocessable Entity' }],
		['error', { error: "name can't be blank" }],
		['fields', { errors: { name: ["can't be blank"] } }],
		['message', { message: "name can't be blank", exception: 'Unprocessable Entity' }],
		['list', { errors: [{ field: 'name', message: "can't be blank" }] }],
		['v2', { error: expect.objectContaining({ code: 'UNPROCESSABLE_ENTITY', message: "name can't be blank" }) }],
	] as const)('come in the shape %s when asked', async (shape, body) => {
		await sim.change({ do: 'error-shape', shape });
		const shaped = await create({ name: '' });
		expect([shaped.status, shaped.data]).toEqual([422, body]);
		expect((await create({ name: '' })).data).toEqual({ errors: { name: ["can't be blank"] } });
	});

	it('come as failed rows with 200 in the shape sync', async () => {
		await sim.change({ do: 'error-shape', shape: 'sync' });
		expect((await create({ name: '' })).status).toBe(422);
		const { status, data } = await sync({ name: 'A', bank: 1 });
		expect(status).toBe(200);
		expect(data).toMatchObject({ entities: [], errors: [{ name: 'A', errors: expect.any(Object) }] });
	});

	it('413 for a body beyond the limit', async () => {
		await sim.change({ do: 'set-max-body', bytes: 200 });
		expect((await create({ name: 'x'.repeat(300) })).status).toBe(413);
		expect((await create({ name: 'small' })).status).toBe(201);
	});

	it('403 when the app was uninstalled', async () => {
		await sim.change({ do: 'set-connected', connected: false });
		expect((await list()).data.error).toBe('App is not connected to this company');
	});
});

describe('faults', () => {
	const fault = (...faults: unknown[]) => sim.admin('POST', 'faults', faults);
	const failed = (call: Promise<unknown>) => expect(call).rejects.toMatchObject({ code: expect.any(String) });

	it('drop before: nothing happens; drop after: it happened', async () => {
		await fault({ kind: 'drop-before', path: '/vendors$' });
		await failed(create({ name: 'Before' }));
		expect(vendorsHeld()).not.toContain('Before');
		await fault({ kind: 'drop-after', method: 'POST' });
		await failed(create({ name: 'After' }));
		expect(vendorsHeld()).toContain('After');
		const { data } = await sim.admin('GET', 'traffic');
		expect(data.entries.slice(-2).map((entry: TrafficEntry) => entry.status)).toEqual([0, 201]);
	});

	it('truncate: the answer breaks off', async () => {
		await fault({ kind: 'truncate' });
		await failed(list());
	});

	it('status: with and without carrying the call out, for the given number of times from the nth call', async () => {
		await fault({ kind: 'status', status: 503, headers: { 'Retry-After': '7' }, nth: 2, times: 2 });
		const statuses = [];
		for (let i = 0; i < 4; i++) statuses.push((await create({ name: `S${String(i)}` })).status);
		expect(statuses).toEqual([201, 503, 503, 201]);
		expect(vendorsHeld()).not.toContain('S1');
		await fault({ kind: 'status', status: 502, processed: true });
		expect((await create({ name: 'Committed' })).status).toBe(502);
		expect(vendorsHeld()).toContain('Committed');
	});

	it('latency and hang: late, but right', async () => {
		await fault({ kind: 'latency', ms: 80, times: 'always' }, { kind: 'hang', ms: 80 });
		const start = Date.now();
		expect((await list()).status).toBe(200);
		expect(Date.now() - start).toBeGreaterThanOrEqual(150);
	});

	it('can be read and removed, and bad ones are refused', async () => {
		await fault({ kind: 'status', status: 500 }, { kind: 'drop-after' });
		await sim.admin('DELETE', 'faults?id=1');
		expect((await sim.admin('GET', 'faults')).data.faults).toMatchObject([{ id: 2, kind: 'drop-after', hits: 0 }]);
		await sim.admin('DELETE', 'faults');
		expect((await list()).status).toBe(200);
		expect((await sim.admin('DELETE', 'faults?id=77')).status).toBe(400);
		for (const bad of [
			{ kind: 'explode' },
			{ kind: 'status' },
			{ kind: 'hang', ms: -1 },
			{ kind: 'drop-after', path: '(' },
		]) {
			expect((await fault(bad)).status).toBe(400);
		}
	});
});

describe('control calls', () => {
	it('health, state, clock and the Date header', async () => {
		expect((await sim.admin('GET', 'health')).data).toMatchObject({ ok: true, system: 'procore' });
		expect((await sim.admin('GET', 'state')).data).toMatchObject({
			counts: { vendors: 4, activeVendors: 3, inactiveVendors: 1, projects: 4 },
			tokensIssued: 1,
		});
		const clockState = await sim.admin('POST', 'clock', { set: '2027-01-01T00:00:00Z', advance: 5000, speed: 0 });
		expect(clockState.data).toEqual({ now: '2027-01-01T00:00:05.000Z', speed: 0 });
		expect((await list()).headers.date).toBe('Fri, 01 Jan 2027 00:00:05 GMT');
		expect((await sim.admin('POST', 'clock', { set: 'tomorrow' })).status).toBe(400);
		expect((await sim.admin('GET', 'nothing')).status).toBe(404);
	});

	it('change as a person would', async () => {
		await sim.change({ do: 'add-vendor', vendor: { name: 'By hand' } });
		await sim.change({ do: 'edit-vendor', id: 11, set: { name: 'Alpha Steel SE', origin_id: null } });
		await sim.change({ do: 'delete-vendor', id: 13 });
		expect(vendorsHeld()).toEqual(['Alpha Steel SE', 'Beta Concrete', 'Foreign Co', 'By hand']);
		await sim.change({ do: 'deactivate-vendor', id: 11 });
		await sim.change({ do: 'edit-project', id: 101, set: { visible: false } });
		expect((await sim.api.get('/rest/v1.0/projects/101/vendors')).status).toBe(404);
		const known = [
			{ do: 'nothing' },
			{ do: 'delete-vendor', id: 1 },
			{ do: 'edit-vendor', id: 12, set: { iban: 'x' } },
			null,
		];
		for (const bad of known) expect((await sim.admin('POST', 'change', bad)).status).toBe(400);
	});

	it('reset to the start or to other data, and refuse what they do not know', async () => {
		await create({ name: 'Gone after' });
		const other = { vendors: [{ id: 5, name: 'Only one' }], tokenLifetimeSeconds: 10, limits: true, hourlyLimit: 9 };
		expect((await sim.admin('POST', 'reset', other)).status).toBe(200);
		expect(vendorsHeld()).toEqual(['Only one']);
		expect((await list()).status).toBe(401);
		expect((await logOn(sim.bare)).data.expires_in).toBe(10);
		await sim.admin('POST', 'reset');
		expect(vendorsHeld()).toHaveLength(4);
		const bad = await sim.admin('POST', 'reset', { vendors: [{ id: 'five', name: '' }], sauce: 1 });
		expect(bad.status).toBe(400);
		expect(bad.data.error).toMatch(/vendors\.0\.id/);
	});

	it('record traffic without secrets, in memory and as lines', async () => {
		const file = join(tmpdir(), `procore-traffic-${String(process.pid)}.jsonl`);
		const simulator = createProcoreSimulator({
			companyId,
			clientId: client.client_id,
			clientSecret: client.client_secret,
		});
		const server = await startServer(simulator, { traffic: new TrafficRecorder(file) });
		const bare = axios.create({ baseURL: server.url, validateStatus: () => true });
		try {
			await logOn(bare);
			await bare.get('/rest/v1.0/me?company_id=%34', { headers: { authorization: 'Bearer abcdef' } });
			await bare.get('/__admin/health');
			const text = readFileSync(file, 'utf8');
			expect(text).not.toMatch(/the-secret|abcdef|__admin/);
			const lines = text.trimEnd().split('\n');
			const [token, me] = lines.map((line) => JSON.parse(line) as TrafficEntry);
			expect(token).toMatchObject({ system: 'procore', method: 'POST', status: 200, body: { client_secret: '***' } });
			expect(me).toMatchObject({ url: '/rest/v1.0/me?company_id=%34', body: null, status: 401 });
			expect(me?.headers.authorization).toBe('Bearer ***');
			const since = await bare.get('/__admin/traffic', { params: { since: 1 } });
			expect(since.data).toEqual({ next: 2, entries: [me] });
			await bare.delete('/__admin/traffic');
			expect((await bare.get('/__admin/traffic')).data.entries).toEqual([]);
		} finally {
			await server.close();
			rmSync(file, { force: true });
		}
	});
});
