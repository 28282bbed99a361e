import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/nodeHarness.ts';
import { asJson, plan, supplier, vendor } from '../support/examples.ts';

const match = { resource: 'vendor', operation: 'match', run: plan() };

describe('SAP to Procore > Vendor > Match', () => {
	it('refuses to decide when the Vendors input is not connected: nobody has looked into Procore', async () => {
		const { error } = await runNode({ node: 'sapToProcore', parameters: match, inputs: [[supplier()]] });
		expect(error?.message).toBe('The input Vendors has nothing connected');
		expect(error?.description).toContain('Procore > Vendor > Get Many');
	});

	it('runs without decisions and values, and takes the empty item of a read without result for no vendors', async () => {
		const result = await runNode({ node: 'sapToProcore', parameters: match, inputs: [[supplier()], [{}]] });
		expect(result.error).toBeUndefined();
		expect(result.outputs[0]).toHaveLength(1);
	});

	it('sends an item that is no supplier, and only that one, to the error output with its paired item', async () => {
		const result = await runNode({
			node: 'sapToProcore',
			parameters: match,
			inputs: [
				[supplier({ supplier: '1' }), { hello: 'world' }, supplier({ supplier: '2', name: 'Other' })],
				[],
				[],
				[],
			],
			onError: 'continueErrorOutput',
		});
		expect(result.outputs.map((items) => items.length)).toEqual([2, 0, 0, 1]);
		expect(result.outputs[3]?.[0]).toMatchObject({
			json: {
				error: 'This item is not a supplier [item 1]',
				details: { status: 'failed', reason: 'unreadable_document' },
			},
			pairedItem: { item: 1 },
		});
	});

	it('stops with an error that names the item when errors are not to be continued', async () => {
		const result = await runNode({ node: 'sapToProcore', parameters: match, inputs: [[{ hello: 'world' }], []] });
		expect(result.error?.message).toBe('This item is not a supplier [item 0]');
		expect(result.error?.description).toContain('SAP S/4HANA > Supplier > Get Many');
	});

	it.each([
		['nearDuplicates', 'Hold', 'Near Duplicates'],
		['blockedSuppliers', 'Ignore', 'Blocked Suppliers'],
	])('refuses %s = %j instead of choosing for the user', async (name, value, label) => {
		const { error } = await runNode({
			node: 'sapToProcore',
			parameters: { ...match, [name]: value },
			inputs: [[supplier()], []],
		});
		expect(error?.message).toContain(`The parameter ${label} does not take "${value}"`);
	});

	it('decides nothing when SAP could not be asked for its System ID', async () => {
		const parameters = { ...match, run: { ...plan(), system: '' } };
		const { outputs } = await runNode({
			node: 'sapToProcore',
			parameters,
			inputs: [[supplier()], []],
			onError: 'continueErrorOutput',
		});
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 0, 1]);
		expect(outputs[3]?.[0]?.json).toMatchObject({ details: { reason: 'system_unavailable' } });
	});

	it('pairs every output item with its supplier', async () => {
		const inputs = [
			[
				supplier({ supplier: '3' }),
				supplier({ supplier: '2', name: 'Twice' }),
				supplier({ supplier: '1', name: 'Twice' }),
			],
			[asJson(vendor({ id: 9, name: 'Acme' }))],
		];
		const { outputs } = await runNode({ node: 'sapToProcore', parameters: match, inputs });
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.code, pairedItem])).toEqual([
			['3', { item: 0 }],
			['1', { item: 2 }],
		]);
		expect(outputs[1]?.map(({ json, pairedItem }) => [json.sapKey, json.reason, pairedItem])).toEqual([
			['2', 'duplicate_supplier_name', { item: 1 }],
		]);
		expect(outputs[2]?.[0]?.json).toMatchObject({ customer: 'acme', supplier: '2', decision: '' });
	});
});

describe('SAP to Procore > Run', () => {
	const start = {
		resource: 'run',
		operation: 'start',
		customer: 'acme',
		mode: 'delta',
		system: 'S4P',
		now: '2026-10-01T06:00:00Z',
	};

	it('starts from an empty table: everything is read, up to two minutes ago', async () => {
		const { outputs } = await runNode({ node: 'sapToProcore', parameters: start });
		expect(outputs[0]?.[0]?.json).toMatchObject({
			windows: { supplier: { from: null, to: '2026-10-01T05:58:00.000Z' } },
		});
	});

	it('hands on the keys of open exceptions that are due', async () => {
		const inputs = [[{}], [{ entity: 'supplier', sap_key: '7', status: 'open', next_attempt_at: null }]];
		const { outputs } = await runNode({ node: 'sapToProcore', parameters: start, inputs });
		expect(outputs[0]?.[0]?.json).toMatchObject({ replay: { supplier: ['7'] } });
	});

	it.each(['Preview', 'delete', ''])(
		'refuses the mode %j: a slip of the pen must not write to Procore',
		async (mode) => {
			const { error } = await runNode({ node: 'sapToProcore', parameters: { ...start, mode } });
			expect(error?.message).toBe(`The parameter Mode does not take "${mode}"`);
			expect(error?.description).toContain('delta, backfill, preview, replay');
		},
	);

	it('refuses an unreadable timestamp, naming the parameter', async () => {
		const { error } = await runNode({ node: 'sapToProcore', parameters: { ...start, now: 'yesterday' } });
		expect(error?.message).toContain('The parameter Now');
	});
});

describe('SAP to Procore > Run > Start', () => {
	const start = { resource: 'run', operation: 'start', customer: 'acme', system: 'S4P', now: '2026-10-01T06:00:00Z' };
	const started = async (parameters: IDataObject, inputs: IDataObject[][] = [[{}], []]) => {
		const { outputs, error } = await runNode({
			node: 'sapToProcore',
			parameters: { ...start, mode: 'delta', ...parameters },
			inputs,
		});
		return { plan: outputs[0]?.[0]?.json, error };
	};

	it('takes lanes as a list or as words, and what Settings leaves empty as if it were not there', async () => {
		const options = { batchSize: '', overlapMinutes: '', backfillFrom: '', replayEntity: '' };
		const lanes = ['supplier', 'purchase_order'];
		for (const given of [lanes, 'purchase_order, supplier'])
			expect((await started({ lanes: given, options })).plan).toMatchObject({ lanes, batchSize: 2000 });
	});

	it('goes on with a window that the state table says was begun', async () => {
		const row = { entity: 'purchase_order', watermark: '', cursor: 4500000001, window_to: '2026-09-30T00:00:00.000Z' };
		const { plan: planned } = await started({}, [[row], []]);
		expect(planned).toMatchObject({
			afterKey: { purchase_order: '4500000001' },
			windows: { purchase_order: { from: null, to: '2026-09-30T00:00:00.000Z' } },
		});
	});

	it('replays the one document that is named', async () => {
		const options = { replayEntity: 'supplier', replayKey: '7' };
		const { plan: planned } = await started({ mode: 'replay', options });
		expect(planned).toMatchObject({ replay: { supplier: ['7'] }, reads: { supplier: true, purchase_order: false } });
	});

	it.each([
		[{ lanes: ['orders'] }, 'Lanes'],
		[{ options: { replayEntity: 'orders' } }, 'Replay Entity'],
		[{ options: { backfillFrom: 'long ago' } }, 'Backfill From'],
		[{ options: { backfillFrom: '2026-02-01', backfillTo: '2026-01-01' } }, 'Backfill From'],
		[{ options: { batchSize: -1 } }, 'Batch Size'],
	])('refuses %j, naming the parameter', async (parameters, name) => {
		const { error } = await started(parameters);
		expect(error?.message).toBe(`The parameter '${name}' cannot be used`);
	});
});

describe('SAP to Procore > Run, from lease to end', () => {
	const node = async (operation: string, parameters: IDataObject, inputs: IDataObject[][]) => {
		const result = await runNode({
			node: 'sapToProcore',
			parameters: { resource: 'run', operation, ...parameters },
			inputs,
			executionId: '231',
		});
		if (result.error) throw result.error;
		return result.outputs.map((items) => items.map(({ json }) => json));
	};

	it('takes the lease, and puts out by which way it goes on', async () => {
		const [[take] = []] = await node('takeLease', { customer: 'acme', leaseMinutes: 30 }, [[{ entity: 'lease' }]]);
		const row = { entity: 'lease', holder: take?.holder, lease_until: take?.lease_until };
		const checked = async (...rows: IDataObject[]) => await node('checkLease', { lease: take }, [rows]);
		expect((await checked(row as IDataObject)).map((items) => items.length)).toEqual([1, 0]);
		const held = await checked({ ...row, holder: 'execution 230 since 2026-10-01T06:00:00.000Z' });
		expect(held[0]).toEqual([]);
		expect(held[1]).toMatchObject([
			{ taken: false, message: expect.stringContaining('execution 230 since') as string },
		]);
	});

	it('closes a batch and sums it up in the row of the run', async () => {
		const outcomes = [{ entity: 'supplier', sapKey: '7', action: 'create', status: 'synced' }];
		const run = plan({ lanes: ['supplier', 'purchase_order'] });
		const recorded = await runNode({
			node: 'sapToProcore',
			parameters: { resource: 'outcome', operation: 'record', run, entity: 'all' },
			inputs: [outcomes, []],
		});
		const lanes = (recorded.outputs[4] ?? []).map(({ json }) => json);
		expect(lanes.map(({ entity }) => entity)).toEqual(['supplier', 'purchase_order']);
		const [[batch] = []] = await node('closeBatch', { run }, [lanes]);
		expect(batch).toMatchObject({ more: false });
		const [[row] = []] = await node('finish', { run }, [[batch as IDataObject]]);
		expect(row).toMatchObject({ status: 'success', summary: 'Suppliers: 1 synced. Purchase orders: nothing changed' });
	});

	it('finishes as failed when a batch stopped, with what the batches before it came to', async () => {
		const [[row] = []] = await node('finish', { run: plan() }, [[{ error: 'Workflow execution was cancelled' }]]);
		expect(row).toMatchObject({ status: 'failed', message: 'Workflow execution was cancelled' });
	});

	it('prunes nothing when everything is kept', async () => {
		expect(await node('prune', { customer: 'acme', retentionDays: 0 }, [[{}]])).toEqual([[]]);
		const [limits] = await node('prune', { customer: 'acme', retentionDays: 400 }, [[{}]]);
		expect(limits).toMatchObject([{ customer: 'acme', before: expect.stringMatching(/Z$/) as string }]);
	});

	it('describes a run for people', async () => {
		const [messages] = await node('describe', {}, [
			[{ run_id: '1', status: 'partial', customer: 'acme', mode: 'delta' }],
		]);
		expect(messages).toMatchObject([{ severity: 'warning', title: 'SAP to Procore (acme): delta partial' }]);
	});
});

describe('SAP to Procore > Outcome > Record', () => {
	const record = { resource: 'outcome', operation: 'record', entity: 'supplier', run: plan() };

	it("keeps the watermark when a node of the lane failed as a whole, and records n8n's message", async () => {
		const { outputs } = await runNode({
			node: 'sapToProcore',
			parameters: record,
			inputs: [[{ error: 'SAP could not be reached' }], []],
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({ sap_key: '', status: 'failed', message: 'SAP could not be reached' });
		expect(outputs[4]?.[0]?.json).toMatchObject({ complete: false, watermark: '2026-09-30T00:00:00.000Z' });
	});

	it('puts out no more than it got, however many outcomes there are', async () => {
		const sizeOf = async (count: number) => {
			const items = Array.from({ length: count }, (_, index) => ({
				entity: 'supplier',
				sapKey: String(index + 1),
				action: 'create',
				status: 'synced',
			}));
			const { outputs } = await runNode({ node: 'sapToProcore', parameters: record, inputs: [items, []] });
			expect(outputs[0]?.[count - 1]?.pairedItem).toEqual({ item: count - 1 });
			return JSON.stringify(outputs).length;
		};
		expect(await sizeOf(1000)).toBeLessThan(11 * (await sizeOf(100)));
	});

	it('moves the watermark when there was nothing to do', async () => {
		const { outputs } = await runNode({ node: 'sapToProcore', parameters: record, inputs: [[{}], []] });
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 0, 0, 1]);
		expect(outputs[4]?.[0]?.json).toMatchObject({ complete: true, watermark: '2026-10-01T05:58:00.000Z', counts: {} });
	});

	it('works with Allocations and Known Contracts left unconnected, or only one of them', async () => {
		const parameters = { ...record, entity: 'purchase_order' };
		const originId = 'sap:S4P:po:45:1';
		const order = { entity: 'purchase_order', sapKey: '45', projectId: '1', originId, procoreId: '7' };
		const outcomes = [{ ...order, action: 'none', status: 'unchanged' }];
		const without = await runNode({ node: 'sapToProcore', parameters, inputs: [outcomes, []] });
		expect(without.outputs.map((items) => items.length)).toEqual([0, 0, 0, 0, 1]);
		const inputs = [outcomes, [], null, [{ origin_id: 'another' }]];
		const withContracts = await runNode({ node: 'sapToProcore', parameters, inputs });
		expect(withContracts.error).toBeUndefined();
		expect(withContracts.outputs.map((items) => items.length)).toEqual([0, 0, 1, 0, 1]);
	});

	it('pairs an allocation row with its allocation', async () => {
		const allocation = { entity: 'purchase_order', sapKey: '45', originId: 'sap:S4P:po:45:1', amount: '1.00' };
		const { outputs } = await runNode({
			node: 'sapToProcore',
			parameters: { ...record, entity: 'purchase_order' },
			inputs: [
				[{ entity: 'purchase_order', sapKey: '45', originId: allocation.originId, action: 'create', status: 'synced' }],
				[],
				[{ ...allocation, originId: 'sap:S4P:po:46:1' }, allocation],
			],
		});
		expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1, input: 2 }]);
	});

	it('refuses a Run parameter that holds no run', async () => {
		const { error } = await runNode({ node: 'sapToProcore', parameters: { ...record, run: '{"a":1}' } });
		expect(error?.message).toBe('The parameter Run does not hold a run');
	});
});

describe('a node that is to go on on trouble', () => {
	it('never hands its input on as its output, which n8n would do with an error that is thrown', async () => {
		const failed = { error: 'Procore could not be reached', details: { reason: 'system_unavailable' } };
		const inputs = [[supplier()], [failed]];
		const { outputs } = await runNode({
			node: 'sapToProcore',
			parameters: match,
			inputs,
			onError: 'continueErrorOutput',
		});
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 0, 1]);
		expect(outputs[3]?.[0]?.json).toMatchObject({
			error: 'Vendors could not be read: Procore could not be reached',
			details: { reason: 'system_unavailable', entity: 'supplier' },
		});
	});
});

it('an operation that the node does not know is a message, not a crash', async () => {
	const { error } = await runNode({ node: 'sapToProcore', parameters: { resource: 'vendor', operation: 'merge' } });
	expect(error?.message).toContain('does not know the operation');
});
