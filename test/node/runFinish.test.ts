import type { INodeExecutionData } from 'n8n-workflow';
import { laneOf, outcome, runSchema, type Outcome, type Run } from '../../nodes/shared/model';
import { run as exampleRun } from '../support/examples.ts';
import { rowsIn, tablesWith, type Rows } from '../support/ledgerTables.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { begunRun, finishRun, recordLane } from '../support/runSteps.ts';

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3600_000).toISOString();
const stamp = (iso: string) => iso.replace(/[-:]|\.\d+/g, '');
const ended = (sapKey: string, fields: Partial<Outcome> = {}) =>
	outcome({ entity: 'purchase_order', sapKey, action: 'create', status: 'synced', ...fields });
const exception = (sap_key: string, fields: object = {}) => ({
	...{ entity: 'purchase_order', sap_key, project_id: '1', status: 'open', announced_run: 'pending' },
	...{ last_seen: daysAgo(1), ...fields },
});
const writes = (tables: MemoryTables) => tables.operations.filter((each) => /^(insert|update|deleteRows)/.test(each));
const leaseOf = (tables: MemoryTables) => rowsIn(tables).state.find(({ entity }) => entity === 'lease');

const onlyOrders = { lanes: ['purchase_order'], options: { batchSize: 2 } };

/** SAP has orders 1 to 5: what a batch of the run reads of them goes through Record. */
async function recordBatch(tables: MemoryTables, run: Run): Promise<string[]> {
	const { afterKey, limit, reads } = laneOf(run, 'purchase_order');
	const keys = reads ? ['1', '2', '3', '4', '5'].filter((key) => key > afterKey).slice(0, limit) : [];
	const fetched = keys.map((purchaseOrder) => ({ purchaseOrder }));
	await recordLane(tables, run, 'purchase_order', { outcomes: keys.map((key) => ended(key)), fetched });
	return keys;
}

const calledRun = (items: INodeExecutionData[]) => runSchema.parse(items[0]?.json.run);

/** A run whose first batch is on record, and that has more to read. */
async function firstBatch(rows: Rows = {}, parameters: object = {}) {
	const tables = tablesWith(rows);
	const run = await begunRun(tables, { ...onlyOrders, ...parameters });
	await recordBatch(tables, run);
	return { tables, run };
}

/** A run of which everything is on record. */
async function lastBatch(rows: Rows = {}, parameters: object = {}) {
	const tables = tablesWith(rows);
	const run = await begunRun(tables, { lanes: ['purchase_order'], ...parameters });
	await recordBatch(tables, run);
	return { tables, run };
}

describe('SAP to Procore > Run > Finish', () => {
	it('closes the run and gives its lease back', async () => {
		const { tables, run } = await lastBatch();
		const { row, exceptions, trouble } = await finishRun(tables, run);
		const closed = { run_id: run.runId, customer: 'acme', mode: 'delta', status: 'success', message: '' };
		expect(row).toMatchObject({ ...closed, summary: 'Purchase orders: 5 synced' });
		expect([exceptions, trouble]).toEqual([[], []]);
		expect(rowsIn(tables).runs).toMatchObject([{ ...closed, summary: 'Purchase orders: 5 synced', progress: '' }]);
		expect(leaseOf(tables)).toMatchObject({ holder: '', lease_until: '1970-01-01T00:00:00.000Z' });
		await begunRun(tables);
	});

	it('says in the row what each lane read, for reports', async () => {
		const { tables, run } = await lastBatch();
		const { row } = await finishRun(tables, run);
		expect(JSON.parse(String(row?.counts))).toMatchObject({ purchase_order: { synced: 5, complete: true } });
	});

	it('tells of lanes that failed as a whole', async () => {
		const tables = tablesWith({});
		const run = await begunRun(tables, onlyOrders);
		await recordLane(tables, run, 'purchase_order', { outcomes: [{ error: 'SAP could not be reached' }] });
		const { row, trouble } = await finishRun(tables, run);
		expect(row).toMatchObject({ status: 'failed', message: 'Purchase orders: SAP could not be reached' });
		expect(trouble).toMatchObject([
			{
				severity: 'error',
				title: 'SAP to Procore (acme): delta failed',
				text: expect.stringContaining('SAP could not'),
			},
		]);
		expect(trouble[0]).toHaveProperty('html');
		expect(trouble[0]).toHaveProperty('chat');
	});

	it('tells of lanes whose Record node did not run', async () => {
		const tables = tablesWith({});
		const run = await begunRun(tables, onlyOrders);
		const { row, trouble } = await finishRun(tables, run);
		expect(row).toMatchObject({
			status: 'failed',
			message: expect.stringContaining('the Record node of the lane did not run'),
		});
		expect(trouble).toHaveLength(1);
	});

	it('tells of runs before it that were broken off, although it went well itself', async () => {
		const { tables, run } = await lastBatch({ runs: [{ run_id: '1', status: 'running', started_by: 'trigger' }] });
		const { row, trouble } = await finishRun(tables, run);
		expect(row?.status).toBe('success');
		expect(trouble).toMatchObject([
			{ severity: 'warning', title: 'SAP to Procore (acme): an earlier run was broken off' },
		]);
	});

	it('does not tell of documents that are held or have failed: they have their exceptions', async () => {
		const tables = tablesWith({});
		const run = await begunRun(tables, onlyOrders);
		const outcomes = [ended('1', { status: 'failed', reason: 'procore_rejected' })];
		await recordLane(tables, run, 'purchase_order', { outcomes, fetched: [{ purchaseOrder: '1' }] });
		const { row, exceptions, trouble } = await finishRun(tables, run);
		expect([row?.status, exceptions.length, trouble.length]).toEqual(['success', 1, 0]);
	});

	it('fails where SAP could not be asked when the run began', async () => {
		const tables = tablesWith({});
		const run = await begunRun(tables, {}, { inputs: [[{ error: 'SAP could not be reached' }]] });
		for (const { entity } of run.lanes) await recordLane(tables, run, entity);
		const { row, trouble } = await finishRun(tables, run);
		expect(row).toMatchObject({ status: 'failed', message: 'SAP could not be reached' });
		expect(trouble).toHaveLength(1);
		expect(leaseOf(tables)?.holder).toBe('');
	});

	it('refuses a retention that is no number of days, and a run that is none', async () => {
		const { tables, run } = await lastBatch();
		for (const retentionDays of [-1, 1.5])
			expect((await finishRun(tables, run, { retentionDays })).error?.message).toContain('Retention (Days)');
		expect((await finishRun(tables, { a: 1 })).error?.message).toBe('The parameter Run does not hold a run');
	});
});

describe('further batches', () => {
	it('are called one after the other with the run as it stands, and waited for', async () => {
		const { tables, run } = await firstBatch();
		const batches: string[] = [];
		let running = 0;
		const { row, trouble } = await finishRun(
			tables,
			run,
			{},
			{
				called: async (items) => {
					expect((running += 1)).toBe(1);
					const next = calledRun(items);
					const keys = await recordBatch(tables, next);
					batches.push(`${next.batch}: ${keys.join(', ')}`);
					expect(rowsIn(tables).runs).toMatchObject([{ status: 'running', progress: `Batch ${next.batch}` }]);
					expect([next.runId, next.holder]).toEqual([run.runId, run.holder]);
					running -= 1;
					return (await finishRun(tables, next)).outputs[0] ?? [];
				},
			},
		);
		expect(batches).toEqual(['2: 3, 4', '3: 5']);
		expect(row).toMatchObject({ status: 'success', summary: 'Purchase orders: 5 synced' });
		expect(trouble).toEqual([]);
		expect(rowsIn(tables).state.find(({ entity }) => entity === 'purchase_order')).toMatchObject({
			...{ watermark: '2026-10-01T05:58:00.000Z', window_to: '', cursor: '' },
		});
	});

	it('are not called where nothing is left to read', async () => {
		const { tables, run } = await lastBatch();
		const called = jest.fn();
		await finishRun(tables, run, {}, { called });
		expect(called).not.toHaveBeenCalled();
	});

	it('are left to the next run when the quota of Procore has given out', async () => {
		const tables = tablesWith({});
		const run = await begunRun(tables, onlyOrders);
		const outcomes = [ended('1'), ended('2', { status: 'waiting', reason: 'rate_limited' })];
		await recordLane(tables, run, 'purchase_order', {
			outcomes,
			fetched: ['1', '2'].map((purchaseOrder) => ({ purchaseOrder })),
		});
		const called = jest.fn();
		const { row } = await finishRun(tables, run, {}, { called });
		expect(called).not.toHaveBeenCalled();
		expect(row?.status).toBe('partial');
	});

	it('end with one that throws: the run has failed, is closed, and says why', async () => {
		const { tables, run } = await firstBatch();
		const { row, trouble, error } = await finishRun(
			tables,
			run,
			{},
			{
				called: () => Promise.reject(new Error('Workflow execution was cancelled')),
			},
		);
		expect(error).toBeUndefined();
		expect(row).toMatchObject({ status: 'failed', message: 'Workflow execution was cancelled' });
		expect(String(row?.summary)).toContain('2 synced');
		expect(trouble).toMatchObject([{ severity: 'error' }]);
		expect(rowsIn(tables).runs).toMatchObject([{ status: 'failed', progress: '' }]);
		expect(leaseOf(tables)?.holder).toBe('');
		const next = await begunRun(tables, onlyOrders);
		expect(laneOf(next, 'purchase_order').afterKey).toBe('2');
	});

	it('end with one that leads no further: it would never end', async () => {
		const { tables, run } = await firstBatch();
		let batches = 0;
		const { row } = await finishRun(
			tables,
			run,
			{},
			{
				called: async (items) => {
					batches += 1;
					await recordBatch(tables, calledRun(items));
					tables.edit('sap_procore_state', ({ entity }) => entity === 'purchase_order', { cursor: '2' });
					return [];
				},
			},
		);
		expect([batches, row?.status]).toEqual([1, 'failed']);
		expect(row?.message).toContain('A batch has led no further than the one before it.');
	});

	it('end with one that records nothing, which is told', async () => {
		const { tables, run } = await firstBatch();
		let batches = 0;
		const called = async () => {
			batches += 1;
			return await Promise.resolve([]);
		};
		const { row, trouble } = await finishRun(tables, run, {}, { called });
		expect(batches).toBe(1);
		expect(row?.message).toContain('the Record node of the lane did not run');
		expect(trouble).toHaveLength(1);
	});

	it('say what they came to, and neither close the run nor announce anything', async () => {
		const { tables, run } = await firstBatch({ exceptions: [exception('9')] });
		const next = { ...run, batch: 2 };
		tables.forget();
		const { row, exceptions, trouble } = await finishRun(tables, next);
		expect(row).toMatchObject({ run_id: run.runId, batch: 2 });
		expect([exceptions, trouble, writes(tables)]).toEqual([[], [], []]);
		expect(leaseOf(tables)?.holder).toBe(run.holder);
	});
});

describe('new exceptions', () => {
	const rows = [
		exception('91'),
		exception('92', { status: 'parked' }),
		exception('93', { status: 'resolved' }),
		exception('94', { status: 'ignored' }),
		exception('95', { announced_run: '20260930T060000Z-1' }),
	];

	it('are announced once, those of earlier batches and runs that stopped, too', async () => {
		const { tables, run } = await lastBatch({ exceptions: rows });
		const { exceptions } = await finishRun(tables, run);
		expect(exceptions).toMatchObject([{ sap_key: '91', announced_run: run.runId }, { sap_key: '92' }]);
		const again = await begunRun(tables, { lanes: ['purchase_order'] });
		await recordLane(tables, again, 'purchase_order');
		expect((await finishRun(tables, again)).exceptions).toEqual([]);
	});

	it('are announced by a run that failed, too', async () => {
		const { tables, run } = await firstBatch({ exceptions: rows });
		const { exceptions } = await finishRun(tables, run, {}, { called: () => Promise.reject(new Error('no')) });
		expect(exceptions).toHaveLength(2);
	});

	it('are not announced by a preview', async () => {
		const { tables, run } = await lastBatch({ exceptions: rows }, { mode: 'preview' });
		expect((await finishRun(tables, run)).exceptions).toEqual([]);
		expect(rowsIn(tables).exceptions.filter(({ announced_run }) => announced_run === 'pending')).toHaveLength(4);
		expect(leaseOf(tables)?.holder).toBe('');
	});

	it('of another customer are not announced', async () => {
		const { tables, run } = await lastBatch({ exceptions: [exception('91')] });
		tables.edit('sap_procore_exceptions', () => true, { customer: 'other' });
		expect((await finishRun(tables, run)).exceptions).toEqual([]);
	});
});

describe('the audit trail', () => {
	const [old, fresh] = [daysAgo(401), daysAgo(399)];
	const rows: Rows = {
		audit: [old, fresh].map((at) => ({ at, sap_key: at })),
		allocations: [old, fresh].map((at) => ({ run_id: `${stamp(at)}-1`, sap_key: at })),
		runs: [old, fresh].map((at) => ({ run_id: `${stamp(at)}-1`, started_at: at, status: 'success' })),
		exceptions: [old, fresh].flatMap((last_seen) =>
			['open', 'resolved'].map((status) => exception(last_seen, { last_seen, status, announced_run: '1' })),
		),
	};
	const counts = (tables: MemoryTables) => {
		const { audit, allocations, runs, exceptions } = rowsIn(tables);
		const own = runs.filter(({ status }) => status === 'success' || status === 'partial');
		return [audit, allocations, own, exceptions].map(({ length }) => length);
	};
	const whole = { outcomes: [{}] };
	const finished = async (tables: MemoryTables, parameters: object = {}) => {
		const run = await begunRun(tables, { lanes: ['purchase_order'] });
		await recordLane(tables, run, 'purchase_order', whole);
		return await finishRun(tables, run, parameters);
	};

	it('is kept for so many days; what is open stays, however old it is', async () => {
		const tables = tablesWith(rows);
		expect((await finished(tables)).row?.status).toBe('success');
		expect(counts(tables)).toEqual([1, 1, 2, 3]);
		expect(rowsIn(tables).exceptions.map(({ last_seen, status }) => [last_seen, status])).toEqual([
			[old, 'open'],
			[fresh, 'open'],
			[fresh, 'resolved'],
		]);
	});

	it('is looked through once a day', async () => {
		const tables = tablesWith(rows);
		await finished(tables);
		tables.edit('sap_procore_audit', () => true, { at: old });
		tables.edit('sap_procore_allocations', () => true, { run_id: `${stamp(old)}-1` });
		tables.edit('sap_procore_runs', ({ status }) => status === 'success', { started_at: old });
		tables.edit('sap_procore_exceptions', ({ status }) => status === 'resolved', { last_seen: old });
		tables.forget();
		await finished(tables);
		expect(tables.count('deleteRows')).toBe(0);
		tables.edit('sap_procore_state', ({ entity }) => entity === 'retention', { watermark: daysAgo(1.01) });
		await finished(tables);
		expect(tables.count('deleteRows')).toBe(4);
	});

	it('is left alone by a preview', async () => {
		const tables = tablesWith(rows);
		const run = await begunRun(tables, { lanes: ['purchase_order'], mode: 'preview' });
		await recordLane(tables, run, 'purchase_order', whole);
		tables.forget();
		await finishRun(tables, run);
		expect(tables.count('deleteRows')).toBe(0);
		expect(counts(tables)).toEqual([2, 2, 3, 4]);
	});

	it('keeps a resolved exception that does not say when it was seen last', async () => {
		const seen = ['', null].map((last_seen) => ({ ...exception('1', { status: 'resolved' }), last_seen }));
		const tables = tablesWith({ exceptions: [] });
		tables.addRows(
			'sap_procore_exceptions',
			seen.map((row) => ({ customer: 'acme', ...row })),
		);
		await finished(tables);
		expect(rowsIn(tables).exceptions).toHaveLength(2);
	});

	it('is kept for good with a retention of 0', async () => {
		const tables = tablesWith(rows);
		await finished(tables, { retentionDays: 0 });
		expect(counts(tables)).toEqual([2, 2, 3, 4]);
	});

	it('of another customer is kept', async () => {
		const tables = tablesWith(rows);
		for (const name of ['audit', 'allocations', 'runs', 'exceptions'])
			tables.edit(`sap_procore_${name}`, () => true, { customer: 'other' });
		await finished(tables);
		expect(counts(tables)).toEqual([2, 2, 3, 4]);
	});
});

describe('a run that may not write', () => {
	it('a single step in the editor closes nothing', async () => {
		const tables = tablesWith({ exceptions: [exception('1')] });
		const { row, exceptions, trouble } = await finishRun(tables, exampleRun({ step: true, dryRun: true }));
		expect(row?.summary).toBe('A single step: nothing was recorded.');
		expect([exceptions, trouble, tables.operations]).toEqual([[], [], []]);
	});

	it('one that has lost its lease stops, and leaves everything to the run that has taken over', async () => {
		const { tables, run } = await firstBatch({ exceptions: [exception('1')] });
		const second = await begunRun(tables, { options: { takeOver: true } });
		const stale = { ...run, holder: `${run.holder} on another machine` };
		const before = rowsIn(tables);
		const called = jest.fn();
		const { error } = await finishRun(tables, stale, {}, { called });
		expect(error?.context?.reason).toBe('lease_lost');
		expect(called).not.toHaveBeenCalled();
		expect(rowsIn(tables)).toEqual(before);
		expect(leaseOf(tables)?.holder).toBe(second.holder);
	});
});
