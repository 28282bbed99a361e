import fc from 'fast-check';
import type { Run } from '../../../nodes/shared/model/run';
import { leaseOf } from '../../../nodes/shared/heartbeat';
import { definitions } from '../../../nodes/shared/tables/definitions';
import { tableStoreOf } from '../../../nodes/shared/tables/inlineStore';
import {
	releaseLease,
	renewLease,
	takeLease,
	withdrawLease,
	type LeaseAnswer,
} from '../../../nodes/shared/tables/lease';
import { MemoryTables } from '../../support/memoryTables';

const { state, runs } = definitions;
let executions = 0;
const execution = (tables: MemoryTables) => tables.context(`lease-${(executions += 1)}`);
const storeOf = (tables: MemoryTables) => tableStoreOf(execution(tables));
const leaseRows = (tables: MemoryTables) => tables.rows(state.name).filter(({ entity }) => entity === 'lease');

const request = (holder: string, more: { now?: string; takeOver?: boolean; syncWorkflow?: string } = {}) => ({
	customer: 'acme',
	holder,
	now: new Date().toISOString(),
	takeOver: false,
	...more,
});
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('taking the lease', () => {
	it('takes a lease that there never was, keeps others out, and lets the next one in once it is released', async () => {
		const tables = new MemoryTables();
		const store = storeOf(tables);
		expect(await takeLease(store, request('one', { syncWorkflow: 'w1' }))).toMatchObject({ taken: true });
		expect(leaseRows(tables)).toMatchObject([{ customer: 'acme', holder: 'one', sync_workflow: 'w1' }]);
		expect(await takeLease(store, request('two'))).toEqual({
			taken: false,
			heldBy: { holder: 'one', until: leaseRows(tables)[0]?.lease_until },
		});
		expect(leaseRows(tables)).toMatchObject([{ holder: 'one' }]);
		await releaseLease(store, 'acme', 'two');
		expect(leaseRows(tables)).toMatchObject([{ holder: 'one' }]);
		await releaseLease(store, 'acme', 'one');
		expect(leaseRows(tables)).toMatchObject([
			{ holder: '', lease_until: '1970-01-01T00:00:00.000Z', sync_workflow: 'w1' },
		]);
		expect(await takeLease(store, request('two'))).toMatchObject({ taken: true });
	});

	it('is of one customer', async () => {
		const tables = new MemoryTables();
		const store = storeOf(tables);
		await takeLease(store, request('one'));
		expect(await takeLease(store, { ...request('two'), customer: 'other' })).toMatchObject({ taken: true });
	});

	it('lets the next run in three minutes after one that was killed', async () => {
		const tables = new MemoryTables();
		const store = storeOf(tables);
		await takeLease(store, request('killed'));
		expect(await takeLease(store, request('next', { now: soon(2.9) }))).toMatchObject({ taken: false });
		expect(await takeLease(store, request('next', { now: soon(3) }))).toMatchObject({ taken: true });
	});

	it('a lease that is withdrawn is lost to its run, and keeps others out until it would have ended', async () => {
		const tables = new MemoryTables();
		const store = storeOf(tables);
		await takeLease(store, request('one'));
		expect(await withdrawLease(store, 'acme', 'another', 'stopped by Ann')).toBe(false);
		expect(await withdrawLease(store, 'acme', 'one', 'stopped by Ann')).toBe(true);
		expect(await renewLease(store, 'acme', 'one', new Date().toISOString())).toBe(false);
		expect(await takeLease(store, request('next', { now: soon(2.9) }))).toMatchObject({
			taken: false,
			heldBy: { holder: 'stopped by Ann' },
		});
		expect(await takeLease(store, request('next', { now: soon(3) }))).toMatchObject({ taken: true, givenBack: false });
	});

	it.each<[string, boolean, string | null]>([
		['an empty text', true, ''],
		['no value, n8n 2.40 and newer', true, null],
		['no value, n8n below 2.40', false, null],
		['an empty text, n8n below 2.40', false, ''],
	])('takes one that somebody has emptied, or an earlier version has released: %s', async (_, emptyIsNull, value) => {
		const tables = new MemoryTables();
		tables.emptyIsNull = emptyIsNull;
		const store = storeOf(tables);
		await takeLease(store, request('one'));
		tables.edit(state.name, () => true, { lease_until: value });
		expect(await takeLease(store, request('two'))).toMatchObject({ taken: true });
		expect(leaseRows(tables)).toMatchObject([{ holder: 'two' }]);
	});

	it('takes over from a run that holds it, which then has lost it', async () => {
		const tables = new MemoryTables();
		const store = storeOf(tables);
		await takeLease(store, request('one'));
		expect(await takeLease(store, request('two', { takeOver: true }))).toMatchObject({ taken: true });
		expect(await renewLease(store, 'acme', 'one', soon(0))).toBe(false);
		expect(await renewLease(store, 'acme', 'two', soon(1))).toBe(true);
	});

	it('a second row is gone once it has lost to the first, so that its run does not try while the other one works', async () => {
		const tables = new MemoryTables();
		const store = storeOf(tables);
		await takeLease(store, request('first'));
		tables.addRows(state.name, [{ customer: 'acme', entity: 'lease', lease_until: '1970-01-01T00:00:00.000Z' }]);
		expect(await takeLease(store, request('second'))).toMatchObject({ taken: false, heldBy: { holder: 'first' } });
		expect(leaseRows(tables)).toMatchObject([{ holder: 'first' }]);
		expect(await renewLease(store, 'acme', 'first', soon(0))).toBe(true);
	});

	it('of runs that take it at once, exactly one has it: also the first ever, in any order of what they do', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 2, max: 3 }),
				fc.constantFrom('no table', 'no row', 'free', 'two free rows'),
				fc.infiniteStream(fc.nat(3)),
				async (count, beginning, delays) => {
					const tables = new MemoryTables();
					if (beginning !== 'no table') await storeOf(tables).create([state]);
					const free = { customer: 'acme', entity: 'lease', lease_until: null };
					if (beginning === 'free') tables.addRows(state.name, [free]);
					if (beginning === 'two free rows') tables.addRows(state.name, [free, free]);
					tables.before = async () => {
						for (let left = Number(delays.next().value); left > 0; left -= 1)
							await new Promise((resolve) => setImmediate(resolve));
					};
					const all = Array.from({ length: count }, (_, index) => `run ${index}`);
					const answers = await Promise.all(
						all.map(
							async (holder): Promise<[string, LeaseAnswer]> => [
								holder,
								await takeLease(storeOf(tables), request(holder)),
							],
						),
					);
					const taken = answers.filter(([, answer]) => answer.taken).map(([holder]) => holder);
					expect(taken).toHaveLength(1);
					const held = leaseRows(tables).filter(({ lease_until }) => String(lease_until) > soon(0));
					expect([...new Set(held.map(({ holder }) => holder))]).toEqual(taken);
				},
			),
			{ numRuns: 60 },
		);
	});
});

describe('the heartbeat of a run', () => {
	const run = (holder: string): Pick<Run, 'customer' | 'runId' | 'holder'> => ({
		customer: 'acme',
		runId: 'run-1',
		holder,
	});
	const time = 1_800_000_000_000;
	let tables: MemoryTables;
	let holder: string;

	beforeEach(async () => {
		jest.useFakeTimers({ now: time });
		tables = new MemoryTables();
		holder = `holder ${(executions += 1)}`;
		const store = storeOf(tables);
		await store.create([runs]);
		await store.insert(runs, [{ customer: 'acme', run_id: 'run-1', status: 'running' }]);
		await takeLease(store, request(holder));
		tables.forget();
	});
	afterEach(() => {
		jest.useRealTimers();
	});
	const renewals = () => tables.count(`update ${state.name}`);
	const reason = { context: { reason: 'lease_lost' }, message: expect.stringMatching(/^Lost lease\./) };

	it('asks once a minute, however many nodes ask', async () => {
		const nodes = [execution(tables), execution(tables), execution(tables)];
		await Promise.all(nodes.map(async (node) => await leaseOf(node, run(holder)).confirm()));
		for (const node of nodes) await leaseOf(node, run(holder)).confirm();
		expect(renewals()).toBe(1);
		jest.setSystemTime(time + 59_000);
		await leaseOf(execution(tables), run(holder)).confirm();
		expect(renewals()).toBe(1);
		await leaseOf(execution(tables), run(holder)).confirm(10_000);
		expect(renewals()).toBe(2);
		jest.setSystemTime(time + 120_000);
		await leaseOf(execution(tables), run(holder)).confirm();
		expect(renewals()).toBe(3);
		expect(leaseRows(tables)).toMatchObject([{ lease_until: new Date(time + 300_000).toISOString() }]);
	});

	it('asks anew after the clock was set back', async () => {
		const lease = leaseOf(execution(tables), run(holder));
		await lease.confirm();
		jest.setSystemTime(time - 600_000);
		await lease.confirm();
		expect(renewals()).toBe(2);
	});

	it('stops whoever has lost it, and does not ask again', async () => {
		const lease = leaseOf(execution(tables), run(holder));
		await lease.confirm();
		tables.edit(state.name, () => true, { holder: 'another' });
		jest.setSystemTime(time + 61_000);
		await expect(lease.confirm()).rejects.toMatchObject(reason);
		await expect(leaseOf(execution(tables), run(holder)).confirm()).rejects.toMatchObject(reason);
		expect(renewals()).toBe(2);
		expect(leaseRows(tables)).toMatchObject([{ holder: 'another' }]);
	});

	it('also when the row was deleted', async () => {
		tables.removeRows(state.name, () => true);
		await expect(leaseOf(execution(tables), run(holder)).confirm()).rejects.toMatchObject(reason);
	});

	it('renews once a minute while something takes long, and not after it', async () => {
		const lease = leaseOf(execution(tables), run(holder));
		await lease.confirm();
		const working = lease.keepAlive(async () => {
			await new Promise((resolve) => setTimeout(resolve, 301_000));
			return 'done';
		});
		await jest.advanceTimersByTimeAsync(302_000);
		expect(await working).toBe('done');
		expect(renewals()).toBe(6);
		await jest.advanceTimersByTimeAsync(300_000);
		expect(renewals()).toBe(6);
	});

	it('lets work that fails fail, and work that lost the lease end: whoever writes asks', async () => {
		const lease = leaseOf(execution(tables), run(holder));
		await expect(lease.keepAlive(async () => await Promise.reject(new Error('of the work')))).rejects.toThrow(
			'of the work',
		);
		tables.edit(state.name, () => true, { holder: 'another' });
		jest.setSystemTime(time + 61_000);
		expect(await lease.keepAlive(async () => await Promise.resolve(1))).toBe(1);
		await jest.advanceTimersByTimeAsync(2_000);
		await expect(lease.confirm()).rejects.toMatchObject(reason);
	});

	it('goes on when a table cannot be reached for a while, and says so to who has to write', async () => {
		const lease = leaseOf(execution(tables), run(holder));
		await lease.confirm();
		tables.before = () => {
			throw new Error('the database is away');
		};
		const working = lease.keepAlive(async () => await new Promise((resolve) => setTimeout(resolve, 90_000)));
		await jest.advanceTimersByTimeAsync(91_000);
		await working;
		await expect(lease.confirm()).rejects.toMatchObject({ context: { reason: 'table_unavailable' } });
		tables.before = () => undefined;
		await lease.confirm();
	});

	it('writes progress with the next renewal only', async () => {
		const lease = leaseOf(execution(tables), run(holder));
		await lease.confirm();
		lease.progress('Purchase orders: 10 of 200');
		leaseOf(execution(tables), run(holder)).progress('Purchase orders: 20 of 200');
		await lease.confirm();
		expect(tables.rows(runs.name)).toMatchObject([{ progress: null }]);
		jest.setSystemTime(time + 61_000);
		await lease.confirm();
		expect(tables.rows(runs.name)).toMatchObject([
			{ progress: 'Purchase orders: 20 of 200', heartbeat_at: new Date(time + 61_000).toISOString() },
		]);
	});

	it('costs nothing where a run needs no lease', async () => {
		const lease = leaseOf(execution(tables), run(''));
		await lease.confirm();
		lease.progress('x');
		expect(await lease.keepAlive(async () => await Promise.resolve('done'))).toBe('done');
		expect(tables.operations).toEqual([]);
	});
});
