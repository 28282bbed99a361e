import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { INodeParameters } from 'n8n-workflow';
import { SyncWorld } from './support/syncWorld.ts';

/** Each of these is what was left of a random schedule in which something did not hold. */
describe('what random schedules have found', () => {
	it('the vendor of a new order is inactive in Procore: the order waits, and nothing is sent that Procore refuses', async () => {
		const world = new SyncWorld();
		assert.deepEqual((await world.run()).problems, []);
		const supplier = '100050';
		const origin = `sap:S4P:supplier:${supplier}`;
		const vendor = world.procoreData.vendors.find(({ origin_id }) => origin_id === origin);
		world.procore({ do: 'deactivate-vendor', id: vendor?.id ?? 0 });
		const item = { price: '10.00', glAccount: '63071000' };
		world.sap({ do: 'create-order', number: '4600000001', supplier, wbsElement: 'P-1001.1.1', items: [item] });
		world.sap({ do: 'set-price', order: '4500090407', item: '10', price: '70.00' });
		world.engine.later();
		const run = await world.run();
		assert.deepEqual(run.problems, []);
		const ofOrder = (number: string) =>
			world.procoreData.contracts.find(({ origin_id }) => origin_id?.startsWith(`sap:S4P:po:${number}:`));
		assert.equal(ofOrder('4600000001'), undefined);
		assert.ok(!JSON.stringify(run.writes().map(({ body }) => body)).includes('4600000001'));
		const reasons = world.exceptions().filter((each) => each.includes('4600000001'));
		assert.deepEqual(reasons, ['purchase_order 4600000001: vendor_missing']);
		assert.match(String(world.rows('exceptions').find(({ sap_key }) => sap_key === '4600000001')?.message), /inactive/);
		// The supplier's own contract, which is there, follows its order all the same.
		assert.notEqual(ofOrder('4500090407')?.grand_total, '488.00');

		world.procore({ do: 'edit-vendor', id: vendor?.id ?? 0, set: { is_active: true } });
		world.engine.later(61);
		await world.run();
		assert.equal(Number(ofOrder('4600000001')?.grand_total), 10);
	});

	it('a run ends before a new contract is on record, and its item is deleted in SAP: the contract is emptied', async () => {
		const world = new SyncWorld();
		assert.deepEqual((await world.run()).problems, []);
		const item = { price: '10.00', glAccount: '63071000' };
		world.sap({
			do: 'create-order',
			...{ number: '4600000001', supplier: '100050', wbsElement: 'P-1001.1.1' },
			items: [item, { ...item, price: '20.00' }],
		});
		const [, second] = world.sapData.orders.find(({ header }) => header.PurchaseOrder === '4600000001')?.items ?? [];
		const about = { order: '4600000001', item: '20' };
		const assignment = second?.assignments[0]?.AccountAssignmentNumber;
		world.sap({ do: 'move-assignment', ...about, assignment, wbsElement: 'P-1004.2' });
		world.engine.later();
		const writes = ({ method }: { method: string }) => method === 'PATCH';
		// Created, its lines, its status: three for each of two projects.
		const killed = await world.run({ kill: { at: 'procore', nth: 6, when: 'after', of: writes } });
		assert.equal(killed.status, 'killed');
		const totals = () =>
			world.procoreData.contracts
				.filter(({ origin_id }) => origin_id?.includes('4600000001'))
				.map(({ grand_total }) => Number(grand_total));
		assert.deepEqual(totals(), [10, 20]);
		world.sap({ do: 'delete-item', ...about });
		world.engine.later(61);
		await world.run();
		assert.deepEqual(totals(), [10, 0]);
	});

	describe('a run ends before a new contract is on record, and its document moves to another project: the contract leaves the first one', () => {
		const panels = { 'Map requisitions': { requisitions: 'pendingContract' } };
		const item = { price: '10.00', glAccount: '63033000' };
		const wbsElement = 'P-1001.1.1';
		const elsewhere = { item: '10', wbsElement: 'P-1004.2' };

		async function leave(number: string, create: (world: SyncWorld) => void, move: (world: SyncWorld) => void) {
			const world = new SyncWorld();
			assert.deepEqual((await world.run({ parameters: panels })).problems, []);
			create(world);
			world.engine.later();
			const contracts = () => world.procoreData.contracts.filter(({ origin_id }) => origin_id?.includes(number));
			const told = () => contracts().map(({ project_id, grand_total }) => [project_id, Number(grand_total)]);
			const ofNode = ({ method }: { method: string }) => method === 'PATCH';
			const killed = await world.run({
				parameters: panels,
				kill: { at: 'procore', nth: 3, when: 'after', of: ofNode },
			});
			assert.deepEqual([killed.status, told()], ['killed', [[2201, 10]]]);
			move(world);
			world.engine.later(61);
			await world.run({ parameters: panels });
			assert.deepEqual(told(), [
				[2201, 0],
				[2204, 10],
			]);
			const begun = world.rows('state').map(({ begun_contracts }) => String(begun_contracts ?? ''));
			assert.ok(!begun.join().includes(number));
		}

		it('an order', async () => {
			const order = '4600000001';
			await leave(
				order,
				(world) => {
					world.sap({ do: 'create-order', number: order, supplier: '100050', wbsElement, items: [item] });
				},
				(world) => {
					world.sap({ do: 'move-assignment', order, ...elsewhere, assignment: '1' });
				},
			);
		});

		it('a requisition that is not ordered', async () => {
			const requisition = '10600001';
			await leave(
				requisition,
				(world) => {
					world.sap({ do: 'create-requisition', number: requisition, wbsElement, items: [{ ...item, quantity: '1' }] });
				},
				(world) => {
					world.sap({ do: 'move-requisition-assignment', requisition, ...elsewhere });
				},
			);
		});
	});

	it('a workflow holds a new contract, and its order moves to another project: the contract leaves the first one', async () => {
		const world = new SyncWorld();
		const workflow = (commitment_workflow: 'ignored' | 'none') => {
			world.procore({ do: 'edit-project', id: 2201, set: { commitment_workflow } });
		};
		workflow('ignored');
		world.sap({
			do: 'create-order',
			...{ number: '4600000001', supplier: '100050', wbsElement: 'P-1001.1.1' },
			items: [{ price: '10.00', glAccount: '63071000' }],
		});
		assert.deepEqual((await world.run()).problems, []);
		const held = world.rows('exceptions').find(({ sap_key }) => sap_key === '4600000001');
		assert.equal(held?.reason, 'workflow_controls_status');
		workflow('none');
		const [item] = world.sapData.orders.find(({ header }) => header.PurchaseOrder === '4600000001')?.items ?? [];
		const assignment = item?.assignments[0]?.AccountAssignmentNumber;
		world.sap({ do: 'move-assignment', order: '4600000001', item: '10', assignment, wbsElement: 'P-1004.2' });
		world.engine.later();
		await world.run();
		const contracts = world.procoreData.contracts.filter(({ origin_id }) => origin_id?.includes('4600000001'));
		const told = contracts.map(({ origin_id, grand_total }) => [origin_id, Number(grand_total)]);
		assert.deepEqual(told, [
			['sap:S4P:po:4600000001:2201', 0],
			['sap:S4P:po:4600000001:2204', 10],
		]);
	});

	it('a change order waits for its approval, and a setting changes: the order still waits for it', async () => {
		const world = new SyncWorld();
		const panels = { 'Upsert contracts': { onApprovedContract: 'changeOrder' } };
		await world.run({ parameters: panels });
		world.sap({ do: 'set-price', order: '4500090407', item: '10', price: '70.00' });
		world.engine.later();
		await world.run({ parameters: panels });
		const waits = ['purchase_order 4500090407: change_order_pending'];
		assert.deepEqual(
			world.exceptions().filter((each) => each.includes('4500090407')),
			waits,
		);
		const asUnits = { 'Map orders': { lineMethod: 'unit' }, 'Map requisitions': { lineMethod: 'unit' } };
		world.engine.later();
		const run = await world.run({ parameters: { ...panels, ...asUnits, Start: { mode: 'backfill' } } });
		assert.deepEqual(run.problems, []);
		assert.deepEqual(
			world.exceptions().filter((each) => each.includes('4500090407')),
			waits,
		);
		assert.equal(world.rows('audit').findLast(({ sap_key }) => sap_key === '4500090407')?.status, 'waiting');
	});

	it('a cost code of the map is corrected: the change order that moves the amount is waited for, though no total shows it', async () => {
		const world = new SyncWorld();
		const panels = { 'Upsert contracts': { onApprovedContract: 'changeOrder' }, Start: { mode: 'backfill' } };
		const pending = () => world.exceptions().filter((each) => each.endsWith('change_order_pending'));
		await world.run({ parameters: panels });
		world.engine.tables.edit('sap_procore_cost_codes', ({ gl_account }) => gl_account === '63033000', {
			cost_code: '08-100',
		});
		world.engine.later(61);
		await world.run({ parameters: panels });
		const waits = pending();
		assert.ok(waits.length > 0);
		const drafted = world.procoreData.changeOrders.map(({ id }) => id);
		assert.equal(drafted.length, waits.length);
		world.engine.later(61);
		const run = await world.run({ parameters: panels });
		assert.deepEqual([run.problems, pending()], [[], waits]);
		for (const id of drafted) world.procore({ do: 'set-change-order-status', id, status: 'approved' });
		world.engine.later(61);
		await world.run({ parameters: panels });
		assert.deepEqual(pending(), []);
		assert.deepEqual(
			world.procoreData.changeOrders.map(({ id }) => id),
			drafted,
		);
	});

	describe('somebody adds a line to a contract, and what SAP has is to win: it is told, and not written in every run', () => {
		const withLine = async (taxCodes: boolean) => {
			const world = new SyncWorld();
			const parameters = {
				'Map orders': { taxCodes },
				'Upsert contracts': { onEditedContract: 'overwrite', onApprovedContract: 'reopen' },
			};
			world.procore({ do: 'add-tax-code', code: { id: 9101, code: 'GST', rate: 10 } });
			await world.run({ parameters });
			if (taxCodes) {
				world.engine.tables.edit('sap_procore_values', ({ kind }) => kind === 'tax_code', { procore_value: 'GST' });
				world.engine.later(61);
				await world.run({ parameters });
			}
			const contract = () =>
				world.procoreData.contracts.find(({ origin_id }) => origin_id?.startsWith('sap:S4P:po:4500090407:'));
			const [first] = contract()?.lines ?? [];
			assert.equal(first?.tax_code_id ?? null, taxCodes ? 9101 : null);
			const [cost_code = '', cost_type = ''] = first?.flat_code.split('.') ?? [];
			const line = { cost_code, cost_type, amount: '66.00' };
			world.procore({ do: 'add-line', contract: contract()?.id ?? 0, line });
			world.sap({ do: 'set-price', order: '4500090407', item: '10', price: '70.00' });
			const told = () => world.exceptions().filter((each) => each.includes('4500090407'));
			world.engine.later(61);
			assert.deepEqual((await world.run({ parameters })).problems, []);
			assert.deepEqual(told(), ['purchase_order 4500090407: total_mismatch']);
			world.engine.later(61);
			const next = await world.run({ parameters });
			assert.deepEqual([next.problems, next.writes(), told().length], [[], [], 1]);
			const added = contract()?.lines.find(({ amount }) => Number(amount) === 66);
			world.procore({ do: 'delete-line', id: added?.id ?? 0 });
			world.engine.later(61);
			await world.run({ parameters });
			assert.deepEqual(told(), []);
		};

		it('where totals can be compared', async () => {
			await withLine(false);
		});

		it('where lines have tax codes, so that no total shows it', async () => {
			await withLine(true);
		});
	});

	describe('a backfill', () => {
		const batches = { options: { batchSize: 2, firstBatchSize: 2 } };
		const isPage = ({ path }: { path: string }) => path.endsWith('/PurchaseOrder');
		/** A run that dies at the n-th page of orders; in a first load and a backfill each batch reads one. */
		const breakOff = async (world: SyncWorld, mode: string, nth = 3, panels: Record<string, INodeParameters> = {}) => {
			const kill = { at: 'sap' as const, nth, when: 'before' as const, of: isPage };
			const run = await world.run({ parameters: { ...panels, Start: { mode, ...batches } }, kill });
			assert.equal(run.status, 'killed');
			world.engine.later(61);
		};
		/** How many orders a backfill has read. */
		const readBy = async (world: SyncWorld, panels: Record<string, INodeParameters> = {}) => {
			const Start = { mode: 'backfill', options: { recordUnchanged: true } };
			const run = await world.run({ parameters: { ...panels, Start } });
			assert.deepEqual([run.status, ...run.problems], ['success']);
			const { run_id } = world.rows('runs').at(-1) ?? {};
			const audit = world.rows('audit').filter((row) => row.run_id === run_id && row.entity === 'purchase_order');
			return new Set(audit.map(({ sap_key }) => sap_key)).size;
		};
		const all = ({ sapData }: SyncWorld) => sapData.orders.length;

		it('after a first load that was broken off reads everything', async () => {
			const world = new SyncWorld();
			await breakOff(world, 'delta');
			assert.equal(await readBy(world), all(world));
		});

		it('after a backfill that was broken off reads the rest of it, unless a panel was changed since', async () => {
			const world = new SyncWorld();
			await world.run();
			await breakOff(world, 'backfill');
			assert.equal(await readBy(world), all(world) - 4);
			await breakOff(world, 'backfill');
			assert.equal(await readBy(world, { 'Upsert contracts': { onApprovedContract: 'hold' } }), all(world));
		});

		it('starts again where a run with other settings has read part of the rest', async () => {
			const world = new SyncWorld();
			await world.run();
			await breakOff(world, 'backfill');
			const cursor = () => world.rows('state').find(({ entity }) => entity === 'purchase_order')?.cursor;
			const before = cursor();
			await breakOff(world, 'delta', 6, { 'Map orders': { contractStatus: 'Draft' } });
			assert.notEqual(cursor(), before);
			assert.equal(await readBy(world), all(world));
		});
	});
});
