import type { SapPurchaseOrder } from '../../simulators/data/sap-order-types.ts';
import {
	data,
	enterpriseProjects,
	type Entity,
	purchaseOrdersV2,
	purchaseOrdersV4,
	type SapUnderTest,
	startSap,
} from './sap-client.ts';

let sap: SapUnderTest;
beforeAll(async () => {
	sap = await startSap();
});
afterAll(() => sap.server.close());
afterEach(() => sap.change({ do: 'page-size', v2: { default: 1000, max: 5000 }, v4: { default: 100, max: 5000 } }));

const orderOf = (fits: (order: SapPurchaseOrder) => boolean) => {
	const order = data.sap.orders.find(fits);
	if (!order) throw new Error('no such order');
	return order;
};
const split = orderOf(
	({ items, header }) => header.LastChangeDateTime !== null && (items[0]?.assignments.length ?? 0) > 1,
);
const unstamped = orderOf(({ header }) => header.LastChangeDateTime === null);
const listV2 = (set: string, options: Record<string, string> = {}) => sap.list(set, options, purchaseOrdersV2);
const keys = (rows: Entity[], name: string) => rows.map((row) => row[name]);
const results = (value: unknown) => (value as { results: Entity[] }).results;

describe('purchase orders, V2', () => {
	const number = split.header.PurchaseOrder;

	test('one order with items, account assignments and delivery dates, nested two deep', async () => {
		const { results: rows } = await listV2('A_PurchaseOrder', {
			$filter: `PurchaseOrder eq '${number}'`,
			$expand: 'to_PurchaseOrderItem/to_AccountAssignment,to_PurchaseOrderItem/to_ScheduleLine',
		});
		const [order] = rows;
		const [item] = results(order?.to_PurchaseOrderItem);
		const [stored] = split.items;
		expect(item).toMatchObject({
			PurchaseOrder: number,
			PurchaseOrderItem: '10',
			NetPriceAmount: stored?.NetPriceAmount,
			NetPriceQuantity: '1',
			PurchaseRequisitionItem: stored?.PurchaseRequisitionItem,
			DocumentCurrency: split.header.DocumentCurrency,
		});
		expect(item).not.toHaveProperty('NetAmount');
		expect(results(item?.to_AccountAssignment)).toEqual(
			stored?.assignments.map((assignment) =>
				expect.objectContaining({
					PurchaseOrderItem: '10',
					PurgDocNetAmount: assignment.PurgDocNetAmount,
					WBSElement: assignment.WBSElementExternalID,
					WBSElementExternalID: assignment.WBSElementExternalID,
					WBSElementInternalID: assignment.WBSElementInternalID,
				}),
			),
		);
		expect(results(item?.to_ScheduleLine)).toMatchObject([
			{
				PurchasingDocument: number,
				PurchasingDocumentItem: '10',
				ScheduleLineDeliveryDate: expect.stringMatching(/^\/Date\(\d+\)\/$/) as string,
			},
		]);
	});

	test('the change stamp is cut to milliseconds, or null', async () => {
		const stampOf = async (order: string) =>
			(await listV2('A_PurchaseOrder', { $filter: `PurchaseOrder eq '${order}'` })).results[0]?.LastChangeDateTime;
		expect(await stampOf(number)).toBe(`/Date(${String(Date.parse(split.header.LastChangeDateTime ?? ''))}+0000)/`);
		expect(await stampOf(unstamped.header.PurchaseOrder)).toBeNull();
	});

	test('a time window finds every order stamped in it and none without a stamp', async () => {
		const from = '2026-09-20T00:00:00Z';
		const wanted = data.sap.orders.filter(({ header }) => (header.LastChangeDateTime ?? '') >= from);
		expect(wanted.length).toBeGreaterThan(6);
		const { results: rows } = await listV2('A_PurchaseOrder', {
			$filter: `LastChangeDateTime ge datetimeoffset'${from}' and LastChangeDateTime le datetimeoffset'2026-10-01T06:00:00Z'`,
			$select: 'PurchaseOrder',
		});
		expect(keys(rows, 'PurchaseOrder').sort()).toEqual(wanted.map(({ header }) => header.PurchaseOrder).sort());
	});

	test('pages by key: none twice, none left out', async () => {
		const found: unknown[] = [];
		for (let last = ''; ; last = String(found.at(-1))) {
			const { results: rows } = await listV2('A_PurchaseOrder', {
				$filter: `PurchaseOrder gt '${last}'`,
				$orderby: 'PurchaseOrder',
				$select: 'PurchaseOrder',
				$top: '50',
			});
			found.push(...keys(rows, 'PurchaseOrder'));
			if (rows.length < 50) break;
		}
		expect(found).toEqual(data.sap.orders.map(({ header }) => header.PurchaseOrder).sort());
	});

	test('one item by key, its order, and the assignments of chosen orders', async () => {
		const item = `A_PurchaseOrderItem(PurchaseOrder='${number}',PurchaseOrderItem='00010')`;
		expect((await sap.get(`${purchaseOrdersV2}/${item}/to_PurchaseOrder`)).data).toMatchObject({
			d: { PurchaseOrder: number },
		});
		const numbers = data.sap.orders.slice(0, 3).map(({ header }) => header.PurchaseOrder);
		const { results: rows } = await listV2('A_PurOrdAccountAssignment', {
			$filter: numbers.map((order) => `PurchaseOrder eq '${order}'`).join(' or '),
			$select: 'PurchaseOrder,PurgDocNetAmount',
		});
		expect(keys(rows, 'PurgDocNetAmount')).toEqual(
			[...data.sap.orders]
				.sort((a, b) => (a.header.PurchaseOrder < b.header.PurchaseOrder ? -1 : 1))
				.filter(({ header }) => numbers.includes(header.PurchaseOrder))
				.flatMap(({ items }) => items.flatMap((row) => row.assignments.map((part) => part.PurgDocNetAmount))),
		);
	});

	test.each([
		['a net amount', { $select: 'PurchaseOrderItem,NetAmount' }],
		['a change stamp', { $filter: "LastChangeDateTime ge datetimeoffset'2026-01-01T00:00:00Z'" }],
		["V4's flag for free of charge", { $select: 'PurchasingItemIsFreeOfCharge' }],
	])('items have no such thing as %s', async (_what, options) => {
		expect((await sap.get(`${purchaseOrdersV2}/A_PurchaseOrderItem`, options)).status).toBe(400);
	});
});

describe('purchase orders, V4', () => {
	const number = split.header.PurchaseOrder;
	const nested =
		'_PurchaseOrderItem($select=PurchaseOrderItem,NetAmount;$expand=_PurOrdAccountAssignment($select=AccountAssignmentNumber,PurgDocNetAmount,WBSElementExternalID,OrderQuantityUnit),_PurchaseOrderScheduleLineTP($select=ScheduleLineDeliveryDate))';

	test('shows the same stored order under its own names', async () => {
		const { value } = await sap.listV4('PurchaseOrder', {
			$filter: `PurchaseOrder eq '${number}'`,
			$select: 'PurchaseOrder,PurchaseOrderDeletionCode,LastChangeDateTime,PurchaseOrderDate',
			$expand: nested,
		});
		const [stored] = split.items;
		expect(value).toMatchObject([
			{
				PurchaseOrder: number,
				PurchaseOrderDeletionCode: '',
				LastChangeDateTime: split.header.LastChangeDateTime,
				PurchaseOrderDate: split.header.PurchaseOrderDate,
				_PurchaseOrderItem: split.items.map((item) => ({
					PurchaseOrderItem: item.PurchaseOrderItem,
					NetAmount: Number(item.NetAmount),
				})),
			},
		]);
		const [item] = value[0]?._PurchaseOrderItem as Entity[];
		expect(item?._PurOrdAccountAssignment).toEqual(
			stored?.assignments.map((assignment) => ({
				AccountAssignmentNumber: assignment.AccountAssignmentNumber,
				OrderQuantityUnit: stored.PurchaseOrderQuantityUnit,
				PurgDocNetAmount: Number(assignment.PurgDocNetAmount),
				WBSElementExternalID: assignment.WBSElementExternalID,
			})),
		);
		expect(item?._PurchaseOrderScheduleLineTP).toEqual([
			{ ScheduleLineDeliveryDate: stored?.scheduleLines[0]?.ScheduleLineDeliveryDate },
		]);
	});

	test('decimals are numbers, or text for a client that asks for it', async () => {
		const path = `${purchaseOrdersV4}/PurchaseOrderItem(PurchaseOrder='${number}',PurchaseOrderItem='10')`;
		const read = async (accept: string) => await sap.http.get<Entity>(path, { headers: { Accept: accept } });
		expect((await read('application/json')).data.NetAmount).toBe(Number(split.items[0]?.NetAmount));
		const exact = await read('application/json;IEEE754Compatible=true');
		expect(exact.data.NetAmount).toBe(split.items[0]?.NetAmount);
		expect(exact.headers['content-type']).toContain('IEEE754Compatible=true');
	});

	test('stamps have seven decimals whatever is stored, null stays null', async () => {
		const { value } = await sap.listV4('PurchaseOrder', { $select: 'LastChangeDateTime', $top: '200' });
		const stamps = keys(value, 'LastChangeDateTime').filter((stamp) => stamp !== null);
		expect(stamps.length).toBe(data.sap.orders.filter(({ header }) => header.LastChangeDateTime !== null).length);
		for (const stamp of stamps) expect(stamp).toMatch(/T\d\d:\d\d:\d\d\.\d{7}Z$/);
	});

	test('server pages: relative next links, a count, in the order of the key', async () => {
		await sap.change({ do: 'page-size', v4: { default: 50 } });
		const found: unknown[] = [];
		let page = await sap.listV4('PurchaseOrder', { $select: 'PurchaseOrder', $count: 'true' });
		expect(page['@odata.count']).toBe(120);
		for (;;) {
			found.push(...keys(page.value, 'PurchaseOrder'));
			const link = page['@odata.nextLink'];
			if (link === undefined) break;
			expect(link).toMatch(/^PurchaseOrder\?/);
			page = (await sap.http.get<typeof page>(`${purchaseOrdersV4}/${link}`)).data;
		}
		expect(found).toEqual(data.sap.orders.map(({ header }) => header.PurchaseOrder).sort());
	});

	test('filters inside an expand', async () => {
		const { value } = await sap.listV4('PurchaseOrder', {
			$filter: `PurchaseOrder eq '${number}'`,
			$expand: "_PurchaseOrderItem($filter=PurchaseOrderItem eq '10';$select=PurchaseOrderItem)",
		});
		expect(value[0]?._PurchaseOrderItem).toEqual([{ PurchaseOrderItem: '10' }]);
	});

	test.each(['PurchasingDocumentDeletionCode', 'WBSElement'])('%s is a name of V2', async (name) => {
		const set = name === 'WBSElement' ? 'PurchaseOrderAccountAssignment' : 'PurchaseOrder';
		expect((await sap.get(`${purchaseOrdersV4}/${set}`, { $select: name })).status).toBe(400);
	});
});

describe('projects and WBS elements', () => {
	const list = (set: string, options: Record<string, string>) => sap.list(set, options, enterpriseProjects);

	test('a project by its ID, with its elements', async () => {
		const { results: rows } = await list('A_EnterpriseProject', {
			$filter: "Project eq 'P-1013'",
			$expand: 'to_EnterpriseProjectElement',
			$select: 'Project,ProjectCurrency,to_EnterpriseProjectElement/ProjectElement',
		});
		expect(rows).toMatchObject([{ Project: 'P-1013', ProjectCurrency: 'JPY' }]);
		const elements = keys(results(rows[0]?.to_EnterpriseProjectElement), 'ProjectElement');
		expect(elements).toEqual(expect.arrayContaining(['P-1013', 'P-1013.1', 'P-1013.1.1', 'P-1013.1.1.1']));
	});

	test('elements by their internal IDs, and what is above and below', async () => {
		const [wanted] = data.sap.wbsElements.filter(({ ProjectElement }) => ProjectElement === 'U-2200.1.1');
		const { results: rows } = await list('A_EnterpriseProjectElement', {
			$filter: `WBSElementInternalID eq '${(wanted?.WBSElementInternalID ?? '').padStart(8, '0')}' or WBSElementInternalID eq '100'`,
			$expand: 'to_ParentProjElement,to_SubProjElement,to_EnterpriseProject',
		});
		const row = rows.find(({ ProjectElement }) => ProjectElement === 'U-2200.1.1');
		expect(rows).toHaveLength(2);
		expect(row?.to_ParentProjElement).toMatchObject({ ProjectElement: 'U-2200.1' });
		expect(row?.to_EnterpriseProject).toMatchObject({ Project: 'U-2200' });
		expect(keys(results(row?.to_SubProjElement), 'ProjectElement')).toEqual(['U-2200.1.1.1']);
	});

	test('one entity by its GUID', async () => {
		const [project] = data.sap.projects;
		const path = `${enterpriseProjects}/A_EnterpriseProject(guid'${project?.ProjectUUID ?? ''}')`;
		expect((await sap.get(path)).data).toMatchObject({ d: { Project: 'P-1001', ProjectUUID: project?.ProjectUUID } });
	});

	test('version 1 is another service, which is not there; control fields cannot be filtered on', async () => {
		expect((await sap.get(`${enterpriseProjects.replace(';v=0002', '')}/A_EnterpriseProject`)).status).toBe(403);
		const filter = { $filter: 'Update_mc eq true' };
		expect((await sap.get(`${enterpriseProjects}/A_EnterpriseProject`, filter)).status).toBe(400);
	});
});
