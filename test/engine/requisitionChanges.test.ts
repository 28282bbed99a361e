import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { SapData } from '../../simulators/data/types.ts';
import { contractsOf, demanded } from '../e2e/support/contracts.ts';
import {
	demandedRequisitions,
	identityOf,
	originOf,
	ownRequisitions,
	requisitionDifferences,
	requisitionWith,
} from '../e2e/support/requisitions.ts';
import { killedWhileWriting } from './support/requisitionCrash.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

const lanes = 'project, supplier, purchase_order, requisition';

type Settings = Record<string, string | number | boolean>;

interface Plain {
	requisition: string;
	order: string;
	projectId: string;
	key: string;
}

describe('requisitions that change on either side', () => {
	let world: World;
	/** Requisitions of one order in one project, one account assignment an item; each test takes its own. */
	let plain: Plain[];
	/** Those that a person or Procore keeps from being as SAP has them. */
	const apart: string[] = [];

	before(async () => {
		world = await World.start({ name: 'requisition-changes', dataset: 'tour', limits: false });
		plain = [];
	});

	const sapData = () => world.simulators.sap.simulator.state() as unknown as SapData;
	const found = ({ key }: Plain) => {
		const [one, ...more] = requisitionWith(world.simulators, key);
		assert.ok(one);
		assert.deepEqual(more, []);
		return one;
	};
	const bytes = (one: Plain) => JSON.stringify(found(one));
	const billed = (one: Plain) =>
		found(one).items.reduce((sum, item) => sum + Number(item.work_completed_this_period), 0);
	const itemOf = ({ requisition }: Plain) => {
		const held = sapData().requisitions.find(({ header }) => header.PurchaseRequisition === requisition);
		assert.ok(held?.items[0]);
		return held.items[0];
	};
	const take = (fits: (one: Plain) => boolean = () => true) => {
		const at = plain.findIndex(fits);
		const [next] = plain.splice(at, at < 0 ? 0 : 1);
		assert.ok(next);
		return next;
	};
	const half = (quantity: string) => String(Number(quantity) / 2);
	const isEven = (one: Plain) => Number(itemOf(one).RequestedQuantity) % 2 === 0;
	const lower = (one: Plain, by = 0.9) => {
		const price = (Number(itemOf(one).PurchaseRequisitionPrice) * by).toFixed(2);
		world.changeSap({ do: 'change-requisition-item', requisition: one.requisition, item: '10', price });
	};
	const outcomes = async (sapKey: string, entity = 'requisition') =>
		(await world.lastAudit())
			.filter((row) => row.entity === entity && row.sap_key === sapKey)
			.map(({ action, status, reason }) => [action, status, reason]);
	const run = async (settings: Settings = {}): Promise<ScenarioRun> => {
		const done = await world.sync({ lanes, ...settings });
		assert.equal(done.status, 'success', JSON.stringify(done.error));
		return done;
	};
	const assertAsInSap = () => {
		assert.deepEqual(requisitionDifferences(world.simulators, apart), []);
	};

	killedWhileWriting(() => world, { lanes, batchSize: 25 });

	it('the next run, in batches of 25: each there once with all its amounts, also where the order came in a later batch', async () => {
		await run({ batchSize: 25 });
		assertAsInSap();
		assert.deepEqual([...new Set(ownRequisitions(world.simulators).map(({ status }) => status))], ['draft']);
		const cases = new Set(
			Object.values(world.simulators.dataset.requisitionCases).map(({ requisition }) => requisition),
		);
		const all = demandedRequisitions(world.simulators);
		plain = all
			.filter(({ reason, requisition }) => reason === '' && !cases.has(requisition))
			.filter(
				({ requisition, order }) =>
					all.filter((one) => one.requisition === requisition || one.order === order).length === 1,
			)
			.map((one) => ({ ...one, key: originOf(one.requisition, one.projectId, one.order) }));
		assert.ok(plain.length >= 9, String(plain.length));
		assert.equal((await run({ batchSize: 25 })).calls.procore.writes, 0);
	});

	it('changed in SAP while a draft: it follows, in one write', async () => {
		const one = take();
		const before = billed(one);
		lower(one);
		const done = await run();
		assert.deepEqual(await outcomes(one.requisition), [['update', 'synced', '']]);
		assert.ok(billed(one) < before);
		assert.equal(done.calls.procore.writes, 1);
		assertAsInSap();
	});

	it('changed in SAP after it was approved in Procore: held, and not a byte of it is touched', async () => {
		const one = take();
		world.changeProcore({ do: 'set-requisition-status', id: found(one).id, status: 'approved' });
		const before = bytes(one);
		lower(one);
		const done = await run();
		assert.deepEqual(await outcomes(one.requisition), [['none', 'held', 'requisition_in_progress']]);
		assert.equal(bytes(one), before);
		assert.equal(done.calls.procore.writes, 0);
		apart.push(one.requisition);
	});

	it('changed by hand in Procore as a draft: held, whether or not SAP changed too', async () => {
		const one = take();
		const [item] = found(one).items.filter(({ work_completed_this_period: work }) => Number(work) !== 0);
		assert.ok(item);
		world.changeProcore({ do: 'edit-requisition-item', id: item.id, amount: '1.00' });
		const before = bytes(one);
		await run({ mode: 'replay', replayEntity: 'requisition', replayKey: one.requisition });
		assert.deepEqual(await outcomes(one.requisition), [['none', 'held', 'edited_in_procore']]);
		lower(one);
		await run();
		assert.deepEqual(await outcomes(one.requisition), [['update', 'held', 'edited_in_procore']]);
		assert.equal(bytes(one), before);
		apart.push(one.requisition);
	});

	it('item deleted in SAP after it was drafted: held, a person deletes the draft', async () => {
		const one = take((each) => itemsOf(each) === 1);
		const before = bytes(one);
		world.changeSap({ do: 'change-requisition-item', requisition: one.requisition, item: '10', deleted: true });
		await run();
		assert.deepEqual(await outcomes(one.requisition), [['none', 'held', 'requisition_withdrawn']]);
		assert.equal(bytes(one), before);
		apart.push(one.requisition);
	});

	const itemsOf = ({ requisition }: Plain) =>
		sapData().requisitions.find(({ header }) => header.PurchaseRequisition === requisition)?.items.length;

	it('item closed in SAP: what was ordered stays as it is', async () => {
		const one = take();
		const before = JSON.stringify(found(one).items);
		world.changeSap({ do: 'change-requisition-item', requisition: one.requisition, item: '10', closed: true });
		await run();
		assert.equal(JSON.stringify(found(one).items), before);
		assert.deepEqual(await world.openExceptions(one.requisition), []);
		assertAsInSap();
	});

	it('less was ordered after all: the requisition follows in the run that reads the order, the contract in the next', async () => {
		const one = take(isEven);
		const { RequestedQuantity } = itemOf(one);
		const before = billed(one);
		world.changeSap({ do: 'set-quantity', order: one.order, item: '10', quantity: half(RequestedQuantity) });
		await run();
		assert.deepEqual(await outcomes(one.requisition), [['update', 'synced', '']]);
		assert.ok(billed(one) < before);
		// The draft billed the contract until then.
		assert.deepEqual(await outcomes(one.order, 'purchase_order'), [['none', 'held', 'already_billed']]);
		assertAsInSap();
		await run();
		assert.deepEqual(
			(await outcomes(one.order, 'purchase_order')).map(([, status]) => status),
			['synced'],
		);
		const contract = contractsOf(world.simulators).find(({ number }) => number === one.order);
		const total = demanded(world.simulators).find(({ order }) => order === one.order)?.total;
		assert.equal(Number(contract?.grand_total), Number(total));
		assert.deepEqual(await world.openExceptions(one.order), []);
	});

	it('more was asked for and ordered: contract and requisition follow in the same run', async () => {
		const one = take();
		const quantity = String(Number(itemOf(one).RequestedQuantity) * 2);
		world.simulators.sap.simulator.change({
			do: 'change-requisition-item',
			requisition: one.requisition,
			item: '10',
			quantity,
		});
		world.changeSap({ do: 'set-quantity', order: one.order, item: '10', quantity });
		const before = billed(one);
		await run();
		assert.deepEqual(await outcomes(one.requisition), [['update', 'synced', '']]);
		assert.ok(billed(one) > before);
		assertAsInSap();
	});

	it('part orders: only the requisition changed, and both its Procore requisitions follow', async () => {
		const { requisition } = world.simulators.dataset.requisitionCases.partOrders ?? { requisition: '' };
		world.later(60);
		world.changeSap({ do: 'change-requisition-item', requisition, item: '10', price: '50.00' });
		await run();
		assert.deepEqual(await outcomes(requisition), [
			['update', 'synced', ''],
			['update', 'synced', ''],
		]);
		assertAsInSap();
	});

	it('orders cannot be read while a requisition changed: it waits, is not lost, and follows once they can', async () => {
		const { requisition } = world.simulators.dataset.requisitionCases.belowOrder ?? { requisition: '' };
		world.simulators.sap.faults.add({ kind: 'status', status: 403, path: '/api_purchaseorder_2/', times: 'always' });
		world.changeSap({ do: 'change-requisition-item', requisition, item: '10', price: '440.00' });
		await world.sync({ lanes });
		// Without its orders nothing can be decided: the lane as a whole waits, and its watermark stays.
		assert.ok((await world.openExceptions('')).some(({ entity }) => entity === 'requisition'));
		assert.deepEqual(await world.openExceptions(requisition), []);
		world.simulators.sap.faults.remove();
		world.later(60);
		await run();
		assert.deepEqual(await world.openExceptions(requisition), []);
		assertAsInSap();
	});

	it('an order is made of what was not ordered yet: it goes on in the same run', async () => {
		const { requisition } = world.simulators.dataset.requisitionCases.notOrdered ?? { requisition: '' };
		const supplier = world.vendors().find(({ origin_id, is_active }) => is_active && origin_id?.startsWith('sap:'));
		const [item] = sapData().requisitions.find(({ header }) => header.PurchaseRequisition === requisition)?.items ?? [];
		const [assignment] = item?.assignments ?? [];
		const { simulator } = world.simulators.sap;
		simulator.change({
			do: 'create-order',
			number: '4500099501',
			supplier: supplier?.origin_id?.split(':').at(-1),
			wbsElement: assignment?.WBSElementExternalID,
			items: [{ price: '75.00', quantity: '4', glAccount: assignment?.GLAccount }],
		});
		// SAP stamps the order, not the requisition.
		world.changeSap({
			do: 'order-requisition-item',
			requisition,
			item: '10',
			order: '4500099501',
			orderItem: '10',
			stamp: false,
		});
		await run();
		assert.deepEqual(await outcomes(requisition), [['create', 'synced', '']]);
		assert.deepEqual(await world.openExceptions(requisition), []);
		assertAsInSap();
	});

	describe('above draft', () => {
		it('not unless Submit is on', async () => {
			const one = take();
			lower(one);
			await run({ mode: 'backfill' });
			assert.equal(found(one).status, 'draft');
			assert.ok(ownRequisitions(world.simulators).every(({ status }) => ['draft', 'approved'].includes(status)));
		});

		it('by Submit they wait for approval; none is ever approved, and what has moved on is left alone', async () => {
			const before = ownRequisitions(world.simulators).filter(({ status }) => status === 'approved');
			const settings = { submit: true, mode: 'backfill' };
			await run(settings);
			const now = ownRequisitions(world.simulators);
			assert.deepEqual(
				now.filter(({ status }) => status === 'approved'),
				before,
			);
			const drafts = now.filter(({ status }) => status === 'draft').map((one) => identityOf(one).split(':')[3]);
			assert.deepEqual(
				drafts.filter((requisition) => !apart.includes(requisition ?? '')),
				[],
				'only what somebody changed or SAP withdrew stays a draft',
			);
			assert.ok(now.every(({ status }) => ['draft', 'under_review', 'approved'].includes(status)));
			assertAsInSap();
			assert.equal((await run(settings)).calls.procore.writes, 0);
		});

		it('and back to drafts: those under review stay there, without exceptions', async () => {
			const done = await run({ mode: 'backfill' });
			assert.equal(done.calls.procore.writes, 0);
			assert.equal(done.outcomes.requisition?.synced, 0);
		});
	});
});
