import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SyncWorld } from './support/syncWorld.ts';

const lanes = ['project', 'supplier', 'purchase_order', 'supplier_invoice'];
const order = '4600000001';
const options = { submit: true, createBillingPeriod: true };

interface Line {
	id: number;
	amount: string;
}

describe('what a change order has added to a contract', () => {
	const world = () =>
		new SyncWorld({
			parameters: {
				Start: { lanes },
				'Upsert contracts': { onApprovedContract: 'changeOrder' },
				'Upsert invoices': { options },
			},
		});

	async function next(world: SyncWorld, mode = 'delta'): Promise<void> {
		world.engine.later(61);
		const run = await world.run({ parameters: { Start: { lanes, mode } } });
		assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
	}

	/** An order of 100.00 whose change orders are approved as they come. */
	async function ordered(): Promise<SyncWorld> {
		const sync = world();
		const item = { price: '100.00', glAccount: '63071000' };
		sync.sap({ do: 'create-order', number: order, supplier: '100050', wbsElement: 'P-1001.1.1', items: [item] });
		await next(sync);
		return sync;
	}

	async function changed(sync: SyncWorld): Promise<void> {
		await next(sync);
		for (const { id, status } of sync.procoreData.changeOrders)
			if (status === 'draft') sync.procore({ do: 'set-change-order-status', id, status: 'approved' });
		await next(sync);
	}

	const invoice = (sync: SyncWorld, number: string, amount: string, item = '10') => {
		sync.sap({ do: 'post-supplier-invoice', order, number, items: [{ item, amount }] });
	};

	/** What is billed on the lines of the contract and of its change orders, with what they have. */
	function billed({ procoreData }: SyncWorld): string[] {
		const { contracts, requisitions, changeOrders } = procoreData;
		const contract = contracts.find(({ number }) => number === order);
		const orders = changeOrders as unknown as Array<{ contract_id: number; lines: Line[] }>;
		const ordered = orders.filter(({ contract_id }) => contract_id === contract?.id).flatMap(({ lines }) => lines);
		const items = requisitions.flatMap(
			(each) => each.items as Array<{ line_item_id: number; work_completed_this_period: string }>,
		);
		const onLine = ({ id, amount }: Line) => {
			const own = items.filter(({ line_item_id: line }) => line === id);
			const sum = own.reduce((total, item) => total + Number(item.work_completed_this_period), 0);
			return `${String(sum)} of ${String(Number(amount))}`;
		};
		return [...(contract?.lines ?? []), ...ordered].map(onLine);
	}
	const ofInvoices = (sync: SyncWorld) => sync.exceptions().filter((each) => each.startsWith('supplier_invoice'));

	it('is billed on its lines once the lines of the contract have nothing left, and credited from there first', async () => {
		const sync = await ordered();
		sync.sap({ do: 'set-price', order, item: '10', price: '130.00' });
		await changed(sync);
		invoice(sync, '5105699001', '80.00');
		invoice(sync, '5105699002', '50.00');
		await next(sync);
		assert.deepEqual([ofInvoices(sync), billed(sync)], [[], ['100 of 100', '30 of 30']]);
		sync.sap({ do: 'reverse-supplier-invoice', invoice: '5105699002' });
		await next(sync);
		assert.deepEqual([ofInvoices(sync), billed(sync)], [[], ['80 of 100', '0 of 30']]);
		await next(sync, 'backfill');
		assert.deepEqual([ofInvoices(sync), billed(sync)], [[], ['80 of 100', '0 of 30']]);
	});

	it('is billed on its lines alone where the contract has no line of the item', async () => {
		const sync = await ordered();
		sync.sap({ do: 'add-item', order, item: { price: '40.00', glAccount: '63071000', wbsElement: 'P-1001.1.1' } });
		await changed(sync);
		invoice(sync, '5105699001', '40.00', '20');
		await next(sync);
		assert.deepEqual([ofInvoices(sync), billed(sync)], [[], ['0 of 100', '40 of 40']]);
	});

	it('is not billed before it is approved: the invoice is over-billed until then', async () => {
		const sync = await ordered();
		sync.sap({ do: 'set-price', order, item: '10', price: '130.00' });
		await next(sync);
		invoice(sync, '5105699001', '130.00');
		await next(sync);
		assert.deepEqual(ofInvoices(sync), ['supplier_invoice 2026/5105699001: over_billed']);
		await changed(sync);
		await next(sync, 'backfill');
		assert.deepEqual([ofInvoices(sync), billed(sync)], [[], ['100 of 100', '30 of 30']]);
	});
});
