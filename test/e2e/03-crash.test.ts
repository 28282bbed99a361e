import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { check } from './support/checker.ts';
import { contractsOf, demanded } from './support/contracts.ts';
import { killAt as killN8nAt } from './support/kill.ts';
import { World } from './support/world.ts';

const headers = { method: 'PATCH', path: '/purchase_order_contracts/sync' };
const lines = { method: 'PATCH', path: '/line_items/sync' };

/**
 * One moment each for new contracts and for approved ones that change: that n8n comes back is what only a real one shows.
 * `test/engine/kills.test.ts` kills at every write.
 */
const betweenLines = { ...lines, kind: 'hang', ms: 5_000, nth: 3 };
const beforeLastHeader = { ...headers, kind: 'drop-before', nth: 2, times: 'always' };

describe('n8n is killed (SIGKILL) in the middle of a run', () => {
	let world: World;

	before(async () => {
		world = await World.start({ name: 'crash', dataset: 'tour', limits: false });
	});
	after(async () => {
		await world.close();
	});

	const killAt = async (fault: Record<string, unknown>) => {
		await killN8nAt(world, fault, { lanes: 'project, supplier, purchase_order' });
	};

	const vendorOrigins = () =>
		world.vendors().flatMap(({ origin_id }) => (origin_id?.startsWith('sap:') ? [origin_id] : []));

	function assertNothingTwice(): void {
		const contracts = contractsOf(world.simulators);
		const all = [
			...contracts.map(({ origin_id }) => origin_id),
			...contracts.flatMap((contract) => contract.lines.map(({ origin_id }) => origin_id)),
		].filter((id) => id !== null);
		assert.equal(new Set(all).size, all.length);
	}

	it('after Procore has written the vendors and before it has answered', async () => {
		await killAt({ method: 'PATCH', path: '/vendors/sync', kind: 'hang', ms: 5_000 });
		assert.ok(vendorOrigins().length > 0);
	});

	it('new contracts, between two line syncs', async () => {
		await killAt(betweenLines);
		assertNothingTwice();
	});

	it('the next run brings everything, nothing twice, and what the killed runs wrote is on record', async () => {
		const written = vendorOrigins().length;
		const run = await world.syncOrders();
		assert.equal(run.status, 'success');
		// A lane that a killed run has recorded is not read again as a whole.
		assert.ok((run.outcomes.supplier?.unchanged ?? 0) <= written);
		assert.equal(run.outcomes.supplier?.synced, 0);
		await check(world);
		assertNothingTwice();
		const audit = await world.rows('sap_procore_audit');
		const seen = new Set(audit.map(({ entity, sap_key }) => `${String(entity)} ${String(sap_key)}`));
		const { suppliers, orders } = world.simulators.dataset.sap;
		const all = [
			...suppliers.map(({ supplier }) => `supplier ${supplier.Supplier}`),
			...orders.map(({ header }) => `purchase_order ${header.PurchaseOrder}`),
		];
		assert.deepEqual(
			all.filter((key) => !seen.has(key)),
			[],
		);
		assert.equal((await world.syncOrders()).calls.procore.writes, 0);
	});

	it('approved contracts that change, after the lines and before the final header: the next run converges', async () => {
		const sent = demanded(world.simulators).filter(
			({ reason, currency, projectId }) => reason === '' && currency === 'USD' && projectId === '2203',
		);
		assert.ok(sent.length >= 4);
		for (const { order } of sent.slice(0, 4)) world.changeSap({ do: 'set-price', order, item: '10', price: '50.55' });
		await killAt(beforeLastHeader);
		const run = await world.syncOrders();
		assert.equal(run.status, 'success');
		await check(world);
		assertNothingTwice();
		const changed = new Set(sent.slice(0, 4).map(({ order }) => `sap:S4P:po:${order}:2203`));
		const after4 = contractsOf(world.simulators).filter(({ origin_id }) => changed.has(origin_id ?? ''));
		assert.deepEqual(
			after4.map(({ status }) => status),
			['Approved', 'Approved', 'Approved', 'Approved'],
		);
		assert.equal((await world.syncOrders()).calls.procore.writes, 0);
	});

	it('the killed runs stay on record as broken off', async () => {
		const runs = await world.rows('sap_procore_runs');
		assert.equal(runs.filter(({ status }) => status === 'broken off').length, 3);
		assert.ok(runs.every(({ status }) => status === 'broken off' || status === 'success'));
	});
});
