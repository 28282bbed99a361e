import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { SapData } from '../../simulators/data/types.ts';
import { World } from './support/scenarioWorld.ts';

const lanes = 'project, supplier, purchase_order';

it('an order whose contract waited for its vendor, and that leaves all projects: nobody is asked about a contract that never was', async () => {
	const world = await World.start({ name: 'begun', dataset: 'tiny', limits: false, procoreEmpty: true });
	const begun = async () => {
		const state = (await world.rows('sap_procore_state')).find(({ entity }) => entity === 'purchase_order');
		return JSON.parse(String(state?.begun_contracts ?? '') || '[]') as string[];
	};
	await world.sync({ lanes: 'project, purchase_order' });
	const keys = (await begun()).map((originId) => originId.split(':')[3] ?? '');
	const order = keys.find((key) => keys.filter((each) => each === key).length === 1);
	const sap = world.simulators.sap.simulator.state() as unknown as SapData;
	const costCenter = sap.costCenters.find(({ CostCenter }) => CostCenter.startsWith('171004'))?.CostCenter;
	assert.ok(order && costCenter);
	for (const { PurchaseOrderItem: item, assignments } of sap.orders.find(({ header }) => header.PurchaseOrder === order)
		?.items ?? [])
		for (const { AccountAssignmentNumber: assignment } of assignments)
			world.changeSap({ do: 'move-assignment', order, item, assignment, costCenter });
	await world.sync({ lanes });
	assert.deepEqual(await world.openExceptions(order), []);
	assert.deepEqual(
		(await begun()).filter((originId) => originId.includes(order)),
		[],
	);
});
