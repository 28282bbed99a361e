import type { IDataObject } from 'n8n-workflow';
import { entities } from '../../nodes/shared/entities';
import { laneOf } from '../../nodes/shared/model';
import { definitions, tableNames } from '../../nodes/shared/tables/definitions';
import { timeText } from '../../nodes/shared/texts';
import { rowsIn, tablesWith } from '../support/ledgerTables.ts';
import { MemoryTables } from '../support/memoryTables.ts';
import type { FollowingNode } from '../support/nodeHarness.ts';
import { begunRun, startRun } from '../support/runSteps.ts';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const lease = (holder: string, until: string) => ({ entity: 'lease', holder, lease_until: until });
const writes = (tables: MemoryTables) =>
	tables.operations.filter((each) => !each.startsWith('get') && each !== 'table list');

describe('SAP to Procore > Run > Start', () => {
	it('makes the tables, and reads everything where nothing was read before', async () => {
		const tables = new MemoryTables();
		const run = await begunRun(tables, {}, { executionId: '231' });
		expect(tables.names()).toEqual(tableNames.map((name) => definitions[name].name).sort());
		expect(run).toMatchObject({ runId: '20261001T060000Z-231', system: 'S4P', batch: 1, batchSize: 2000, trouble: '' });
		expect(laneOf(run, 'supplier')).toMatchObject({
			...{ on: true, reads: true, readWindow: true, window: { from: null, to: '2026-10-01T05:58:00.000Z' } },
		});
		expect(laneOf(run, 'cost_code')).toMatchObject({ on: false, reads: false });
		const { runs, state } = rowsIn(tables);
		expect(runs).toMatchObject([
			{ customer: 'acme', run_id: run.runId, mode: 'delta', status: 'running', started_by: 'trigger' },
		]);
		expect(state).toMatchObject([{ customer: 'acme', entity: 'lease', holder: run.holder, sync_workflow: 'w1' }]);
		expect(Date.parse(String(state[0]?.lease_until))).toBeGreaterThan(Date.now());
	});

	it('makes a table that somebody has deleted since', async () => {
		const tables = new MemoryTables();
		await begunRun(tables);
		tables.dropTable('sap_procore_state');
		await begunRun(tables);
		expect(rowsIn(tables).state.map(({ entity }) => entity)).toEqual(['lease', 'unrecorded']);
	});

	it('hands on the keys of open exceptions that are due, and how many the lane has', async () => {
		const row = { entity: 'supplier', project_id: '', status: 'open', next_attempt_at: '' };
		const exceptions = [
			{ ...row, sap_key: '7' },
			{ ...row, sap_key: '8', next_attempt_at: inMinutes(10) },
			{ ...row, sap_key: '9', status: 'resolved' },
		];
		const run = await begunRun(tablesWith({ exceptions }));
		expect(laneOf(run, 'supplier')).toMatchObject({ keys: ['7'], exceptions: 2 });
	});

	it('takes up again what was ignored for a time that is over; what was ignored for good, or for a while still, stays', async () => {
		const row = { entity: 'supplier', project_id: '', status: 'ignored', ignored_reason: 'Later' };
		const exceptions = [
			{ ...row, sap_key: '7', ignored_until: inMinutes(-1).slice(0, 10), attempts: 9, next_attempt_at: inMinutes(99) },
			{ ...row, sap_key: '8', ignored_until: inMinutes(48 * 60).slice(0, 10) },
			{ ...row, sap_key: '9', ignored_until: 'for good' },
			{ ...row, sap_key: '10', ignored_until: '' },
		];
		const tables = tablesWith({ exceptions });
		expect(laneOf(await begunRun(tables), 'supplier').keys).toEqual(['7']);
		const known = rowsIn(tables).exceptions ?? [];
		expect(known.map(({ status }) => status)).toEqual(['open', 'ignored', 'ignored', 'ignored']);
		expect(known[0]).toMatchObject({ ignored_until: '', ignored_reason: '', attempts: 0, announced_run: 'pending' });
	});

	it('replays just the documents that were chosen on a page, whatever their exceptions are', async () => {
		const documents = ['7', '9'].map((key) => ({ entity: 'supplier', key }));
		const exceptions = ['7', '8'].map((sap_key) => ({ entity: 'supplier', sap_key, project_id: '', status: 'open' }));
		const run = await begunRun(tablesWith({ exceptions }), { request: { replay: { documents } } });
		expect(laneOf(run, 'supplier')).toMatchObject({ readWindow: false, keys: ['7', '9'] });
		expect(laneOf(run, 'purchase_order').keys).toEqual([]);
	});

	it('resumes a window that an earlier run has begun', async () => {
		const state = [
			{ entity: 'purchase_order', watermark: '', cursor: '4500000001', window_to: '2026-09-30T00:00:00.000Z' },
		];
		expect(laneOf(await begunRun(tablesWith({ state })), 'purchase_order')).toMatchObject({
			...{ afterKey: '4500000001', window: { from: null, to: '2026-09-30T00:00:00.000Z' } },
		});
	});

	it('keeps on record where a backfill began, before anything is read', async () => {
		const tables = tablesWith({});
		await begunRun(tables, { mode: 'backfill', options: { backfillFrom: '2026-01-01' } });
		expect(rowsIn(tables).state.find(({ entity }) => entity === 'purchase_order')).toMatchObject({
			...{ window_from: '2026-01-01T00:00:00.000Z', window_to: '2026-10-01T05:58:00.000Z', cursor: '' },
		});
	});

	it('hands on what somebody has decided about changes that wait, and keeps the amount on record', async () => {
		const row = {
			entity: 'purchase_order',
			sap_key: '45',
			origin_id: 'sap:S4P:po:45:1',
			changed_by: 'Ann',
			state: 'approved',
		};
		const approvals = [
			{ ...row, plan: 'a' },
			{ ...row, plan: 'b', state: 'Left' },
			...['waiting', 'used', 'outdated', ''].map((state) => ({ ...row, plan: 'c', state })),
		];
		const decided = (plan: string, decision: string) => ({
			...{ entity: row.entity, sapKey: row.sap_key, originId: row.origin_id, plan, decision, by: 'Ann' },
		});
		const state = [{ entity: 'purchase_order', watermark: '2026-09-30T00:00:00.000Z' }];
		const tables = tablesWith({ approvals, state });
		const run = await begunRun(tables, { approval: true, approveAbove: 2500.5 });
		expect(laneOf(run, 'purchase_order').keys).toEqual(['45']);
		expect(run.approval).toEqual({
			...{ above: '2500.5', decided: [decided('a', 'approved'), decided('b', 'left')] },
		});
		expect(String(rowsIn(tables).runs[0]?.settings)).toContain('"approval":true,"approveAbove":"2500.5"');
	});

	it('reads nothing of approvals where nobody has to approve anything', async () => {
		const tables = tablesWith({});
		expect((await begunRun(tables)).approval).toBeNull();
		expect(tables.operations.filter((each) => each.includes('approvals'))).toEqual([]);
	});

	it('has a small first batch in a run by hand, and no other', async () => {
		const byHand = await begunRun(tablesWith({}), {}, { mode: 'manual' });
		expect(byHand).toMatchObject({ step: false, dryRun: false, batchSize: 2000 });
		expect(laneOf(byHand, 'purchase_order').limit).toBe(200);
		expect(laneOf(await begunRun(tablesWith({})), 'purchase_order').limit).toBe(2000);
	});

	it('takes lanes as a list or as words, and empty options as if they were not there', async () => {
		const options = { batchSize: '', overlapMinutes: '', backfillFrom: '', replayEntity: '' };
		for (const lanes of [['supplier', 'purchase_order'], 'purchase_order, supplier']) {
			const run = await begunRun(tablesWith({}), { lanes, options });
			expect(run.lanes.filter(({ on }) => on).map(({ entity }) => entity)).toEqual(['supplier', 'purchase_order']);
			expect(run.batchSize).toBe(2000);
		}
	});

	it('refuses a replay that is asked for while Mode is Preview: it would write', async () => {
		const tables = tablesWith({});
		const request = { replay: { entity: 'purchase_order' } };
		const { run, error } = await startRun(tables, { mode: 'preview', request });
		expect([run, error?.message]).toEqual([undefined, expect.stringContaining('Mode is Preview')]);
		expect(rowsIn(tables).runs ?? []).toEqual([]);
	});

	it('a range that is left from a backfill counts for nothing in another mode', async () => {
		const options = { backfillFrom: 'long ago', replayEntity: 'orders' };
		expect(laneOf(await begunRun(tablesWith({}), { options }), 'supplier').readWindow).toBe(true);
	});

	it('replays the one document that is named', async () => {
		const options = { replayEntity: 'supplier', replayKey: '7' };
		const run = await begunRun(tablesWith({}), { mode: 'replay', options });
		expect(laneOf(run, 'supplier')).toMatchObject({ reads: true, readWindow: false, keys: ['7'] });
		expect(run.lanes.filter(({ reads }) => reads)).toHaveLength(1);
	});

	it('keeps rows of other customers apart', async () => {
		const tables = tablesWith({
			state: [
				{ customer: 'other', ...lease('execution 7', inMinutes(2)) },
				{ customer: 'other', entity: 'supplier', watermark: '2026-09-30T00:00:00.000Z' },
			],
		});
		tables.edit('sap_procore_state', () => true, { customer: 'other' });
		expect(laneOf(await begunRun(tables), 'supplier').window.from).toBeNull();
		expect(rowsIn(tables).state.map(({ customer }) => customer)).toEqual(['other', 'other', 'acme']);
	});
});

describe('what Start refuses, without touching a table', () => {
	const refused = async (parameters: object, more: Parameters<typeof startRun>[2] = {}) => {
		const tables = new MemoryTables();
		const { run, error } = await startRun(tables, parameters, more);
		expect([run, tables.operations]).toEqual([undefined, []]);
		return error;
	};

	it.each(['Preview', 'delete', ''])('the mode %j: a typo must not write to Procore', async (mode) => {
		const error = await refused({ mode });
		expect(error?.message).toBe(`The parameter Mode does not take "${mode}"`);
		expect(error?.description).toContain('delta, backfill, preview, replay');
	});

	it.each([
		[{ lanes: ['orders'] }, 'Lanes'],
		[{ lanes: 'purchase_order, vendor' }, 'Lanes'],
		[{ mode: 'replay', options: { replayEntity: 'orders' } }, 'Replay Entity'],
		[{ mode: 'backfill', options: { backfillFrom: 'long ago' } }, 'Backfill From'],
		[{ mode: 'backfill', options: { backfillFrom: '2026-02-01', backfillTo: '2026-01-01' } }, 'Backfill From'],
		[{ options: { batchSize: -1 } }, 'Batch Size'],
		[{ options: { maximumAttempts: 0 } }, 'Maximum Attempts'],
		[{ options: { settleMinutes: 1.5 } }, 'Settle Time (Minutes)'],
		[{ projectCurrency: 'Dollar' }, 'Project Currency'],
		[{ approval: 'yes' }, 'Approval'],
		[{ approval: true, approveAbove: '50,000' }, 'Approve Above'],
		[{ approval: true, approveAbove: '-1' }, 'Approve Above'],
		[{ approval: true, approveAbove: '1000 USD' }, 'Approve Above'],
	])('%j, naming the parameter', async (parameters, name) => {
		expect((await refused(parameters))?.message).toBe(`The parameter '${name}' cannot be used`);
	});

	it('a run without customer, whose rows would belong to nobody', async () => {
		expect((await refused({ customer: ' ' }))?.message).toBe('The parameter Customer is empty or unreadable');
	});

	it.each<[string, IDataObject[]]>([
		['the node before has put out nothing', [{}]],
		['another node is connected', [{ hello: 'world' }]],
		['the time is none', [{ system: 'S4P', now: 'yesterday' }]],
		['the system has no ID', [{ system: '', now: '2026-10-01T06:00:00.000Z' }]],
	])('a run without the time of SAP: %s', async (_, clock) => {
		const error = await refused({}, { inputs: [clock] });
		expect(error?.message).toBe('The time of SAP did not come in');
		expect(error?.description).toContain('SAP S/4HANA > System > Get');
	});

	const map = (more: IDataObject): FollowingNode => ({
		...{ name: 'Map orders', node: 'sapToProcore' },
		parameters: { resource: 'purchaseOrder', operation: 'map', ...more },
	});
	const upsertBy = (more: IDataObject): FollowingNode => ({
		...{ name: 'Upsert contracts', node: 'procore' },
		parameters: { resource: 'purchaseOrderContract', operation: 'upsertMany', ...more },
	});
	const upsert = upsertBy({});
	const record = (entity: string, more: Partial<FollowingNode> = {}): FollowingNode => ({
		...{ name: `Record ${entity}`, node: 'sapToProcore' },
		parameters: { resource: 'outcome', operation: 'record', entity },
		...more,
	});

	it.each([
		[map({ releaseGate: '={{ $json.gate }}' }), 'releaseGate of the node "Map orders"'],
		[upsertBy({ onEditedContract: '={{ "overwrite" }}' }), 'onEditedContract of the node "Upsert contracts"'],
	])('a policy that is an expression, naming node and setting: %#', async (node, named) => {
		const error = await refused({}, { following: [record('purchase_order'), node] });
		expect(error?.message).toBe(`The setting ${named} is an expression`);
	});

	it.each([
		['is missing', [upsert, record('supplier')]],
		['is deactivated', [upsert, record('supplier'), record('purchase_order', { disabled: true })]],
	])('a lane that writes and whose Record node %s', async (_, following) => {
		const error = await refused({}, { following });
		expect(error?.message).toBe('No node records the lane Purchase orders');
	});

	it('a run beside a workflow of version 0.1, before anything is written; it goes on with Take Over', async () => {
		const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600_000).toISOString();
		// As version 0.1 leaves its lease behind, and the rows of its runs.
		const left = {
			state: [{ entity: 'lease', holder: '', lease_until: '' }],
			runs: [50, 26, 2].map((hours) => ({ run_id: `run-${hours}`, started_at: hoursAgo(hours), status: 'success' })),
		};
		const tables = tablesWith(left);
		for (const attempt of ['first', 'second']) {
			const { error } = await startRun(tables);
			expect([attempt, error?.message]).toEqual([
				attempt,
				expect.stringMatching(/early version .*published.*run-2 began/),
			]);
			expect(error?.description).toMatch(/^Unpublish it: .*Take Over.*Nothing was started\.$/);
		}
		expect(rowsIn(tables).runs).toHaveLength(3);
		await begunRun(tables, { options: { takeOver: true } });
	});

	it('not beside one of version 0.1 that has not run for long', async () => {
		const runs = [{ run_id: 'run-1', started_at: '2026-11-01T05:00:00.000Z', status: 'success' }];
		await begunRun(tablesWith({ state: [{ entity: 'lease', holder: '', lease_until: '' }], runs }));
	});

	const mapRequisitions = (requisitions: string): FollowingNode => ({
		...{ name: 'Map requisitions', node: 'sapToProcore' },
		parameters: { resource: 'requisition', operation: 'map', requisitions },
	});

	it('supplier invoices together with requisitions that bill, before anything is written: what is counted twice, and what to change', async () => {
		const tables = tablesWith({});
		const lanes = ['purchase_order', 'requisition', 'supplier_invoice'];
		const options = { following: [mapRequisitions('draftInvoice')] };
		const { error } = await startRun(tables, { lanes }, options);
		expect(error?.message).toMatch(/^Orders would be billed twice on their contracts/);
		expect(error?.description).toMatch(/Set Requisitions in Map requisitions to Off.*Nothing was started\.$/);
		expect(writes(tables)).toEqual([]);
		await begunRun(tables, { lanes }, { following: [mapRequisitions('off')] });
	});

	it('pending contracts of another line method than the orders that take them over', async () => {
		const map = (name: string, resource: string, parameters: IDataObject = {}): FollowingNode => ({
			...{ name, node: 'sapToProcore' },
			parameters: { resource, operation: 'map', ...parameters },
		});
		const orders = (lineMethod?: string) => map('Map orders', 'purchaseOrder', lineMethod ? { lineMethod } : {});
		const pending = (lineMethod?: string) =>
			map('Map requisitions', 'requisition', {
				requisitions: 'pendingContract',
				...(lineMethod ? { lineMethod } : {}),
			});
		const lanes = ['purchase_order', 'requisition'];
		for (const following of [
			[orders('unit'), pending()],
			[orders(), pending('unit')],
		]) {
			const error = await refused({ lanes }, { following });
			expect(error?.message).toBe('"Map orders" and "Map requisitions" differ in Line Method');
			expect(error?.description).toContain('Choose the same in both nodes');
			await begunRun(tablesWith({}), { lanes: ['purchase_order'] }, { following });
		}
		await begunRun(tablesWith({}), { lanes }, { following: [orders('unit'), pending('unit')] });
		await begunRun(tablesWith({}), { lanes }, { following: [orders('unit'), mapRequisitions('draftInvoice')] });
	});

	it('a lane for the plan without a plan category, in a sentence that names the node', async () => {
		const fetch = (planCategory: unknown): FollowingNode => ({
			...{ name: 'Fetch plan', node: 'sapS4Hana' },
			parameters: {
				resource: 'plannedCost',
				operation: 'fetch',
				costAccounts: '600000-699999',
				planCategory: planCategory as IDataObject,
			},
		});
		const chosen = (value: string) => fetch({ __rl: true, mode: 'list', value });
		const on = { lanes: ['budget'] };
		for (const node of [chosen(''), fetch(undefined)]) {
			const error = await refused(on, { following: [node] });
			expect(error?.message).toBe('The lane Budget has no plan category');
			expect(error?.description).toContain('Choose the Plan Category in the node "Fetch plan"');
		}
		expect((await refused(on, { following: [chosen('={{ $json.plan }}')] }))?.message).toBe(
			'The setting planCategory of the node "Fetch plan" is an expression',
		);
		await begunRun(tablesWith({}), {}, { following: [chosen('')] });
		const parameters = { resource: 'projectCost', operation: 'fetch', costAccounts: '7' };
		const costs = { ...chosen(''), name: 'Fetch costs', parameters };
		const both = tablesWith({});
		await begunRun(both, {}, { following: [chosen(''), costs] });
		const kept: unknown = JSON.parse(String(rowsIn(both).runs[0]?.settings));
		expect(kept).toMatchObject({ planAccounts: '600000-699999', costAccounts: '7' });
		const tables = tablesWith({});
		await begunRun(tables, on, { following: [chosen('PLN')] });
		expect(JSON.parse(String(rowsIn(tables).runs[0]?.settings))).toMatchObject({ planCategory: 'PLN' });
	});

	it('neither where the lane is off, nor where nothing is written, nor in a workflow without any lane', async () => {
		const onlySuppliers = { lanes: ['supplier'] };
		await begunRun(tablesWith({}), onlySuppliers, { following: [upsert, record('supplier')] });
		await begunRun(tablesWith({}), {}, { following: [record('supplier')] });
		await begunRun(tablesWith({}), {}, { following: [upsert] });
	});

	it('keeps on record what the panels of the following nodes are set to, and those of no deactivated one', async () => {
		const tables = tablesWith({});
		const off = upsertBy({ onEditedContract: 'overwrite' });
		const following = [map({ releaseGate: 'all', run: "={{ $('Start').first().json }}" }), { ...off, disabled: true }];
		await begunRun(tables, { projectCurrency: 'USD', lanes: ['supplier'] }, { following });
		expect(JSON.parse(String(rowsIn(tables).runs[0]?.settings))).toEqual({
			...{ releaseGate: 'all', contractStatus: 'Approved', lineMethod: 'amount' },
			...{ taxCodes: false, retainagePercent: 0 },
			...{ currencyPolicy: 'hold', ordersOutsideProjects: 'ignore' },
			...{ projectCurrency: 'USD', lanes: 'supplier' },
		});
	});
});

describe('when SAP cannot be asked for its time', () => {
	const down = { error: 'SAP could not be reached', details: { reason: 'system_unavailable' } };
	const failing = { inputs: [[down]] };

	it('begins a run in which no lane reads, with an exception about the run, until SAP can be asked again', async () => {
		const tables = tablesWith({});
		const run = await begunRun(tables, {}, failing);
		expect(run).toMatchObject({ system: '', trouble: 'SAP could not be reached' });
		expect(run.lanes.filter(({ reads }) => reads)).toEqual([]);
		const about = { entity: 'run', sap_key: '', reason: 'system_unavailable', message: 'SAP could not be reached' };
		expect(rowsIn(tables)).toMatchObject({
			audit: [{ ...about, run_id: run.runId, status: 'failed' }],
			exceptions: [{ ...about, status: 'open', announced_run: 'pending', attempts: 1 }],
		});
		const release = (row: IDataObject) => row.entity === 'lease';
		tables.edit('sap_procore_state', (row) => release(row as unknown as IDataObject), { lease_until: inMinutes(-1) });
		await begunRun(tables);
		expect(rowsIn(tables)).toMatchObject({ audit: [about], exceptions: [{ ...about, status: 'resolved' }] });
	});

	it('leaves the exceptions alone in a preview', async () => {
		const tables = tablesWith({});
		await begunRun(tables, { mode: 'preview' }, failing);
		expect(rowsIn(tables)).toMatchObject({ audit: [{ entity: 'run' }], exceptions: [] });
	});

	it('keeps no window of a backfill, whose bounds would be by another clock', async () => {
		const tables = tablesWith({});
		await begunRun(tables, { mode: 'backfill' }, failing);
		expect(rowsIn(tables).state.map(({ entity }) => entity)).toEqual(['lease']);
	});
});

describe('the lease of a customer', () => {
	const other = 'execution 230 since 2026-10-01T05:59:00.000Z';

	it('held by another: refused, with who holds it and until when, and nothing is written', async () => {
		const until = inMinutes(2);
		const runs = [{ run_id: '1', status: 'running', started_by: 'trigger' }];
		const tables = tablesWith({ runs, state: [lease(other, until)] });
		const before = rowsIn(tables);
		const { run, error } = await startRun(tables);
		expect(run).toBeUndefined();
		const told = `execution 230 since 2026-10-01 05:59 UTC, until ${timeText(until)} UTC`;
		expect(error?.message).toBe(`Another run of customer acme is under way: ${told} at the latest`);
		expect(error).toMatchObject({ type: 'sap_procore_info' });
		expect(rowsIn(tables)).toEqual(before);
		const byHand = await startRun(tables, {}, { mode: 'manual' });
		expect(byHand.error).toMatchObject({ type: 'sap_procore_warning' });
	});

	it('that has run out is taken', async () => {
		const tables = tablesWith({ state: [lease(other, inMinutes(-1))] });
		const { holder } = await begunRun(tables);
		expect(rowsIn(tables).state).toMatchObject([{ holder }]);
	});

	it.each([
		['in new tables', () => new MemoryTables()],
		['with a row', () => tablesWith({ state: [lease('', '1970-01-01T00:00:00.000Z')] })],
		['with a row that somebody has emptied', () => tablesWith({ state: [lease('', '')] })],
	])('of two starts at once, %s, one gets it', async (_, tablesOf) => {
		const tables = tablesOf();
		const both = await Promise.all([1, 2].map(async () => await startRun(tables)));
		const [run, ...more] = both.flatMap((each) => each.run ?? []);
		expect(more).toEqual([]);
		expect(both.flatMap(({ error }) => error?.message ?? [])).toEqual([
			expect.stringMatching(/^Another run of customer acme is under way/) as string,
		]);
		expect(rowsIn(tables).runs).toHaveLength(1);
		expect(rowsIn(tables).state.filter(({ holder }) => holder === run?.holder)).toHaveLength(1);
	});

	it('is taken over by who says so; the run that had it writes nothing more, and is closed', async () => {
		const tables = tablesWith({});
		const first = await begunRun(tables);
		const second = await begunRun(tables, { options: { takeOver: true } });
		expect(second.brokenOff).toBe(first.runId);
		expect(rowsIn(tables).runs.map(({ status }) => status)).toEqual(['broken off', 'running']);
		const { error } = await startRun(tables, { request: { run: first } });
		expect(error?.context?.reason).toBe('lease_lost');
	});
});

describe('runs that were broken off', () => {
	const running = (run_id: string, started_by: string) => ({ run_id, started_by, status: 'running' });

	it('are closed; those that somebody stopped by hand are not reported', async () => {
		const runs = [running('1', 'trigger'), running('2', 'manual'), { ...running('3', 'trigger'), status: 'success' }];
		const tables = tablesWith({ runs });
		expect(await begunRun(tables)).toMatchObject({ brokenOff: '1', recordUnchanged: true });
		expect(rowsIn(tables).runs.map(({ status }) => status)).toEqual(['broken off', 'broken off', 'success', 'running']);
	});

	it('have written something that is not on record, by hand too', async () => {
		const run = await begunRun(tablesWith({ runs: [running('2', 'manual')] }));
		expect(run).toMatchObject({ brokenOff: '', recordUnchanged: true });
	});
});

describe('a single step in the editor', () => {
	it('writes nothing and needs no lease, also while another run is under way', async () => {
		const runs = [{ run_id: '1', status: 'running', started_by: 'trigger' }];
		const tables = tablesWith({ runs, state: [lease('execution 230', inMinutes(2))] });
		const before = rowsIn(tables);
		const run = await begunRun(tables, { mode: 'backfill' }, { step: true });
		expect(run).toMatchObject({ step: true, dryRun: true, holder: '', brokenOff: '' });
		expect(laneOf(run, 'supplier').reads).toBe(true);
		expect(writes(tables)).toEqual([]);
		expect(rowsIn(tables)).toEqual(before);
	});

	it('writes nothing either when SAP cannot be asked', async () => {
		const tables = tablesWith({});
		const run = await begunRun(tables, {}, { step: true, inputs: [[{ error: 'SAP is down' }]] });
		expect([run.trouble, writes(tables)]).toEqual(['SAP is down', []]);
	});
});

describe('what the workflow was called with', () => {
	it('the next batch of a run: the run goes on as it is, without asking anything', async () => {
		const tables = tablesWith({});
		const first = await begunRun(tables);
		const next = { ...first, batch: 2 };
		const before = rowsIn(tables).runs;
		tables.forget();
		for (const request of [{ run: next }, JSON.stringify({ run: next })])
			expect((await startRun(tables, { request }, { inputs: [[{ error: 'SAP is down' }]] })).run).toEqual(next);
		expect(tables.operations.filter((each) => each.startsWith('update'))).toEqual([
			'update sap_procore_state',
			'update sap_procore_state',
		]);
		expect(rowsIn(tables).runs).toEqual(before);
	});

	it('the next batch of a run that has lost its lease: refused', async () => {
		const tables = tablesWith({ state: [lease('execution 300', inMinutes(2))] });
		const stale = { ...(await begunRun(tablesWith({}))), batch: 2 };
		const { run, error } = await startRun(tables, { request: { run: stale } });
		expect(run).toBeUndefined();
		expect(error?.message).toMatch(/^Lost lease\. Another run of customer acme has taken over/);
		expect(error?.context?.reason).toBe('lease_lost');
	});

	it.each<[object, Partial<Record<(typeof entities)[number], string[]>>]>([
		[{ entity: 'purchase_order', key: '4500000001' }, { purchase_order: ['4500000001'] }],
		[{ entity: 'supplier' }, { supplier: ['7', '8'] }],
		[{}, { supplier: ['7'] }],
	])('a replay of %j, whatever the mode is set to', async (replay, keys) => {
		const row = { entity: 'supplier', status: 'open', next_attempt_at: '' };
		const exceptions = [
			{ ...row, sap_key: '7' },
			{ ...row, sap_key: '8', status: 'parked' },
		];
		const tables = tablesWith({ exceptions });
		const run = await begunRun(tables, { mode: 'backfill', request: { replay } });
		expect(run.mode).toBe('replay');
		const read = run.lanes.filter(({ reads }) => reads);
		expect(Object.fromEntries(read.map((each) => [each.entity, each.keys]))).toEqual(keys);
		expect(rowsIn(tables).runs).toMatchObject([{ mode: 'replay', started_by: 'replay' }]);
	});

	it.each<[string, unknown]>([
		['another field', { order: '4500000001' }],
		['a replay with a field that there is not', { replay: { document: '45' } }],
		['a replay of an entity that there is not', { replay: { entity: 'vendor' } }],
		['a replay that is a text', { replay: 'purchase_order' }],
		['a run that lacks what it needs', { run: { runId: '1' } }],
		['a list', [{ replay: {} }]],
		['a number', '45'],
		['a text that is not JSON', '{"replay":{'],
	])('%s: refused, without touching a table', async (_, request) => {
		const tables = new MemoryTables();
		const { run, error } = await startRun(tables, { request });
		expect(run).toBeUndefined();
		expect(error?.message).toBe('The workflow was called with something that it cannot use');
		expect(tables.operations).toEqual([]);
	});

	it.each<[unknown]>([[''], [{}], ['{}'], ['  ']])('%j: nothing, and so an ordinary run', async (request) => {
		expect((await begunRun(tablesWith({}), { request })).mode).toBe('delta');
	});
});
