import { activeRows, readRoster, reconcile, syncOrders, syncSuppliers, type Items } from '../support/bothSystems.ts';
import { keptBack } from '../support/keptBack.ts';
import { World } from '../support/world.ts';

let world: World;
let roster: Items;

/** 1,500 orders of which none is odd: those that the sync would keep back are still in release. */
beforeAll(async () => {
	world = await World.start({ dataset: 'seed' });
	roster = await readRoster(world);
	await syncSuppliers(world);
	for (const order of keptBack(world)) world.changeSap({ do: 'set-order-state', order, state: 'inRelease' });
	await syncOrders(world, roster);
}, 300_000);
afterAll(async () => await world.close());

it('a clean seed has no difference at all, ties out, and costs one Procore call a project', async () => {
	world.forgetCalls();
	const report = await reconcile(world, roster);
	expect(report).toMatchObject({ differences: [], gaps: [], tiesOut: 'yes' });
	expect(report.counts.contracts).toBeGreaterThan(1000);
	expect(report.projects.length).toBeGreaterThan(0);
	for (const { sap, procore, currency, project } of report.projects)
		expect([project, currency, procore]).toEqual([project, currency, sap]);
	expect(world.calls('procore')).toHaveLength(activeRows(roster).length);
}, 120_000);
