import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { copyOf, SyncWorld } from './support/syncWorld.ts';

const lanes = ['project', 'supplier', 'purchase_order', 'supplier_invoice'];

/** The sync with supplier invoices instead of requisitions. */
const invoicing = () =>
	new SyncWorld({
		dataset: copyOf('tour'),
		parameters: {
			Start: { lanes },
			'Upsert invoices': { options: { submit: true, createBillingPeriod: true } },
		},
	});

async function synced(world: SyncWorld): Promise<void> {
	const run = await world.run();
	assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
	world.engine.later();
}

/** The results of the last run, and how many there are of each. */
function results(world: SyncWorld): Record<string, number> {
	const { run_id: last } = world.rows('runs').at(-1) ?? {};
	const counts: Record<string, number> = {};
	for (const { entity, run_id, status, reason } of world.rows('audit')) {
		if (entity !== 'supplier_invoice' || run_id !== last) continue;
		const result = `${String(status)} ${String(reason ?? '')}`.trim();
		counts[result] = (counts[result] ?? 0) + 1;
	}
	return counts;
}

/** What is billed on the contracts of an order, in cents. */
function billed(world: SyncWorld, order: string): { statuses: string[]; cents: number } {
	const { contracts, requisitions } = world.procoreData;
	const own = new Set(contracts.filter(({ number }) => number === order).map(({ id }) => id));
	const invoices = requisitions.filter(({ commitment_id: contract }) => own.has(Number(contract)));
	const items = invoices.flatMap((each) => each.items as Array<{ work_completed_this_period: string }>);
	return {
		statuses: invoices.map(({ status }) => status),
		cents: items.reduce((total, item) => total + Math.round(Number(item.work_completed_this_period) * 100), 0),
	};
}

describe('supplier invoices', () => {
	it('become approved invoices on their contracts, and each awkward one has its reason', async () => {
		const world = invoicing();
		await synced(world);
		const { synced: written = 0, 'waiting no_billing_period': closed = 0, ...others } = results(world);
		assert.ok(written > 20 && closed < written, JSON.stringify({ written, closed }));
		assert.deepEqual(others, {
			'failed over_billed': 1,
			'ignored invoice_reversed': 2,
			'ignored invoice_without_order': 1,
			'ignored invoice_deleted': 1,
			'waiting invoice_not_posted': 1,
		});
		const { requisitions } = world.procoreData;
		assert.deepEqual(
			[
				...new Set(
					requisitions.filter(({ origin_data }) => origin_data?.includes('invoice')).map(({ status }) => status),
				),
			],
			['approved'],
		);
		await synced(world);
		assert.equal(results(world).synced, undefined);
	});

	it('one that is reversed later, and posted again, is in Procore what it is in SAP', async () => {
		const world = invoicing();
		await synced(world);
		const order = copyOf('tour').orderCases.percentSplit?.order ?? '';
		assert.deepEqual(billed(world, order), { statuses: [], cents: 0 });
		const item = { item: '10', amount: '90.00' };
		world.sap({ do: 'post-supplier-invoice', order, number: '5105699001', items: [item] });
		await synced(world);
		const { statuses, cents } = billed(world, order);
		assert.equal(cents, 9000);
		world.sap({ do: 'reverse-supplier-invoice', invoice: '5105699001' });
		await synced(world);
		assert.deepEqual(billed(world, order), { statuses: [...statuses, ...statuses], cents: 0 });
		world.sap({ do: 'post-supplier-invoice', order, number: '5105699003', items: [{ ...item, amount: '80.00' }] });
		await synced(world);
		assert.equal(billed(world, order).cents, 8000);
	});
});

describe('what becomes of an invoice that is in Procore', () => {
	const order = '4600000001';
	const panels = { Start: { lanes }, 'Upsert invoices': { options: { submit: true, createBillingPeriod: true } } };
	const backfill = { ...panels, Start: { lanes, mode: 'backfill' } };

	/** 30.00 of an order of 100.00 are invoiced in project 2201. */
	async function invoicedOrder(parameters = panels): Promise<SyncWorld> {
		const world = new SyncWorld({ parameters });
		const item = { price: '100.00', glAccount: '63071000' };
		world.sap({ do: 'create-order', number: order, supplier: '100050', wbsElement: 'P-1001.1.1', items: [item] });
		await world.run();
		world.sap({ do: 'post-supplier-invoice', order, number: '5105699001', items: [{ item: '10', amount: '30.00' }] });
		await next(world, parameters);
		const status = parameters['Upsert invoices'].options.submit ? 'approved' : 'draft';
		assert.deepEqual(inProcore(world), [[2201, status, 30]]);
		return world;
	}

	async function next(world: SyncWorld, parameters = panels): Promise<void> {
		world.engine.later(61);
		const run = await world.run({ parameters });
		assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
	}

	/** Project, status and amount of each invoice. */
	const inProcore = ({ procoreData }: SyncWorld) =>
		procoreData.requisitions
			.filter(({ origin_data }) => origin_data?.includes(order))
			.map(({ project_id, status, items }) => [
				project_id,
				status,
				(items as Array<{ work_completed_this_period: string }>).reduce(
					(total, item) => total + Number(item.work_completed_this_period),
					0,
				),
			]);
	const ofInvoices = (world: SyncWorld) => world.exceptions().filter((each) => each.startsWith('supplier_invoice'));

	it('stays as it is when Invoice Status changes and everything is read again', async () => {
		const world = await invoicedOrder();
		await next(world, { ...backfill, 'Map invoices': { invoiceStatus: 'under_review' } } as typeof panels);
		assert.deepEqual([inProcore(world), ofInvoices(world)], [[[2201, 'approved', 30]], []]);
	});

	it('is looked at until what is wrong with it is right, also while its day is read in every run', async () => {
		const drafts = { ...panels, 'Upsert invoices': { options: { submit: false, createBillingPeriod: true } } };
		const world = await invoicedOrder(drafts);
		const item = world.procoreData.requisitions.flatMap(({ origin_data, items }) =>
			origin_data?.includes(order) ? (items as Array<{ id: number }>) : [],
		)[0];
		const edit = (amount: string) => {
			world.procore({ do: 'edit-requisition-item', id: item?.id ?? 0, amount });
		};
		edit('20.00');
		const edited = ['supplier_invoice 2026/5105699001: edited_in_procore'];
		await next(world, { ...drafts, Start: backfill.Start });
		assert.deepEqual(ofInvoices(world), edited);
		await next(world, drafts);
		assert.deepEqual(ofInvoices(world), edited);
		edit('30.00');
		await next(world, drafts);
		assert.deepEqual(ofInvoices(world), []);
	});

	it('is told as edited when somebody changes its amounts after it was approved, and is left alone', async () => {
		const world = await invoicedOrder();
		const item = world.procoreData.requisitions.flatMap(({ origin_data, items }) =>
			origin_data?.includes(order) ? (items as Array<{ id: number }>) : [],
		)[0];
		const edit = (amount: string) => {
			world.procore({ do: 'edit-requisition-item', id: item?.id ?? 0, amount });
		};
		edit('20.00');
		await next(world, backfill);
		assert.deepEqual(
			[inProcore(world), ofInvoices(world)],
			[[[2201, 'approved', 20]], ['supplier_invoice 2026/5105699001: edited_in_procore']],
		);
		edit('30.00');
		await next(world);
		assert.deepEqual(ofInvoices(world), []);
	});

	it('is reversed there, too, when the item of its order was deleted meanwhile', async () => {
		const world = await invoicedOrder();
		world.sap({ do: 'delete-item', order, item: '10' });
		await next(world);
		world.sap({ do: 'reverse-supplier-invoice', invoice: '5105699001' });
		await next(world);
		assert.deepEqual(inProcore(world), [
			[2201, 'approved', 30],
			[2201, 'approved', -30],
		]);
	});

	it('is reversed, and keeps its contract from being reopened all the same: no line that it is on goes', async () => {
		const world = await invoicedOrder();
		world.sap({ do: 'reverse-supplier-invoice', invoice: '5105699001' });
		world.sap({ do: 'add-item', order, item: { price: '50.00', glAccount: '63071000', wbsElement: 'P-1001.1.1' } });
		world.sap({ do: 'delete-item', order, item: '10' });
		await next(world);
		await next(world);
		const reversed = [
			[2201, 'approved', 30],
			[2201, 'approved', -30],
		];
		assert.deepEqual(inProcore(world), reversed);
		assert.deepEqual(
			world.exceptions().filter((each) => each.includes(order)),
			[`purchase_order ${order}: contract_invoiced`],
		);
		const byChangeOrder = { onApprovedContract: 'reopenOrChangeOrder' };
		await next(world, { ...panels, 'Upsert contracts': byChangeOrder } as typeof panels);
		const { changeOrders, contracts } = world.procoreData;
		const contract = contracts.find(({ number }) => number === order);
		const [drafted, ...more] = changeOrders as unknown as Array<{
			contract_id: number;
			lines: Array<{ amount: string }>;
		}>;
		assert.deepEqual(
			[drafted?.contract_id, drafted?.lines.map(({ amount }) => amount), more],
			[contract?.id, ['-50.0'], []],
		);
		assert.deepEqual([inProcore(world), contract?.status], [reversed, 'Approved']);
	});

	it('stays in the project where SAP posted it when its order moves to another one, and is reversed there', async () => {
		const world = await invoicedOrder();
		world.sap({ do: 'move-assignment', order, item: '10', assignment: '1', wbsElement: 'P-1004.2' });
		await next(world);
		await next(world, backfill);
		assert.deepEqual([inProcore(world), ofInvoices(world)], [[[2201, 'approved', 30]], []]);
		world.sap({ do: 'reverse-supplier-invoice', invoice: '5105699001' });
		await next(world);
		assert.deepEqual(inProcore(world), [
			[2201, 'approved', 30],
			[2201, 'approved', -30],
		]);
	});

	it('is neither sent to another project as well nor reversed in silence when the table of projects changes', async () => {
		const world = await invoicedOrder();
		const { tables } = world.engine;
		tables.edit('sap_procore_projects', ({ project_id }) => project_id === '2204', { sap_wbs_prefix: 'P-1001.1.1' });
		const held = ['supplier_invoice 2026/5105699001: invoice_elsewhere'];
		await next(world, backfill);
		assert.deepEqual([inProcore(world), ofInvoices(world)], [[[2201, 'approved', 30]], held]);
		world.sap({ do: 'reverse-supplier-invoice', invoice: '5105699001' });
		await next(world);
		held.push('supplier_invoice 2026/5105699002: invoice_elsewhere');
		assert.deepEqual([inProcore(world), ofInvoices(world)], [[[2201, 'approved', 30]], held]);
		// Back again.
		tables.edit('sap_procore_projects', ({ project_id }) => project_id === '2204', { sap_wbs_prefix: '' });
		await next(world);
		assert.deepEqual(inProcore(world), [
			[2201, 'approved', 30],
			[2201, 'approved', -30],
		]);
		assert.deepEqual(ofInvoices(world), []);
	});

	it('one that Procore refuses as over-billed is sent again less and less often once its day is not read anyway, and never given up', async () => {
		const world = await invoicedOrder();
		world.sap({ do: 'post-supplier-invoice', order, number: '5105699002', items: [{ item: '10', amount: '130.00' }] });
		await next(world);
		world.engine.later(3 * 24 * 60);
		await next(world);
		const known = world.engine.exchanges.length;
		for (let hour = 0; hour < 24; hour++) await next(world);
		const sent = world.engine.exchanges
			.slice(known)
			.filter(({ method, url }) => method === 'POST' && url.includes('requisitions'));
		assert.ok(sent.length > 0 && sent.length < 8, String(sent.length));
		assert.deepEqual(ofInvoices(world), ['supplier_invoice 2026/5105699002: over_billed']);
		assert.equal(world.rows('exceptions').find(({ reason }) => reason === 'over_billed')?.status, 'open');
	});

	it('and one that is posted on an item which is deleted before it comes is not left out as stock', async () => {
		const world = await invoicedOrder();
		world.sap({ do: 'post-supplier-invoice', order, number: '5105699002', items: [{ item: '10', amount: '20.00' }] });
		world.sap({ do: 'delete-item', order, item: '10' });
		await next(world);
		assert.deepEqual(inProcore(world), [
			[2201, 'approved', 30],
			[2201, 'approved', 20],
		]);
	});
});

it('Start refuses supplier invoices together with requisitions that bill, before anything is written', async () => {
	const world = new SyncWorld({ parameters: { Start: { lanes: [...lanes, 'requisition'] } } });
	const run = await world.run();
	assert.equal(run.status, 'error');
	assert.match(String(run.error?.message), /billed twice/);
	assert.deepEqual(
		world.procoreData.contracts.filter(({ origin_id }) => origin_id?.startsWith('sap:')),
		[],
	);
});
