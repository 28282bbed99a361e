import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Workflow } from '../../tools/n8n/import.ts';
import { hasCustomerData, heldInProcore } from '../support/conformance.ts';
import { prepareSandbox, procoreSwitches } from '../support/procoreSwitches.ts';
import { sandboxProject } from '../support/sandboxProject.ts';
import { sapSwitches } from '../support/sapSwitches.ts';
import { packageDir, World } from './support/world.ts';

interface Report {
	different: number;
	unknown: number;
	settings: Record<string, string>;
	text: string;
}

const template = JSON.parse(
	readFileSync(join(packageDir, 'workflows', 'sap-procore-conformance.json'), 'utf8'),
) as Workflow & { nodes: Array<{ name: string; parameters: Record<string, unknown> }> };

/** Probes that found something else than the sync counts on, as the report lists them. */
function differentIn({ text }: Report): string[] {
	const [, listed = ''] = /^## Different.*\n\n((?:- .*\n?)+)/m.exec(text) ?? [];
	return [...listed.matchAll(/^- \w+ `([\w.]+)`/gm)].map(([, probe = '']) => probe);
}

describe('the conformance check as it is imported', () => {
	let world: World;
	const held = () => heldInProcore(world.simulators.procore.simulator.state());
	const writes = () =>
		world.simulators.procore.traffic
			.entries('procore')
			.filter(({ method, url }) => method !== 'GET' && !url.includes('/oauth/')).length;

	/** Imports the template with the project chosen, and presses *Execute workflow*. */
	async function check(confirmProject: string) {
		const nodes = template.nodes.map((node) =>
			node.name === 'Check Procore'
				? {
						...node,
						parameters: Object.assign({}, node.parameters, { projectId: byId(sandboxProject), confirmProject }),
					}
				: node,
		);
		const { name, connections, settings = {} } = template;
		const { id } = await world.n8n.rest.saveWorkflow({ name, nodes, connections, settings });
		return await world.n8n.rest.runManually(id, 'Check now');
	}
	async function report(): Promise<Report> {
		const project = world.simulators.dataset.procore.projects.find(({ id }) => id === sandboxProject);
		const { status, data } = await check(project?.name ?? '');
		assert.equal(status, 'success', JSON.stringify(data.resultData.error));
		return data.resultData.runData['Make report']?.[0]?.data?.main[0]?.[0]?.json as unknown as Report;
	}

	before(async () => {
		world = await World.start({ name: 'conformance', dataset: 'tour', limits: false, emptyTables: true });
		prepareSandbox(world.simulators.procore.simulator);
	});
	after(async () => {
		await world.close();
	});

	it('writes nothing where nobody has said that it is a sandbox', async () => {
		const { status, data } = await check('');
		assert.equal(status, 'error');
		assert.match(
			data.resultData.error?.message ?? '',
			/^Nothing was written, because this is not known to be a sandbox/,
		);
		assert.equal(writes(), 0);
	});

	it('reports on both systems, names nothing of the customer and leaves Procore as it was', async () => {
		const before = held();
		const made = await report();
		assert.deepEqual([differentIn(made), made.unknown], [ofTheTour, 0], made.text);
		assert.deepEqual(hasCustomerData(made, world), []);
		assert.ok(writes() > 50);
		assert.deepEqual(held(), before);
	});

	it('finds what Procore and SAP do otherwise, says how to set the sync, and leaves nothing behind', async () => {
		const probes = [
			...['contracts.subcontractorSov', 'requisitions.originData', 'changeOrders.contract', 'directCosts.tool'],
			'orders.nestedExpand',
		];
		for (const { probe, set } of procoreSwitches)
			for (const change of probes.includes(probe) ? set : []) world.changeProcore({ ...change });
		for (const { probe, set } of sapSwitches)
			for (const change of probes.includes(probe) ? set : []) world.changeSap({ ...change });
		const before = held();
		const made = await report();
		assert.deepEqual(
			differentIn(made)
				.filter((probe) => !ofTheTour.includes(probe))
				.sort(),
			probes.sort(),
			made.text,
		);
		assert.equal(made.settings['Map costs > Cost Target'], 'Budget Line');
		assert.deepEqual(hasCustomerData(made, world), []);
		assert.deepEqual(held(), before);
	});
});

/** Orders without a stamp, and one with a status that nobody knows. */
const ofTheTour = ['orders.stamps', 'orders.statuses'];
const byId = (id: number) => ({ __rl: true, mode: 'id', value: String(id) });
