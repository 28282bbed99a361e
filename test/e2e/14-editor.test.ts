import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { countCalls } from '../../demo/calls.ts';
import { credentialsFor } from '../../demo/credentials.ts';
import { fillTables } from '../../demo/mappingTables.ts';
import { syncTemplateWith, syncWorkflow } from '../../demo/playground.ts';
import { outcomesOf } from '../../demo/syncRun.ts';
import { costAccounts } from '../../simulators/data/costs/accounts.ts';
import { type RunningSimulators, startSimulators } from '../../simulators/index.ts';
import { Editor } from '../../tools/browser/editor.ts';
import type { Execution } from '../../tools/n8n/executions.ts';
import type { Workflow } from '../../tools/n8n/import.ts';
import { type Instance, startInstance } from '../../tools/n8n/instance.ts';
import { contractsOf, demanded, differences, sapState } from './support/contracts.ts';
import { OneClock } from './support/oneClock.ts';
import { packageDir, trafficFile, World } from './support/world.ts';

const folder = join(packageDir, '.demo', 'e2e');
const file = join(packageDir, 'workflows', 'sap-procore-sync.json');

/** Values of the panels as they are shipped: *Run now* begins with a small batch. */
const asShipped = { firstBatchSize: 200 };

/** Executions of a workflow that somebody started in the editor, newest first; further batches are executions, too. */
async function startedByHand(n8n: Instance, workflowId: string) {
	return (await n8n.rest.executions.list({ workflowId })).filter(({ mode }) => mode === 'manual');
}

/** Waits for an execution beyond those there were, and for its end. */
async function nextExecution(n8n: Instance, workflowId: string, known: number): Promise<Execution> {
	const end = Date.now() + 1_800_000;
	while (Date.now() < end) {
		const executions = await startedByHand(n8n, workflowId);
		const [newest] = executions;
		if (newest && executions.length > known && !['new', 'running', 'waiting', 'unknown'].includes(newest.status))
			return await n8n.rest.executions.get(newest.id);
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	throw new Error(`No execution of workflow ${workflowId} ended within half an hour`);
}

describe('the editor: the template imported from a file, into an n8n in New York', () => {
	let simulators: RunningSimulators;
	let n8n: Instance;
	let clock: OneClock;
	let editor: Editor;
	let workflowId: string;
	const credentials = () =>
		credentialsFor(simulators).map((each, index) => ({ ...each, id: `other${index}credential0` }));
	const writes = () => countCalls(simulators.procore.traffic.entries()).procore.writes;
	const tableRows = async (name: string) => {
		const tables = await n8n.rest.tables.list();
		return tables.some((table) => table.name === name) ? await n8n.rest.tables.rows(name) : [];
	};
	const step = async (node: string) => {
		const known = (await startedByHand(n8n, workflowId)).length;
		let execution: Execution | undefined;
		const shown = await editor.executeStep(node, async () => {
			execution = await nextExecution(n8n, workflowId, known);
		});
		return { shown, execution };
	};

	before(async () => {
		simulators = await startSimulators({ dataset: 'tour', limits: false, trafficFile });
		mkdirSync(folder, { recursive: true });
		const userFolder = join(folder, 'editor');
		rmSync(userFolder, { recursive: true, force: true });
		clock = new OneClock(join(folder, 'editor.clock'), simulators);
		n8n = await startInstance({
			...{ packageDir, userFolder, credentials: credentials(), workflows: [] },
			env: { GENERIC_TIMEZONE: 'America/New_York', ...clock.env },
			log: (line) => {
				console.log(`    ${line}`);
			},
		});
		await fillTables(n8n.rest.tables, simulators.dataset.tables);
		editor = await Editor.open(n8n.url);
	});
	after(async () => {
		await editor.close();
		await n8n.stop();
		await simulators.close();
	});

	it('three clicks import it; n8n picks the credentials by their names, and no node has a warning', async () => {
		workflowId = await editor.importFile(file);
		const warnings = await editor.warnings();
		console.log(`    ${String(editor.clicks)} clicks to import, ${String(warnings.length)} warnings`);
		assert.deepEqual([editor.clicks, warnings], [3, []]);
		const { nodes } = await n8n.rest.workflow(workflowId);
		const given = new Map(credentials().map(({ type, id }) => [type, id]));
		const used = nodes.flatMap((node) =>
			Object.entries((node as { credentials?: Record<string, { id: string }> }).credentials ?? {}),
		);
		assert.ok(used.length >= 10);
		for (const [type, { id }] of used) assert.equal(id, given.get(type));
	});

	it('opens with every box on the screen and every title readable', async () => {
		await editor.show(workflowId);
		const groups = await editor.groups();
		const smallest = Math.min(...groups.map(({ fontSize }) => fontSize));
		console.log(`    smallest title: ${smallest.toFixed(1)} px; ${groups.map(({ title }) => title).join(', ')}`);
		assert.equal(groups.length, 9);
		for (const group of groups) assert.ok(group.fontSize >= 6 && !group.cut, JSON.stringify(group));
		const boxes = await editor.boxes();
		assert.ok(boxes.length >= groups.length && boxes.length <= 15, `${String(boxes.length)} boxes`);
		for (const { x, y, right, bottom } of boxes)
			assert.ok(
				x >= 40 && y >= 65 && right <= 1440 && bottom <= 860,
				`a box is at ${[x, y, right, bottom].join(', ')}`,
			);
	});

	it('Execute step on Map orders shows real items, and leaves no trace', async () => {
		await editor.expand('Purchase orders → contracts');
		const { shown, execution } = await step('Map orders');
		assert.equal(execution?.status, 'success');
		const shownItems = Number.parseInt(shown, 10);
		const mapped = execution.data.resultData.runData['Map orders']?.[0]?.data?.main[0] ?? [];
		assert.equal(shownItems, mapped.length);
		assert.ok(mapped.filter(({ json }) => json.originId !== undefined).length >= simulators.dataset.sap.orders.length);
	});

	it('Execute step on Upsert contracts writes nothing to Procore', async () => {
		const { shown, execution } = await step('Upsert contracts');
		assert.equal(execution?.status, 'success');
		assert.match(shown, /^\d+ items$/);
		assert.equal(writes(), 0);
	});

	it('ten minutes after a single step nothing is locked or left running', async () => {
		simulators.sap.simulator.clock.advance(600_000);
		clock.tell();
		const held = (await tableRows('sap_procore_state')).filter(({ holder }) => holder !== null && holder !== '');
		assert.deepEqual([held, await tableRows('sap_procore_runs'), writes()], [[], [], 0]);
		const running = await n8n.rest.executions.list({ workflowId, status: ['new', 'running', 'waiting'] });
		assert.deepEqual(running, []);
	});

	it('Run now says which field is still to be filled in, before anything is written', async () => {
		const known = (await startedByHand(n8n, workflowId)).length;
		await editor.show(workflowId);
		await editor.execute('Run now');
		const { status, data } = await nextExecution(n8n, workflowId, known);
		assert.equal(status, 'error');
		assert.match(
			JSON.stringify(data.resultData.error),
			/Cost Accounts of the node \\"Fetch costs\\" names no accounts/,
		);
		assert.deepEqual([await tableRows('sap_procore_runs'), writes()], [[], 0]);
	});

	it('Run now as shipped, with the accounts filled in, plans everything and writes nothing', async () => {
		await editor.show(workflowId);
		await editor.expand('Actual costs');
		await editor.fill('Fetch costs', 'costAccounts', costAccounts);
		const known = (await startedByHand(n8n, workflowId)).length;
		await editor.show(workflowId);
		await editor.execute('Run now');
		const execution = await nextExecution(n8n, workflowId, known);
		const rows = await tableRows('sap_procore_runs');
		assert.deepEqual(
			rows.map(({ mode, status }) => [mode, status]),
			[['preview', 'success']],
			JSON.stringify(execution.data.resultData.error),
		);
		assert.ok((outcomesOf(rows[0]).purchase_order?.planned ?? 0) > 80);
		assert.equal(writes(), 0);
	});

	it('Run now with Mode set to Delta writes it all, from one click', async () => {
		await editor.show(workflowId);
		await editor.expand('Start');
		await editor.choose('Start', 'mode', 'Delta');
		const [known, clicks] = [(await startedByHand(n8n, workflowId)).length, editor.clicks];
		await editor.show(workflowId);
		await editor.execute('Run now');
		assert.equal(editor.clicks, clicks + 1);
		const execution = await nextExecution(n8n, workflowId, known);
		const [, row, ...others] = await tableRows('sap_procore_runs');
		assert.deepEqual(
			[row?.mode, row?.status, others],
			['delta', 'success', []],
			JSON.stringify(execution.data.resultData.error),
		);
		assert.deepEqual(differences(simulators), []);
		assert.ok((outcomesOf(row).purchase_order?.synced ?? 0) > 80);
	});

	it('Execute step on Upsert contracts plans the change of an order, and writes nothing', async () => {
		const [before, row] = [writes(), (await tableRows('sap_procore_runs')).at(-1)];
		const { order = '' } = demanded(simulators).find(({ reason }) => reason === '') ?? {};
		const item = sapState(simulators).orders.find(({ header }) => header.PurchaseOrder === order)?.items[0];
		const price = (Number(item?.NetPriceAmount) + 1).toFixed(2);
		simulators.sap.simulator.change({ do: 'set-price', order, item: item?.PurchaseOrderItem, price });
		simulators.sap.simulator.clock.advance(600_000);
		clock.tell();
		await editor.show(workflowId);
		await editor.expand('Purchase orders → contracts');
		const { execution } = await step('Upsert contracts');
		const planned = execution?.data.resultData.runData['Upsert contracts']?.[0]?.data?.main[0] ?? [];
		assert.ok(planned.some(({ json }) => json.sapKey === order && json.status === 'planned'));
		assert.deepEqual([writes(), (await tableRows('sap_procore_runs')).at(-1)], [before, row]);
	});
});

/** n8n's own Filter node as it is dropped in, with a condition that is never true. */
const nothingThrough = {
	id: 'c5b1d6de-0d66-4c79-8a8b-5d3f1a0c7e11',
	name: 'Filter',
	type: 'n8n-nodes-base.filter',
	typeVersion: 2.2,
	position: [1720, 0],
	parameters: {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			conditions: [
				{
					id: '7c1f5f39-51a2-4d0a-9f0a-3b1a2f6c9d22',
					leftValue: 'yes',
					rightValue: 'no',
					operator: { type: 'string', operation: 'equals' },
				},
			],
			combinator: 'and',
		},
		options: {},
	},
};

/** Puts a node into the wire between two others, and into their box; the other wires of the first stay. */
function between(workflow: Workflow, from: string, to: string, node: { id: string; name: string }): Workflow {
	const { nodes, connections, nodeGroups } = workflow as unknown as {
		nodes: Array<{ id: string; name: string }>;
		nodeGroups: Array<{ nodeIds: string[] }>;
		connections: Record<string, { main: Array<Array<{ node: string; type: string; index: number }>> }>;
	};
	nodes.push(node);
	const start = nodes.find(({ name }) => name === from)?.id ?? '';
	nodeGroups.find(({ nodeIds }) => nodeIds.includes(start))?.nodeIds.push(node.id);
	const wire = connections[from]?.main[0]?.find((each) => each.node === to);
	assert.ok(wire, `no wire leads from ${from} to ${to}`);
	connections[node.name] = { main: [[{ ...wire }]] };
	wire.node = node.name;
	return workflow;
}

describe("the editor: n8n's own Filter between Fetch orders and Map orders, letting nothing through", () => {
	let world: World;
	before(async () => {
		world = await World.start({ name: 'editor-filter', dataset: 'tour', limits: false, settings: asShipped });
	});
	after(async () => {
		await world.close();
	});

	it('every order is on record as left out, and all later lanes and Finish run', async () => {
		const template = syncTemplateWith(packageDir, asShipped);
		await world.n8n.rest.saveWorkflow(between(template, 'Fetch orders', 'Map orders', nothingThrough));
		const { status, execution } = await world.press();
		assert.equal(status, 'success', JSON.stringify(execution.data.resultData.error));
		const { runData } = execution.data.resultData;
		for (const node of ['Record orders', 'Fetch requisitions', 'Record requisitions', 'Finish'])
			assert.ok(runData[node], `${node} has not run`);
		const orders = (await world.lastAudit()).filter(({ entity }) => entity === 'purchase_order');
		const keys = world.simulators.dataset.sap.orders.map(({ header }) => header.PurchaseOrder).sort();
		assert.deepEqual([...new Set(orders.map(({ reason }) => reason))], ['left_out_by_workflow']);
		assert.deepEqual(orders.map(({ sap_key }) => sap_key).sort(), keys);
		assert.deepEqual(
			contractsOf(world.simulators).filter(({ origin_id }) => origin_id?.startsWith('sap:')),
			[],
		);
	});

	it('a run in which nothing changed comes to its end, too', async () => {
		const { status, execution } = await world.press();
		assert.equal(status, 'success');
		assert.ok(execution.data.resultData.runData.Finish);
	});

	it('a backfill without it brings them all', async () => {
		const run = await world.sync({ ...asShipped, mode: 'backfill' });
		assert.equal(run.status, 'success');
		assert.deepEqual(differences(world.simulators), []);
		assert.ok((run.outcomes.purchase_order?.synced ?? 0) > 80);
	});
});

/** Above this many processes in want of a processor for each, a browser waits for others as much as for itself. */
const busy = () => (loadavg()[0] ?? 0) > 4;

describe('the editor: Run now on seed, watched in the browser', () => {
	let world: World;
	let editor: Editor;
	before(async () => {
		const options = { dataset: 'seed', procoreEmpty: true, limits: false } as const;
		world = await World.start({ name: 'editor-seed', ...options, settings: asShipped });
		editor = await Editor.open(world.n8n.url);
	});
	after(async () => {
		await editor.close();
		await world.close();
	});

	it('the page stands still for no longer than a second at a time; twice that where other tests run beside it', async () => {
		await editor.show(syncWorkflow.id);
		await editor.watch();
		await editor.page.waitForTimeout(15_000);
		const idle = await editor.blocks();
		await editor.watch();
		const wasBusy = busy();
		await editor.execute('Run now');
		await nextExecution(world.n8n, syncWorkflow.id, 0);
		// What n8n draws after the end belongs to it.
		await editor.page.waitForTimeout(5_000);
		const running = await editor.blocks();
		const row = (await world.rows('sap_procore_runs')).at(-1);
		const told = ({ longestTask, longestGap }: typeof idle) =>
			`task ${longestTask.toFixed(0)} ms, gap ${longestGap.toFixed(0)} ms`;
		console.log(
			`    longest while idle: ${told(idle)}; during the run: ${told(running)}; load ${loadavg().join(', ')}`,
		);
		assert.equal(row?.status, 'success');
		if (!wasBusy && !busy()) assert.ok(Math.max(running.longestTask, running.longestGap) <= 2_000, told(running));
	});
});
