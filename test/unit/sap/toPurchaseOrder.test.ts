import fc from 'fast-check';
import { currencyDecimals, quotient } from '../../../nodes/shared/decimal';
import { purchaseOrderSchema } from '../../../nodes/shared/model';
import { assignmentRow, itemRow, orderRow, problemOf, readItem, readOrder } from './orders';

describe.each(['V2', 'V4'] as const)('a purchase order (%s)', (version) => {
	const headerCode = version === 'V2' ? 'PurchasingDocumentDeletionCode' : 'PurchaseOrderDeletionCode';
	const assignments = version === 'V2' ? 'to_AccountAssignment' : '_PurOrdAccountAssignment';
	const scheduleLines = version === 'V2' ? 'to_ScheduleLine' : '_PurchaseOrderScheduleLineTP';
	const items = version === 'V2' ? 'to_PurchaseOrderItem' : '_PurchaseOrderItem';

	it('becomes the document, the same from both versions', () => {
		const order = readOrder(version, orderRow(version));
		expect(order).toEqual({
			purchaseOrder: '4500000001',
			companyCode: '1710',
			purchasingOrganization: '1710',
			supplier: '10300001',
			type: 'NB',
			currency: 'USD',
			date: '2026-09-10',
			paymentTerms: 'NT30',
			status: 'approved',
			statusCode: '05',
			changedAt: version === 'V2' ? '2026-09-30T11:05:30.000Z' : '2026-09-30T11:05:30.123Z',
			items: [
				{
					item: '10',
					text: 'Ready-mix concrete, delivered',
					deleted: false,
					category: '0',
					accountAssignmentCategory: 'P',
					material: '',
					plant: '1710',
					quantity: '4',
					unit: 'M3',
					priceUnit: 'M3',
					netPrice: '1250',
					priceQuantity: '1',
					netAmount: '5000.00',
					netAmountComputed: version === 'V2',
					taxCode: 'I1',
					deliveryDate: '2026-11-02',
					requisition: '10000007',
					requisitionItem: '20',
					isReturn: false,
					isFreeOfCharge: false,
					isLimit: false,
					distribution: 'single',
					assignments: [
						{
							number: '1',
							glAccount: '630000',
							costCenter: '',
							wbsElement: 'P-1001.2.1',
							order: '',
							percent: '',
							quantity: '4',
							amount: '5000.00',
							deleted: false,
						},
					],
				},
			],
		});
		expect(purchaseOrderSchema.parse(order)).toEqual(order);
	});

	it.each([
		['approved', { PurchasingProcessingStatus: '02' }, 'approved'],
		['approved after release', { PurchasingProcessingStatus: '05' }, 'approved'],
		['in release by its status', { PurchasingProcessingStatus: '03' }, 'out_for_approval'],
		['in release by its flag', { ReleaseIsNotCompleted: true }, 'out_for_approval'],
		['rejected, whatever the flag', { PurchasingProcessingStatus: '08', ReleaseIsNotCompleted: true }, 'rejected'],
		['held before all of these', { PurchasingCompletenessStatus: true, PurchasingProcessingStatus: '08' }, 'held'],
		['void before being held', { PurchasingCompletenessStatus: true, [headerCode]: 'L' }, 'void'],
		['unknown', { PurchasingProcessingStatus: '26' }, 'unknown'],
		['unknown without a status', { PurchasingProcessingStatus: '' }, 'unknown'],
	])('is %s', (_, header, status) => {
		expect(readOrder(version, orderRow(version, { header })).status).toBe(status);
	});

	it('is void when all its items are deleted, although SAP leaves the header alone', () => {
		const deleted = { PurchasingDocumentDeletionCode: 'L' };
		const rows = [itemRow(version, deleted), itemRow(version, { ...deleted, PurchaseOrderItem: '20' })];
		expect(readOrder(version, orderRow(version, { items: rows })).status).toBe('void');
	});

	it('is not void while one item is left, or when one is only blocked', () => {
		const rows = ['L', ''].map((PurchasingDocumentDeletionCode) =>
			itemRow(version, { PurchasingDocumentDeletionCode }),
		);
		const order = readOrder(version, orderRow(version, { items: rows }));
		expect([order.status, ...order.items.map(({ deleted }) => deleted)]).toEqual(['approved', true, false]);
		const blocked = readOrder(version, orderRow(version, { item: { PurchasingDocumentDeletionCode: 'S' } }));
		expect([blocked.status, blocked.items[0]?.deleted]).toEqual(['approved', false]);
	});

	it('has no change stamp when SAP never stamped it', () => {
		expect(readOrder(version, orderRow(version, { header: { LastChangeDateTime: null } })).changedAt).toBeNull();
	});

	it('keeps emoji and line breaks of a text as they are', () => {
		const text = 'Kran 🏗️ mit\nFührer\r\nund 40 Zeichen lang, ja';
		expect(readItem(version, { item: { PurchaseOrderItemText: text } }).text).toBe(text);
	});

	it('reads 300 lines in the order of their numbers', () => {
		const rows = Array.from({ length: 300 }, (_, index) =>
			itemRow(version, { PurchaseOrderItem: String((300 - index) * 10) }),
		);
		const order = readOrder(version, orderRow(version, { items: rows }));
		expect(order.items.map(({ item }) => item)).toEqual(rows.map((_, index) => String((index + 1) * 10)));
	});

	it('is delivered with its last schedule line, and on no day without one', () => {
		const on = (iso: string) => ({
			ScheduleLine: '1',
			ScheduleLineDeliveryDate: version === 'V2' ? `/Date(${Date.parse(iso)})/` : iso,
		});
		const days = [on('2026-12-01'), on('2027-01-15'), on('2026-11-30'), { ScheduleLineDeliveryDate: null }];
		expect(readItem(version, { item: { [scheduleLines]: days } }).deliveryDate).toBe('2027-01-15');
		expect(readItem(version, { item: { [scheduleLines]: [] } }).deliveryDate).toBe('');
	});

	it('keeps quantity and amount of a return positive', () => {
		expect(readItem(version, { item: { IsReturnsItem: true } })).toMatchObject({
			isReturn: true,
			quantity: '4',
			netAmount: '5000.00',
		});
	});

	it('costs nothing when it is free of charge', () => {
		const free = version === 'V2' ? { NetPriceAmount: '0.000' } : { PurchasingItemIsFreeOfCharge: true };
		expect(readItem(version, { item: free, assignment: { PurgDocNetAmount: '0.000' } })).toMatchObject({
			isFreeOfCharge: true,
			netAmount: '0.00',
			assignments: [{ amount: '0.00' }],
		});
	});

	it.each([
		['the expected value', { ExpectedOverallLimitAmount: '800.000', OverallLimitAmount: '1000.000' }, '800.00'],
		['the limit where nothing is expected', { OverallLimitAmount: '1000.000' }, '1000.00'],
		['nothing when neither is filled', { PurchaseOrderItemCategory: 'A' }, '0.00'],
	])('is worth %s when it is a limit item', (_, limits, netAmount) => {
		const own = { NetPriceAmount: '0.000', ...(version === 'V4' ? { NetAmount: '0.00' } : {}) };
		expect(readItem(version, { item: { ...own, ...limits } })).toMatchObject({
			isLimit: true,
			isFreeOfCharge: false,
			netAmount,
			netAmountComputed: false,
		});
	});

	it.each([
		['JPY', '120000', '120000'],
		['KWD', '12.345', '12.345'],
		['USD', '12.3', '12.30'],
		['USD', '12.345', '12.345'],
	])('writes amounts in %s with its decimal places (%s)', (DocumentCurrency, PurgDocNetAmount, amount) => {
		const order = readOrder(
			version,
			orderRow(version, { header: { DocumentCurrency }, assignment: { PurgDocNetAmount } }),
		);
		expect(order.items[0]?.assignments[0]?.amount).toBe(amount);
	});

	it.each([
		['', 'single'],
		['1', 'quantity'],
		['2', 'percent'],
		['3', 'amount'],
	])('is divided as MultipleAcctAssgmtDistribution %j says', (MultipleAcctAssgmtDistribution, distribution) => {
		expect(readItem(version, { item: { MultipleAcctAssgmtDistribution } }).distribution).toBe(distribution);
	});

	it('has account assignments in the order of their numbers, with what divides it', () => {
		const rows = ['10', '2', '1'].map((AccountAssignmentNumber) =>
			assignmentRow(version, {
				AccountAssignmentNumber,
				MultipleAcctAssgmtDistrPercent: '33.3',
				PurgDocNetAmount: '0.00',
			}),
		);
		const item = readItem(version, { item: { MultipleAcctAssgmtDistribution: '2', [assignments]: rows } });
		expect(item.assignments.map(({ number, percent, amount }) => [number, percent, amount])).toEqual([
			['1', '33.3', ''],
			['2', '33.3', ''],
			['10', '33.3', ''],
		]);
	});

	it('tells a deleted account assignment', () => {
		expect(readItem(version, { assignment: { IsDeleted: true } }).assignments[0]?.deleted).toBe(true);
	});

	it('has no WBS element when none is filled', () => {
		const assignment = { WBSElementExternalID: '', WBSElementInternalID: '0' };
		expect(readItem(version, { assignment }).assignments[0]?.wbsElement).toBe('');
	});

	it('looks a WBS element up that has only a number, and cannot be read when there is none', () => {
		const row = orderRow(version, { assignment: { WBSElementExternalID: '', WBSElementInternalID: '00000042' } });
		const wbs = (id: string) => ({ wbsElement: `P-${id}` });
		expect(readOrder(version, row, wbs as never).items[0]?.assignments[0]?.wbsElement).toBe('P-42');
		expect(problemOf(version, row)).toContain('WBSElementInternalID 42 cannot be resolved');
	});

	it.each([
		['a number that is exact', 40.5, '40.5'],
		['a whole number', 7, '7'],
		['a number of fifteen digits', 123456789012.345, '123456789012.345'],
	])('takes %s for a text', (_, NetPriceAmount, netPrice) => {
		expect(readItem(version, { item: { NetPriceAmount } }).netPrice).toBe(netPrice);
	});

	it.each([
		['a number that lost digits', { NetPriceAmount: 0.1 + 0.2 }, 'NetPriceAmount is not an exact decimal number'],
		['a number of seventeen digits', { OrderQuantity: 90071992547409.93 }, 'OrderQuantity is not an exact decimal'],
		['a number beyond all digits', { OrderQuantity: 1e21 }, 'OrderQuantity is not an exact decimal'],
		['a decimal with commas', { NetPriceAmount: '1,250.00' }, 'NetPriceAmount is not an exact decimal number'],
		['an unknown distribution', { MultipleAcctAssgmtDistribution: '9' }, 'has the unknown value 9'],
		['no item number', { PurchaseOrderItem: '' }, 'PurchaseOrderItem is empty'],
		['account assignments that were not sent', { [assignments]: undefined }, `${assignments} is missing`],
		['schedule lines that were not sent', { [scheduleLines]: undefined }, `${scheduleLines} is missing`],
	])('cannot be read with %s', (_, item, problem) => {
		const problems = problemOf(version, orderRow(version, { item }));
		expect(problems).toContain(problem);
		expect(problems).toContain(items);
	});

	it.each([
		['a stamp that is none', { LastChangeDateTime: '/Date(soon)/' }, 'LastChangeDateTime is not a date'],
		['no currency', { DocumentCurrency: '' }, 'DocumentCurrency is empty'],
		['items that were not sent', { [items]: undefined }, `${items} is missing`],
	])('cannot be read with %s', (_, header, problem) => {
		expect(problemOf(version, orderRow(version, { header }))).toContain(problem);
	});

	it('cannot be read without the net amount that V4 tells, or with one that is none', () => {
		for (const [NetAmount, problem] of [
			[null, 'NetAmount is empty'],
			['much', 'NetAmount is not an exact decimal number'],
		]) {
			const read = problemOf(version, orderRow(version, { item: { NetAmount } }));
			if (version === 'V4') expect(read).toContain(problem);
			else expect(read).toBe('readable');
		}
	});

	it('reads a stamp with its offset for what it is: for show', () => {
		const LastChangeDateTime = version === 'V2' ? '/Date(1790000000000+0120)/' : '2026-09-21T15:33:20+02:00';
		const { changedAt } = readOrder(version, orderRow(version, { header: { LastChangeDateTime } }));
		expect(changedAt).toBe(version === 'V2' ? new Date(1790000000000).toISOString() : '2026-09-21T13:33:20.000Z');
	});
});

describe('the net amount that V2 does not tell', () => {
	const amount = (item: object, currency = 'USD') =>
		readOrder('V2', orderRow('V2', { item: item as never, header: { DocumentCurrency: currency } })).items[0]
			?.netAmount;

	it.each([
		['per 1', { OrderQuantity: '3.000', NetPriceAmount: '33.330', NetPriceQuantity: '1' }, 'USD', '99.99'],
		['per 100', { OrderQuantity: '250.000', NetPriceAmount: '12.500', NetPriceQuantity: '100' }, 'USD', '31.25'],
		['per 1000, half up', { OrderQuantity: '5.000', NetPriceAmount: '1.000', NetPriceQuantity: '1000' }, 'USD', '0.01'],
		['without price unit', { OrderQuantity: '2.000', NetPriceAmount: '5.000', NetPriceQuantity: '0' }, 'USD', '10.00'],
		['in yen', { OrderQuantity: '3.000', NetPriceAmount: '33.5', NetPriceQuantity: '1' }, 'JPY', '101'],
		['in dinar', { OrderQuantity: '1.000', NetPriceAmount: '1.2345', NetPriceQuantity: '1' }, 'KWD', '1.235'],
	])('is price times quantity, %s', (_, item, currency, expected) => {
		expect(amount(item, currency)).toBe(expected);
	});

	it('converts the order unit into the unit of the price: 200 l, priced per kg, 4 l are 1 kg', () => {
		const item = {
			OrderQuantity: '200.000',
			PurchaseOrderQuantityUnit: 'L',
			OrderPriceUnit: 'KG',
			OrderPriceUnitToOrderUnitNmrtr: '1',
			OrdPriceUnitToOrderUnitDnmntr: '4',
			NetPriceAmount: '2.000',
		};
		expect(amount(item)).toBe('100.00');
	});

	it('does without a conversion where SAP has none and the units are the same', () => {
		expect(amount({ OrderPriceUnitToOrderUnitNmrtr: '0', OrdPriceUnitToOrderUnitDnmntr: '0' })).toBe('5000.00');
	});

	it('is not guessed where units differ and nothing converts them', () => {
		const item = { OrderPriceUnit: 'KG', OrdPriceUnitToOrderUnitDnmntr: '0' };
		expect(problemOf('V2', orderRow('V2', { item }))).toContain('do not convert the order unit');
	});

	it('is exact for any price, quantity and currency', () => {
		const decimalOf = (scale: number) =>
			fc
				.bigInt(1n, 10n ** 11n)
				.map((n) => `${n / 10n ** BigInt(scale)}.${String(n % 10n ** BigInt(scale)).padStart(scale, '0')}`);
		fc.assert(
			fc.property(
				decimalOf(3),
				decimalOf(2),
				fc.constantFrom('1', '10', '100', '1000'),
				fc.constantFrom('USD', 'JPY', 'KWD'),
				(OrderQuantity, NetPriceAmount, NetPriceQuantity, currency) => {
					const exact = BigInt(OrderQuantity.replace('.', '')) * BigInt(NetPriceAmount.replace('.', ''));
					fc.pre(exact > 0n && BigInt(NetPriceAmount.replace('.', '')) > 0n);
					const expected = quotient(
						exact.toString(),
						(10n ** 5n * BigInt(NetPriceQuantity)).toString(),
						currencyDecimals(currency),
					);
					expect(amount({ OrderQuantity, NetPriceAmount, NetPriceQuantity }, currency)).toBe(expected);
				},
			),
		);
	});
});
