import {
	desiredContractSchema,
	allocationSchema,
	outcomeSchema,
	type DesiredContract,
} from '../../../nodes/shared/model';
import { mapped, threeProjects, verdicts, type OrderCase } from '../../support/mapOrders.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../../support/orders.ts';

const contracts = (given: OrderCase): DesiredContract[] =>
	mapped(given).mapped.flatMap((each) => ('desired' in each ? [each.desired] : []));
const contract = (given: OrderCase): DesiredContract => {
	const [first] = contracts(given);
	if (!first) throw new Error(messages(given).join());
	return first;
};
const allocations = (given: OrderCase) =>
	mapped(given).mapped.flatMap((each) => ('desired' in each ? each.allocations : []));
const messages = (given: OrderCase) =>
	mapped(given).mapped.flatMap((each) => ('outcome' in each ? [each.outcome.message] : []));
const amounts = (given: OrderCase) => contract(given).lines.map(({ amount }) => amount);

/** An order whose only item is over these account assignments. */
const over = (assignments: Array<Parameters<typeof assignment>[0]>, fields: Parameters<typeof orderItem>[0] = {}) =>
	purchaseOrder({
		items: [
			orderItem({
				assignments: assignments.map((each, index) => assignment({ number: String(index + 1), ...each })),
				...fields,
			}),
		],
	});
const withItems = (...items: Array<Parameters<typeof orderItem>[0]>) =>
	purchaseOrder({ items: items.map((fields, index) => orderItem({ item: String((index + 1) * 10), ...fields })) });

describe('a purchase order', () => {
	it('becomes a contract with everything Procore needs', () => {
		expect(contract({ orders: [purchaseOrder()] })).toEqual({
			originId: 'sap:S4P:po:4500000001:2201',
			projectId: '2201',
			number: '4500000001',
			title: 'Concrete',
			description: '',
			vendor: { originId: 'sap:S4P:supplier:100001', id: '' },
			status: 'Approved',
			contractDate: '2026-09-28',
			deliveryDate: '2026-10-15',
			paymentTerms: '0001',
			currency: 'USD',
			accountingMethod: 'amount',
			lines: [
				{
					originId: 'sap:S4P:poi:4500000001:10:1:2201',
					description: 'Concrete',
					costCode: '03-300',
					costType: 'M',
					quantity: '',
					uom: '',
					unitCost: '',
					amount: '100.00',
				},
			],
			total: '100.00',
			source: { entity: 'purchase_order', sapKey: '4500000001', sapChangedAt: '2026-09-30T10:00:00.000Z' },
			void: false,
			retainagePercent: '',
			absentReason: '',
			rejected: false,
			invoicesSent: false,
			unordered: false,
			requisitionItems: [],
			remarks: ["Payment terms 0001 are sent as SAP's key: map them in sap_procore_values."],
		});
	});

	it('says of every line where it went and which rows decided', () => {
		const costCodes = [costCodeRow({ id: '17', gl_account: '63*', wbs_element: 'P-1001*' })];
		expect(allocations({ orders: [purchaseOrder()], costCodes })).toEqual([
			{
				sapItem: '10',
				assignment: '1',
				lineOriginId: 'sap:S4P:poi:4500000001:10:1:2201',
				companyCode: '1010',
				glAccount: '630000',
				costCenter: '',
				wbsElement: 'P-1001.1',
				amount: '100.00',
				currency: 'USD',
				costCode: '03-300',
				costType: 'M',
				rule: 'cost code by row 17: glAccount=63*, wbsElement=P-1001*; project by the row of 2201: sap_project=P-1001',
			},
		]);
	});

	it('keeps to the shapes of the model', () => {
		const orders = [purchaseOrder(), purchaseOrder({ purchaseOrder: '2', status: 'held' })];
		for (const each of mapped({ orders }).mapped) {
			if ('outcome' in each) expect(outcomeSchema.parse(each.outcome)).toEqual(each.outcome);
			else {
				expect(desiredContractSchema.parse(each.desired)).toEqual(each.desired);
				for (const row of each.allocations) expect(allocationSchema.parse(row)).toEqual(row);
			}
		}
	});

	it('translates payment terms', () => {
		const values = [{ kind: 'payment_terms', sap_value: '0001', procore_value: 'Net 30' }];
		expect(contract({ orders: [purchaseOrder()], values })).toMatchObject({ paymentTerms: 'Net 30', remarks: [] });
	});

	it('given twice counts once, with its last change', () => {
		const early = purchaseOrder({ changedAt: '2026-09-29T10:00:00Z', items: [orderItem({ netAmount: '1.00' })] });
		const unstamped = purchaseOrder({ changedAt: null, items: [orderItem({ netAmount: '2.00' })] });
		expect(verdicts({ orders: [unstamped, early, purchaseOrder()] })).toEqual(['4500000001 2201 → 100.00']);
		expect(verdicts({ orders: [purchaseOrder(), early, unstamped] })).toEqual(['4500000001 2201 → 100.00']);
	});

	it('with a text of 40 characters with emoji and line breaks: one line, nothing else is lost', () => {
		const text = ' Fassade\n🏗️ Nord\r\n— „Süd“ 100% ausgeführt ';
		expect(contract({ orders: [withItems({ text })] }).title).toBe('Fassade 🏗️ Nord — „Süd“ 100% ausgeführt');
	});

	it('without a text is called by its number', () => {
		expect(contract({ orders: [withItems({ text: '' })] })).toMatchObject({
			title: 'Purchase order 4500000001',
			lines: [{ description: 'Item 10' }],
		});
	});

	it('is delivered when the last of its lines is', () => {
		const dates = ['2026-10-15', '2026-11-01', '2026-09-01'].map((deliveryDate) => ({ deliveryDate }));
		expect(contract({ orders: [withItems(...dates)] }).deliveryDate).toBe('2026-11-01');
	});

	it('without payment terms has none, and nothing is said of them', () => {
		expect(contract({ orders: [purchaseOrder({ paymentTerms: '' })] })).toMatchObject({
			paymentTerms: '',
			remarks: [],
		});
	});

	it('with null change stamps is mapped like any other', () => {
		expect(contract({ orders: [purchaseOrder({ changedAt: null })] }).source?.sapChangedAt).toBeNull();
	});
});

describe('status in SAP', () => {
	it.each([
		['held', 'held order_incomplete'],
		['out_for_approval', 'waiting not_released'],
		['unknown', 'held unknown_order_status'],
	] as const)('%s: %s', (status, expected) => {
		expect(verdicts({ orders: [purchaseOrder({ status, statusCode: '77' })] })).toEqual([`4500000001 → ${expected}`]);
	});

	it('rejected: people decide on what has become of it, wherever that may be', () => {
		const orders = [purchaseOrder({ status: 'rejected' })];
		const given = { orders, known: [{ sap_key: '4500000001', project_id: '2299' }] };
		expect(verdicts(given)).toEqual(['4500000001 2201 → void', '4500000001 2299 → void']);
		expect(contract({ orders })).toMatchObject({ void: true, rejected: true, absentReason: 'order_rejected' });
		const nowhere = [{ ...over([{ wbsElement: '', costCenter: '1019' }]), status: 'rejected' as const }];
		expect(verdicts({ orders: nowhere })).toEqual(['4500000001 → ignored order_rejected']);
	});

	it('unknown status codes are named', () => {
		expect(messages({ orders: [purchaseOrder({ status: 'unknown', statusCode: '77' })] })[0]).toContain('"77"');
	});

	it('in release goes as Draft where the release gate is open', () => {
		const given = {
			orders: [purchaseOrder({ status: 'out_for_approval' as const })],
			settings: { releaseGate: 'all' as const },
		};
		expect(contract(given).status).toBe('Draft');
	});
});

describe('splitting', () => {
	it('one item over three cost centers by percent that does not divide evenly (33.3/33.3/33.4 of 100.00)', () => {
		const projects = [rosterRow({ sap_cost_center: '101*' })];
		const shares = ['33.3', '33.3', '33.4'].map((percent, n) => ({ percent, wbsElement: '', costCenter: `101${n}` }));
		const given = { orders: [over(shares, { distribution: 'percent' })], projects };
		expect(amounts(given)).toEqual(['33.30', '33.30', '33.40']);
		expect(contract(given).total).toBe('100.00');
	});

	it('split by quantity, and by amount', () => {
		const byQuantity = over([{ quantity: '1' }, { quantity: '2' }], { quantity: '3', distribution: 'quantity' });
		expect(amounts({ orders: [byQuantity] })).toEqual(['33.33', '66.67']);
		const byAmount = over([{ amount: '0.01' }, { amount: '99.99' }], { distribution: 'amount' });
		expect(amounts({ orders: [byAmount] })).toEqual(['0.01', '99.99']);
	});

	it('an order over three projects: one contract each, together the order', () => {
		const order = over(
			[1, 2, 3].map((n) => ({ wbsElement: `P-100${n}.1`, percent: n === 3 ? '33.4' : '33.3' })),
			{ netAmount: '100.01', distribution: 'percent' },
		);
		expect(verdicts({ orders: [order] })).toEqual([
			'4500000001 2201 → 33.30',
			'4500000001 2202 → 33.30',
			'4500000001 2203 → 33.41',
		]);
	});

	it.each([
		['JPY', '1001', ['501', '500']],
		['KWD', '10.001', ['5.001', '5.000']],
	])('zero-decimal and three-decimal currencies: %s', (currency, netAmount, expected) => {
		const order = { ...over([{ percent: '50' }, { percent: '50' }], { netAmount, distribution: 'percent' }), currency };
		expect(amounts({ orders: [order], projects: [rosterRow({ currency })] })).toEqual(expected);
	});

	it('returns are negative lines', () => {
		const order = withItems({}, { netAmount: '30.00', isReturn: true });
		expect(amounts({ orders: [order] })).toEqual(['100.00', '-30.00']);
		expect(contract({ orders: [order] }).total).toBe('70.00');
	});

	it('free-of-charge items stay as lines of 0.00', () => {
		const order = withItems({}, { netAmount: '0.00', isFreeOfCharge: true });
		expect(amounts({ orders: [order] })).toEqual(['100.00', '0.00']);
	});

	it('limit items have no quantity: a lump sum also by unit', () => {
		const order = withItems({ isLimit: true, quantity: '0', unit: '', netAmount: '5000.00' });
		expect(amounts({ orders: [order] })).toEqual(['5000.00']);
		const byUnit = contract({ orders: [order], settings: { lineMethod: 'unit' } });
		expect(byUnit.lines).toMatchObject([{ quantity: '1', uom: '', unitCost: '5000', amount: '5000.00' }]);
		expect(byUnit.remarks).toContain('Sent as a lump sum, because SAP has no quantity: 10/1.');
		expect(contract({ orders: [order] }).remarks.join()).not.toContain('lump sum');
	});

	it('a limit that is taken back is a negative lump sum; only lines without a quantity are told', () => {
		const limit = { isLimit: true, quantity: '0', unit: '', netAmount: '30.00' };
		const order = withItems({ unit: '' }, { ...limit, isReturn: true });
		const byUnit = contract({ orders: [order], settings: { lineMethod: 'unit' } });
		expect(byUnit.lines).toMatchObject([
			{ quantity: '10', unitCost: '10', amount: '100.00' },
			{ quantity: '-1', unitCost: '30', amount: '-30.00' },
		]);
		expect(byUnit.remarks).toContain('Sent as a lump sum, because SAP has no quantity: 20/1.');
	});

	it('deleted items leave the contract, and so do deleted account assignments', () => {
		const order = withItems(
			{},
			{ deleted: true },
			{ assignments: [assignment(), assignment({ number: '2', deleted: true })] },
		);
		const { lines, title } = contract({ orders: [order] });
		expect(lines.map(({ originId }) => originId)).toEqual([
			'sap:S4P:poi:4500000001:10:1:2201',
			'sap:S4P:poi:4500000001:30:1:2201',
		]);
		expect(title).toBe('Concrete (+ 1 more)');
	});

	it('amounts that do not add up are held, never corrected', () => {
		const given = { orders: [over([{ amount: '50.00' }, { amount: '49.00' }], { distribution: 'amount' })] };
		expect(verdicts(given)).toEqual(['4500000001 2201 → held amount_mismatch']);
		expect(messages(given)[0]).toContain('Item 10: its account assignments add up to 99.00, the item to 100.00.');
	});

	it('an order with 300 lines is one contract', () => {
		const order = withItems(...Array.from({ length: 300 }, () => ({ netAmount: '0.33' })));
		expect(contract({ orders: [order] })).toMatchObject({ total: '99.00', title: 'Concrete (+ 299 more)' });
	});
});

describe('the project', () => {
	it('WBS elements mapped by prefix', () => {
		const projects = [
			rosterRow({ sap_project: '', sap_wbs_prefix: 'P-10*' }),
			rosterRow({ project_id: '2202', sap_project: '', sap_wbs_prefix: 'P-1001.7' }),
		];
		const order = withItems({}, { assignments: [assignment({ wbsElement: 'P-1001.7.2' })] });
		expect(verdicts({ orders: [order], projects })).toEqual(['4500000001 2201 → 100.00', '4500000001 2202 → 100.00']);
	});

	it('unmapped WBS element is held for the order, and does not stop the other projects', () => {
		const order = withItems({}, { assignments: [assignment({ wbsElement: 'Q-1' })] });
		expect(verdicts({ orders: [order] })).toEqual(['4500000001 2201 → 100.00', '4500000001 → held unmapped_project']);
		expect(messages({ orders: [order] })[0]).toContain('20/1 (G/L account 630000, WBS element Q-1)');
	});

	it('lines of two projects and of none are told in one message, each with what it is assigned to', () => {
		const projects = [rosterRow({ id: '4' }), rosterRow({ id: '5', project_id: '2202' })];
		const order = withItems(
			{},
			{},
			{ assignments: [assignment({ wbsElement: 'Q-1', costCenter: '10101', order: '800' })] },
			{ assignments: [assignment({ wbsElement: 'Q-2', glAccount: '' })] },
		);
		const [message] = messages({ orders: [order], projects });
		const rows = 'row 4: sap_project=P-1001 → project 2201 and row 5: sap_project=P-1001 → project 2202';
		expect(message).toContain(
			`Line 10/1 (G/L account 630000, WBS element P-1001.1): ${rows}; line 20/1 (G/L account 630000, WBS element P-1001.1): ${rows}. ` +
				'No row of the roster fits line 30/1 (G/L account 630000, cost center 10101, WBS element Q-1, order 800); 40/1 (WBS element Q-2).',
		);
		expect(messages({ orders: [withItems({}, {})], projects })[0]).toMatch(/project 2202\.$/);
		expect(messages({ orders: [withItems({ assignments: [assignment({ wbsElement: 'Q' })] })] })[0]).toMatch(
			/: purchase order 4500000001\. No row of the roster fits line 10\/1 \(.+\)\.$/,
		);
		const bare = assignment({ glAccount: '', wbsElement: '' });
		const held = { orders: [withItems({ assignments: [bare] })], settings: { outsideProjects: 'hold' as const } };
		expect(messages(held)[0]).toMatch(/fits line 10\/1\.$/);
	});

	it('two rows that fit equally well are held and named', () => {
		const projects = [rosterRow({ id: '4' }), rosterRow({ id: '5', project_id: '2202' })];
		const given = { orders: [purchaseOrder()], projects };
		expect(verdicts(given)).toEqual(['4500000001 → held project_ambiguous']);
		expect(messages(given)[0]).toMatch(/row 4: sap_project=P-1001 → project 2201 and row 5/);
	});

	it('inactive project is held, others go on', () => {
		const projects = threeProjects.map((row) => ({ ...row, active: row.project_id !== '2202' }));
		const order = withItems({}, { assignments: [assignment({ wbsElement: 'P-1002.1' })] });
		expect(verdicts({ orders: [order], projects })).toEqual([
			'4500000001 2201 → 100.00',
			'4500000001 2202 → held project_inactive',
		]);
	});

	it('a project with the sync switched off is ignored, whatever else is the matter', () => {
		const given = {
			orders: [purchaseOrder()],
			projects: [rosterRow({ sync_enabled: false, active: false })],
			costCodes: [],
		};
		expect(verdicts(given)).toEqual(['4500000001 2201 → ignored project_sync_off']);
		expect(mapped(given).toFill.costCodes).toEqual([]);
	});

	it('an order outside any project is ignored, or held where the setting says so', () => {
		const orders = [over([{ wbsElement: '', costCenter: '99' }])];
		expect(verdicts({ orders })).toEqual(['4500000001 → ignored not_a_project_purchase']);
		expect(verdicts({ orders, settings: { outsideProjects: 'hold' } })).toEqual(['4500000001 → held unmapped_project']);
	});

	it('lines outside any project are left out, and the contract says so', () => {
		const order = withItems(
			{},
			{ assignments: [assignment({ wbsElement: '', costCenter: '99' })] },
			{ assignments: [] },
		);
		const { lines, remarks } = contract({ orders: [order] });
		expect(lines).toHaveLength(1);
		expect(remarks).toEqual(
			expect.arrayContaining([
				'Left out, because it belongs to no project: 20/1.',
				'Left out, because it has no account assignment: item 30.',
			]),
		);
	});

	it('an order for stock is ignored', () => {
		expect(verdicts({ orders: [withItems({ assignments: [] })] })).toEqual([
			'4500000001 → ignored no_account_assignment',
		]);
	});

	it('foreign currency is held', () => {
		const given = { orders: [purchaseOrder({ currency: 'EUR' })] };
		expect(verdicts(given)).toEqual(['4500000001 2201 → held currency_mismatch']);
		expect(messages(given)[0]).toContain('The order is in EUR, the project in USD.');
	});

	it.each(['EUR4', 'XEUR', 'eur'])('a currency key of SAP alone (%s) is held, whatever the settings', (currency) => {
		const orders = [purchaseOrder({ currency })];
		for (const projectCurrency of ['', 'USD']) {
			const given = { orders, settings: { currencyPolicy: 'send', projectCurrency } as const };
			expect(verdicts(given)).toEqual(['4500000001 2201 → held currency_mismatch']);
			expect(messages(given)[0]).toContain(
				projectCurrency === ''
					? `The order is in ${currency}, which is a currency key of SAP alone.`
					: `The order is in ${currency}, the project in USD.`,
			);
		}
	});

	it("foreign currency goes with a remark where the setting says so, and the project's own row goes before the setting", () => {
		const orders = [purchaseOrder({ currency: 'EUR' })];
		expect(contract({ orders, settings: { currencyPolicy: 'send' } }).remarks).toContain(
			'Sent although the order is in EUR, the project in USD.',
		);
		expect(verdicts({ orders, projects: [rosterRow({ currency: 'EUR' })] })).toEqual(['4500000001 2201 → 100.00']);
		expect(verdicts({ orders, settings: { projectCurrency: '' } })).toEqual(['4500000001 2201 → 100.00']);
	});
});

describe('the cost code', () => {
	const unmapped = { costCodes: [costCodeRow({ gl_account: '7*' })] };

	it('unmapped cost code is held, and gets a row to fill', () => {
		const given = { orders: [purchaseOrder()], ...unmapped };
		expect(verdicts(given)).toEqual(['4500000001 2201 → held unmapped_cost_code']);
		expect(messages(given)[0]).toContain('Line 10/1 (G/L account 630000, WBS element P-1001.1).');
		expect(mapped(given).toFill.costCodes).toEqual([
			{
				index: 0,
				row: {
					customer: 'acme',
					company_code: '1010',
					gl_account: '630000',
					cost_center: '',
					wbs_element: 'P-1001.1',
					cost_code: '',
					cost_type: '',
					enabled: true,
					source: 'found',
					note: 'Purchase order 4500000001, item 10, project 2201 Project 1',
				},
			},
		]);
	});

	it('adds a row only once, named after the first order, and never one that exists', () => {
		const orders = [purchaseOrder({ purchaseOrder: '4500000002' }), purchaseOrder()];
		const rows = mapped({ orders, ...unmapped }).toFill.costCodes;
		expect(rows.map(({ row, index }) => [row.note, index])).toEqual([
			['Purchase order 4500000001, item 10, project 2201 Project 1', 1],
		]);
		const cells = { company_code: '1010', gl_account: '630000', wbs_element: 'P-1001.1' };
		for (const row of [costCodeRow({ ...cells, cost_code: '' }), costCodeRow({ ...cells, enabled: false })])
			expect(mapped({ orders, costCodes: [row] }).toFill.costCodes).toEqual([]);
	});

	it('is found by the next run once somebody filled the row', () => {
		const [found] = mapped({ orders: [purchaseOrder()], ...unmapped }).toFill.costCodes;
		const costCodes = [costCodeRow({ ...found?.row, cost_code: '05-100' })];
		expect(contract({ orders: [purchaseOrder()], costCodes }).lines[0]?.costCode).toBe('05-100');
	});

	it('holds the whole contract of one project and names all its lines, other projects go on', () => {
		const order = withItems(
			{},
			...Array.from({ length: 7 }, () => ({ assignments: [assignment({ glAccount: '999' })] })),
			{ assignments: [assignment({ wbsElement: 'P-1002.1' })] },
		);
		const given = { orders: [order], costCodes: [costCodeRow({ gl_account: '63*' })] };
		expect(verdicts(given)).toEqual(['4500000001 2201 → held unmapped_cost_code', '4500000001 2202 → 100.00']);
		expect(messages(given)[0]).toContain('line 60/1 (G/L account 999, WBS element P-1001.1) and 2 more.');
	});

	it('two equally specific map rows are held and named', () => {
		const costCodes = [costCodeRow({ id: '3' }), costCodeRow({ id: '4', cost_code: '09-900' })];
		const given = { orders: [purchaseOrder()], costCodes };
		expect(verdicts(given)).toEqual(['4500000001 2201 → held mapping_ambiguous']);
		expect(messages(given)[0]).toContain('row 3: anything → 03-300 / M and row 4: anything → 09-900 / M');
	});

	it('several troubles of one contract are one outcome that names them all', () => {
		const order = {
			...withItems({}, { netAmount: '5.00', assignments: [assignment({ amount: '4.00' })] }),
			currency: 'EUR',
		};
		const given = { orders: [order], ...unmapped };
		expect(verdicts(given)).toEqual(['4500000001 2201 → held currency_mismatch']);
		expect(messages(given)[0]).toMatch(/EUR.*Item 20: its account assignments.*No cost code.*line 20\/1/);
	});
});

describe('by unit', () => {
	const settings = { lineMethod: 'unit' } as const;
	const values = [{ kind: 'unit', sap_value: 'M3', procore_value: 'cy' }];

	it('an order unit that is not the price unit: quantity in the order unit, unit cost by the exact amount', () => {
		const order = withItems({ quantity: '3', priceUnit: 'TO', netAmount: '100.00' });
		expect(contract({ orders: [order], values, settings }).lines).toMatchObject([
			{ quantity: '3', uom: 'cy', unitCost: '33.333333', amount: '100.00' },
		]);
	});

	it('prices per 100 or per 1000: the unit cost is for one', () => {
		const order = withItems({ quantity: '2500.000', netPrice: '12.50', priceQuantity: '1000', netAmount: '31.25' });
		expect(contract({ orders: [order], values, settings }).lines).toMatchObject([
			{ quantity: '2500', unitCost: '0.0125' },
		]);
	});

	it('returns have a negative quantity', () => {
		const order = withItems({ isReturn: true });
		expect(contract({ orders: [order], values, settings }).lines).toMatchObject([
			{ quantity: '-10', unitCost: '10', amount: '-100.00' },
		]);
	});

	it('unmapped unit is held, and gets a row to fill once', () => {
		const given = { orders: [withItems({}, {})], settings };
		expect(verdicts(given)).toEqual(['4500000001 2201 → held unmapped_unit']);
		expect(messages(given)[0]).toContain('Unit M3 of item 10; unit M3 of item 20.');
		expect(mapped(given).toFill.values.map(({ row }) => row)).toEqual([
			expect.objectContaining({ customer: 'acme', kind: 'unit', sap_value: 'M3', procore_value: '' }),
		]);
		const empty = [{ kind: 'unit', sap_value: 'M3', procore_value: '' }];
		expect(mapped({ ...given, values: empty }).toFill.values).toEqual([]);
	});
});

describe('what is left of an order', () => {
	const known = (projectId: string) => [{ sap_key: '4500000001', project_id: projectId }];

	it('order voided: every project that its items name, and every one with a contract', () => {
		const order = { ...withItems({ deleted: true }), status: 'void' as const };
		expect(verdicts({ orders: [order], known: known('2203') })).toEqual([
			'4500000001 2201 → void',
			'4500000001 2203 → void',
		]);
		expect(contract({ orders: [order] })).toMatchObject({ void: true, lines: [], total: '0', status: 'Draft' });
		expect(desiredContractSchema.safeParse(contract({ orders: [order] })).success).toBe(true);
		expect(allocations({ orders: [order] })).toEqual([]);
	});

	it('all items deleted, and none of them in a project: nothing to do', () => {
		const order = { ...withItems({ deleted: true, assignments: [] }), status: 'void' as const };
		expect(verdicts({ orders: [order] })).toEqual(['4500000001 → ignored order_deleted']);
	});

	it('a void order asks for nothing but that, and is called by its first item', () => {
		const items = [orderItem({ item: '20', text: 'B' }), orderItem({ item: '10', text: 'A' })];
		const asked = contract({ orders: [purchaseOrder({ status: 'void', items })] });
		expect(asked).toEqual({
			...{ originId: 'sap:S4P:po:4500000001:2201', projectId: '2201', number: '4500000001', title: 'A (+ 1 more)' },
			...{ description: '', vendor: { originId: '', id: '' }, status: 'Draft', contractDate: '2026-09-28' },
			...{ deliveryDate: '', paymentTerms: '', currency: 'USD', accountingMethod: 'amount', lines: [], total: '0' },
			source: { entity: 'purchase_order', sapKey: '4500000001', sapChangedAt: '2026-09-30T10:00:00.000Z' },
			...{
				void: true,
				retainagePercent: '',
				absentReason: '',
				rejected: false,
				invoicesSent: false,
				unordered: false,
				requisitionItems: [],
			},
			remarks: ['The order is deleted in SAP.'],
		});
		const order = purchaseOrder({ status: 'void', items: [] });
		expect(contract({ orders: [order], known: known('2201') }).title).toBe('Purchase order 4500000001');
	});

	it('projects that are left, or that no line names any more, come by their numbers, known to the roster or not', () => {
		const several = ['2203', '999', '2202'].flatMap(known);
		const told = (given: OrderCase) =>
			mapped(given).mapped.map((each) => ('desired' in each ? each.desired : each.outcome).projectId);
		expect(told({ orders: [purchaseOrder()], known: several })).toEqual(['2201', '999', '2202', '2203']);
		const outside = over([{ wbsElement: '', costCenter: '99' }]);
		expect(told({ orders: [outside], known: several })).toEqual(['999', '2202', '2203']);
		expect(messages({ orders: [outside], known: several })[0]).toContain(
			': purchase order 4500000001, project 999. The order has a contract here',
		);
	});

	it('a project that is switched off is told where a deleted item names it, known or not', () => {
		const projects = threeProjects.map((row) => ({ ...row, sync_enabled: row.project_id !== '2202' }));
		const order = withItems({}, { deleted: true, assignments: [assignment({ wbsElement: 'P-1002.1' })] });
		expect(verdicts({ orders: [order], projects })).toEqual([
			'4500000001 2201 → 100.00',
			'4500000001 2202 → ignored project_sync_off',
		]);
	});

	it('a voided order in an inactive project is held only where a contract is known', () => {
		const order = { ...purchaseOrder(), status: 'void' as const };
		const projects = [rosterRow({ active: false })];
		expect(verdicts({ orders: [order], projects })).toEqual(['4500000001 2201 → ignored order_deleted']);
		expect(verdicts({ orders: [order], projects, known: known('2201') })).toEqual([
			'4500000001 2201 → held project_inactive',
		]);
	});

	it('account assignment moved to another project: leaves one contract, joins another', () => {
		const order = over([{ wbsElement: 'P-1002.1' }]);
		expect(verdicts({ orders: [order], known: known('2201') })).toEqual([
			'4500000001 2201 → void',
			'4500000001 2202 → 100.00',
		]);
		expect(contracts({ orders: [order] })[0]?.lines[0]?.originId).toBe('sap:S4P:poi:4500000001:10:1:2202');
	});

	it('a contract on record is not voided because a row of the roster was emptied or cannot be decided', () => {
		const outside = over([{ wbsElement: '', costCenter: '99' }]);
		expect(verdicts({ orders: [outside], known: known('2201') })).toEqual([
			'4500000001 2201 → held order_left_projects',
		]);
		const left = new Set(['4500000001']);
		expect(verdicts({ orders: [outside], known: known('2201'), left })).toEqual(['4500000001 2201 → void']);
		const begun = known('2203').map((row) => ({ ...row, isBegun: true as const }));
		expect(verdicts({ orders: [outside], known: [...known('2201'), ...begun] })).toEqual([
			'4500000001 2201 → held order_left_projects',
			'4500000001 2203 → void',
		]);
		expect(verdicts({ orders: [outside], known: [...begun, ...known('2203')] })).toEqual([
			'4500000001 2203 → held order_left_projects',
		]);
		const unmapped = withItems(
			{ assignments: [assignment({ wbsElement: 'P-1002.1' })] },
			{ assignments: [assignment({ wbsElement: 'Q' })] },
		);
		expect(verdicts({ orders: [unmapped], known: known('2201') })).toEqual([
			'4500000001 2202 → 100.00',
			'4500000001 → held unmapped_project',
		]);
	});
});

describe('tax codes and retainage', () => {
	const order = purchaseOrder({ items: [orderItem({ taxCode: 'V1' }), orderItem({ item: '20', taxCode: '' })] });
	const values = [{ kind: 'tax_code', sap_value: 'V1', procore_value: 'GST' }];

	it('are not sent unless a setting says so: the contract is the same, whatever SAP has', () => {
		const [line] = contract({ orders: [order], values }).lines;
		expect(line).not.toHaveProperty('taxCode');
		expect(contract({ orders: [order], values }).retainagePercent).toBe('');
	});

	it('tax codes are those that the table has; an item without one has none', () => {
		const { lines } = contract({ orders: [order], values, settings: { taxCodes: true } });
		expect(lines.map(({ taxCode }) => taxCode)).toEqual(['GST', undefined]);
	});

	it('a tax code without a row is held, and gets a row to fill once', () => {
		const given = { orders: [order, { ...order, purchaseOrder: '4500000002' }], settings: { taxCodes: true } };
		expect(verdicts(given)).toEqual([
			'4500000001 2201 → held unmapped_tax_code',
			'4500000002 2201 → held unmapped_tax_code',
		]);
		expect(messages(given)[0]).toContain('Tax code V1 of item 10.');
		expect(mapped(given).toFill.values.map(({ row }) => row)).toEqual([
			expect.objectContaining({ kind: 'tax_code', sap_value: 'V1', procore_value: '' }),
		]);
	});

	it('the retainage is that of the setting', () => {
		expect(contract({ orders: [order], settings: { retainagePercent: '7.5' } }).retainagePercent).toBe('7.5');
	});
});

describe('an order that is not sent', () => {
	const outcomes = (given: OrderCase) =>
		mapped(given).mapped.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
	const twoLines = over([
		{ percent: '25', glAccount: '640000' },
		{ percent: '75', costCenter: '10101' },
	]);

	it('says in which project, which rows are missing, and what is at stake', () => {
		const order = { ...twoLines, items: twoLines.items.map((item) => ({ ...item, distribution: 'percent' as const })) };
		const { mapped: all, toFill } = mapped({ orders: [order], costCodes: [costCodeRow({ gl_account: '63*' })] });
		const [only] = all.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
		expect(only).toMatchObject({
			...{ entity: 'purchase_order', sapKey: '4500000001', projectId: '2201', action: 'none', status: 'held' },
			...{ originId: 'sap:S4P:po:4500000001:2201', sapChangedAt: '2026-09-30T10:00:00.000Z' },
			reason: 'unmapped_cost_code',
			detail: {
				...{ total: '100.00', currency: 'USD' },
				unmapped: [['1010', '640000', '', 'P-1001.1', '25.00', 'USD', 'Concrete']],
			},
		});
		expect(only?.message).toContain(': purchase order 4500000001, project 2201 Project 1. Line ');
		expect(toFill.costCodes.map(({ row, index }) => [index, row.gl_account, row.note])).toEqual([
			[0, '640000', 'Purchase order 4500000001, item 10, project 2201 Project 1'],
		]);
	});

	it('of a project without a name is called by its number, and so is the row to fill', () => {
		const given = { orders: [purchaseOrder()], projects: [rosterRow({ project_name: '' })], costCodes: [] };
		expect(outcomes(given)[0]?.message).toContain(': purchase order 4500000001, project 2201. Line ');
		expect(mapped(given).toFill.costCodes.map(({ row }) => row.note)).toEqual([
			'Purchase order 4500000001, item 10, project 2201',
		]);
	});

	it('whose figures contradict each other has what of it is in each project at stake: all of it once', () => {
		const order = over([{ amount: '60.00' }, { amount: '60.00' }, { amount: '60.00', wbsElement: 'P-1002.1' }]);
		expect(outcomes({ orders: [order] }).map(({ projectId, detail }) => [projectId, detail.total])).toEqual([
			['2201', '100.00'],
			['2202', '0.00'],
		]);
	});

	it('whose figures contradict each other has the item at stake once, and says nothing of cost codes', () => {
		const contradiction = (fields: object) =>
			over([{ amount: '50.00', deleted: true }, { amount: '60.00' }, { amount: '60.00' }], fields);
		expect(outcomes({ orders: [contradiction({})], costCodes: [] })[0]?.detail).toEqual({
			...{ total: '100.00', currency: 'USD', supplier: contradiction({}).supplier },
		});
		expect(outcomes({ orders: [contradiction({ isReturn: true })] })[0]?.detail).toMatchObject({ total: '-100.00' });
	});

	it('that is not released has only what is in projects at stake', () => {
		const orders = [
			{
				...withItems({ netAmount: '7.00' }, { assignments: [assignment({ wbsElement: '', costCenter: '9' })] }),
				status: 'out_for_approval' as const,
			},
		];
		expect(outcomes({ orders })).toMatchObject([
			{
				...{ projectId: '', originId: '', reason: 'not_released', detail: { total: '7.00', currency: 'USD' } },
				message: expect.stringContaining(': purchase order 4500000001.') as string,
			},
		]);
	});

	it('is no purchase without a supplier', () => {
		expect(outcomes({ orders: [purchaseOrder({ supplier: '' })] })).toMatchObject([
			{ status: 'ignored', reason: 'not_a_purchase', projectId: '', detail: {} },
		]);
	});

	it('is told in the order of the orders given, its projects by their numbers', () => {
		const projects = threeProjects.map((row) => ({ ...row, sync_enabled: false }));
		const inThree = over([
			{ wbsElement: 'P-1003.1', percent: '50' },
			{ wbsElement: 'P-1001.1', percent: '50' },
		]);
		const given = {
			projects,
			orders: [
				purchaseOrder({ purchaseOrder: '9' }),
				{ ...inThree, purchaseOrder: '10' },
				purchaseOrder({ purchaseOrder: '8' }),
			],
		};
		expect(outcomes(given).map(({ sapKey, projectId }) => `${sapKey} ${projectId}`)).toEqual([
			'9 2201',
			'10 2201',
			'10 2203',
			'8 2201',
		]);
	});
});

describe('an order of a one-time supplier', () => {
	const orders = [purchaseOrder({ supplierName: 'Kiosk Kim' })];

	it('is held until somebody has said which vendor it is, and a row to fill appears', () => {
		const { mapped: all, toFill } = mapped({ orders });
		expect(all).toMatchObject([{ outcome: { status: 'held', reason: 'one_time_supplier', projectId: '2201' } }]);
		expect(toFill.values.map(({ row }) => [row.kind, row.sap_value, row.procore_value, row.note])).toEqual([
			['one_time_supplier', 'Kiosk Kim', '', 'One-time supplier 100001: ID of its vendor in Procore'],
		]);
		expect(messages({ orders })[0]).toContain('Supplier 100001, on the order Kiosk Kim.');
	});

	it('goes to that vendor', () => {
		const values = [{ kind: 'one_time_supplier', sap_value: 'Kiosk Kim', procore_value: '77' }];
		expect(contract({ orders, values }).vendor).toEqual({ originId: '', id: '77' });
		expect(mapped({ orders, values }).toFill.values).toEqual([]);
	});

	it.each(['Kiosk', '#77', '7 7', '-77', '77.5'])(
		'is held where its vendor is "%s", which Procore would take for none',
		(procore_value) => {
			const values = [{ kind: 'one_time_supplier', sap_value: 'Kiosk Kim', procore_value }];
			expect(mapped({ orders, values }).mapped).toMatchObject([{ outcome: { reason: 'one_time_supplier' } }]);
			expect(messages({ orders, values })[0]).toContain(`"${procore_value}" is not the number of a vendor`);
		},
	);
});

describe('a deleted order', () => {
	const orders = [purchaseOrder({ status: 'void' })];
	const found = (given: Partial<OrderCase>) =>
		mapped({ orders, ...given }).mapped.map((each) =>
			'desired' in each
				? [each.desired.projectId, each.desired.void, each.desired.remarks]
				: [each.outcome.projectId, each.outcome.status, each.outcome.reason],
		);
	const remark = 'The order is deleted in SAP.';

	it('leaves every project that it names or that has had a contract of it, in the order of their numbers', () => {
		const known = ['2203', '2202', '999'].map((project_id) => ({ sap_key: '4500000001', project_id }));
		expect(found({ known })).toEqual([
			['999', true, [remark]],
			['2201', true, [remark]],
			['2202', true, [remark]],
			['2203', true, [remark]],
		]);
	});

	it('is told where its project takes nothing any more', () => {
		const inactive = threeProjects.map((row) => ({ ...row, active: false }));
		const known = [{ sap_key: '4500000001', project_id: '2201' }];
		expect(found({ projects: inactive, known })).toEqual([['2201', 'held', 'project_inactive']]);
		expect(found({ projects: inactive })).toEqual([['2201', 'ignored', 'order_deleted']]);
	});
});
