import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Workflow } from '../../tools/n8n/import.ts';
import type { Row } from '../../tools/n8n/tables.ts';
import type { Delivery, StoredHook } from '../../simulators/procore/webhooks.ts';
import { ownRequisitions } from './support/requisitions.ts';
import { packageDir, until, World } from './support/world.ts';

interface ProcoreState {
	contracts: Array<{ id: number; project_id: number; status: string; origin_id: string | null }>;
	webhooks: Array<StoredHook & { deliveries: Delivery[] }>;
}

describe('events of Procore start a replay', () => {
	let world: World;
	let workflow: Workflow & { versionId?: string };
	let contract: ProcoreState['contracts'][number] | undefined;
	let waiting: Row | undefined;
	const state = () => world.simulators.procore.simulator.state() as ProcoreState;
	const executions = async () => await world.n8n.rest.executions.list({ workflowId: workflow.id });
	const runs = async () => await world.rows('sap_procore_runs');
	/** All executions, once there are so many and each is over; the newest first. */
	const over = async (count: number) => {
		let all = await executions();
		while (all.length < count || all.some(({ status }) => ['new', 'running'].includes(status))) {
			await new Promise((resolve) => setTimeout(resolve, 50));
			all = await executions();
		}
		assert.equal(all.length, count);
		return all;
	};
	const ended = async (count: number) => {
		const [newest] = await over(count);
		return await world.n8n.rest.executions.wait(newest?.id ?? '');
	};
	const delivered = () => state().webhooks.flatMap(({ deliveries }) => deliveries);

	before(async () => {
		world = await World.start({
			name: 'events',
			dataset: 'tour',
			limits: false,
			settings: { lanes: 'project, supplier, purchase_order, requisition', contractStatus: 'Draft' },
		});
		assert.equal((await world.press()).status, 'success');
		const held = (await world.rows('sap_procore_exceptions')).filter(
			({ entity, status, message }) =>
				entity === 'requisition' && status === 'open' && /not approved|Draft/.test(String(message)),
		);
		for (const row of held) {
			const inProject = state().contracts.filter(({ project_id: id }) => String(id) === row.project_id);
			const of = inProject.find(({ origin_id: id, status }) => {
				const order = id?.split(':')[3] ?? '';
				return status === 'Draft' && order !== '' && String(row.message).includes(order);
			});
			if (!of) continue;
			[contract, waiting] = [of, row];
			break;
		}
		assert.ok(contract && waiting, JSON.stringify(held.slice(0, 3)));
		const text = readFileSync(join(packageDir, 'workflows', 'sap-procore-events.json'), 'utf8');
		const template = JSON.parse(text) as Workflow & { nodes: Array<{ name: string; parameters: object }> };
		for (const node of template.nodes)
			if (node.name === 'Contract changed') Object.assign(node.parameters, { projectIds: String(contract.project_id) });
		const { name, nodes, connections, settings = {} } = template;
		workflow = await world.n8n.rest.saveWorkflow({ name, nodes, connections, settings });
	});
	after(async () => {
		await world.close();
	});

	it('publishing makes a hook of the project and one of the company, each with a secret that n8n does not keep', async () => {
		await world.n8n.rest.publish(workflow.id);
		const hooks = state().webhooks;
		assert.deepEqual(
			// n8n activates triggers at the same time.
			hooks.map(({ owned_by_project_id: project, owned_by_company_id: company }) => project ?? company).sort(),
			[contract?.project_id, world.simulators.dataset.procore.company.id].sort(),
		);
		const saved = JSON.stringify(await world.n8n.rest.workflow(workflow.id));
		for (const { destination_url: url, destination_headers: headers } of hooks) {
			assert.match(url, new RegExp(`^${world.n8n.url}/webhook/[0-9a-f-]{36}/procore$`));
			assert.ok(!saved.includes(String(headers.Authorization).slice('Bearer '.length)));
			assert.equal((await fetch(url, { method: 'POST', headers: { authorization: 'Bearer x' } })).status, 401);
		}
		assert.deepEqual(await executions(), []);
	});

	it('a restart of n8n leaves the hooks as they are', async () => {
		const before = state().webhooks.map(({ id }) => id);
		await world.n8n.restart();
		assert.deepEqual(
			state().webhooks.map(({ id }) => id),
			before,
		);
	});

	it('somebody edits a contract that stays a draft: nothing is replayed', async () => {
		const before = (await runs()).length;
		world.changeProcore({ do: 'edit-contract', id: contract?.id, set: { description: 'By hand' } });
		const { status, data } = await ended(1);
		assert.equal(status, 'success');
		assert.equal(data.resultData.lastNodeExecuted, 'Only approved ones');
		assert.equal((await runs()).length, before);
	});

	it('somebody approves it: the requisition that waited for it is in Procore a moment later', async () => {
		const before = ownRequisitions(world.simulators).length;
		world.changeProcore({ do: 'set-contract-status', id: contract?.id, status: 'Approved' });
		const { status, data } = await ended(2);
		assert.equal(status, 'success', JSON.stringify(data.resultData.error));
		const run = (await runs()).at(-1);
		assert.deepEqual([run?.mode, run?.status], ['replay', 'success']);
		assert.ok(ownRequisitions(world.simulators).length > before);
		const [row] = (await world.rows('sap_procore_exceptions')).filter(
			({ entity, sap_key: key, project_id: project }) =>
				entity === 'requisition' && key === waiting?.sap_key && project === waiting?.project_id,
		);
		assert.equal(row?.status, 'resolved');
	});

	it('the same event once more is answered and starts nothing, as what the sync itself has changed does', async () => {
		const hook = state().webhooks.find(({ owned_by_project_id: project }) => project !== null);
		const before = [(await executions()).length, (await runs()).length];
		world.changeProcore({ do: 'repeat-delivery', hook: hook?.id });
		await until('the deliveries', () => delivered().every(({ outcome }) => outcome === 'ok'));
		assert.match(
			String(delivered().findLast(({ event }) => event.resource_id === contract?.id)?.response_body),
			/ignored/,
		);
		assert.equal((await world.sync({ mode: 'backfill' })).status, 'success');
		await until('the deliveries', () => delivered().every(({ outcome }) => outcome === 'ok'));
		assert.deepEqual([(await executions()).length, (await runs()).length - 1], before);
	});

	it('a vendor is merged: everything that is due is replayed', async () => {
		const vendor = world.vendors().find(({ is_active }) => is_active);
		world.changeProcore({ do: 'edit-vendor', id: vendor?.id, set: { notes: 'Merged with another one' } });
		assert.equal((await ended(3)).status, 'success');
		assert.deepEqual([(await runs()).at(-1)?.mode, (await runs()).at(-1)?.status], ['replay', 'success']);
	});

	it('no header of a hook is in any execution, table or log', async () => {
		const secrets = state().webhooks.map(({ destination_headers: { Authorization = '' } }) => Authorization.slice(7));
		const kept: unknown[] = [readFileSync(world.n8n.logFile, 'utf8')];
		for (const { id } of await executions()) kept.push(await world.n8n.rest.executions.get(id));
		for (const secret of secrets) assert.ok(secret.length > 40 && !JSON.stringify(kept).includes(secret));
	});

	it('somebody listens for a test event beside that: a hook of its own, gone after one event, or when they stop', async () => {
		const published = state().webhooks.map(({ id }) => id);
		const tests = () => state().webhooks.filter(({ id }) => !published.includes(id));
		await world.n8n.rest.listen(workflow.id, 'Contract changed');
		assert.deepEqual(
			tests().map(({ destination_url: url }) => url.includes('/webhook-test/')),
			[true],
		);
		const before = (await executions()).length;
		world.changeProcore({ do: 'edit-contract', id: contract?.id, set: { description: 'By hand again' } });
		const [one, other] = await over(before + 2);
		assert.deepEqual([one?.mode, other?.mode].sort(), ['manual', 'webhook']);
		assert.deepEqual([one?.status, other?.status], ['success', 'success']);
		await until('the test hook', () => tests().length === 0);
		await world.n8n.rest.listen(workflow.id, 'Contract changed');
		assert.equal(tests().length, 1);
		await world.n8n.rest.stopListening(workflow.id);
		await until('the test hook', () => tests().length === 0);
		assert.deepEqual(
			state().webhooks.map(({ id }) => id),
			published,
		);
	});

	it('unpublishing removes the hooks, and what is still on its way is refused', async () => {
		const [hook] = state().webhooks;
		assert.equal(state().webhooks.length, 2);
		await world.n8n.rest.unpublish(workflow.id);
		await until('the hooks', () => state().webhooks.length === 0);
		const headers = { authorization: String(hook?.destination_headers.Authorization) };
		const answer = await fetch(String(hook?.destination_url), { method: 'POST', headers, body: '{}' });
		assert.equal(answer.status, 404);
	});

	it('where the app may not manage webhooks, publishing says so', async () => {
		world.changeProcore({ do: 'set-tool', tool: 'webhooks', enabled: false });
		await assert.rejects(world.n8n.rest.publish(workflow.id), /Procore did not allow this request/);
	});
});
