import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { SapData } from '../../simulators/data/types.ts';
import { type ContractState, contractsOf, demanded, differences } from '../e2e/support/contracts.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

type Settings = Record<string, string | number | boolean>;

describe('orders and contracts that change', () => {
	let world: World;
	/** Plain orders in one dollar project each, of several items; each test takes its own. */
	let plain: Array<{ order: string; projectId: string }>;

	before(async () => {
		world = await World.start({ name: 'order-changes', dataset: 'tour', limits: false });
		const first = await world.syncOrders();
		assert.equal(first.status, 'success');
		assert.deepEqual(differences(world.simulators), []);
		const sent = demanded(world.simulators).filter(({ reason }) => reason === '');
		const cases = new Set(Object.values(world.simulators.dataset.orderCases).map(({ order }) => order));
		plain = sent.filter(
			({ order, currency, projectId, lines }) =>
				currency === 'USD' && !cases.has(order) && lines > 1 && lines < 12 && projectId !== '2216' && isPlain(order),
		);
		assert.ok(plain.length >= 14, String(plain.length));
	});

	const sapData = () => world.simulators.sap.simulator.state() as unknown as SapData;
	const orderOf = (number: string) => {
		const found = sapData().orders.find(({ header }) => header.PurchaseOrder === number);
		assert.ok(found);
		return found;
	};
	/** One project, and more than one item. */
	const isPlain = (number: string) =>
		demanded(world.simulators).filter(({ order }) => order === number).length === 1 && orderOf(number).items.length > 1;
	const take = () => {
		const next = plain.shift();
		assert.ok(next);
		return next;
	};
	const contractOf = (order: string, projectId: string): ContractState | undefined =>
		contractsOf(world.simulators).find(({ origin_id }) => origin_id === `sap:S4P:po:${order}:${projectId}`);
	const existing = (order: string, projectId: string) => {
		const found = contractOf(order, projectId);
		assert.ok(found);
		return found;
	};
	const outcomes = async (order: string) =>
		(await world.lastAudit())
			.filter(({ entity, sap_key }) => entity === 'purchase_order' && sap_key === order)
			.map(({ project_id, action, status, reason }) => [project_id, action, status, reason]);
	const run = async (settings: Settings = {}): Promise<ScenarioRun> => {
		const done = await world.syncOrders(settings);
		assert.equal(done.status, 'success');
		return done;
	};

	it('price changed: the contract is reopened, changed and approved again', async () => {
		const { order, projectId } = take();
		world.changeSap({ do: 'set-price', order, item: '10', price: '61.25' });
		await run();
		assert.deepEqual(await outcomes(order), [[projectId, 'reopen', 'synced', '']]);
		assert.equal(existing(order, projectId).status, 'Approved');
		assert.deepEqual(differences(world.simulators), []);
	});

	it('item added and item deleted', async () => {
		const [added, deleted] = [take(), take()];
		const wbsElement = orderOf(added.order).items[0]?.assignments[0]?.WBSElementExternalID;
		world.changeSap({ do: 'add-item', order: added.order, item: { price: '12.34', quantity: '3', wbsElement } });
		world.changeSap({ do: 'delete-item', order: deleted.order, item: '20' });
		const [lines, fewer] = [added, deleted].map((each) => existing(each.order, each.projectId).lines.length);
		await run();
		assert.equal(existing(added.order, added.projectId).lines.length, Number(lines) + 1);
		assert.ok(existing(deleted.order, deleted.projectId).lines.length < Number(fewer));
		assert.deepEqual(differences(world.simulators), []);
	});

	it('account assignment moved to another project: leaves one contract, joins another', async () => {
		const { order, projectId } = take();
		const target = demanded(world.simulators).find((each) => each.reason === '' && each.projectId === '2203');
		assert.notEqual(projectId, '2203');
		const wbsElement = orderOf(target?.order ?? '').items[0]?.assignments[0]?.WBSElementExternalID;
		for (const { PurchaseOrderItem, assignments } of orderOf(order).items)
			for (const { AccountAssignmentNumber } of assignments)
				world.simulators.sap.simulator.change({
					do: 'move-assignment',
					order,
					item: PurchaseOrderItem,
					assignment: AccountAssignmentNumber,
					wbsElement: wbsElement || 'P-1003.1.1',
				});
		world.later();
		await run();
		assert.deepEqual(
			(await outcomes(order)).map(([project, action]) => [project, action]).sort(),
			[...[[projectId, 'void']], ...[['2203', 'create']]].sort(),
		);
		assert.deepEqual([existing(order, projectId).lines.length, existing(order, projectId).status], [0, 'Draft']);
		assert.deepEqual(differences(world.simulators), []);
	});

	it('vendor changed', async () => {
		const { order, projectId } = take();
		const other = world
			.vendors()
			.find(
				({ origin_id, id, is_active }) =>
					is_active && origin_id?.startsWith('sap:') && id !== existing(order, projectId).vendor_id,
			);
		world.changeSap({ do: 'set-supplier', order, supplier: other?.origin_id?.split(':').at(-1) });
		await run();
		assert.equal(existing(order, projectId).vendor_id, other?.id);
		assert.equal(existing(order, projectId).status, 'Approved');
	});

	it('order voided, and restored', async () => {
		const { order, projectId } = take();
		world.changeSap({ do: 'void-order', order });
		await run();
		assert.deepEqual(
			(await outcomes(order)).map(([, action, status]) => [action, status]),
			[['void', 'synced']],
		);
		assert.equal(existing(order, projectId).lines.length, 0);
		world.changeSap({ do: 'restore-order', order });
		await run();
		assert.deepEqual(differences(world.simulators), []);
	});

	it('release taken back, on hold or rejected: the contract stays as it is, until the order is released again', async () => {
		const { order, projectId } = take();
		const { status, grand_total: total } = existing(order, projectId);
		for (const [state, expected] of Object.entries({
			inRelease: ['', 'none', 'waiting', 'not_released'],
			held: ['', 'none', 'held', 'order_incomplete'],
			rejected: [projectId, 'none', 'held', 'contract_of_rejected_order'],
		})) {
			world.changeSap({ do: 'set-order-state', order, state });
			world.changeSap({ do: 'set-price', order, item: '10', price: '77.00' });
			await run();
			assert.deepEqual(await outcomes(order), [expected], state);
			assert.deepEqual([existing(order, projectId).status, existing(order, projectId).grand_total], [status, total]);
		}
		world.changeSap({ do: 'set-order-state', order, state: 'inRelease' });
		await run({ releaseGate: 'all' });
		assert.equal(existing(order, projectId).status, 'Draft');
		world.changeSap({ do: 'set-order-state', order, state: 'approved' });
		await run();
		assert.equal(existing(order, projectId).status, 'Approved');
		assert.deepEqual(differences(world.simulators), []);
	});

	it('order changed twice within one window: written once, as it is in the end', async () => {
		const { order, projectId } = take();
		world.simulators.sap.simulator.change({ do: 'set-price', order, item: '10', price: '70.00' });
		world.changeSap({ do: 'set-price', order, item: '10', price: '71.00' });
		const done = await run();
		assert.deepEqual(await outcomes(order), [[projectId, 'reopen', 'synced', '']]);
		assert.equal(done.calls.procore.byRoute['PATCH /rest/v1.0/purchase_order_contracts/{id}/line_items/sync'], 1);
		assert.deepEqual(differences(world.simulators), []);
	});

	it('order changed while the run reads: the next run brings it', async () => {
		const { order } = take();
		world.simulators.sap.simulator.change({
			do: 'when-requested',
			path: '/PurchaseOrder\\?',
			nth: 1,
			change: { do: 'set-price', order, item: '10', price: '72.00' },
		});
		await run();
		world.later();
		await run();
		assert.deepEqual(differences(world.simulators), []);
	});

	it('contract edited in Procore: held, and written again where SAP is to win', async () => {
		const { order, projectId } = take();
		const [line] = existing(order, projectId).lines;
		world.changeProcore({ do: 'edit-line', id: line?.id, set: { amount: '1.00' } });
		world.changeSap({ do: 'set-price', order, item: '10', price: '73.00' });
		await run();
		assert.deepEqual(
			(await outcomes(order)).map(([, , status, reason]) => [status, reason]),
			[['held', 'edited_in_procore']],
		);
		await run({ onEditedContract: 'overwrite' });
		assert.deepEqual(differences(world.simulators), []);
	});

	it('contract already billed by a draft: never below that', async () => {
		const { order, projectId } = take();
		const contract = existing(order, projectId);
		const [line] = contract.lines;
		const lines = [{ id: line?.id, amount: line?.amount }];
		world.changeProcore({ do: 'bill', contract: contract.id, lines, status: 'draft' });
		world.changeSap({ do: 'set-price', order, item: '10', price: '0.01' });
		await run();
		assert.deepEqual(
			(await outcomes(order)).map(([, , status, reason]) => [status, reason]),
			[['held', 'already_billed']],
		);
		assert.equal(existing(order, projectId).status, 'Approved');
		world.changeSap({ do: 'set-price', order, item: '10', price: '99999.00' });
		await run();
		assert.deepEqual(differences(world.simulators), []);
	});

	it('number already taken by a contract made by hand', async () => {
		const vendor = world.vendors().find(({ origin_id, is_active }) => is_active && origin_id?.startsWith('sap:'));
		const contract = { project_id: 2203, number: '4500099001', vendor_id: vendor?.id };
		const { id } = world.simulators.procore.simulator.change({ do: 'add-contract', contract }) as { id: number };
		world.changeSap({
			do: 'create-order',
			number: '4500099001',
			supplier: vendor?.origin_id?.split(':').at(-1),
			wbsElement: 'P-1003.1.1',
			items: [{ price: '10.00' }],
		});
		await run();
		assert.deepEqual(
			(await outcomes('4500099001')).map(([, , status, reason]) => [status, reason]),
			[['held', 'number_taken']],
		);
		world.changeProcore({ do: 'edit-contract', id, set: { number: 'HAND-1' } });
		await run();
		assert.deepEqual(differences(world.simulators), []);
		const exceptions = await world.openExceptions('4500099001');
		assert.deepEqual(exceptions, []);
	});

	it('commitments switched off in one project: one refused call, the others go on, and it heals', async () => {
		const off = take();
		const on = plain.find(({ projectId }) => projectId !== off.projectId);
		assert.ok(on);
		world.simulators.sap.simulator.change({ do: 'set-price', order: off.order, item: '10', price: '74.00' });
		world.changeSap({ do: 'set-price', order: on.order, item: '10', price: '75.00' });
		const project = Number(off.projectId);
		world.changeProcore({ do: 'set-tool', tool: 'commitments', enabled: false, project });
		const done = await world.syncOrders();
		assert.equal(done.calls.procore.rejected, 1);
		assert.deepEqual(
			(await outcomes(off.order)).map(([, , status, reason]) => [status, reason]),
			[['failed', 'permission_missing']],
		);
		assert.deepEqual(
			(await outcomes(on.order)).map(([, , status]) => status),
			['synced'],
		);
		world.changeProcore({ do: 'set-tool', tool: 'commitments', enabled: true, project });
		await world.syncOrders({ mode: 'backfill' });
		assert.deepEqual(differences(world.simulators), []);
	});

	it('413 on the lines of one contract: they arrive in halves', async () => {
		const { order } = world.simulators.dataset.orderCases.lines300 ?? { order: '' };
		world.changeProcore({ do: 'set-max-body', bytes: 20_000 });
		world.changeSap({ do: 'set-price', order, item: '10', price: '76.00' });
		const done = await run();
		assert.ok((done.calls.procore.byRoute['PATCH /rest/v1.0/purchase_order_contracts/{id}/line_items/sync'] ?? 0) > 1);
		world.changeProcore({ do: 'set-max-body', bytes: 10_000_000 });
		assert.deepEqual(differences(world.simulators), []);
	});

	it('an approved contract is held, or gets a draft change order, once', async () => {
		const { order, projectId } = take();
		world.changeSap({ do: 'set-price', order, item: '10', price: '77.00' });
		await run({ onApprovedContract: 'hold' });
		assert.deepEqual(
			(await outcomes(order)).map(([, , status, reason]) => [status, reason]),
			[['held', 'contract_approved']],
		);
		const orders = () =>
			(
				world.simulators.procore.simulator.state() as unknown as { changeOrders: Array<{ contract_id: number }> }
			).changeOrders.filter(({ contract_id }) => contract_id === existing(order, projectId).id).length;
		for (let times = 0; times < 2; times++) {
			await run({ onApprovedContract: 'changeOrder', mode: 'backfill' });
			assert.equal(orders(), 1);
		}
	});

	it('contract deleted in Procore: held, and not created a second time', async () => {
		const { order, projectId } = take();
		world.changeProcore({ do: 'delete-contract', id: existing(order, projectId).id });
		world.changeSap({ do: 'set-price', order, item: '10', price: '78.00' });
		const count = contractsOf(world.simulators).length;
		await run();
		assert.deepEqual(
			(await outcomes(order)).map(([, , status, reason]) => [status, reason]),
			[['held', 'deleted_in_procore']],
		);
		assert.equal(contractsOf(world.simulators).length, count);
	});
});

it('Procore keeps the vendor that an approved contract had: it is not reopened by every run', async () => {
	const world = await World.start({ name: 'kept-otherwise', dataset: 'tiny', limits: false });
	await world.syncOrders();
	const { number: order = '', vendor_id } =
		contractsOf(world.simulators).find(
			({ status, origin_id }) => status === 'Approved' && origin_id?.startsWith('sap:'),
		) ?? {};
	const others = world.vendors().filter(({ origin_id, is_active }) => is_active && origin_id?.startsWith('sap:'));
	const supplier = others
		.find(({ id }) => id !== vendor_id)
		?.origin_id?.split(':')
		.at(-1);
	world.changeProcore({ do: 'keep-fields', path: '/purchase_order_contracts/sync', fields: ['vendor_id'] });
	world.changeSap({ do: 'set-supplier', order, supplier });
	const writes: number[] = [];
	for (let hour = 0; hour < 12; hour++) {
		writes.push((await world.syncOrders()).calls.procore.writes);
		world.later(60);
	}
	const [exception] = await world.openExceptions(order);
	assert.equal(exception?.reason, 'not_as_sent');
	assert.ok((writes[0] ?? 0) > 0);
	// Sent again at growing distance.
	const hours = [...writes.keys()].filter((hour) => (writes[hour] ?? 0) > 0);
	assert.ok(hours.length <= 6, String(hours));
});

it('batches of one run together take no more contracts of a project out of use than one batch may', async () => {
	const world = await World.start({ name: 'many-in-batches', dataset: 'tiny', limits: false });
	await world.syncOrders();
	const inProject = () =>
		contractsOf(world.simulators).filter(
			({ project_id, origin_id }) => project_id === 2204 && origin_id?.startsWith('sap:S4P:po:'),
		);
	const all = inProject();
	assert.equal(all.length, 4);
	for (const { number: order } of all) world.simulators.sap.simulator.change({ do: 'void-order', order });
	world.later();
	await world.syncOrders({ batchSize: 2 });
	assert.ok(inProject().filter(({ status }) => status === 'Approved').length >= 2, 'two may go unasked');
	const reasons = (await world.rows('sap_procore_exceptions')).map(({ reason }) => reason);
	assert.ok(reasons.includes('many_contracts_emptied'));
});

it('an order on record that has left all projects keeps its contract where it is replayed among others', async () => {
	const world = await World.start({ name: 'left', dataset: 'tiny', limits: false });
	await world.syncOrders();
	const all = () => contractsOf(world.simulators).filter(({ origin_id }) => origin_id?.startsWith('sap:S4P:po:'));
	const [left, other] = all().filter(({ status }) => status === 'Approved');
	assert.ok(left && other);
	const sap = world.simulators.sap.simulator.state() as unknown as SapData;
	const costCenter = sap.costCenters.find(({ CostCenter }) => CostCenter.startsWith('171004'))?.CostCenter ?? '';
	for (const { PurchaseOrderItem: item, assignments } of sap.orders.find(
		({ header }) => header.PurchaseOrder === left.number,
	)?.items ?? [])
		for (const { AccountAssignmentNumber: assignment } of assignments)
			world.changeSap({ do: 'move-assignment', order: left.number, item, assignment, costCenter });
	await world.syncOrders();
	const replayed = async (keys: string[]) => {
		const documents = keys.map((key) => ({ entity: 'purchase_order', key }));
		await world.engine.run({ trigger: 'When called', called: { replay: { documents } } });
		return all().find(({ id }) => id === left.id)?.status;
	};
	assert.equal(await replayed([left.number, other.number]), 'Approved');
	assert.equal(await replayed([left.number]), 'Draft');
	assert.deepEqual(await world.openExceptions(left.number), []);
});
