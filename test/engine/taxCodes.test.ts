import assert from 'node:assert/strict';
import { it } from 'node:test';
import { contractsOf } from '../e2e/support/contracts.ts';
import { orderLanes } from '../support/lanes.ts';
import { World } from './support/scenarioWorld.ts';

it('tax codes and retainage switched on: orders wait for a row, then their lines have the code; without it nothing is read or sent', async () => {
	const world = await World.start({ name: 'tax-codes', dataset: 'tiny', limits: false });
	const settings = { lanes: orderLanes, taxCodes: true, retainagePercent: 5 };
	const ours = () => contractsOf(world.simulators).filter(({ origin_id }) => origin_id?.startsWith('sap:S4P:po:'));
	world.changeProcore({ do: 'add-tax-code', code: { id: 9101, code: 'GST', rate: 10 } });

	const first = await world.sync(settings);
	assert.equal(first.status, 'success');
	assert.deepEqual(ours(), []);
	const rows = (await world.rows('sap_procore_values')).filter(({ kind }) => kind === 'tax_code');
	assert.deepEqual(
		rows.map(({ sap_value, procore_value }) => [sap_value, procore_value]),
		[['I1', '']],
	);
	const held = (await world.lastAudit()).filter(({ reason }) => reason === 'unmapped_tax_code');
	assert.ok(held.length > 3);

	world.editRows('sap_procore_values', { sap_value: 'I1', kind: 'tax_code' }, { procore_value: 'VAT' });
	await world.sync(settings);
	assert.deepEqual(ours(), []);
	assert.ok((await world.lastAudit()).some(({ reason }) => reason === 'tax_code_missing'));

	world.editRows('sap_procore_values', { sap_value: 'I1', kind: 'tax_code' }, { procore_value: 'GST' });
	const run = await world.sync(settings);
	assert.equal(run.traffic.filter(({ url }) => url.includes('/tax_codes')).length, 1);
	assert.ok(ours().length > 3);
	for (const { lines, retainage_percent: retainage } of ours()) {
		assert.deepEqual([...new Set(lines.map(({ tax_code_id: code }) => code))], [9101]);
		assert.equal(retainage, '5.0');
	}
	world.later(61);
	assert.equal((await world.sync(settings)).calls.procore.writes, 0);

	const without = await World.start({ name: 'no-tax-codes', dataset: 'tiny', limits: false });
	const plain = await without.syncOrders();
	assert.deepEqual(
		plain.traffic.filter(({ url, body }) => /tax_code|retainage/.test(`${url}${JSON.stringify(body ?? '')}`)),
		[],
	);
});
