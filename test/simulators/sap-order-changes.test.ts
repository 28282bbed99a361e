import type { SapPurchaseOrder } from '../../simulators/data/sap-order-types.ts';
import type { SapChange } from '../../simulators/sap/index.ts';
import { data, type Entity, purchaseOrdersV2, purchaseOrdersV4, type SapUnderTest, startSap } from './sap-client.ts';

let sap: SapUnderTest;
beforeEach(async () => {
	sap = await startSap();
});
afterEach(() => sap.server.close());

/** The simulator's clock stands near this moment in every test. */
const today = /^2026-10-02T08:0\d:\d\d\.\d{3}0000Z$/;
const number = (caseName: string) => data.orderCases[caseName]?.order ?? '';
const threeProjects = number('threeProjects');
const quantitySplit = number('quantitySplit');

async function stored(order: string): Promise<SapPurchaseOrder> {
	const { orders } = (await sap.state()) as unknown as { orders: SapPurchaseOrder[] };
	const found = orders.find(({ header }) => header.PurchaseOrder === order);
	if (!found) throw new Error(`no order ${order}`);
	return found;
}
const amounts = ({ items }: SapPurchaseOrder, at = 0) => items[at]?.assignments.map((row) => row.PurgDocNetAmount);

async function changed(command: SapChange, order = threeProjects): Promise<SapPurchaseOrder> {
	const { status, data: body } = await sap.change(command);
	if (status !== 200) throw new Error(JSON.stringify(body));
	return stored(order);
}

describe('a clerk changes an order: amounts follow, the header gets a new stamp', () => {
	test('price', async () => {
		const order = await changed({ do: 'set-price', order: threeProjects, item: '40', price: '75.03' });
		expect(order.items[3]).toMatchObject({ NetPriceAmount: '75.03', NetAmount: '75.03' });
		expect(amounts(order, 3)).toEqual(['37.52', '37.51']);
		expect(order.header.LastChangeDateTime).toMatch(today);
	});

	test('quantity: quantities of the account assignments follow as well', async () => {
		const order = await changed(
			{ do: 'set-quantity', order: quantitySplit, item: '10', quantity: '20' },
			quantitySplit,
		);
		expect(order.items[0]).toMatchObject({ OrderQuantity: '20', NetAmount: '666.60' });
		expect(order.items[0]?.assignments.map((row) => row.Quantity)).toEqual(['6', '6', '8']);
		expect(amounts(order)).toEqual(['199.98', '199.98', '266.64']);
		expect(order.items[0]?.scheduleLines[0]?.ScheduleLineOrderQuantity).toBe('20');
	});

	test('an item more, on the WBS element of the first one unless told otherwise', async () => {
		await changed({ do: 'add-item', order: threeProjects, item: { price: '10.00', quantity: '3' } });
		const order = await changed({
			do: 'add-item',
			order: threeProjects,
			item: {
				text: 'Shared',
				price: '9.99',
				split: 'percent',
				assignments: [
					{ wbsElement: 'P-1001.1.1', percent: '50.0' },
					{ costCenter: '17100201', percent: '50.0', glAccount: '63031000' },
				],
			},
		});
		expect(order.items.map((item) => item.PurchaseOrderItem)).toEqual(['10', '20', '30', '40', '50', '60']);
		expect(order.items[4]?.NetAmount).toBe('30.00');
		expect(order.items[4]?.assignments[0]).toMatchObject({
			WBSElementExternalID: 'P-1001.1.1',
			GLAccount: '63033000',
			PurgDocNetAmount: '30.00',
		});
		expect(amounts(order, 5)).toEqual(['5.00', '4.99']);
	});

	test('an item deleted and brought back', async () => {
		const gone = await changed({ do: 'delete-item', order: threeProjects, item: '20' });
		expect(gone.items[1]?.PurchasingDocumentDeletionCode).toBe('L');
		const back = await changed({ do: 'delete-item', order: threeProjects, item: '20', deleted: false });
		expect(back.items[1]?.PurchasingDocumentDeletionCode).toBe('');
	});

	test('an account assignment moved to another project, another G/L account, a cost center', async () => {
		const move = { do: 'move-assignment', order: threeProjects, item: '10' } as const;
		const moved = await changed({ ...move, wbsElement: 'P-1005.1.1' });
		expect(moved.items[0]?.assignments[0]).toMatchObject({
			WBSElementExternalID: 'P-1005.1.1',
			WBSElementInternalID: data.sap.wbsElements.find((row) => row.ProjectElement === 'P-1005.1.1')
				?.WBSElementInternalID,
			GLAccount: '63033000',
		});
		const coded = await changed({ ...move, glAccount: '64031000', costCenter: '17100101' });
		expect(coded.items[0]?.assignments[0]).toMatchObject({
			WBSElementExternalID: '',
			WBSElementInternalID: '0',
			CostCenter: '17100101',
			GLAccount: '64031000',
		});
	});

	test('another supplier', async () => {
		const order = await changed({ do: 'set-supplier', order: threeProjects, supplier: '100030' });
		expect(order.header).toMatchObject({ Supplier: '100030', InvoicingParty: '100030' });
	});

	test('voided by its items or by its header, and restored', async () => {
		const byItems = await changed({ do: 'void-order', order: threeProjects });
		expect(new Set(byItems.items.map((item) => item.PurchasingDocumentDeletionCode))).toEqual(new Set(['L']));
		expect(byItems.header.PurchasingDocumentDeletionCode).toBe('');
		await changed({ do: 'restore-order', order: threeProjects });
		const byHeader = await changed({ do: 'void-order', order: threeProjects, how: 'header' });
		expect(byHeader.header.PurchasingDocumentDeletionCode).toBe('L');
		expect(byHeader.items[0]?.PurchasingDocumentDeletionCode).toBe('');
		const back = await changed({ do: 'restore-order', order: threeProjects });
		expect(back.header.PurchasingDocumentDeletionCode).toBe('');
	});

	test.each([
		['approved', { PurchasingProcessingStatus: '05', ReleaseIsNotCompleted: false }],
		['held', { PurchasingCompletenessStatus: true }],
		['inRelease', { PurchasingProcessingStatus: '03', ReleaseIsNotCompleted: true }],
		['rejected', { PurchasingProcessingStatus: '08' }],
		['unknownStatus', { PurchasingProcessingStatus: '26' }],
	] as const)('state %s', async (state, fields) => {
		const order = await changed({ do: 'set-order-state', order: number('held'), state }, number('held'));
		expect(order.header).toMatchObject({ PurchasingCompletenessStatus: false, ...fields });
	});

	test('any field of header, item or account assignment', async () => {
		const edit = { do: 'edit-order', order: threeProjects } as const;
		await changed({ ...edit, set: { PaymentTerms: 'NT45', PurchasingProcessingStatus: '42' } });
		await changed({ ...edit, item: '10', set: { PurchaseOrderItemText: 'Renamed' } });
		const order = await changed({ ...edit, item: '10', assignment: '1', set: { PurgDocNetAmount: '1.00' } });
		expect(order.header).toMatchObject({ PaymentTerms: 'NT45', PurchasingProcessingStatus: '42' });
		expect(order.items[0]).toMatchObject({ PurchaseOrderItemText: 'Renamed', NetAmount: '1200.00' });
		expect(amounts(order)).toEqual(['1.00']);
	});
});

describe('stamps', () => {
	const price = { do: 'set-price', order: threeProjects, item: '10', price: '1.00' } as const;

	test('none', async () => {
		const before = (await stored(threeProjects)).header.LastChangeDateTime;
		expect((await changed({ ...price, stamp: false })).header.LastChangeDateTime).toBe(before);
	});

	test('a late commit: stamped in the past, visible only now', async () => {
		const order = await changed({ ...price, stamp: '2026-10-02T07:52:00.1234567Z' });
		expect(order.header.LastChangeDateTime).toBe('2026-10-02T07:52:00.1234567Z');
		const { value } = await sap.listV4('PurchaseOrder', {
			$filter: 'LastChangeDateTime ge 2026-10-02T07:52:00.1234567Z',
			$select: 'PurchaseOrder',
		});
		expect(value).toEqual([{ PurchaseOrder: threeProjects }]);
	});
});

describe('new orders', () => {
	test('number, supplier, WBS element and items; the rest is made up', async () => {
		const order = await changed(
			{
				do: 'create-order',
				number: '4500099001',
				supplier: '100030',
				wbsElement: 'P-1013.1.1',
				items: [
					{ text: 'Anchor bolts', price: '1250', quantity: '8' },
					{ price: '90', wbsElement: 'P-1013.2.1' },
				],
			},
			'4500099001',
		);
		expect(order.header).toMatchObject({
			CompanyCode: '2810',
			DocumentCurrency: 'JPY',
			PurchasingProcessingStatus: '05',
			PurchaseOrderDate: '2026-10-02',
			LastChangeDateTime: expect.stringMatching(today) as string,
		});
		expect(order.items.map((item) => [item.NetAmount, item.assignments[0]?.WBSElementExternalID])).toEqual([
			['10000', 'P-1013.1.1'],
			['90', 'P-1013.2.1'],
		]);
		const { data: entity } = await sap.get(`${purchaseOrdersV4}/PurchaseOrder('4500099001')`);
		expect(entity).toMatchObject({ Supplier: '100030' });
	});

	test('a whole record; no number twice', async () => {
		const record = structuredClone(await stored(threeProjects));
		expect((await sap.change({ do: 'add-order', record })).status).toBe(400);
		record.header.PurchaseOrder = '4500099002';
		expect((await changed({ do: 'add-order', record }, '4500099002')).items).toHaveLength(4);
	});
});

describe('a change while a run reads', () => {
	test('comes just before the request it waits for, once', async () => {
		await sap.change({
			do: 'when-requested',
			path: '/A_PurchaseOrder\\?',
			nth: 2,
			change: { do: 'set-price', order: threeProjects, item: '10', price: '5.00' },
		});
		const price = async () => {
			const { results } = await sap.list(
				'A_PurchaseOrder',
				{
					$filter: `PurchaseOrder eq '${threeProjects}'`,
					$expand: 'to_PurchaseOrderItem',
					$select: 'to_PurchaseOrderItem/NetPriceAmount',
				},
				purchaseOrdersV2,
			);
			return (results[0]?.to_PurchaseOrderItem as { results: Entity[] }).results[0]?.NetPriceAmount;
		};
		expect(await price()).toBe('1200.00');
		await sap.get(`${purchaseOrdersV2}/A_PurchaseOrderItem`, { $top: '1' });
		expect(await price()).toBe('5.00');
		await sap.change({ do: 'set-price', order: threeProjects, item: '10', price: '7.00' });
		expect(await price()).toBe('7.00');
	});

	test('a command that is not known is refused at once', async () => {
		const pending = { do: 'when-requested', path: 'x', change: { do: 'set-prise' } };
		expect((await sap.http.post('/__admin/change', pending)).status).toBe(400);
		expect((await sap.http.post('/__admin/change', { ...pending, path: '(', change: { do: 'unlock' } })).status).toBe(
			400,
		);
	});
});

test.each<[string, SapChange]>([
	['an order', { do: 'set-supplier', order: '1', supplier: '100001' }],
	['an item', { do: 'delete-item', order: threeProjects, item: '99' }],
	[
		'an account assignment',
		{ do: 'move-assignment', order: threeProjects, item: '10', assignment: '9', costCenter: '1' },
	],
	['a WBS element', { do: 'move-assignment', order: threeProjects, item: '10', wbsElement: 'X' }],
	['a place to move to', { do: 'move-assignment', order: threeProjects, item: '10' }],
	['a number', { do: 'set-price', order: threeProjects, item: '10', price: '1,50' }],
	['a moment', { do: 'void-order', order: threeProjects, stamp: 'yesterday' }],
])('%s that does not exist is refused', async (_what, command) => {
	expect((await sap.change(command)).status).toBe(400);
	expect((await stored(threeProjects)).header).toEqual(
		data.sap.orders.find(({ header }) => header.PurchaseOrder === threeProjects)?.header,
	);
});
