import { generateDataset } from '../../simulators/data/dataset.ts';
import { currencyDecimals, toUnits } from '../../simulators/data/money.ts';
import type { DatasetName } from '../../simulators/data/types.ts';

describe.each<DatasetName>(['tour', 'seed'])('requisitions of %s', (name) => {
	const data = generateDataset(name);
	const { orders, requisitions } = data.sap;
	const orderOf = (number: string) => orders.find(({ header }) => header.PurchaseOrder === number);
	const caseOf = (caseName: string) => {
		const { requisition } = data.requisitionCases[caseName] ?? {};
		const found = requisitions.find(({ header }) => header.PurchaseRequisition === requisition);
		if (!found) throw new Error(`no requisition for ${caseName}`);
		return found;
	};
	const ordersOf = (caseName: string) =>
		(data.requisitionCases[caseName]?.orders ?? []).map((number) => orderOf(number));
	const odd = new Set(Object.values(data.requisitionCases).map(({ requisition }) => requisition));
	const items = requisitions.flatMap(({ header, items: rows }) => rows.map((item) => ({ header, item })));

	test('sizes and numbers', () => {
		expect(requisitions).toHaveLength(name === 'tour' ? 40 : 200);
		const numbers = requisitions.map(({ header }) => header.PurchaseRequisition);
		expect(new Set(numbers).size).toBe(numbers.length);
		for (const number of numbers) expect(number).toMatch(/^1000\d{4}$/);
		for (const { requisition, orders: made, note } of Object.values(data.requisitionCases)) {
			expect(numbers).toContain(requisition);
			for (const order of made) expect(orderOf(order)).toBeDefined();
			expect(note).not.toBe('');
		}
	});

	test('an ordered item and its order name each other and agree', () => {
		for (const { header, item } of items) {
			if (odd.has(header.PurchaseRequisition)) continue;
			const order = orderOf(item.PurchasingDocument);
			const made = order?.items.find((row) => row.PurchaseOrderItem === item.PurchasingDocumentItem);
			expect(made).toMatchObject({
				PurchaseRequisition: header.PurchaseRequisition,
				PurchaseRequisitionItem: item.PurchaseRequisitionItem,
				NetAmount: item.ItemNetAmount,
				OrderQuantity: item.OrderedQuantity,
			});
			expect(item.assignments.map((row) => [row.WBSElementExternalID, row.PurReqnNetAmount])).toEqual(
				made?.assignments.map((row) => [row.WBSElementExternalID, row.PurgDocNetAmount]),
			);
			expect(order?.header.DocumentCurrency).toBe(item.PurReqnItemCurrency);
		}
	});

	test('every order item names a requisition that is there', () => {
		const known = new Set(
			items.map(({ header, item }) => `${header.PurchaseRequisition}/${item.PurchaseRequisitionItem}`),
		);
		const named = orders.flatMap((order) => order.items).filter((item) => item.PurchaseRequisition !== '');
		expect(named.length).toBeGreaterThan(name === 'tour' ? 60 : 500);
		for (const item of named) expect(known).toContain(`${item.PurchaseRequisition}/${item.PurchaseRequisitionItem}`);
	});

	test('amounts of account assignments add up, stamps are older than the data set', () => {
		for (const { item } of items) {
			const decimals = currencyDecimals(item.PurReqnItemCurrency);
			const parts = item.assignments.reduce((sum, row) => sum + toUnits(row.PurReqnNetAmount, decimals), 0n);
			expect(parts).toBe(toUnits(item.ItemNetAmount, decimals));
			expect((item.LastChangeDateTime ?? '') < data.baseDate).toBe(true);
		}
	});

	test('states', () => {
		expect(caseOf('notOrdered').items).toMatchObject([{ PurchasingDocument: '', PurchasingDocumentItem: '0' }]);
		expect(caseOf('notReleased').items).toMatchObject([{ ReleaseIsNotCompleted: true }]);
		expect(caseOf('partlyOrdered').items.map((item) => item.ProcessingStatus)).toEqual(['B', 'N']);
		expect(caseOf('deletedItem').items.map((item) => item.IsDeleted)).toEqual([false, true]);
		expect(caseOf('closedItem').items.map((item) => item.IsClosed)).toEqual([false, true]);
		expect(caseOf('allDeleted').items.map((item) => item.IsDeleted)).toEqual([true, true]);
		expect(caseOf('nullStamp').items.map((item) => item.LastChangeDateTime)).toEqual([null]);
		expect(ordersOf('contractMissing')[0]?.header.ReleaseIsNotCompleted).toBe(true);
		expect(ordersOf('deletedOrderItem')[0]?.items[0]?.PurchasingDocumentDeletionCode).toBe('L');
	});

	test('one item over three cost centers of two projects', () => {
		const [item] = caseOf('splitCostCenters').items;
		expect(item?.assignments.map((row) => [row.CostCenter, row.PurReqnNetAmount])).toEqual([
			['17100101', '33.30'],
			['17100102', '33.30'],
			['17100201', '33.40'],
		]);
	});

	test('part orders: two orders name one item, which names the last one', () => {
		const [first, second] = ordersOf('partOrders');
		const requisition = caseOf('partOrders');
		for (const order of [first, second])
			expect(order?.items[0]?.PurchaseRequisition).toBe(requisition.header.PurchaseRequisition);
		expect(requisition.items).toMatchObject([
			{ RequestedQuantity: '10', OrderedQuantity: '10', PurchasingDocument: second?.header.PurchaseOrder },
		]);
	});

	test('two items on one order line, scheduled by item', () => {
		const [order] = ordersOf('twoItemsOneLine');
		const number = caseOf('twoItemsOneLine').header.PurchaseRequisition;
		expect(order?.items[0]?.scheduleLines).toMatchObject([
			{ ScheduleLineOrderQuantity: '3', PurchaseRequisition: number, PurchaseRequisitionItem: '10' },
			{ ScheduleLineOrderQuantity: '5', PurchaseRequisition: number, PurchaseRequisitionItem: '20' },
		]);
	});

	test('amounts above and below the order, another account assignment, two contracts', () => {
		const amounts = (caseName: string) => [
			caseOf(caseName).items[0]?.ItemNetAmount,
			ordersOf(caseName)[0]?.items[0]?.NetAmount,
		];
		expect(amounts('aboveOrder')).toEqual(['1000.00', '800.00']);
		expect(amounts('belowOrder')).toEqual(['450.00', '500.00']);
		const [asked] = caseOf('otherAssignment').items[0]?.assignments ?? [];
		const [ordered] = ordersOf('otherAssignment')[0]?.items[0]?.assignments ?? [];
		expect(asked?.WBSElementExternalID).not.toBe(ordered?.WBSElementExternalID);
		expect(new Set(caseOf('twoContracts').items.map((item) => item.PurchasingDocument)).size).toBe(2);
	});

	test('billing periods: one open in every active project but 2211', () => {
		const open = (data.procore.billingPeriods ?? []).filter(({ status }) => status === 'open');
		const active = data.procore.projects.filter((project) => project.active).map(({ id }) => id);
		expect(open.map((period) => period.project_id)).toEqual(active.filter((id) => id !== 2211));
	});
});
