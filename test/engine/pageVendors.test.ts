import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { contractsOf, differences } from '../e2e/support/contracts.ts';
import { Pages } from './support/pages.ts';
import { World } from './support/scenarioWorld.ts';

describe('the page Vendors, between runs of the sync', () => {
	let world: World;
	let pages: Pages;

	before(async () => {
		world = await World.start({ name: 'vendors', dataset: 'tour', limits: false });
		pages = new Pages(world.engine);
		await world.syncOrders();
	});

	const caseOf = (name: string) => world.simulators.dataset.cases[name] ?? { supplier: '', vendors: [] };
	const textOf = (html: string) =>
		html
			.replace(/<style>[^]*?<\/style>/, '')
			.replaceAll('<wbr>', '')
			.replace(/<[^>]+>/g, ' ');

	it('a held supplier is linked on the page: the next run has its orders in Procore', async () => {
		const { supplier, vendors } = caseOf('ambiguousName');
		const { order = '' } = world.simulators.dataset.orderCases.supplierHeld ?? {};
		const html = await pages.open({ page: 'vendors' });
		for (const id of vendors) assert.match(textOf(html), new RegExp(`Link vendor ${String(id)} `));
		assert.match(textOf(html), new RegExp(`supplier ${supplier}`));
		const choice = `link:${String(vendors[1])}`;
		const asked = await pages.open({ page: 'vendors', do: 'decide', supplier, choice });
		assert.match(textOf(asked), /What waits for it goes to Procore then: 1 document, [\d,.]+ USD/);
		await pages.confirm('vendors', asked);
		world.later();
		await world.syncOrders();
		assert.equal(world.vendorOf(supplier)?.id, vendors[1]);
		const contract = contractsOf(world.simulators).find(({ number }) => number === order);
		assert.equal(contract?.vendor_id, vendors[1]);
		assert.deepEqual([await world.openExceptions(supplier), await world.openExceptions(order)], [[], []]);
		assert.deepEqual(differences(world.simulators), []);
		const after = textOf(await pages.open({ page: 'vendors' }));
		assert.ok(!after.includes(`Decision on supplier ${supplier}`));
	});

	it('"Save and run now" brings the supplier to Procore at once, and takes no other document', async () => {
		const { supplier } = caseOf('foreignOrigin');
		const asked = await pages.open({ page: 'vendors', do: 'decide-run', supplier, choice: 'create' });
		const { replay, holder, started } = await pages.confirm('vendors', asked);
		assert.equal(started, true);
		const run = await world.engine.run({ trigger: 'When called', called: { replay, holder } });
		assert.equal(run.status, 'success', run.error?.message);
		assert.ok(world.vendorOf(supplier));
		assert.deepEqual(await world.openExceptions(supplier), []);
		assert.deepEqual(
			(await world.lastAudit()).map(({ sap_key }) => sap_key).filter((key) => key !== supplier && key !== ''),
			[],
		);
	});

	it('an order of a one-time supplier goes to the vendor that is named for its name on the page', async () => {
		const order = '4500099001';
		const items = [{ price: '100.00' }];
		const { simulator } = world.simulators.sap;
		simulator.change({ do: 'create-order', number: order, supplier: '100050', wbsElement: 'P-1001.1.1', items });
		simulator.change({ do: 'edit-order', order, set: { ManualSupplierAddressID: '31001' } });
		world.later();
		await world.syncOrders();
		assert.deepEqual(
			(await world.openExceptions(order)).map(({ reason }) => reason),
			['one_time_supplier'],
		);
		const html = textOf(await pages.open({ page: 'vendors' }));
		const [, party = ''] = /One-time suppliers[^]*?(address 31001)/.exec(html) ?? [];
		const vendor = String(caseOf('ambiguousName').vendors[1]);
		const asked = await pages.open({ page: 'vendors', do: 'one-time-run', party, vendor });
		assert.match(textOf(asked), /What waits for it goes to Procore then: 1 document, 100\.00 USD/);
		const { replay, holder, started } = await pages.confirm('vendors', asked);
		assert.equal(started, true);
		const run = await world.engine.run({ trigger: 'When called', called: { replay, holder } });
		assert.equal(run.status, 'success', run.error?.message);
		assert.deepEqual(await world.openExceptions(order), []);
		const contract = contractsOf(world.simulators).find(({ number }) => number === order);
		assert.equal(String(contract?.vendor_id), vendor);
	});
});
