import fc from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { outcome, type Entity, type PurchaseOrder } from '../../nodes/shared/model';
import { posted } from '../support/costs.ts';
import { asJson, glAccount, run, supplier, vendor } from '../support/examples.ts';
import { accountedBy, keysOf, mapped, type MapOperation } from '../support/mapLane.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../support/orders.ts';
import { purchaseRequisition, requisitionItem } from '../support/requisitions.ts';
import { jsonOf } from '../support/world.ts';

interface MapLane extends MapOperation {
	entity: Entity;
	/** The document number `n`, of which there are a few kinds. */
	document: (n: number) => object;
	/** Name of the field that holds its key, and of one that it cannot do without. */
	key: string;
	needs: string;
}

const projects = [rosterRow(), rosterRow({ project_id: '2202', sap_project: 'P-1002', sync_enabled: false })];
const elements = ['P-1001.1', 'P-1002.1', 'X-9', ''];
const accounts = ['630000', '640000'];
const assigned = (n: number) => ({ wbsElement: elements[n % 4] ?? '', glAccount: accounts[n % 2] ?? '' });
const someCodes = [costCodeRow({ gl_account: '63*' })];

function order(n: number): PurchaseOrder {
	const items = [n, n + 1].map((each, index) =>
		orderItem({ item: `${(index + 1) * 10}`, assignments: [assignment(assigned(each))] }),
	);
	return purchaseOrder({ purchaseOrder: `45${n}`, items, status: n % 7 === 6 ? 'void' : 'approved' });
}

const requisition = (n: number) => ({
	...purchaseRequisition({
		purchaseRequisition: `10${n}`,
		items: [requisitionItem({ purchaseOrder: `45${n}`, assignments: [assignment(assigned(n))] })],
	}),
	orders: [order(n)],
});

const lanes: MapLane[] = [
	{
		entity: 'supplier',
		resource: 'vendor',
		document: (n) => supplier({ supplier: `${100 + n}`, name: `Supplier ${n % 5}` }),
		key: 'supplier',
		needs: 'name',
		second: [vendor({ id: 9, name: 'Supplier 1' })],
		tables: {},
	},
	{
		entity: 'project',
		resource: 'project',
		document: (n) => ({ id: 2201 + n, name: `Project ${n}`, project_number: `P-100${n % 4}` }),
		key: 'id',
		needs: 'id',
		second: [],
		tables: { projects: [rosterRow()] },
	},
	{
		entity: 'cost_code',
		resource: 'costCode',
		document: (n) => glAccount({ glAccount: `6300${n}`, longName: `Account ${n}` }),
		key: 'glAccount',
		needs: 'chartOfAccounts',
		second: [],
		tables: { projects, cost_codes: someCodes },
	},
	{
		entity: 'actual_cost',
		resource: 'projectCost',
		document: (n) => ({
			...{ companyCode: '1010', ledger: '0L', currency: n % 5 === 4 ? 'EUR' : 'USD', amount: `${n}.10` },
			...{ ...posted, from: '', to: '', purchaseOrder: n % 4 === 3 ? `450000000${n % 7}` : '' },
			...{ isBalanceSheet: n % 9 === 8, order: '', costCenter: `${n}`, ...assigned(n) },
		}),
		key: 'glAccount',
		needs: 'amount',
		tables: { projects, cost_codes: someCodes },
	},
	{
		entity: 'purchase_order',
		resource: 'purchaseOrder',
		document: order,
		key: 'purchaseOrder',
		needs: 'items',
		tables: { projects, cost_codes: someCodes },
	},
	{
		entity: 'requisition',
		resource: 'requisition',
		document: requisition,
		key: 'purchaseRequisition',
		needs: 'orders',
		tables: { projects, cost_codes: someCodes },
	},
];

const place = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
const failedBefore = { error: 'SAP said no', details: { reason: 'sap_error', entity: 'supplier' } };
const settled = outcome({ entity: 'supplier', sapKey: '7', action: 'none', status: 'held', reason: 'step_says_no' });

describe.each(lanes)('SAP to Procore > $resource > Map', (own) => {
	const { entity, document } = own;
	const three = [0, 1, 2].map(document);

	it('puts out nothing and reads no table when nothing comes in', async () => {
		for (const nothing of [[], [{}]]) {
			const { items, log } = await mapped(own, nothing, { second: null });
			expect([items, log]).toEqual([[], []]);
		}
	});

	it('hands on what failed before and what a step decided, in place, and reads no table for them', async () => {
		const { items, log } = await mapped(own, [failedBefore, {}, settled], { second: null });
		expect(items).toMatchObject([
			{ json: failedBefore, pairedItem: { item: 0 } },
			{ json: asJson(settled), pairedItem: { item: 2 } },
		]);
		expect(log).toEqual([]);
	});

	it('says of a document that a step changed that it is none, and decides on the others', async () => {
		const spoiled = { ...document(1), [own.needs]: undefined };
		const { items } = await mapped(own, [document(0), spoiled, failedBefore, document(2)]);
		const failures = items.filter(({ json }) => json.error);
		expect(failures.map(({ json }) => (json.details as IDataObject).reason)).toEqual(['invalid_item', 'sap_error']);
		expect(failures.map(place)).toEqual([1, 2]);
		expect(accountedBy(failures[0]?.json ?? {})).toEqual(keysOf(entity, [spoiled]));
		const without = await mapped(own, [document(0), document(2)]);
		expect(items.length - 2).toBe(without.items.length);
	});

	it('takes a document that comes twice for one', async () => {
		const once = await mapped(own, three);
		const twice = await mapped(own, [...three, document(1)]);
		if (entity !== 'project') expect(jsonOf(twice.items)).toHaveLength(once.items.length);
		expect([...new Set(twice.items.flatMap(({ json }) => accountedBy(json)))].sort()).toEqual(
			[...new Set(once.items.flatMap(({ json }) => accountedBy(json)))].sort(),
		);
	});

	it('decides the same whatever the order in which documents come', async () => {
		const decided = async (documents: object[]) =>
			jsonOf((await mapped(own, documents)).items)
				.map((json) => JSON.stringify(json))
				.sort();
		const documents = [0, 1, 2, 3, 4, 5, 6].map(document);
		expect(await decided([...documents].reverse())).toEqual(await decided(documents));
	});

	it('pairs what it puts out with the document that it is about', async () => {
		const { items } = await mapped(own, three);
		for (const item of items) {
			const told = item.json.source ?? item.json;
			const { sapKey } = told as { sapKey: string };
			const index = three.findIndex((each) => keysOf(entity, [each])[0] === sapKey);
			if (index >= 0) expect(place(item)).toBe(index);
		}
	});

	it('decides nothing when a table cannot be read, and says which, and hands on the rest', async () => {
		const { items } = await mapped(own, [failedBefore, ...three], {
			broken: entity === 'supplier' ? 'values' : 'projects',
		});
		expect(items).toHaveLength(2);
		expect(items[0]?.json).toEqual(failedBefore);
		expect(items[1]?.json).toMatchObject({
			error: expect.stringMatching(/sap_procore_(values|projects)/),
			details: { entity },
		});
	});

	it('decides nothing when the run does not know the System ID of SAP', async () => {
		const { items, log } = await mapped(own, three, { run: run({ system: '' }) });
		expect(jsonOf(items)).toMatchObject([{ details: { reason: 'system_unavailable', entity } }]);
		expect(log).toEqual([]);
	});

	it('refuses a run that is none, without any document too', async () => {
		for (const documents of [three, [{}]]) {
			const { items } = await mapped(own, documents, { run: { runId: '' } });
			expect(jsonOf(items)).toMatchObject([{ error: 'The parameter Run does not hold a run', details: { entity } }]);
		}
	});

	it('writes nothing in a single step of the editor', async () => {
		const documents = [0, 1, 2, 3, 4, 5, 6].map(document);
		const { log } = await mapped(own, documents, {
			run: run({ step: true }),
			tables: { projects: [rosterRow({ project_id: '1' })] },
		});
		expect(log.filter((line) => !line.startsWith('get'))).toEqual([]);
	});

	it('accounts for every document that came in, and for nothing else', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 25 }), async (numbers) => {
				const documents = numbers.map(document);
				const { items } = await mapped(own, documents);
				const accounted = new Set(items.flatMap(({ json }) => accountedBy(json)));
				// One stands for the lane as a whole.
				accounted.delete('');
				// The roster tells of projects that have vanished, too.
				if (entity === 'project') accounted.delete('2201');
				const keys = keysOf(entity, documents).filter((key) => entity !== 'project' || key !== '2201');
				expect([...accounted].sort()).toEqual(keys);
			}),
			{ numRuns: 40 },
		);
	});
});
