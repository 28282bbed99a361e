import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IExecuteFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { generateDataset } from '../../simulators/data/dataset.ts';
import { Engine, type EngineOptions, type InsertedStep } from './support/engine.ts';
import { smallWorkflow, type SmallNode, type Wire } from './support/smallWorkflow.ts';

const runNow: SmallNode = { name: 'Run now', type: 'n8n-nodes-base.manualTrigger' };
const suppliers: SmallNode = {
	name: 'Suppliers',
	type: 'sapS4Hana',
	parameters: { resource: 'supplier', operation: 'getAll', returnAll: true },
};
const noOp = (name: string, more: Partial<SmallNode> = {}): SmallNode => ({
	name,
	type: 'n8n-nodes-base.noOp',
	...more,
});
const createVendor: SmallNode = {
	name: 'Create vendor',
	type: 'procore',
	parameters: { resource: 'vendor', operation: 'create', name: '={{ $json.name }}', additionalFields: {} },
};

function engineOf(nodes: SmallNode[], wires: Wire[], more: Partial<EngineOptions> = {}): Engine {
	return new Engine({
		dataset: generateDataset('tour'),
		workflow: smallWorkflow(nodes, wires),
		...more,
	});
}

const row = (json: INodeExecutionData['json']): INodeExecutionData => ({ json });
/** Three items for whatever comes after the trigger. */
const three: InsertedStep = {
	name: 'Three',
	between: ['Run now', 'A'],
	does: () => [row({ at: 1 }), row({ at: 2 }), row({ at: 3 })],
};
const chain: Wire[] = [
	['Run now', 'A'],
	['A', 'B'],
	['B', 'C'],
];
const abc = (a: Partial<SmallNode> = {}, b: Partial<SmallNode> = {}) => [runNow, noOp('A', a), noOp('B', b), noOp('C')];

describe('n8n in this process', () => {
	it('runs nodes of the package against the simulators', async () => {
		const run = await engineOf([runNow, suppliers], [['Run now', 'Suppliers']]).run();
		assert.equal(run.error, undefined);
		assert.equal(run.status, 'success');
		assert.equal(run.items('Suppliers').length, 60);
		assert.deepEqual(run.ran, ['Run now', 'Suppliers']);
		assert.ok(run.calls('sap').length > 0);
	});

	it('does the same every time', async () => {
		const once = async () => (await engineOf([runNow, suppliers], [['Run now', 'Suppliers']]).run()).traffic;
		assert.deepEqual(await once(), await once());
	});

	it('fails as n8n does when a node throws', async () => {
		const nodes = [
			runNow,
			{ name: 'Stop', type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'Enough' } },
		];
		const run = await engineOf(nodes, [['Run now', 'Stop']]).run();
		assert.equal(run.status, 'error');
		assert.equal(run.error?.message, 'Enough');
	});
});

describe('the engine of n8n', () => {
	it('goes no further where a node puts out nothing, and calls that success', async () => {
		const run = await engineOf(abc(), chain).run({ insert: [{ between: ['A', 'B'], does: () => [] }] });
		assert.equal(run.status, 'success');
		assert.deepEqual(run.ran, ['Run now', 'A', 'Step 1']);
	});

	it("keeps a filter's last item from reaching anything when it lets nothing through", async () => {
		const engine = engineOf(abc(), chain);
		const filter = (leftValue: string) => ({
			type: 'n8n-nodes-base.filter',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
					conditions: [{ id: '1', leftValue, rightValue: 2, operator: { type: 'number', operation: 'equals' } }],
					combinator: 'and',
				},
			},
		});
		const kept = await engine.run({
			insert: [three, { between: ['A', 'B'], does: { node: filter('={{ $json.at }}') } }],
		});
		assert.deepEqual(kept.items('C'), [{ at: 2 }]);
		const none = await engine.run({ insert: [{ between: ['A', 'B'], does: { node: filter('={{ 7 }}') } }] });
		assert.equal(none.ran.includes('B'), false);
	});

	it('puts out one empty item where a node is told to put out always', async () => {
		const run = await engineOf(abc(), chain).run({
			insert: [{ between: ['A', 'B'], does: () => [], settings: { alwaysOutputData: true } }],
		});
		assert.deepEqual(run.items('C'), [{}]);
	});

	it('runs a node with two inputs on the one that came, once nothing else can run', async () => {
		const nodes = [runNow, noOp('A'), noOp('B'), { name: 'Both', type: 'test.join' }, noOp('C')];
		const engine = engineOf(nodes, [
			['Run now', 'A'],
			['A', 'B'],
			['B', 'Both', 0],
			['A', 'Both', 1],
			['Both', 'C'],
		]);
		const dry = await engine.run({ insert: [three, { between: ['A', 'B'], does: () => [] }] });
		assert.deepEqual(dry.items('C'), [{ at: 1 }, { at: 2 }, { at: 3 }]);
		const whole = await engine.run({ insert: [three] });
		assert.equal(whole.items('C').length, 6);
		assert.equal(whole.ran.filter((name) => name === 'Both').length, 1);
	});

	it('passes the input of a node on that throws and is told to go on', async () => {
		const run = await engineOf(abc(), chain).run({
			insert: [
				three,
				{
					between: ['A', 'B'],
					settings: { onError: 'continueRegularOutput' },
					does: () => {
						throw new Error('Broken');
					},
				},
			],
		});
		assert.equal(run.status, 'success');
		assert.deepEqual(
			run.items('C').map(({ at }) => at),
			[1, 2, 3],
		);
	});

	it('passes the input of a deactivated node on', async () => {
		const run = await engineOf(abc(), chain).run({ insert: [three], disable: ['B'] });
		assert.equal(run.items('C').length, 3);
	});

	it('runs a node once where it is told to', async () => {
		const run = await engineOf(abc({}, { executeOnce: true }), chain).run({ insert: [three] });
		assert.deepEqual(run.items('C'), [{ at: 1 }]);
	});

	it('knows what another node put out', async () => {
		const errorMessage = "={{ $('A').first().json.at + ' of ' + $('A').all().length }}";
		const stop: SmallNode = { name: 'C', type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage } };
		const run = await engineOf([...abc().slice(0, 3), stop], chain).run({ insert: [three] });
		assert.equal(run.error?.message, '1 of 3');
	});

	it('runs what a single step needs, and only that', async () => {
		const engine = engineOf(abc(), chain);
		const whole = await engine.run({ insert: [three] });
		const fresh = await engine.run({ step: 'B' });
		assert.deepEqual(fresh.ran, ['Run now', 'A', 'B']);
		const again = await engine.run({ step: 'B', after: whole, insert: [three] });
		assert.deepEqual(again.ran, ['B']);
		assert.equal(again.items('B').length, 3);
	});

	it('ends as canceled when somebody stops it', async () => {
		const run = await engineOf(abc(), chain).run({ stopAt: 'B' });
		assert.equal(run.status, 'canceled');
		assert.equal(run.ran.includes('C'), false);
	});
});

describe('workflows that a node calls', () => {
	const called: SmallNode[] = [...abc(), { name: 'When called', type: 'n8n-nodes-base.executeWorkflowTrigger' }];

	it('are the same workflow again, which the node waits for', async () => {
		const engine = engineOf(called, [...chain, ['When called', 'C']]);
		const outcomes: unknown[] = [];
		const run = await engine.run({
			insert: [
				{
					between: ['A', 'B'],
					does: async (items, context) => {
						const { data } = await context.executeWorkflow({ id: 'small' }, [row({ from: 'A' })]);
						outcomes.push(data);
						return items;
					},
				},
			],
		});
		assert.equal(run.error, undefined);
		assert.equal(run.children, 1);
		assert.deepEqual(run.ran, ['Run now', 'A', 'Step 1', 'When called', 'C', 'B', 'C']);
		assert.equal(JSON.stringify(outcomes).includes('"from":"A"'), true);
	});

	it('throw at the node when they fail', async () => {
		const engine = engineOf(
			[
				...called.slice(0, 3),
				{ name: 'C', type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'No' } },
				...called.slice(4),
			],
			[...chain, ['When called', 'C']],
		);
		const run = await engine.run({
			insert: [
				{
					between: ['A', 'B'],
					does: async (_items, context) => {
						const broken = await context.executeWorkflow({ id: 'small' }).catch((error: unknown) => error);
						return [row({ said: broken instanceof Error ? broken.message : '' })];
					},
				},
			],
		});
		assert.deepEqual(run.items('B'), [{ said: 'No' }]);
	});

	it('reach the tables when they are written inline', async () => {
		const engine = engineOf(abc(), chain);
		engine.tables.createTable('notes', { text: 'string', at: 'number' });
		engine.tables.addRows('notes', [{ text: 'old', at: 1 }]);
		const table = (parameters: INodeParameters): SmallNode => ({
			name: 'T',
			type: 'n8n-nodes-base.dataTable',
			parameters,
		});
		const inline = async (context: IExecuteFunctions, parameters: INodeParameters, items: INodeExecutionData[]) => {
			const code = smallWorkflow(
				[table({ dataTableId: { __rl: true, mode: 'name', value: 'notes' }, ...parameters })],
				[],
			);
			return (await context.executeWorkflow({ code: code as never }, items)).data[0] ?? [];
		};
		const conditions = [{ keyName: 'at', condition: 'gte', keyValue: '={{ $json.least }}' }];
		const run = await engine.run({
			insert: [
				{
					between: ['A', 'B'],
					does: async (_items, context) => {
						await inline(context, { operation: 'insert' }, [
							row({ text: 'new', at: 2 }),
							row({ text: 'newer', at: 3 }),
						]);
						const get = { operation: 'get', matchType: 'allConditions', filters: { conditions } };
						return await inline(context, get, [row({ least: 2 })]);
					},
				},
			],
		});
		assert.equal(run.error, undefined);
		assert.deepEqual(
			run.items('C').map(({ id, text }) => [id, text]),
			[
				[2, 'new'],
				[3, 'newer'],
			],
		);
		assert.equal(run.tableOperations, 2);
		assert.equal(engine.tables.rows('notes').length, 3);
	});
});

describe('a process that dies', () => {
	const vendors: Wire[] = [
		['Run now', 'A'],
		['A', 'Create vendor'],
	];
	const named: InsertedStep = {
		between: ['Run now', 'A'],
		does: () => ['One', 'Two', 'Three'].map((name) => row({ name })),
	};
	const held = (engine: Engine) =>
		(engine.simulators.procore.simulator.state() as { vendors: Array<{ name: string }> }).vendors
			.map(({ name }) => name)
			.filter((name) => ['One', 'Two', 'Three'].includes(name));

	it('leaves nothing of a request that it did not send', async () => {
		const engine = engineOf([runNow, noOp('A'), createVendor], vendors);
		const run = await engine.run({ insert: [named], kill: { at: 'procore', nth: 3, when: 'before' } });
		assert.equal(run.status, 'killed');
		assert.deepEqual(held(engine), ['One']);
	});

	it('leaves in Procore what a request did that it did not hear of', async () => {
		const engine = engineOf([runNow, noOp('A'), createVendor], vendors);
		const run = await engine.run({ insert: [named], kill: { at: 'procore', nth: 3, when: 'after' } });
		assert.equal(run.status, 'killed');
		assert.deepEqual(held(engine), ['One', 'Two']);
	});

	it('does nothing more later, and the next run is another process', async () => {
		const engine = engineOf([runNow, noOp('A'), createVendor], vendors);
		await engine.run({ insert: [named], kill: { at: 'procore', nth: 2, when: 'after' } });
		const before = engine.process;
		engine.later(600);
		await new Promise((resolve) => setTimeout(resolve, 20));
		assert.deepEqual(held(engine), ['One']);
		const next = await engine.run({ insert: [{ ...named, does: () => [row({ name: 'Three' })] }] });
		assert.equal(next.status, 'success');
		assert.notEqual(engine.process, before);
		assert.deepEqual(held(engine), ['One', 'Three']);
	});

	it('forgets what its nodes kept in memory', async () => {
		const engine = engineOf([runNow, noOp('A'), createVendor], vendors);
		const body = { errors: 'Too many' };
		const headers = { 'retry-after': '7200' };
		engine.simulators.procore.faults.add({ kind: 'status', status: 429, path: 'vendors', headers, body });
		const refused = await engine.run({ insert: [named] });
		assert.equal(refused.status, 'error');
		const held = await engine.run({ insert: [named] });
		assert.equal(held.calls('procore').length, 0, 'the node knows that Procore asked for a pause');
		engine.restart();
		const restarted = await engine.run({ insert: [named] });
		assert.equal(restarted.status, 'success');
	});
});

describe('time', () => {
	it('passes without anybody waiting for it', async () => {
		const engine = engineOf([runNow, suppliers], [['Run now', 'Suppliers']]);
		engine.simulators.sap.faults.add({
			kind: 'status',
			status: 503,
			path: 'A_Supplier|BusinessPartner',
			headers: { 'retry-after': '55' },
		});
		const begun = performance.now();
		const [virtual] = [Date.now()];
		const run = await engine.run();
		assert.equal(run.status, 'success');
		assert.ok(Date.now() - virtual >= 55_000, `${String(Date.now() - virtual)} ms`);
		assert.ok(performance.now() - begun < 10_000);
	});

	it('is the same for n8n and for both systems', () => {
		const engine = engineOf([runNow], []);
		engine.later(90);
		assert.equal(new Date().toISOString(), '2026-10-02T09:30:00.000Z');
		assert.equal(engine.simulators.sap.simulator.clock.now(), Date.now());
	});

	it('a request may be dropped, and is repeated', async () => {
		const engine = engineOf([runNow, suppliers], [['Run now', 'Suppliers']]);
		engine.simulators.sap.faults.add([
			{ kind: 'drop-before', path: 'BusinessPartner' },
			{ kind: 'drop-after', path: 'BusinessPartner', nth: 2 },
			{ kind: 'truncate', path: 'BusinessPartner', nth: 3 },
		]);
		const run = await engine.run();
		assert.equal(run.error, undefined);
		assert.equal(run.items('Suppliers').length, 60);
	});
});
