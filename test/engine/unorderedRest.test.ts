import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SyncWorld } from './support/syncWorld.ts';

const requisition = '10980001';
const order = '4600000002';
const lanes = ['project', 'supplier', 'purchase_order', 'requisition'];
const panels = { Start: { lanes }, 'Map requisitions': { requisitions: 'pendingContract' } };

describe('what an order gives back to its requisition', () => {
	async function next(world: SyncWorld, more: object = {}): Promise<void> {
		world.engine.later(61);
		const run = await world.run({ parameters: { ...panels, ...more } });
		assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
	}

	/** Status and total of what Procore has of both. */
	const shown = ({ procoreData }: SyncWorld) =>
		procoreData.contracts
			.filter(({ number, origin_id }) => origin_id?.startsWith('sap:') && [requisition, order].includes(number))
			.map(
				({ number, status, grand_total }) =>
					`${number === order ? 'order' : 'requisition'} ${status} ${String(Number(grand_total))}`,
			)
			.sort();

	/** All of a requisition of 100.00 is ordered, and the order is billed whole. */
	async function billed(): Promise<SyncWorld> {
		const world = new SyncWorld({ parameters: panels });
		const item = { price: '10.00', quantity: '10', glAccount: '63071000' };
		const wbsElement = 'P-1001.1.1';
		world.sap({ do: 'create-requisition', number: requisition, wbsElement, items: [item] });
		world.sap({ do: 'create-order', number: order, supplier: '100050', wbsElement, items: [item] });
		const of = { do: 'order-requisition-item', requisition, item: '10', order, orderItem: '10' } as const;
		world.sap({ ...of, quantity: '10' });
		await next(world);
		assert.deepEqual(shown(world), ['order Approved 100']);
		const contract = world.procoreData.contracts.find(({ number }) => number === order);
		const lines = (contract?.lines ?? []).map(({ id, amount }) => ({ id, amount }));
		world.procore({ do: 'bill', contract: contract?.id ?? 0, lines });
		return world;
	}

	const open = (world: SyncWorld) =>
		world.exceptions().filter((each) => [requisition, order].some((key) => each.includes(key)));
	const bill = (world: SyncWorld, amount: string) => {
		const [contract] = world.procoreData.contracts.filter(({ number }) => number === order);
		const items = world.procoreData.requisitions
			.filter(({ commitment_id }) => commitment_id === contract?.id)
			.flatMap((each) => each.items as Array<{ id: number }>);
		for (const { id } of items) world.procore({ do: 'edit-requisition-item', id, amount });
	};

	it('does not count as pending as long as the contract of the order cannot shrink', async () => {
		const world = await billed();
		world.sap({ do: 'set-quantity', order, item: '10', quantity: '7' });
		await next(world);
		const waits = [`purchase_order ${order}: already_billed`, `requisition ${requisition}: order_contract_kept`];
		assert.deepEqual([shown(world), open(world).sort()], [['order Approved 100'], waits]);
		await next(world, { Start: { lanes, mode: 'backfill' } });
		assert.deepEqual([shown(world), open(world).sort()], [['order Approved 100'], waits]);
		bill(world, '0.00');
		await next(world);
		assert.deepEqual([shown(world), open(world)], [['order Approved 70', 'requisition Processing 30'], []]);
	});

	it('does not count while the order is in release again, or was deleted, and its contract is still there', async () => {
		for (const change of [
			{ do: 'set-order-state', order, state: 'inRelease' },
			{ do: 'void-order', order },
		] as const) {
			const world = await billed();
			world.sap(change);
			world.sap({ do: 'change-requisition-item', requisition, item: '10', price: '10.00' });
			await next(world);
			assert.deepEqual(shown(world), ['order Approved 100'], change.do);
			assert.ok(open(world).includes(`requisition ${requisition}: order_contract_kept`), change.do);
		}
	});

	it('counts once the change order that takes it from the contract of the order is approved', async () => {
		const world = await billed();
		bill(world, '70.00');
		const byChangeOrder = { 'Upsert contracts': { onApprovedContract: 'changeOrder' } };
		world.sap({ do: 'set-quantity', order, item: '10', quantity: '7' });
		await next(world, byChangeOrder);
		const waits = [`purchase_order ${order}: change_order_pending`, `requisition ${requisition}: order_contract_kept`];
		assert.deepEqual([shown(world), open(world).sort()], [['order Approved 100'], waits]);
		for (const { id } of world.procoreData.changeOrders)
			world.procore({ do: 'set-change-order-status', id, status: 'approved' });
		world.engine.later(24 * 60);
		await next(world, byChangeOrder);
		assert.deepEqual([shown(world), open(world)], [['order Approved 100', 'requisition Processing 30'], []]);
	});
});
