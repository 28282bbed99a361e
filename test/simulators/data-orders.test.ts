import { generateDataset } from '../../simulators/data/dataset.ts';
import { expectedByCostCode, expectedContracts } from '../../simulators/data/expected.ts';
import { currencyDecimals, ratio, toText, toUnits } from '../../simulators/data/money.ts';
import type { SapPurchaseOrder, SapPurchaseOrderItem } from '../../simulators/data/sap-order-types.ts';
import type { DatasetName } from '../../simulators/data/types.ts';

const sizes = {
	tour: { orders: 120, assignments: 720, equal: 6 },
	seed: { orders: 1500, assignments: 9000, equal: 210 },
};

describe.each<Exclude<DatasetName, 'tiny' | 'large'>>(['tour', 'seed'])('orders of %s', (name) => {
	const data = generateDataset(name);
	const { orders, wbsElements } = data.sap;
	const contracts = expectedContracts(data);
	const odd = new Set([
		...Object.values(data.orderCases).flatMap(({ order, others }) => [order, ...others]),
		...Object.values(data.requisitionCases).flatMap((found) => found.orders),
	]);
	const orderOf = (number: string) => {
		const order = orders.find(({ header }) => header.PurchaseOrder === number);
		if (!order) throw new Error(`no order ${number}`);
		return order;
	};
	const caseOf = (caseName: string) => orderOf(data.orderCases[caseName]?.order ?? caseName);
	const expectedOf = (caseName: string) => contracts.filter(({ order }) => order === data.orderCases[caseName]?.order);
	const assignments = orders.flatMap(({ items }) => items.flatMap((item) => item.assignments));

	/** As a client has to work it out that reads V2. */
	function computed(item: SapPurchaseOrderItem, { header }: SapPurchaseOrder): bigint {
		const { OrderPriceUnitToOrderUnitNmrtr: nmrtr, OrdPriceUnitToOrderUnitDnmntr: dnmntr } = item;
		const decimals = currencyDecimals(header.DocumentCurrency);
		if (item.ExpectedOverallLimitAmount !== '0') return toUnits(item.ExpectedOverallLimitAmount, decimals);
		return ratio([item.NetPriceAmount, item.OrderQuantity, nmrtr], [item.NetPriceQuantity, dnmntr], decimals);
	}

	test('sizes', () => {
		expect(orders).toHaveLength(sizes[name].orders);
		expect(assignments).toHaveLength(sizes[name].assignments);
		expect(data.orderCases.equalStamps?.others).toHaveLength(sizes[name].equal - 1);
		const numbers = new Set(orders.map(({ header }) => header.PurchaseOrder));
		expect(numbers.size).toBe(orders.length);
	});

	test('ordinary orders are sent whole to one project each, about as many to every project', () => {
		const plain = contracts.filter(({ order }) => !odd.has(order));
		expect(plain.filter(({ reason }) => reason !== '')).toEqual([]);
		expect(new Set(plain.map(({ order }) => order)).size).toBe(plain.length);
		const counts = new Map<string, number>();
		for (const { projectId } of plain) counts.set(projectId, (counts.get(projectId) ?? 0) + 1);
		expect(counts.size).toBe(15);
		expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(2);
	});

	test('amounts of account assignments add up to the item, and price times quantity to the same', () => {
		const askew = new Set(['amountMismatch', 'percentWithoutAmounts'].map((caseName) => caseOf(caseName)));
		const wrong = orders.flatMap((order) => {
			const decimals = currencyDecimals(order.header.DocumentCurrency);
			return order.items.filter((item) => {
				const net = toUnits(item.NetAmount, decimals);
				const parts = item.assignments.reduce((sum, row) => sum + toUnits(row.PurgDocNetAmount, decimals), 0n);
				const addsUp = item.assignments.length === 0 || parts === net || askew.has(order);
				return !addsUp || computed(item, order) - net !== (order === caseOf('roundedBySap') ? 1n : 0n);
			});
		});
		expect(wrong).toEqual([]);
	});

	test('what SAP stores fits its fields', () => {
		const ids = new Map(wbsElements.map((row) => [row.ProjectElement, row.WBSElementInternalID]));
		expect(new Set(ids.values()).size).toBe(wbsElements.length);
		const suppliers = new Set(data.sap.suppliers.map((row) => row.supplier.Supplier));
		const stamp = /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{7}Z$/;
		const wrong = orders.filter(({ header, items }) => {
			const changed = header.LastChangeDateTime ?? '2026-01-01T00:00:00.0000000Z';
			const fits = /^4[45]\d{8}$/.test(header.PurchaseOrder) && suppliers.has(header.Supplier);
			return !fits || !stamp.test(changed) || changed >= data.baseDate || !items.every(itemFits);
		});
		function itemFits(item: SapPurchaseOrderItem): boolean {
			const rows = item.assignments.every((row) => {
				const { WBSElementExternalID: external, WBSElementInternalID: internal } = row;
				return /^6\d{7}$/.test(row.GLAccount) && (external === '' || internal === ids.get(external));
			});
			return rows && item.PurchaseOrderItemText.length <= 40;
		}
		expect(wrong).toEqual([]);
	});

	test.each([
		['percentSplit', '2201', '100.00'],
		['quantitySplit', '2201', '333.30'],
		['amountSplit', '2202', '99.99'],
		['percentWithoutAmounts', '2202', '100.01'],
		['pricePer100', '2201', '31.25'],
		['pricePer1000', '2201', '15.02'],
		['orderUnitIsNotPriceUnit', '2201', '160.00'],
		['zeroDecimals', '2213', '10001'],
		['threeDecimals', '2214', '37.035'],
		['returnsItem', '2202', '380.00'],
		['freeOfCharge', '2202', '640.00'],
		['limitItem', '2203', '3200.00'],
		['roundedBySap', '2203', '15.07'],
		['deletedItem', '2207', '400.00'],
		['deletedAssignment', '2203', '400.00'],
		['lines300', '2210', '15598.50'],
		['wbsByPrefix', '2212', '1450.00'],
		['projectByOriginId', '2206', '990.00'],
		['internalWbsId', '2204', '218.00'],
		['internalOrder', '2203', '365.00'],
	])('%s: project %s gets %s', (caseName, projectId, total) => {
		expect(expectedOf(caseName)).toMatchObject([{ projectId, total, reason: '' }]);
	});

	test.each([
		['allItemsDeleted', 'order_deleted'],
		['headerDeleted', 'order_deleted'],
		['held', 'order_incomplete'],
		['inRelease', 'not_released'],
		['rejected', 'order_rejected'],
		['unknownStatus', 'unknown_order_status'],
		['amountMismatch', 'amount_mismatch'],
		['foreignCurrency', 'currency_mismatch'],
		['unmappedWbs', 'unmapped_project'],
		['inactiveProject', 'project_inactive'],
		['unmappedCostCode', 'unmapped_cost_code'],
		['ambiguousMap', 'mapping_ambiguous'],
		['outsideProjects', 'not_a_project_purchase'],
		['stock', 'no_account_assignment'],
		['numberTaken', 'number_taken'],
		['foreignContract', 'foreign_contract'],
	])('%s is not sent: %s', (caseName, reason) => {
		expect(expectedOf(caseName).map((contract) => contract.reason)).toEqual([reason]);
	});

	test('one order for three projects, one of which only some lines are held', () => {
		const totals = (caseName: string) =>
			expectedOf(caseName).map(({ projectId, total, reason }) => [projectId, total, reason]);
		expect(totals('threeProjects')).toEqual([
			['2201', '1237.51', ''],
			['2202', '340.50', ''],
			['2204', '137.49', ''],
		]);
		expect(totals('partlyHeld')).toEqual([
			['2205', '500.00', ''],
			['2202', '70.00', 'unmapped_cost_code'],
		]);
	});

	test('rows of the cost code map', () => {
		const codes = (caseName: string) => Object.keys(expectedOf(caseName)[0]?.costCodes ?? {});
		expect(codes('prefixRow')).toEqual(['01-500|E']);
		expect(codes('wbsRowWins')).toEqual(['03-400|M']);
		expect(codes('costCenterRowWins')).toEqual(['01-500|O']);
	});

	test('suppliers that are not in Procore make their orders wait', () => {
		const { Supplier } = caseOf('supplierNotInProcore').header;
		const waiting = expectedContracts(data, { missingSuppliers: new Set([Supplier]) }).filter(
			({ reason }) => reason === 'vendor_missing',
		);
		expect(waiting.map(({ order }) => order)).toEqual([data.orderCases.supplierNotInProcore?.order]);
		const { businessPartner } = data.sap.suppliers.find((row) => row.supplier.Supplier === Supplier) ?? {};
		expect((businessPartner?.LastChangeDate ?? '') < '2026-08-01').toBe(true);
	});

	test('stamps', () => {
		const stamps = (caseName: string) => {
			const found = data.orderCases[caseName];
			return new Set(
				[found?.order ?? '', ...(found?.others ?? [])].map((order) => orderOf(order).header.LastChangeDateTime),
			);
		};
		expect([...stamps('nullStamp')]).toEqual([null]);
		expect(stamps('equalStamps').size).toBe(1);
		expect(caseOf('longText').items[0]?.PurchaseOrderItemText).toHaveLength(40);
		expect(caseOf('lines300').items).toHaveLength(300);
	});

	test('sums by cost code are the sums of the orders', () => {
		const sent = contracts.filter(({ reason, currency }) => reason === '' && currency === 'USD');
		const dollars = new Set(
			data.procore.projects.filter(({ currency }) => currency === 'USD').map(({ id }) => String(id)),
		);
		const byCode = [...expectedByCostCode(contracts)].filter(([key]) => dollars.has(key.split('|')[0] ?? ''));
		const total = (amounts: string[]) =>
			toText(
				amounts.reduce((sum, amount) => sum + toUnits(amount, 2), 0n),
				2,
			);
		expect(total(byCode.map(([, amount]) => amount))).toBe(total(sent.map((contract) => contract.total)));
	});

	test("every mapped account has a WBS code in every project of Procore, every unit one of the company's", () => {
		const { wbsCodes = [], costCodes = [], uoms = [], projects } = data.procore;
		expect(costCodes).toHaveLength(30 * projects.length);
		const known = new Set(wbsCodes.map((row) => `${String(row.project_id)}|${row.cost_code}|${row.cost_type}`));
		for (const row of data.tables.sap_procore_cost_codes.filter(({ cost_type }) => cost_type !== 'OC')) {
			for (const { id } of projects)
				expect(known).toContain(`${String(id)}|${String(row.cost_code)}|${String(row.cost_type)}`);
		}
		const units = data.tables.sap_procore_values.filter((row) => row.kind === 'unit');
		expect(uoms).toEqual(expect.arrayContaining(units.map((row) => row.procore_value)));
	});
});
