import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { INodeExecutionData } from 'n8n-workflow';
import { costAccounts } from '../../simulators/data/costs/accounts.ts';
import { divergence, losses } from './checks/convergence.ts';
import type { InsertedStep, RunOptions } from './support/engine.ts';
import { noMarks } from './model/event.ts';
import { copyOf, SyncWorld } from './support/syncWorld.ts';

const everyLane = ['project', 'supplier', 'cost_code', 'actual_cost', 'purchase_order', 'requisition'];
const minutes = (count: number) => count * 60_000;
const nothingApart = noMarks();

const lanes = [
	{ entity: 'project', fetch: 'Get projects', map: 'Match projects', record: 'Record projects' },
	{ entity: 'supplier', fetch: 'Fetch suppliers', map: 'Match suppliers', record: 'Record suppliers' },
	{ entity: 'cost_code', fetch: 'Fetch G/L accounts', map: 'Map cost codes', record: 'Record cost codes' },
	{ entity: 'purchase_order', fetch: 'Fetch orders', map: 'Map orders', record: 'Record orders' },
	{ entity: 'requisition', fetch: 'Fetch requisitions', map: 'Map requisitions', record: 'Record requisitions' },
	{ entity: 'actual_cost', fetch: 'Fetch costs', map: 'Map costs', record: 'Record costs' },
] as const;

const records = lanes.map(({ record }) => record);
const upserts = ['Upsert vendors', 'Upsert cost codes', 'Upsert contracts', 'Upsert requisitions', 'Upsert costs'];

async function synced(): Promise<SyncWorld> {
	const world = new SyncWorld();
	const run = await world.run();
	assert.deepEqual([run.status, ...run.problems], ['success']);
	world.engine.later();
	return world;
}

const raise = (world: SyncWorld, order: string, price: string) => {
	world.sap({ do: 'set-price', order, item: '10', price });
};
const watermark = (world: SyncWorld, entity: string) =>
	world.rows('state').find((row) => row.entity === entity)?.watermark ?? '';
const lease = (world: SyncWorld) => world.rows('state').find(({ entity }) => entity === 'lease');
const lastRun = (world: SyncWorld) => world.rows('runs').at(-1);
const auditOfLast = (world: SyncWorld) => world.rows('audit').filter(({ run_id }) => run_id === lastRun(world)?.run_id);
const outcomes = (world: SyncWorld, key: string) =>
	auditOfLast(world)
		.filter(({ sap_key }) => sap_key === key)
		.map(({ status, reason }) => [status, reason ?? '']);
const step = (between: [string, string], does: InsertedStep['does']): RunOptions => ({
	insert: [{ between, does, settings: { onError: 'continueRegularOutput' } }],
});
/** What runs must say and leave once nothing is in the way: everything sent, nothing lost. */
async function catchesUp(world: SyncWorld, runs = 2): Promise<void> {
	for (let left = runs; left > 0; left--) {
		world.engine.later(25 * 60);
		const run = await world.run();
		assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
	}
	assert.deepEqual([...losses(world.engine, nothingApart), ...divergence(world.engine, nothingApart)], []);
}

describe('lanes', () => {
	it('one that is switched off is neither read nor written, and the others run', async () => {
		const world = new SyncWorld();
		const run = await world.run({ parameters: { Start: { lanes: everyLane.filter((lane) => lane !== 'supplier') } } });
		assert.deepEqual([run.status, ...run.problems], ['success']);
		assert.equal(run.calls('sap').filter(({ url }) => url.includes('A_Supplier')).length, 0);
		assert.equal(watermark(world, 'supplier'), '');
		assert.notEqual(watermark(world, 'purchase_order'), '');
		for (const record of records) assert.ok(run.ran.includes(record), record);
		await catchesUp(world);
	});

	it('one with nothing to do leads on to the next, and writes nothing', async () => {
		const world = await synced();
		const run = await world.run();
		assert.equal(run.status, 'success');
		assert.equal(run.writes().length, 0);
		for (const record of [...records, 'Finish']) assert.ok(run.ran.includes(record), record);
	});

	it('a first supplier that cannot be read makes no vendor twice of those behind it', async () => {
		const dataset = copyOf('tiny');
		const numberOf = ({ businessPartner }: (typeof dataset.sap.suppliers)[number]) => businessPartner.BusinessPartner;
		const first = dataset.sap.suppliers.reduce((a, b) => (numberOf(a) < numberOf(b) ? a : b));
		Object.assign(first.businessPartner, {
			BusinessPartnerFullName: '',
			OrganizationBPName1: '',
			OrganizationBPName2: '',
		});
		first.supplier.SupplierName = '';
		const world = new SyncWorld({ dataset });
		const run = await world.run();
		assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
		assert.deepEqual(outcomes(world, first.supplier.Supplier), [['failed', 'unreadable_document']]);
		const origins = world.procoreData.vendors.filter(({ name }) => name === 'Cascade Ridge Concrete, Inc.');
		assert.deepEqual(
			origins.map(({ id, origin_id }) => [id, origin_id]),
			[[9001, 'sap:S4P:supplier:100001']],
		);
	});

	it('SAP that is down before Start: nothing is read, and an exception says so', async () => {
		const world = await synced();
		const before = watermark(world, 'purchase_order');
		world.engine.simulators.sap.faults.add({ kind: 'status', status: 503, times: 'always' });
		const run = await world.run();
		assert.equal(run.writes().length, 0);
		assert.equal(watermark(world, 'purchase_order'), before);
		assert.match(world.exceptions().join(), /run : system_unavailable/);
		assert.ok(run.ran.includes('Trouble'));
		world.engine.simulators.sap.faults.remove();
		await catchesUp(world);
		assert.doesNotMatch(world.exceptions().join(), /system_unavailable/);
	});

	for (const { entity, path } of [
		{ entity: 'supplier', path: 'API_BUSINESS_PARTNER/A_' },
		{ entity: 'cost_code', path: 'GLACCOUNTINCHARTOFACCOUNTS' },
		{ entity: 'purchase_order', path: 'api_purchaseorder_2.*/PurchaseOrder\\?' },
		{ entity: 'requisition', path: 'purchaserequisition' },
		{ entity: 'actual_cost', path: 'GLACCOUNTLINEITEM' },
	])
		it(`SAP that is down in the lane ${entity}: it stays where it was, the others go on`, async () => {
			const world = await synced();
			raise(world, '4500090101', '44.00');
			world.engine.later();
			const before = watermark(world, entity);
			const other = entity === 'supplier' ? 'project' : 'supplier';
			const others = watermark(world, other);
			world.engine.simulators.sap.faults.add({ kind: 'status', status: 503, path, times: 'always' });
			const run = await world.run();
			assert.deepEqual(run.problems, []);
			assert.equal(watermark(world, entity), before);
			assert.notEqual(watermark(world, other), others);
			assert.match(world.exceptions().join(), new RegExp(`${entity} : system_unavailable`));
			world.engine.simulators.sap.faults.remove();
			await catchesUp(world);
		});

	for (const { lane, path } of [
		{ lane: 'actual_cost', path: 'GLACCOUNTLINEITEM.*skiptoken' },
		{ lane: 'budget', path: 'FINPLANNINGENTRYITEM.*skip' },
	])
		it(`SAP that breaks off in the middle of the lane ${lane}: what was not read is not taken out of Procore`, async () => {
			const world = new SyncWorld({ dataset: copyOf('tour') });
			const parameters = {
				Start: { mode: 'backfill', lanes: ['project', lane] },
				'Fetch plan': { planCategory: { __rl: true, mode: 'id', value: 'PLN' }, costAccounts },
			};
			await world.run({ parameters });
			const money = () => JSON.stringify([world.procoreData.directCosts, world.procoreData.budgetLines]);
			const before = money();
			world.sap({ do: 'page-size', v2: { default: 5, max: 5 } });
			world.engine.simulators.sap.faults.add({ kind: 'status', status: 503, path, nth: 3, times: 'always' });
			world.engine.later();
			const run = await world.run({ parameters });
			// The plan is added up before any of it is handed on.
			if (lane === 'actual_cost') assert.ok(run.items('Fetch costs').length > 5, 'SAP broke off before the first page');
			assert.equal(money(), before);
			assert.match(world.exceptions().join(), new RegExp(`${lane} : system_unavailable`));
			world.engine.simulators.sap.faults.remove();
			world.engine.later();
			assert.equal((await world.run({ parameters })).status, 'success');
			assert.equal(money(), before);
		});

	for (const { what, options } of [
		{ what: 'was switched off', options: { parameters: { Start: { lanes: everyLane.slice(0, -1) } } } },
		{ what: 'failed', options: {} },
		{ what: 'was never reached', options: { kill: { at: 'sap', nth: 12, when: 'before' } } },
	] satisfies Array<{ what: string; options: RunOptions }>)
		it(`a requisition whose order changed in a run in which its lane ${what}: it follows later`, async () => {
			const world = new SyncWorld();
			const [order, requisition] = ['4600000001', '10009901'];
			const item = { price: '10.00', quantity: '10' };
			world.sap({ do: 'create-requisition', number: requisition, wbsElement: 'P-1004.1.1', items: [item] });
			const part = { ...item, quantity: '6', requisition: [requisition, '10'] as [string, string] };
			const supplier = '100033';
			world.sap({ do: 'create-order', number: order, supplier, wbsElement: 'P-1004.1.1', items: [part] });
			world.sap({ do: 'order-requisition-item', requisition, item: '10', order, orderItem: '10', quantity: '6' });
			world.engine.later();
			await world.run();
			world.engine.later(60);
			await world.run();
			assert.deepEqual(divergence(world.engine, nothingApart), []);
			world.engine.later(60);
			world.sap({ do: 'set-quantity', order, item: '10', quantity: '8' });
			// More than the overlap of the windows.
			world.engine.later(60);
			if (what === 'failed')
				world.engine.simulators.sap.faults.add({
					kind: 'status',
					status: 503,
					path: 'purchaserequisition',
					times: 'always',
				});
			await world.run(options);
			world.engine.simulators.sap.faults.remove();
			await catchesUp(world);
		});

	for (const { entity, path } of [
		{ entity: 'supplier', path: 'vendors' },
		{ entity: 'purchase_order', path: 'purchase_order_contracts' },
		{ entity: 'requisition', path: 'requisitions' },
		{ entity: 'actual_cost', path: 'direct_costs' },
	])
		it(`Procore that is down in the lane ${entity}: what was to be written is an exception`, async () => {
			const world = new SyncWorld();
			world.engine.simulators.procore.faults.add({ kind: 'status', status: 503, path, times: 'always' });
			const run = await world.run();
			assert.deepEqual([...run.problems, ...losses(world.engine, nothingApart)], []);
			assert.match(world.exceptions().join(), new RegExp(`${entity} [^:]*: system_unavailable`));
			assert.ok(run.ran.includes('Finish'));
			world.engine.simulators.procore.faults.remove();
			await catchesUp(world, 3);
		});
});

describe('a run in which nothing has changed', () => {
	for (const { what, lanes: on } of [
		{ what: 'all lanes', lanes: everyLane },
		{ what: 'the lanes that most begin with', lanes: ['project', 'supplier', 'purchase_order'] },
	])
		it(`makes at most 25 table operations and 10 calls to Procore, with ${what}`, async () => {
			const world = new SyncWorld();
			const parameters = { Start: { lanes: on } };
			// Documents are read once more after a run, as the windows overlap.
			for (let round = 0; round < 2; round++) {
				const run = await world.run({ parameters });
				assert.deepEqual([run.status, ...run.problems], ['success']);
				world.engine.later(60);
			}
			world.engine.tables.forget();
			const run = await world.run({ parameters });
			assert.deepEqual([run.status, ...run.problems], ['success']);
			assert.deepEqual(run.writes(), []);
			const { operations } = world.engine.tables;
			assert.ok(operations.length <= 25, `${String(operations.length)}:\n${operations.join('\n')}`);
			assert.equal(run.tableOperations, operations.length);
			const calls = run.calls('procore').map(({ method, url }) => `${method} ${url}`);
			assert.ok(calls.length <= 10, `${String(calls.length)}:\n${calls.join('\n')}`);
			console.log(`    ${what}: ${String(operations.length)} table operations, ${String(calls.length)} Procore calls`);
		});

	it('leaves an exception alone that a person sets to ignored while it is under way', async () => {
		const world = await synced();
		const pick = ({ entity, status }: Record<string, unknown>) => entity === 'purchase_order' && status === 'open';
		const [held] = world.rows('exceptions').filter(pick);
		assert.ok(held);
		const sameRow = ({ id }: Record<string, unknown>) => id === held.id;
		const run = await world.run(
			step(['Fetch orders', 'Map orders'], (items) => {
				world.engine.tables.edit('sap_procore_exceptions', sameRow, { status: 'ignored' });
				return items;
			}),
		);
		assert.deepEqual([run.status, ...run.problems], ['success']);
		const rows = world.rows('exceptions');
		assert.deepEqual(rows.find(sameRow), { ...held, status: 'ignored', updatedAt: rows.find(sameRow)?.updatedAt });
		const others = rows.filter((row) => pick(row));
		assert.ok(others.length > 0);
		for (const { run_id } of others) assert.equal(run_id, lastRun(world)?.run_id);
	});
});

describe('projects that Procore does not show', () => {
	it('no batch decides on documents by the projects of another day', async () => {
		const world = await synced();
		const audited = world.rows('audit').length;
		world.engine.simulators.procore.faults.add({ kind: 'status', status: 403, path: '/projects\\?', times: 'always' });
		const run = await world.run({
			parameters: { Start: { mode: 'backfill', options: { recordUnchanged: true, batchSize: 1, firstBatchSize: 1 } } },
		});
		assert.deepEqual(run.problems, []);
		assert.ok(run.children > 0, 'no batch followed');
		const decided = world
			.rows('audit')
			.slice(audited)
			.filter(({ entity, sap_key }) => ['purchase_order', 'requisition', 'budget'].includes(String(entity)) && sap_key);
		assert.deepEqual(decided, []);
		assert.match(world.exceptions().join(), /requisition : permission/);
		world.engine.simulators.procore.faults.remove();
		await catchesUp(world);
		assert.doesNotMatch(world.exceptions().join(), /permission/);
	});
});

describe('a node that a consultant puts in between', () => {
	for (const { entity, fetch, map } of lanes)
		it(`a filter that lets nothing through in the lane ${entity}: all is on record, and everything after it runs`, async () => {
			const world = new SyncWorld();
			const nothing: InsertedStep = {
				between: [fetch, map],
				does: {
					node: {
						type: 'n8n-nodes-base.filter',
						typeVersion: 2.2,
						parameters: {
							conditions: {
								options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
								conditions: [
									{ id: '1', leftValue: 'a', rightValue: 'b', operator: { type: 'string', operation: 'equals' } },
								],
								combinator: 'and',
							},
						},
					},
				},
			};
			for (let round = 0; round < 2; round++) {
				const run = await world.run({ insert: [nothing] });
				assert.deepEqual([run.status, ...run.problems], ['success']);
				for (const name of [...records, 'Finish'])
					assert.ok(run.ran.includes(name), `${name} in run ${String(round + 1)}`);
				const left = auditOfLast(world).filter((row) => row.entity === entity);
				const keys = new Set(left.map(({ sap_key }) => sap_key));
				const fetched = run.items(fetch).filter((json) => Object.keys(json).length > 0);
				// Where orders come in several batches these are read in the last one, which is an execution of its own.
				const isLater = round === 0 && (entity === 'requisition' || entity === 'actual_cost');
				if (!isLater) assert.equal(keys.size, fetched.length, `run ${String(round + 1)}`);
				if (isLater && entity === 'requisition') assert.equal(keys.size, world.sapData.requisitions.length);
				if (round === 0) assert.ok(keys.size > 0, 'nothing is on record');
				for (const row of left) assert.equal(row.reason, 'left_out_by_workflow', String(row.sap_key));
				world.engine.later();
			}
			const backfill = await world.run({ parameters: { Start: { mode: 'backfill' } } });
			assert.deepEqual([backfill.status, ...backfill.problems], ['success']);
			await catchesUp(world);
		});

	it('one that drops a document: that one is on record as left out, the others are sent', async () => {
		const world = new SyncWorld();
		const drop = (items: INodeExecutionData[]) => items.filter(({ json }) => json.purchaseOrder !== '4500090101');
		const run = await world.run(step(['Fetch orders', 'Map orders'], drop));
		assert.deepEqual([run.status, ...run.problems], ['success']);
		assert.deepEqual(outcomes(world, '4500090101'), [['ignored', 'left_out_by_workflow']]);
		assert.deepEqual(outcomes(world, '4500090001'), [['synced', '']]);
		assert.notEqual(watermark(world, 'purchase_order'), '');
	});

	it('one that renames the key: the lane says so, and its watermark stays', async () => {
		const world = await synced();
		const before = watermark(world, 'purchase_order');
		raise(world, '4500090101', '41.00');
		world.engine.later();
		const rename = (items: INodeExecutionData[]) =>
			items.map(({ json: { purchaseOrder, ...json }, ...item }) => ({
				...item,
				json: { ...json, ...(purchaseOrder === undefined ? {} : { orderNumber: purchaseOrder }) },
			}));
		const run = await world.run(step(['Fetch orders', 'Map orders'], rename));
		assert.deepEqual(run.problems, []);
		assert.equal(watermark(world, 'purchase_order'), before);
		assert.match(world.exceptions().join(), /purchase_order/);
		await catchesUp(world);
	});

	it('one that doubles every item: each document counts once', async () => {
		const world = new SyncWorld();
		const double = (items: INodeExecutionData[]) => [...items, ...structuredClone(items)];
		for (const { fetch, map } of lanes.filter(({ entity }) => entity !== 'actual_cost')) {
			const run = await world.run(step([fetch, map], double));
			assert.deepEqual([run.status, ...run.problems], ['success'], fetch);
			world.engine.later();
		}
		await catchesUp(world);
	});

	it('one that reorders: nothing else changes', async () => {
		const world = new SyncWorld();
		const run = await world.run(step(['Fetch orders', 'Map orders'], (items) => [...items].reverse()));
		assert.deepEqual([run.status, ...run.problems], ['success']);
		await catchesUp(world);
	});

	for (const { entity, fetch, map } of lanes)
		it(`one that throws in the lane ${entity} and is told to go on: nothing is lost`, async () => {
			const world = new SyncWorld();
			const run = await world.run(
				step([fetch, map], () => {
					throw new Error('Broken');
				}),
			);
			assert.deepEqual(run.problems, []);
			assert.ok(run.ran.includes('Finish'));
			assert.deepEqual(losses(world.engine, nothingApart), []);
			await catchesUp(world);
		});

	it('one that throws and stops the workflow: the next run says so, and brings everything', async () => {
		const world = await synced();
		raise(world, '4500090101', '42.00');
		world.engine.later();
		const throws = () => {
			throw new Error('Broken');
		};
		const run = await world.run({ insert: [{ between: ['Fetch orders', 'Map orders'], does: throws }] });
		assert.equal(run.status, 'error');
		assert.deepEqual(losses(world.engine, nothingApart), []);
		world.engine.later(4);
		await catchesUp(world);
	});
});

describe('a node that somebody has deactivated', () => {
	for (const { entity, fetch, map, record } of lanes)
		for (const name of [
			fetch,
			map,
			...upserts.filter((upsert) => upsert.endsWith(record.replace('Record ', '')) && entity !== 'supplier'),
		])
			it(`${name}: nothing is lost, and the later lanes run`, async () => {
				const world = await synced();
				raise(world, '4500090101', '43.00');
				world.engine.later();
				const run = await world.run({ disable: [name] });
				assert.deepEqual([...run.problems, ...losses(world.engine, nothingApart)], []);
				assert.ok(run.ran.includes('Finish') || run.status === 'error', run.status);
				await catchesUp(world);
			});
});

describe('Execute step', () => {
	it('on each node shows items, writes nothing and leaves nothing locked', async () => {
		const world = new SyncWorld();
		const names = world.engine.workflow.nodes
			.map(({ name }) => name)
			.filter((name) => /^(Get|Start|Fetch|Match|Map|Upsert|Record|Finish)/.test(name));
		for (const name of names) {
			const run = await world.run({ step: name });
			assert.equal(run.error, undefined, name);
			assert.equal(run.status, 'success', name);
			assert.ok(run.items(name).length > 0, `${name} shows nothing`);
			assert.deepEqual(run.writes(), [], name);
		}
		assert.deepEqual(
			['runs', 'audit', 'exceptions', 'allocations', 'contracts'].flatMap((table) => world.rows(table)),
			[],
		);
		assert.ok(!lease(world)?.holder);
		const whole = await world.run();
		assert.equal(whole.status, 'success');
	});

	it('works in the template as it is shipped, while a run says what is still to be filled in', async () => {
		const world = new SyncWorld({ parameters: { 'Fetch costs': {} } });
		const run = await world.run({ step: 'Map orders' });
		assert.equal(run.error, undefined);
		assert.ok(run.items('Map orders').length > 0);
		const whole = await world.run();
		assert.equal(whole.status, 'error');
		assert.equal(whole.error?.message, 'Cost Accounts of the node "Fetch costs" names no accounts');
		assert.deepEqual([whole.writes(), world.rows('runs')], [[], []]);
	});

	it('on a node whose neighbours have run in the same execution takes what they put out', async () => {
		const world = await synced();
		raise(world, '4500090101', '45.00');
		world.engine.later();
		const whole = await world.run();
		const run = await world.run({ step: 'Map orders', after: whole });
		assert.equal(run.error, undefined);
		assert.ok(run.items('Map orders').some(({ number }) => number === '4500090101'));
		assert.deepEqual(run.writes(), []);
	});
});

describe('a run that is stopped', () => {
	for (const node of [...lanes.flatMap(({ fetch, map, record }) => [fetch, map, record]), ...upserts])
		it(`in the editor at ${node}: the next one comes in after three minutes and brings the rest`, async () => {
			const world = new SyncWorld();
			const run = await world.run({ stopAt: node });
			assert.equal(run.status, 'canceled');
			assert.deepEqual(
				run.problems.filter((each) => !each.startsWith('P9')),
				[],
			);
			world.engine.later(4);
			await catchesUp(world);
		});

	it('by somebody who starts it twice at once: one of the two works, the other says so', async () => {
		const world = await synced();
		raise(world, '4500090101', '50.00');
		world.engine.later();
		const both = await Promise.all([
			world.engine.run({ trigger: 'Every hour' }),
			world.engine.run({ trigger: 'Every hour' }),
		]);
		assert.deepEqual(both.map(({ status }) => status).sort(), ['error', 'success']);
		assert.match(both.find(({ status }) => status === 'error')?.error?.message ?? '', /under way/);
		await catchesUp(world);
	});
});

describe('batches', () => {
	const small = { Start: { options: { batchSize: 1, firstBatchSize: 1 }, lanes: everyLane } };

	it('a run of many batches that is killed in the third: the next one resumes where it was', async () => {
		const world = new SyncWorld();
		const killed = await world.run({
			parameters: small,
			beforeChild: (nth) => {
				if (nth === 3) world.engine.process.kill();
			},
		});
		assert.equal(killed.status, 'killed');
		const resumedAt = world.rows('state').find(({ entity }) => entity === 'purchase_order')?.cursor;
		assert.ok(resumedAt, 'nothing says where it was');
		world.engine.later(4);
		const run = await world.run({ parameters: small });
		assert.deepEqual([run.status, ...run.problems], ['success']);
		const first = run.items('Fetch orders')[0]?.purchaseOrder;
		assert.ok(String(first) > String(resumedAt), `${String(first)} was read before`);
		await catchesUp(world);
		assert.equal(world.rows('runs').filter(({ status }) => status === 'broken off').length, 1);
	});

	it('a batch whose node throws: the run says so, gives its lease back, and loses nothing', async () => {
		const world = new SyncWorld();
		let batches = 0;
		const throws = (items: INodeExecutionData[]) => {
			batches++;
			if (batches === 3) throw new Error('Broken in the third batch');
			return items;
		};
		const run = await world.run({
			parameters: small,
			insert: [{ between: ['Fetch orders', 'Map orders'], does: throws }],
		});
		assert.ok(run.ran.includes('Trouble'));
		assert.match(String(lastRun(world)?.message), /Broken in the third batch/);
		assert.ok(!lease(world)?.holder);
		assert.deepEqual(losses(world.engine, nothingApart), []);
		await catchesUp(world);
	});

	it('a workflow that is deleted between two batches: the run says so and ends', async () => {
		const world = new SyncWorld();
		const { id } = world.engine.workflow;
		const run = await world.run({
			parameters: small,
			beforeChild: (nth) => {
				if (nth === 2) throw new Error('Workflow is not active and cannot be executed.');
			},
		});
		assert.ok(run.ran.includes('Trouble'));
		assert.match(String(lastRun(world)?.message), /not active/);
		assert.ok(!lease(world)?.holder);
		world.engine.workflow.id = id;
		await catchesUp(world);
	});

	it('a workflow that is changed between two batches: the later ones go by what it is then', async () => {
		const world = new SyncWorld();
		const run = await world.run({
			parameters: small,
			beforeChild: (nth) => {
				if (nth !== 2) return;
				const { nodes } = world.engine.workflow;
				const upsert = nodes.find(({ name }) => name === 'Upsert contracts');
				if (upsert) upsert.disabled = true;
			},
		});
		assert.deepEqual(run.problems, []);
		assert.deepEqual(losses(world.engine, nothingApart), []);
		for (const node of world.engine.workflow.nodes) delete node.disabled;
		await catchesUp(world);
	});

	it('n8n that is restarted between two batches', async () => {
		const world = new SyncWorld();
		await world.run({
			parameters: small,
			beforeChild: (nth) => {
				if (nth === 1) world.engine.process.kill();
			},
		});
		world.engine.restart();
		world.engine.later(4);
		await catchesUp(world);
	});
});

describe('the lease', () => {
	it('outlasts a wait for the quota that is longer than it', async () => {
		const world = await synced();
		raise(world, '4500090101', '46.00');
		world.engine.later();
		const body = { errors: 'Too many requests' };
		const headers = { 'retry-after': '280' };
		world.engine.simulators.procore.faults.add({ kind: 'status', status: 429, path: 'sync', headers, body });
		const begun = Date.now();
		const seen: boolean[] = [];
		const watch = setInterval(() => {
			const until = Date.parse(String(lease(world)?.lease_until));
			if (Date.now() - begun > 10_000) seen.push(until > Date.now());
		}, 1);
		const run = await world.run();
		clearInterval(watch);
		assert.deepEqual([run.status, ...run.problems], ['success']);
		assert.ok(Date.now() - begun >= 280_000);
		assert.equal(seen.includes(false), false, 'the lease ran out while the run waited');
		assert.deepEqual(outcomes(world, '4500090101'), [['synced', '']]);
	});

	it('a run that loses it in the middle of an Upsert writes nothing more, neither to Procore nor to tables', async () => {
		const world = new SyncWorld();
		let taken = 0;
		const run = await world.run({
			insert: [
				{
					between: ['Map orders', 'Upsert contracts'],
					does: (items) => {
						world.engine.tables.edit('sap_procore_state', ({ entity }) => entity === 'lease', {
							holder: 'another run',
						});
						world.engine.later(2);
						taken = world.rows('audit').length;
						return items;
					},
				},
			],
		});
		assert.equal(world.procoreData.contracts.filter(({ origin_id }) => origin_id?.startsWith('sap:')).length, 0);
		assert.equal(world.rows('audit').length, taken);
		assert.equal(watermark(world, 'purchase_order'), '');
		assert.equal(lease(world)?.holder, 'another run');
		assert.ok(run.ran.length > 0);
		world.engine.tables.edit('sap_procore_state', ({ entity }) => entity === 'lease', { holder: '', lease_until: '' });
		await catchesUp(world);
	});
});

describe('the tables', () => {
	const ours = ['state', 'contracts', 'runs', 'audit', 'allocations', 'exceptions'];

	it('all of the sync deleted: nothing is created twice, and they are there again', async () => {
		const world = await synced();
		for (const table of ours) world.engine.tables.dropTable(`sap_procore_${table}`);
		const run = await world.run();
		assert.deepEqual([run.status, ...run.problems], ['success']);
		assert.deepEqual(run.writes(), []);
		await catchesUp(world);
	});

	for (const table of ours)
		it(`${table} deleted while a run is under way`, async () => {
			const world = await synced();
			raise(world, '4500090101', '47.00');
			world.engine.later();
			await world.engine.run({
				insert: [
					{
						between: ['Fetch orders', 'Map orders'],
						does: (items) => {
							world.engine.tables.dropTable(`sap_procore_${table}`);
							return items;
						},
					},
				],
			});
			world.engine.later(4);
			// Whoever deletes the exceptions has what they were about read again.
			if (table === 'exceptions') await world.run({ parameters: { Start: { mode: 'backfill' } } });
			await catchesUp(world);
		});

	it('emptied, renamed, with a column removed or added by a person', async () => {
		const world = await synced();
		const { tables } = world.engine;
		tables.removeRows('sap_procore_exceptions', () => true);
		tables.renameTable('sap_procore_runs', 'my_runs');
		tables.dropColumn('sap_procore_audit', 'message');
		tables.addColumn('sap_procore_state', 'mine', 'string');
		const held = tables.rows('sap_procore_audit').length;
		raise(world, '4500090101', '48.00');
		world.engine.later();
		const run = await world.run();
		assert.deepEqual([run.status, ...run.problems], ['success']);
		assert.ok(tables.rows('sap_procore_audit').length > held, 'rows were lost');
		assert.ok(tables.columns('sap_procore_audit').some(({ name }) => name === 'message'));
		assert.ok(tables.columns('sap_procore_state').some(({ name }) => name === 'mine'));
		await world.run({ parameters: { Start: { mode: 'backfill' } } });
		await catchesUp(world);
	});

	it('of an n8n below 2.40, where a cell that was emptied is not null: two runs', async () => {
		const world = new SyncWorld();
		world.engine.tables.emptyIsNull = false;
		for (let round = 0; round < 2; round++) {
			const run = await world.run();
			assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
			world.engine.later();
		}
		world.engine.tables.empty('sap_procore_state', ({ entity }) => entity === 'lease', 'lease_until');
		await catchesUp(world);
	});
});

describe('a workflow that is there twice', () => {
	it('duplicated for a second customer: neither sees the rows of the other', async () => {
		const world = new SyncWorld();
		await world.run();
		const rows = world.rows('audit').length;
		const { workflow } = world.engine;
		world.engine.workflow = { ...structuredClone(workflow), id: 'second' };
		const other = await world.run({ parameters: { Start: { customer: 'second', lanes: ['project', 'supplier'] } } });
		assert.equal(other.status, 'success', other.error?.message);
		const own = world.rows('state').filter(({ customer }) => customer === 'second');
		assert.ok(own.some(({ entity, watermark: read }) => entity === 'supplier' && read));
		assert.equal(world.rows('audit').filter(({ customer }) => customer !== 'second').length, rows);
		world.engine.workflow = workflow;
		await catchesUp(world);
	});

	it('imported twice for the same customer: one run at a time', async () => {
		const world = await synced();
		const { workflow } = world.engine;
		const first = world.engine.run({ trigger: 'Every hour' });
		world.engine.workflow = { ...structuredClone(workflow), id: 'again' };
		const second = await world.engine.run({ trigger: 'Every hour' });
		const both = [(await first).status, second.status];
		assert.deepEqual(both.sort(), ['error', 'success']);
		world.engine.workflow = workflow;
		await catchesUp(world);
	});
});

describe('a replay', () => {
	it('reads the documents of exceptions again, and only those', async () => {
		const world = await synced();
		world.procore({ do: 'edit-project', id: 2216, set: { active: true } });
		raise(world, '4500090101', '49.00');
		const called = { replay: { entity: 'purchase_order', key: '4500090306' } };
		await world.run({ parameters: { Start: { mode: 'replay', lanes: ['project'] } } });
		const run = await world.run({ trigger: 'When called', called });
		assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
		assert.deepEqual(
			run.items('Fetch orders').map(({ purchaseOrder }) => purchaseOrder),
			['4500090306'],
		);
		await catchesUp(world);
	});

	it('of an order never makes a second vendor of a supplier that Procore has by name', async () => {
		const world = new SyncWorld();
		await world.run({ parameters: { Start: { lanes: ['project', 'purchase_order'] } } });
		const order = '4500090101';
		world.sap({ do: 'set-supplier', order, supplier: '100001' });
		const called = { replay: { entity: 'purchase_order', key: order } };
		const run = await world.run({ trigger: 'When called', called });
		assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
		const named = world.procoreData.vendors.filter(({ name }) => name === 'Cascade Ridge Concrete, Inc.');
		assert.deepEqual(
			named.map(({ id, origin_id }) => [id, origin_id]),
			[[9001, 'sap:S4P:supplier:100001']],
		);
	});

	it('asked for while a run is under way is refused, and does no harm', async () => {
		const world = await synced();
		world.engine.tables.edit('sap_procore_state', ({ entity }) => entity === 'lease', {
			holder: 'another run',
			lease_until: new Date(Date.now() + minutes(3)).toISOString(),
		});
		const run = await world.run({ trigger: 'When called', called: { replay: { entity: 'purchase_order' } } });
		assert.equal(run.status, 'error');
		assert.match(run.error?.message ?? '', /under way/);
		assert.deepEqual(run.writes(), []);
		world.engine.later(4);
		await catchesUp(world);
	});
});
