import type { SapPurchaseRequisition } from '../../simulators/data/sap-requisition-types.ts';
import type { SapPurchaseOrder } from '../../simulators/data/sap-order-types.ts';
import type { SapChange } from '../../simulators/sap/index.ts';
import { data, type Entity, requisitionsV2, requisitionsV4, type SapUnderTest, startSap } from './sap-client.ts';

let sap: SapUnderTest;
beforeEach(async () => {
	sap = await startSap();
});
afterEach(() => sap.server.close());

const numberOf = (caseName: string) => data.requisitionCases[caseName]?.requisition ?? '';
const results = (value: unknown) => (value as { results: Entity[] }).results;
const listV2 = (set: string, options: Record<string, string>) => sap.list(set, options, requisitionsV2);
const listV4 = (set: string, options: Record<string, string>) => sap.listV4(set, options, requisitionsV4);

describe('purchase requisitions', () => {
	const number = numberOf('splitCostCenters');

	test('V2: header, items, account assignments; flags are X', async () => {
		const { results: rows } = await listV2('A_PurchaseRequisitionHeader', {
			$filter: `PurchaseRequisition eq '${number}'`,
			$expand: 'to_PurchaseReqnItem/to_PurchaseReqnAcctAssgmt',
		});
		const [item] = results(rows[0]?.to_PurchaseReqnItem);
		expect(rows[0]).not.toHaveProperty('LastChangeDateTime');
		expect(item).toMatchObject({ ItemNetAmount: '100.00', IsDeleted: '', IsClosed: false });
		expect(results(item?.to_PurchaseReqnAcctAssgmt)).toMatchObject([
			{ CostCenter: '17100101', PurReqnNetAmount: '33.30', IsDeleted: '', WBSElement: '' },
			{ PurReqnNetAmount: '33.30' },
			{ PurReqnNetAmount: '33.40', MultipleAcctAssgmtDistrPercent: '33.4' },
		]);
		const { results: deleted } = await listV2('A_PurchaseRequisitionItem', {
			$filter: "IsDeleted eq 'X'",
			$select: 'PurchaseRequisition',
		});
		expect(deleted).toHaveLength(3);
	});

	test('V4: the same under its own names; flags are booleans', async () => {
		const { value } = await listV4('PurchaseReqnItem', {
			$filter: `PurchaseRequisition eq '${number}' and IsDeleted eq false`,
			$expand: '_PurchaseReqnAcctAssgmt($select=WBSElementExternalID,CostCenter,PurReqnNetAmount),_PurReqn',
		});
		expect(value).toMatchObject([
			{
				ItemNetAmount: 100,
				IsDeleted: false,
				LastChangeDateTime: expect.stringMatching(/\.\d{7}Z$/) as string,
				_PurReqn: { PurchaseRequisition: number, PurchaseRequisitionType: 'NB' },
				_PurchaseReqnAcctAssgmt: [{ CostCenter: '17100101', WBSElementExternalID: '', PurReqnNetAmount: 33.3 }, {}, {}],
			},
		]);
	});

	test('items by their change stamp; the header has none', async () => {
		const from = '2026-09-01T00:00:00Z';
		const wanted = data.sap.requisitions
			.flatMap(({ items }) => items)
			.filter((item) => (item.LastChangeDateTime ?? '') >= from);
		const { results: rows } = await listV2('A_PurchaseRequisitionItem', {
			$filter: `LastChangeDateTime ge datetimeoffset'${from}'`,
			$select: 'PurchaseRequisition',
		});
		expect(rows).toHaveLength(wanted.length);
		expect(wanted.length).toBeGreaterThan(5);
		const { value } = await listV4('PurchaseReqnItem', { $filter: `LastChangeDateTime ge ${from}` });
		expect(value).toHaveLength(wanted.length);
		const header = `${requisitionsV2}/A_PurchaseRequisitionHeader`;
		expect((await sap.get(header, { $filter: `LastChangeDateTime ge datetimeoffset'${from}'` })).status).toBe(400);
	});

	test.each([
		[requisitionsV2, 'A_PurReqnAcctAssgmt', 'WBSElementExternalID'],
		[requisitionsV4, 'PurchaseReqnAcctAssgmt', 'WBSElement'],
		[requisitionsV4, 'PurchaseReqnItem', 'CreationDate'],
	])('%s/%s has no %s', async (service, set, name) => {
		expect((await sap.get(`${service}/${set}`, { $select: name })).status).toBe(400);
	});
});

describe('changes', () => {
	async function changed(command: SapChange, number: string): Promise<SapPurchaseRequisition> {
		const { status, data: body } = await sap.change(command);
		if (status !== 200) throw new Error(JSON.stringify(body));
		const { requisitions } = (await sap.state()) as unknown as { requisitions: SapPurchaseRequisition[] };
		const found = requisitions.find(({ header }) => header.PurchaseRequisition === number);
		if (!found) throw new Error(`no requisition ${number}`);
		return found;
	}
	const split = numberOf('splitCostCenters');

	test('price and quantity: amounts follow, the item gets a new stamp', async () => {
		const change = { do: 'change-requisition-item', requisition: split, item: '10' } as const;
		const { items } = await changed({ ...change, price: '50.01', quantity: '2' }, split);
		expect(items[0]).toMatchObject({
			ItemNetAmount: '100.02',
			LastChangeDateTime: expect.stringMatching(/^2026-10-02T08:0/) as string,
		});
		expect(items[0]?.assignments.map((row) => row.PurReqnNetAmount)).toEqual(['33.31', '33.31', '33.40']);
	});

	test('deleted, closed, released', async () => {
		const number = numberOf('notReleased');
		const change = { do: 'change-requisition-item', requisition: number, item: '10' } as const;
		expect((await changed({ ...change, released: true }, number)).items).toMatchObject([
			{ ReleaseIsNotCompleted: false },
		]);
		const { items } = await changed({ ...change, deleted: true, closed: true, stamp: false }, number);
		expect(items).toMatchObject([{ IsDeleted: true, IsClosed: true }]);
	});

	test('an account assignment moved; any field edited; a late commit', async () => {
		const edit = { requisition: split, item: '10', assignment: '1' } as const;
		const moved = await changed({ do: 'move-requisition-assignment', ...edit, wbsElement: 'P-1005.1.1' }, split);
		expect(moved.items[0]?.assignments[0]).toMatchObject({ WBSElementExternalID: 'P-1005.1.1', CostCenter: '' });
		const stamp = '2026-10-02T07:50:00.0000000Z';
		const edited = await changed({ do: 'edit-requisition', ...edit, set: { GLAccount: '61031000' }, stamp }, split);
		expect(edited.items[0]).toMatchObject({ LastChangeDateTime: stamp });
		expect(edited.items[0]?.assignments[0]?.GLAccount).toBe('61031000');
	});

	test('created, then ordered', async () => {
		const number = '10099001';
		const created = await changed(
			{
				do: 'create-requisition',
				number,
				wbsElement: 'P-1001.1.1',
				items: [{ text: 'Scaffold', price: '80.00', quantity: '5' }],
			},
			number,
		);
		expect(created.items).toMatchObject([{ ItemNetAmount: '400.00', PurchasingDocument: '', OrderedQuantity: '0' }]);
		const items = [{ text: 'Scaffold', price: '80.00', quantity: '5' }];
		await sap.change({ do: 'create-order', number: '4500099001', supplier: '100030', wbsElement: 'P-1001.1.1', items });
		const ordered = await changed(
			{ do: 'order-requisition-item', requisition: number, item: '10', order: '4500099001', orderItem: '10' },
			number,
		);
		expect(ordered.items).toMatchObject([
			{ PurchasingDocument: '4500099001', PurchasingDocumentItem: '10', OrderedQuantity: '5', ProcessingStatus: 'B' },
		]);
		const { orders } = (await sap.state()) as unknown as { orders: SapPurchaseOrder[] };
		const order = orders.find(({ header }) => header.PurchaseOrder === '4500099001');
		expect(order?.items).toMatchObject([{ PurchaseRequisition: number, PurchaseRequisitionItem: '10' }]);
		const fewer = await changed({ do: 'set-quantity', order: '4500099001', item: '10', quantity: '3' }, number);
		expect(fewer.items).toMatchObject([
			{ OrderedQuantity: '3', LastChangeDateTime: ordered.items[0]?.LastChangeDateTime },
		]);
		const record = structuredClone(ordered);
		expect((await sap.change({ do: 'add-requisition', record })).status).toBe(400);
		record.header.PurchaseRequisition = '10099002';
		expect((await changed({ do: 'add-requisition', record }, '10099002')).items).toHaveLength(1);
	});

	test('what does not exist is refused', async () => {
		const change = { do: 'change-requisition-item', requisition: '1', item: '10' } as const;
		expect((await sap.change(change)).status).toBe(400);
		expect((await sap.change({ ...change, requisition: split, item: '99' })).status).toBe(400);
	});
});
