import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { n8nVersion } from '../../tools/n8n/cache.ts';
import { contractsOf, demanded, differences } from '../e2e/support/contracts.ts';
import { killAt } from '../e2e/support/kill.ts';
import { orderLanes } from '../support/lanes.ts';
import { World } from '../e2e/support/world.ts';

/** On n8n below 2.40 an emptied cell is not null: a lease that was given back looked taken for ever. */
describe(`the sync on n8n ${n8nVersion}`, () => {
	let world: World;

	before(async () => {
		world = await World.start({ name: `n8n-${n8nVersion}`, dataset: 'tour', limits: false });
	});
	after(async () => {
		await world.close();
	});

	it(`two runs on n8n ${n8nVersion}: the first brings everything, the second finds nothing to do`, async () => {
		const first = await world.syncOrders();
		assert.equal(first.status, 'success', JSON.stringify(first.execution.data.resultData.error));
		assert.ok(contractsOf(world.simulators).length > 0);
		assert.deepEqual(differences(world.simulators), []);
		const second = await world.syncOrders();
		assert.deepEqual([second.status, second.calls.procore.writes], ['success', 0]);
	});

	it('a change in SAP arrives with the next run', async () => {
		world.changeSap({ do: 'set-price', order: sentOrder(), item: '10', price: '77.77' });
		const changed = await world.syncOrders();
		assert.equal(changed.status, 'success', JSON.stringify(changed.execution.data.resultData.error));
		assert.equal(changed.outcomes.purchase_order?.synced, 1);
		assert.deepEqual(differences(world.simulators), []);
	});

	it('a run is killed while Procore writes: the next one brings the rest, nothing twice', async () => {
		world.changeSap({ do: 'set-price', order: sentOrder(), item: '10', price: '88.88' });
		await killAt(world, { method: 'PATCH', path: '/line_items/sync', kind: 'hang', ms: 5_000 }, { lanes: orderLanes });
		const next = await world.syncOrders();
		assert.equal(next.status, 'success', JSON.stringify(next.execution.data.resultData.error));
		const origins = contractsOf(world.simulators).flatMap(({ origin_id }) => origin_id ?? []);
		assert.equal(new Set(origins).size, origins.length);
		assert.deepEqual(differences(world.simulators), []);
	});

	it('a replay of one order is done, and the run after it writes nothing', async () => {
		const { status, execution, text } = await world.askReplay({ entity: 'purchase_order', key: sentOrder() });
		assert.equal(status, 202, text);
		assert.equal((await world.n8n.rest.executions.wait(execution ?? '')).status, 'success');
		assert.equal((await world.rows('sap_procore_runs')).at(-1)?.mode, 'replay');
		const again = await world.syncOrders();
		assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
	});

	const sentOrder = () => {
		const sent = demanded(world.simulators).find(({ reason, currency }) => reason === '' && currency === 'USD');
		assert.ok(sent);
		return sent.order;
	};
});
