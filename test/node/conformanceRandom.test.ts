import type { ConformanceFinding } from '../../nodes/shared/model';
import { type Random, randomFor } from '../../simulators/data/random.ts';
import { prepareSandbox, procoreSwitches } from '../support/procoreSwitches.ts';
import { sandboxProject } from '../support/sandboxProject.ts';
import { sapSwitches, type Switch } from '../support/sapSwitches.ts';
import { byId, jsonOf, World } from '../support/world.ts';

/** Some switches, at most one of a name. */
function some<Change>(switches: Array<Switch<Change>>, random: Random): Array<Switch<Change>> {
	const chosen = Array.from({ length: random.int(1, 5) }, () => random.pick(switches));
	return chosen.filter(({ name }, index) => chosen.findIndex((other) => other.name === name) === index);
}

const seeds = Array.from({ length: 6 }, (_, index) => index + 1);

test.each(seeds)('random settings %i: every switch that was set is named, and nothing else', async (seed) => {
	const random = randomFor('conformance', seed);
	const world = await World.start({ clockStart: '2026-10-02T08:00:00Z' });
	try {
		prepareSandbox(world.simulators.procore.simulator);
		const [ofSap, ofProcore] = [some(sapSwitches, random), some(procoreSwitches, random)];
		ofSap.forEach(({ set }) => set.forEach((change) => world.changeSap(change)));
		ofProcore.forEach(({ set }) => set.forEach((change) => world.changeProcore(change)));
		const { name = '' } = world.simulators.dataset.procore.projects.find(({ id }) => id === sandboxProject) ?? {};
		const sap = await world.sap({ resource: 'system', operation: 'checkConformance' });
		const procore = await world.procore({
			...{ resource: 'company', operation: 'checkConformance', projectId: byId(sandboxProject), confirmProject: name },
		});
		const found = [...jsonOf(sap.outputs[0]), ...jsonOf(procore.outputs[0])] as unknown as ConformanceFinding[];
		const different = found.filter(({ state }) => state === 'different').map(({ probe }) => probe);
		const expected = new Set([...ofSap, ...ofProcore].map(({ probe }) => probe));

		for (const probe of expected) {
			const { state, answer = '' } = found.find((each) => each.probe === probe) ?? {};
			// What another switch keeps from being tried names that one.
			const blocker = /; see ([\w.]+)\.$/.exec(answer)?.[1] ?? '';
			expect({ probe, state, told: state === 'different' || different.includes(blocker) }).toMatchObject({
				told: true,
			});
		}
		const usual = ['orders.stamps', 'orders.statuses', 'cleanUp'];
		const others = different.filter((probe) => !expected.has(probe) && !usual.includes(probe));
		// A cap of pages cuts every list of SAP.
		expect(others.filter((probe) => !probe.startsWith('pages.'))).toEqual([]);
	} finally {
		await world.close();
	}
});
