import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { check } from '../e2e/support/checker.ts';
import { contractsOf, procoreState } from '../e2e/support/contracts.ts';
import { Scenario } from './support/scenario.ts';
import type { World } from './support/scenarioWorld.ts';

describe('what people do between runs: cells, exceptions, permissions, tables', () => {
	let scenario: Scenario;
	let world: World;

	before(async () => {
		scenario = await Scenario.start('people');
		({ world } = scenario);
		// In small batches, so that suppliers, projects and requisitions of one batch come up again in the next.
		assert.equal((await scenario.run({ batchSize: 25 })).status, 'success');
		await check(world);
	});

	const orderOf = (name: string) => world.simulators.dataset.orderCases[name]?.order ?? '';

	it('an unmapped cell is filled: the next run posts the orders that waited for it, and resolves their exceptions', async () => {
		const orders = ['unmappedCostCode', 'partlyHeld'].map(orderOf);
		for (const order of orders) assert.equal((await scenario.exceptionOf(order))?.reason, 'unmapped_cost_code');
		const found = (await world.rows('sap_procore_cost_codes')).filter(({ source }) => source === 'found');
		const gaps = found.filter(({ cost_code }) => !cost_code);
		assert.ok(gaps.length > 0);
		for (const gap of gaps) scenario.fillCostCode(gap, { cost_code: '03-100', cost_type: 'M' });
		world.later();
		assert.equal((await scenario.run()).status, 'success');
		for (const order of orders) {
			assert.ok(
				(await scenario.outcomes(order)).some(([status]) => status === 'synced'),
				order,
			);
			assert.equal((await scenario.exceptionOf(order))?.status, 'resolved');
		}
		await check(world);
	});

	it('an exception set to ignored is left alone, by a delta, and by both kinds of replay, until the order changes', async () => {
		const order = orderOf('amountMismatch');
		const itself = { sap_key: order, entity: 'purchase_order' };
		world.editRows('sap_procore_exceptions', itself, { status: 'ignored' });
		const ignored = await scenario.exceptionOf(order);
		assert.equal(ignored?.status, 'ignored');
		const looks: Array<Record<string, string>> = [
			{ mode: 'delta' },
			{ mode: 'replay' },
			{ mode: 'replay', replayEntity: 'purchase_order' },
		];
		for (const settings of looks) {
			world.later();
			assert.equal((await scenario.run(settings)).status, 'success');
			assert.deepEqual(await scenario.outcomes(order), [], JSON.stringify(settings));
			assert.deepEqual(await scenario.exceptionOf(order), ignored);
			await check(world);
		}
		world.changeSap({ do: 'edit-order', order, set: { PaymentTerms: '0001' } });
		await scenario.run();
		assert.deepEqual(await scenario.outcomes(order), [['held', 'amount_mismatch']]);
		const again = await scenario.exceptionOf(order);
		assert.deepEqual([again?.status, again?.ignored_until, again?.ignored_reason], ['open', '', '']);
		await check(world);
	});

	it('and set to ignored once more, a backfill leaves it alone', async () => {
		const order = orderOf('amountMismatch');
		const itself = { sap_key: order, entity: 'purchase_order' };
		world.editRows('sap_procore_exceptions', itself, { status: 'ignored' });
		await scenario.run({ mode: 'backfill' });
		assert.deepEqual(await scenario.outcomes(order), [['held', 'amount_mismatch']]);
		assert.equal((await scenario.exceptionOf(order))?.status, 'ignored');
		await check(world);
	});

	it('and set to open again: looked at in the next run', async () => {
		const order = orderOf('amountMismatch');
		const itself = { sap_key: order, entity: 'purchase_order' };
		world.editRows('sap_procore_exceptions', itself, { status: 'open' });
		world.later(60);
		await scenario.run();
		assert.deepEqual(await scenario.outcomes(order), [['held', 'amount_mismatch']]);
	});

	it('a replay of requisitions reads them, although it reads no order', async () => {
		const open = (await world.rows('sap_procore_exceptions')).filter(
			({ entity, status }) => entity === 'requisition' && status === 'open',
		);
		assert.ok(open.length > 0);
		await scenario.run({ mode: 'replay', replayEntity: 'requisition' });
		for (const { sap_key } of open) assert.notDeepEqual(await scenario.outcomes(String(sap_key)), [], String(sap_key));
		await check(world);
	});

	it('a typo in a replay is told by that run only: no exception is left that nothing could ever resolve', async () => {
		for (const replayEntity of ['purchase_order', 'supplier', 'requisition']) {
			await scenario.run({ mode: 'replay', replayEntity, replayKey: '4599999998' });
			assert.deepEqual(await scenario.outcomes('4599999998'), [['failed', 'not_found']], replayEntity);
		}
		assert.deepEqual(
			(await world.rows('sap_procore_exceptions')).filter(({ sap_key }) => sap_key === '4599999998'),
			[],
		);
		await check(world);
	});

	it('the roster shrinks to a third: nothing is marked inactive, and somebody is told', async () => {
		const projects = procoreState(world.simulators).projects.map(({ id }) => id);
		const hidden = projects.filter((_, index) => index % 3 !== 0);
		const seen = projects.filter((id) => !hidden.includes(id)).map(String);
		const away = scenario.take(seen);
		const here = scenario.take(hidden.map(String));
		const roster = await world.rows('sap_procore_projects');
		const show = (visible: boolean) => {
			for (const id of hidden) world.changeProcore({ do: 'edit-project', id, set: { visible } });
		};
		for (const { order } of [away, here]) scenario.raise(order);
		world.later();
		show(false);
		const shrunk = await scenario.run();
		assert.notEqual(shrunk.status, 'failed');
		assert.deepEqual(await world.rows('sap_procore_projects'), roster);
		assert.equal((await scenario.exceptionOf('', 'project'))?.reason, 'roster_shrunk');
		assert.deepEqual(await scenario.outcomes(here.order), [['synced', '']]);
		assert.deepEqual(
			(await scenario.outcomes(away.order)).map(([status]) => status === 'synced'),
			[false],
		);
		await check(world, { settled: false });

		show(true);
		world.later(16);
		assert.equal((await scenario.run()).status, 'success');
		assert.equal((await scenario.exceptionOf('', 'project'))?.status, 'resolved');
		assert.deepEqual(await scenario.outcomes(away.order), [['synced', '']]);
		assert.deepEqual(await world.openExceptions(away.order), []);
		await check(world);
	});

	it('all tables are deleted and people fill theirs anew: nothing is in Procore twice, and nothing is written', async () => {
		const before = scenario.procoreText();
		const count = contractsOf(world.simulators).length;
		world.fillTablesAnew();
		world.later();
		const run = await scenario.run();
		assert.deepEqual([run.status, contractsOf(world.simulators).length], ['success', count]);
		assert.deepEqual([run.calls.procore.writes, run.calls.procore.rejected], [0, 0]);
		assert.equal(scenario.procoreText(), before);
		await check(world);
	});

	it('and the checker is awake: an outcome twice, one too few, a wrong amount, a vendor that nobody ordered', async () => {
		const [row] = await world.lastAudit();
		assert.ok(row);
		const { id, createdAt, updatedAt, ...cells } = row;
		assert.ok(id && createdAt && updatedAt);
		world.addRows('sap_procore_audit', [cells as Record<string, string>]);
		await assert.rejects(check(world), /2 problems/);
		world.removeRows('sap_procore_audit', { sap_key: String(row.sap_key) });
		await assert.rejects(check(world), /in the run row, 0 in the audit trail|problems/);
		world.addRows('sap_procore_audit', [cells as Record<string, string>]);
		await check(world);
		const contract = contractsOf(world.simulators).find(
			({ origin_id, lines }) => origin_id?.startsWith('sap:') && lines.length > 0,
		);
		const line = contract?.lines[0];
		world.changeProcore({ do: 'edit-line', id: line?.id, set: { amount: '0.01' } });
		await assert.rejects(check(world), /total 0?.* instead of/);
		world.changeProcore({ do: 'edit-line', id: line?.id, set: { amount: line?.amount } });
		await check(world);
		world.changeProcore({ do: 'add-vendor', vendor: { name: 'Nobody', origin_id: 'sap:S4P:supplier:1' } });
		await assert.rejects(check(world), /no supplier of SAP/);
	});
});
