import fc from 'fast-check';
import { fromUnscaled, sum } from '../../../nodes/shared/decimal';
import {
	allocationSchema,
	desiredRequisitionSchema,
	type PurchaseOrder,
	type SupplierInvoice,
} from '../../../nodes/shared/model';
import { lineKey, mapInvoices } from '../../../nodes/SapToProcore/lanes/supplierInvoice/map';
import type { RosterRow, ValueRow } from '../../../nodes/SapToProcore/ledger/rows';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { threeProjects } from '../../support/mapOrders.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder } from '../../support/orders.ts';
import { invoiceAssignment, invoiceItem, supplierInvoice } from '../../support/supplierInvoices.ts';

interface Case {
	invoices?: SupplierInvoice[];
	orders?: PurchaseOrder[];
	projects?: RosterRow[];
	absent?: string[];
	values?: ValueRow[];
	recorded?: string[];
	sentTo?: Record<string, string[]>;
}

const mapped = ({ invoices = [supplierInvoice()], orders = [purchaseOrder()], ...more }: Case) =>
	mapInvoices({
		invoices,
		orders,
		roster: roster(more.projects ?? threeProjects),
		costCodes: costCodeMap([costCodeRow({ id: '17' })]),
		values: valueMap(more.values ?? []),
		absent: new Set(more.absent),
		recorded: new Set(more.recorded),
		projects: new Map(Object.entries(more.sentTo ?? {}).map(([key, ids]) => [key, new Set(ids)])),
		settings: { system: 'S4P', invoiceStatus: 'approved' },
	});

/** Sorted: `4500000001 2201: 10/1 60.00`, `2026/5105600101 → waiting invoice_not_posted`. */
function verdicts(given: Case): string[] {
	return mapped(given)
		.map((each) => {
			if ('outcome' in each) {
				const { sapKey, projectId, status, reason } = each.outcome;
				return `${[sapKey, projectId].filter(Boolean).join(' ')} → ${`${status} ${reason}`.trim()}`;
			}
			const lines = each.desired.allocations.map(({ lineOriginId, amount }) => {
				const [, , , , item, number] = lineOriginId.split(':');
				return `${String(item)}/${String(number)} ${amount}`;
			});
			return `${each.desired.contractOriginId.split(':').slice(3).join(' ')}: ${lines.join(', ')}`;
		})
		.sort();
}
const desired = (given: Case) => mapped(given).flatMap((each) => ('desired' in each ? [each.desired] : []));
const allocations = (given: Case) => mapped(given).flatMap((each) => ('desired' in each ? each.allocations : []));
const ofItems = (...items: Array<Parameters<typeof invoiceItem>[0]>) => [
	supplierInvoice({ items: items.map((item, index) => invoiceItem({ item: String(index + 1), ...item })) }),
];
/** On the second line of `twoProjects`. */
const ofSecondLine = () => invoiceAssignment({ number: '2', wbsElement: 'P-1002.1', amount: '40.00' });
const twoProjects = purchaseOrder({
	items: [
		orderItem({
			distribution: 'percent',
			assignments: [
				assignment({ number: '1', percent: '25' }),
				assignment({ number: '2', percent: '75', wbsElement: 'P-1002.1' }),
			],
		}),
	],
});

describe('a supplier invoice', () => {
	it('becomes an approved invoice against the contract of its order', () => {
		const [invoice] = desired({});
		expect(invoice).toEqual({
			originId: 'sap:S4P:invoice:2026%2F5105600101:2201:4500000001',
			projectId: '2201',
			contractOriginId: 'sap:S4P:po:4500000001:2201',
			number: '5105600101/2026',
			billingDate: '2026-10-02',
			comment: 'SAP supplier invoice 5105600101 of 2026, reference RE-77',
			status: 'approved',
			currency: 'USD',
			allocations: [{ lineOriginId: 'sap:S4P:poi:4500000001:10:1:2201', amount: '60.00' }],
			total: '60.00',
			source: { entity: 'supplier_invoice', sapKey: '2026/5105600101', sapChangedAt: null },
			withdrawn: false,
			remarks: [],
		});
		expect(desiredRequisitionSchema.parse(invoice)).toEqual(invoice);
	});

	it('says where each amount went and why', () => {
		const [row] = allocations({});
		expect(row).toMatchObject({
			...{ sapItem: '1', assignment: '1', amount: '60.00' },
			rule: 'line 10/1 of purchase order 4500000001; cost code by row 17: anything',
		});
		expect(allocationSchema.parse(row)).toEqual(row);
	});

	it('is one for each order and project, and given twice counts once', () => {
		const invoices = ofItems(
			{ assignments: [invoiceAssignment({ amount: '20.00' }), ofSecondLine()] },
			{ purchaseOrder: '4500000002' },
		);
		const orders = [twoProjects, purchaseOrder({ purchaseOrder: '4500000002' })];
		const expected = ['4500000001 2201: 10/1 20.00', '4500000001 2202: 10/2 40.00', '4500000002 2201: 10/1 60.00'];
		expect(verdicts({ invoices, orders })).toEqual(expected);
		expect(verdicts({ invoices: [...invoices, ...invoices], orders })).toEqual(expected);
	});

	it('without account assignments is divided as the order is', () => {
		const invoices = ofItems({ amount: '0.03', assignments: [] });
		expect(verdicts({ invoices, orders: [twoProjects] })).toEqual([
			'4500000001 2201: 10/1 0.01',
			'4500000001 2202: 10/2 0.02',
		]);
	});

	it('finds the line by its objects where SAP gave the account assignment another number', () => {
		const invoices = ofItems({ assignments: [invoiceAssignment({ number: '9', wbsElement: 'P-1002.1' })] });
		expect(verdicts({ invoices, orders: [twoProjects] })).toEqual(['4500000001 2202: 10/2 60.00']);
	});

	it('is held where an account assignment is on no line of the order', () => {
		const invoices = ofItems({ assignments: [invoiceAssignment({ number: '9', wbsElement: 'P-1003.1' })] });
		expect(verdicts({ invoices })).toEqual(['2026/5105600101 2201 → held contract_line_missing']);
	});

	it('is held where its account assignments do not add up', () => {
		const invoices = ofItems({ assignments: [invoiceAssignment({ amount: '59.99' })] });
		expect(verdicts({ invoices })).toEqual(['2026/5105600101 2201 → held amount_mismatch']);
	});

	it('is held in another currency than its order', () => {
		expect(verdicts({ invoices: [supplierInvoice({ currency: 'EUR' })] })).toEqual([
			'2026/5105600101 2201 → held currency_mismatch',
		]);
	});

	it('waits until SAP posts it, and is ignored when it was deleted before', () => {
		expect(verdicts({ invoices: [supplierInvoice({ status: 'not_posted' })] })).toEqual([
			'2026/5105600101 → waiting invoice_not_posted',
		]);
		expect(verdicts({ invoices: [supplierInvoice({ status: 'deleted' })] })).toEqual([
			'2026/5105600101 → ignored invoice_deleted',
		]);
	});

	it('waits for the contract of its order', () => {
		expect(verdicts({ absent: ['sap:S4P:po:4500000001:2201'] })).toEqual([
			'2026/5105600101 2201 → waiting contract_missing',
		]);
		expect(verdicts({ orders: [] })).toEqual(['2026/5105600101 → waiting contract_missing']);
	});

	it('without an order, with delivery costs only, or for stock is ignored', () => {
		expect(verdicts({ invoices: [supplierInvoice({ items: [] })] })).toEqual([
			'2026/5105600101 → ignored invoice_without_order',
		]);
		expect(verdicts({ invoices: ofItems({ isDeliveryCost: true }) })).toEqual([
			'2026/5105600101 → ignored invoice_without_order',
		]);
		expect(verdicts({ orders: [purchaseOrder({ items: [orderItem({ assignments: [] })] })] })).toEqual([
			'2026/5105600101 → ignored no_account_assignment',
		]);
		// What SAP has posted without an order is on no order: it does not wait for one.
		expect(verdicts({ invoices: ofItems({ purchaseOrder: '' }) })).toEqual([
			'2026/5105600101 → ignored invoice_without_order',
		]);
	});

	it('is on the item of the order that it names, and on no other', () => {
		const orders = [purchaseOrder({ items: [orderItem(), orderItem({ item: '20' })] })];
		expect(verdicts({ invoices: ofItems({ purchaseOrderItem: '20' }), orders })).toEqual([
			'4500000001 2201: 20/1 60.00',
		]);
		expect(verdicts({ invoices: ofItems({ purchaseOrderItem: '30', assignments: [] }), orders })).toEqual([
			'2026/5105600101 → ignored no_account_assignment',
		]);
	});

	it('stays on an item that was deleted since', () => {
		const orders = [purchaseOrder({ items: [orderItem({ deleted: true })] })];
		expect(verdicts({ orders })).toEqual(['4500000001 2201: 10/1 60.00']);
	});

	it('stays in the project where it was posted when the line of the order has moved since', () => {
		const orders = [purchaseOrder({ items: [orderItem({ assignments: [assignment({ wbsElement: 'P-1002.1' })] })] })];
		expect(verdicts({ orders })).toEqual(['4500000001 2201: 10/1 60.00']);
		expect(allocations({ orders }).map(({ wbsElement }) => wbsElement)).toEqual(['P-1001.1']);
		// Whatever else it is posted on, the order says whose it is.
		const invoices = ofItems({ assignments: [invoiceAssignment({ wbsElement: 'X-1' })] });
		expect(verdicts({ invoices, orders })).toEqual(['4500000001 2202: 10/1 60.00']);
	});

	it('puts nothing on lines that get none of it', () => {
		const invoices = ofItems({
			assignments: [invoiceAssignment(), invoiceAssignment({ number: '2', wbsElement: 'P-1001.2', amount: '0.00' })],
		});
		const assignments = [assignment(), assignment({ number: '2', wbsElement: 'P-1001.2' })].map((each) => ({
			...each,
			percent: '50',
		}));
		const orders = [purchaseOrder({ items: [orderItem({ distribution: 'percent', assignments })] })];
		expect(verdicts({ invoices, orders })).toEqual(['4500000001 2201: 10/1 60.00']);
	});

	it('with an amount of a G/L account without a cost code is billed all the same', () => {
		const ofAccount = { glAccount: '700000' };
		const [row] = mapInvoices({
			...{
				absent: new Set<string>(),
				recorded: new Set<string>(),
				projects: new Map<string, ReadonlySet<string>>(),
				values: valueMap([]),
				roster: roster(threeProjects),
			},
			invoices: ofItems({ assignments: [invoiceAssignment(ofAccount)] }),
			orders: [purchaseOrder({ items: [orderItem({ assignments: [assignment(ofAccount)] })] })],
			costCodes: costCodeMap([costCodeRow({ gl_account: '63*' })]),
			settings: { system: 'S4P', invoiceStatus: 'approved' },
		}).flatMap((each) => ('desired' in each ? each.allocations : []));
		expect(row).toMatchObject({ costCode: '', costType: '', rule: 'line 10/1 of purchase order 4500000001' });
	});

	it('leaves delivery costs out and says so', () => {
		const [invoice] = desired({ invoices: ofItems({}, { isDeliveryCost: true }) });
		expect(invoice?.total).toBe('60.00');
		expect(invoice?.remarks).toEqual(['Left out: item 2, on item 10 of purchase order 4500000001: delivery costs.']);
	});

	it('says of what it leaves out only that: what waits is told by itself', () => {
		const invoices = ofItems({}, { isDeliveryCost: true }, { purchaseOrder: '4500000009' });
		expect(desired({ invoices })[0]?.remarks).toHaveLength(1);
		expect(verdicts({ invoices })).toHaveLength(2);
		// Nothing is told of what is merely left out.
		expect(verdicts({ invoices: ofItems({}, { isDeliveryCost: true }) })).toHaveLength(1);
	});

	it('says which account assignment has no line, and of which item', () => {
		const invoices = ofItems({ assignments: [invoiceAssignment({ number: '9', wbsElement: 'P-1003.1' })] });
		const [found] = mapped({ invoices }).flatMap((each) => ('outcome' in each ? [each.outcome] : []));
		expect(found?.message).toContain(
			'Item 1, on item 10 of purchase order 4500000001: account assignment (G/L account 630000, WBS element P-1003.1).',
		);
	});

	it('keeps what is wrong with an order, also where none of its lines has a project', () => {
		const nowhere = [
			purchaseOrder({ currency: 'EUR', items: [orderItem({ assignments: [assignment({ wbsElement: 'X' })] })] }),
		];
		expect(verdicts({ invoices: ofItems({ assignments: [] }), orders: nowhere })).toEqual([
			'2026/5105600101 → held currency_mismatch',
		]);
	});

	it('in the currency of SAP alone is divided in the decimal places that it shows', () => {
		const items = [
			orderItem({ distribution: 'percent', netAmount: '100.00', assignments: twoProjects.items[0]?.assignments ?? [] }),
		];
		const given = (amount: string) =>
			verdicts({
				invoices: [supplierInvoice({ currency: 'COP', items: [invoiceItem({ amount, assignments: [] })] })],
				orders: [purchaseOrder({ currency: 'COP', items })],
			});
		expect(given('2.55')).toEqual(['4500000001 2201: 10/1 0.64', '4500000001 2202: 10/2 1.91']);
		expect(given('2.00')).toEqual(['4500000001 2201: 10/1 1', '4500000001 2202: 10/2 1']);
	});

	it('that is a credit memo has negative amounts', () => {
		const invoices = [supplierInvoice({ isCreditMemo: true, items: [invoiceItem({ amount: '-60.00' })] })];
		expect(verdicts({ invoices })).toEqual(['4500000001 2201: 10/1 -60.00']);
		expect(desired({ invoices })[0]?.comment).toMatch(/^SAP credit memo/);
	});

	it('that was reversed is wanted only where Procore has it, and so is what reverses it', () => {
		const partner = '2026/5105600199';
		const invoices = [
			supplierInvoice({ reversal: 'reversed', reversalPartner: partner }),
			supplierInvoice({
				id: partner,
				supplierInvoice: '5105600199',
				reversal: 'reversing',
				reversalPartner: '2026/5105600101',
				items: [invoiceItem({ amount: '-60.00' })],
			}),
		];
		const reversed = 'sap:S4P:invoice:2026%2F5105600101:2201:4500000001';
		expect(desired({ invoices }).map(({ originId, requires, total }) => [originId, requires, total])).toEqual([
			[reversed, reversed, '60.00'],
			[reversed.replace('5105600101', '5105600199'), reversed, '-60.00'],
		]);
	});

	it('that was sent to another project, or reverses what was, names what may be there', () => {
		const reversal = supplierInvoice({
			id: '2026/5105600199',
			reversal: 'reversing',
			reversalPartner: '2026/5105600101',
		});
		const invoices = [supplierInvoice(), reversal, supplierInvoice({ id: '2026/5105600102' })];
		const sentTo = { '2026/5105600101|4500000001': ['2201', '2207'], '2026/5105600102|4500000001': ['2201'] };
		const there = {
			originId: 'sap:S4P:invoice:2026%2F5105600101:2207:4500000001',
			projectId: '2207',
			contractOriginId: 'sap:S4P:po:4500000001:2207',
		};
		expect(desired({ invoices, sentTo }).map(({ elsewhere }) => elsewhere)).toEqual([[there], [there], undefined]);
	});

	const twoProjectsOf = (...assignments: Array<Parameters<typeof invoiceAssignment>[0]>) =>
		ofItems({ assignments: assignments.map((each) => invoiceAssignment(each)) });
	const outcomesOf = (given: Case) => mapped(given).flatMap((each) => ('outcome' in each ? [each.outcome] : []));

	it('that is not sent says why, in which project, and what is at stake', () => {
		const [found] = outcomesOf({ absent: ['sap:S4P:po:4500000001:2201'] });
		expect(found).toMatchObject({
			...{ entity: 'supplier_invoice', sapKey: '2026/5105600101', projectId: '2201', procoreId: '', action: 'none' },
			originId: 'sap:S4P:invoice:2026%2F5105600101:2201:4500000001',
			detail: { total: '60.00', currency: 'USD' },
		});
		expect(found?.message).toMatch(
			/: supplier invoice 5105600101 of 2026, project 2201 .+\. Purchase order 4500000001\.$/,
		);
	});

	it('as a whole has no project, and all that is on orders at stake', () => {
		const items = [invoiceItem(), invoiceItem({ item: '2', purchaseOrder: '', amount: '5.00' })];
		const [found] = outcomesOf({ invoices: [supplierInvoice({ status: 'not_posted', statusCode: '', items })] });
		expect(found).toMatchObject({ projectId: '', originId: '', detail: { total: '60.00', currency: 'USD' } });
		expect(found?.message).toContain(": supplier invoice 5105600101 of 2026. SAP's status is -.");
	});

	it('with a wrong item holds all projects of the order, and says the amount only where one project has it', () => {
		const wrong = { number: '9', wbsElement: 'P-1003.1' };
		const one = outcomesOf({ invoices: twoProjectsOf(wrong), orders: [purchaseOrder()] });
		expect(one.map(({ projectId, reason, detail }) => [projectId, reason, detail])).toEqual([
			['2201', 'contract_line_missing', { total: '60.00', currency: 'USD' }],
		]);
		const two = outcomesOf({ invoices: twoProjectsOf(wrong), orders: [twoProjects] });
		expect(two.map(({ projectId, reason, detail }) => [projectId, reason, detail])).toEqual([
			['2201', 'contract_line_missing', {}],
			['2202', 'contract_line_missing', {}],
		]);
	});

	it('with a wrong item of one order goes through with what is on another', () => {
		const invoices = ofItems({}, { purchaseOrder: '4500000002', assignments: [invoiceAssignment({ amount: '1.00' })] });
		const orders = [purchaseOrder({ purchaseOrder: '4500000002' }), purchaseOrder()];
		expect(
			mapped({ invoices, orders }).map((each) => ('desired' in each ? each.desired.total : each.outcome.reason)),
		).toEqual(['60.00', 'amount_mismatch']);
	});

	it('goes without what no project takes, and tells what waits', () => {
		const invoices = ofItems({}, { purchaseOrder: '4500000009', amount: '5.00' });
		expect(verdicts({ invoices })).toEqual([
			'2026/5105600101 → waiting contract_missing',
			'4500000001 2201: 10/1 60.00',
		]);
		expect(outcomesOf({ invoices })[0]).toMatchObject({
			detail: { total: '5.00', currency: 'USD' },
			message: expect.stringMatching(/Purchase order 4500000009 was not read\.$/) as string,
		});
	});

	it('of an order whose lines have no project waits for it, and is left out where it is no project purchase', () => {
		const orderOf = (fields: object) => [purchaseOrder({ items: [orderItem({ assignments: [assignment(fields)] })] })];
		const invoices = ofItems({ assignments: [] });
		expect(verdicts({ invoices, orders: orderOf({ wbsElement: 'X-1' }) })).toEqual([
			'2026/5105600101 → waiting contract_missing',
		]);
		expect(verdicts({ invoices, orders: orderOf({ wbsElement: '', costCenter: '99' }) })).toEqual([
			'2026/5105600101 → ignored not_a_project_purchase',
		]);
	});

	it('of a project without a name is called by its number; amounts of one order do not hide those of another', () => {
		const projects = threeProjects.map((row) => ({ ...row, sync_enabled: false, project_name: '' }));
		const invoices = ofItems(
			{ assignments: [invoiceAssignment({ number: '9', wbsElement: 'P-1003.1' })] },
			{ purchaseOrder: '4500000002', amount: '5.00' },
		);
		const orders = [purchaseOrder(), purchaseOrder({ purchaseOrder: '4500000002' })];
		const found = outcomesOf({ invoices, orders, projects });
		expect(found.map(({ detail }) => detail.total)).toEqual(['60.00', '5.00']);
		expect(found[0]?.message).toContain(', project 2201.');
	});

	it('of a project that is switched off is held with its amount, and of nothing is nothing', () => {
		const projects = threeProjects.map((row) => ({ ...row, sync_enabled: false }));
		expect(outcomesOf({ projects })[0]).toMatchObject({
			...{ projectId: '2201', reason: 'project_sync_off', detail: { total: '60.00', currency: 'USD' } },
		});
		expect(verdicts({ invoices: ofItems({ amount: '0.00' }) })).toEqual([
			'2026/5105600101 → ignored invoice_without_order',
		]);
	});

	it('leaves out only what is not on an order, in the order of orders and projects', () => {
		const invoices = ofItems(
			{ purchaseOrder: '4500000010' },
			{ assignments: [ofSecondLine(), invoiceAssignment({ amount: '20.00' })] },
			{ purchaseOrder: '' },
		);
		const orders = [purchaseOrder({ purchaseOrder: '4500000010' }), twoProjects];
		expect(desired({ invoices, orders }).map(({ contractOriginId }) => contractOriginId)).toEqual([
			'sap:S4P:po:4500000001:2201',
			'sap:S4P:po:4500000001:2202',
			'sap:S4P:po:4500000010:2201',
		]);
	});

	it('adds up items on one line, and says where each went', () => {
		const invoices = ofItems({}, { amount: '5.50' });
		expect(desired({ invoices })[0]).toMatchObject({
			allocations: [{ lineOriginId: 'sap:S4P:poi:4500000001:10:1:2201', amount: '65.50' }],
			total: '65.50',
		});
		expect(allocations({ invoices })).toMatchObject([
			{ sapItem: '1', amount: '60.00', costCode: '03-300', costType: 'M', currency: 'USD', companyCode: '1010' },
			{ sapItem: '2', amount: '5.50' },
		]);
	});

	it('comments which document it is', () => {
		const commentOf = (fields: Partial<SupplierInvoice>) =>
			desired({ invoices: [supplierInvoice(fields)] })[0]?.comment;
		expect(commentOf({ reference: '' })).toBe('SAP supplier invoice 5105600101 of 2026');
		expect(commentOf({ reversal: 'reversing', reversalPartner: '2026/1' })).toBe(
			'SAP supplier invoice 5105600101 of 2026, reverses 2026/1',
		);
	});

	it('costs no request once it is on record as written, as long as its amounts are the same', () => {
		const recorded = mapped({}).flatMap((each) =>
			'desired' in each ? each.allocations.map((one) => lineKey(each.desired.originId, one)) : [],
		);
		expect(verdicts({ recorded })).toEqual(['2026/5105600101 2201 → unchanged']);
		expect(outcomesOf({ recorded })[0]).toMatchObject({
			...{ entity: 'supplier_invoice', action: 'none', status: 'unchanged', detail: {} },
			originId: 'sap:S4P:invoice:2026%2F5105600101:2201:4500000001',
		});
		expect(verdicts({ recorded, invoices: ofItems({}, { amount: '5.00' }) })).toEqual(['4500000001 2201: 10/1 65.00']);
		const moved = { invoices: ofItems({ amount: '70.00' }), recorded };
		expect(verdicts(moved)).toEqual(['4500000001 2201: 10/1 70.00']);
	});
});

it('what an invoice puts on lines is its amount, to the cent', () => {
	const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((units) => units !== 0);
	fc.assert(
		fc.property(fc.array(cents, { minLength: 1, maxLength: 5 }), fc.boolean(), (units, assigned) => {
			const amounts = units.map((each) => fromUnscaled(BigInt(each), 2));
			const invoices = ofItems(
				...amounts.map((amount) => ({ amount, assignments: assigned ? [invoiceAssignment({ amount })] : [] })),
			);
			const lines = allocations({ invoices, orders: [twoProjects] });
			expect(sum(['0', ...lines.map(({ amount }) => amount)])).toBe(sum(['0.00', ...amounts]));
		}),
	);
});

describe('rows of sap_procore_values about currencies', () => {
	const given = (currency: string, amount: string) => ({
		invoices: [supplierInvoice({ currency, items: [invoiceItem({ amount, assignments: [] })] })],
		orders: [
			purchaseOrder({
				currency,
				items: [
					orderItem({
						...{ netAmount: '100', distribution: 'percent' as const },
						assignments: ['1', '2', '3'].map((number) =>
							assignment({ number, percent: number === '3' ? '33.4' : '33.3' }),
						),
					}),
				],
			}),
		],
	});

	it('decimal places: an amount is divided in those of the row', () => {
		expect(verdicts(given('JPY', '10'))).toEqual(['4500000001 2201: 10/1 3, 10/2 3, 10/3 4']);
		const values = [{ kind: 'currency_decimals', sap_value: 'JPY', procore_value: '2' }];
		expect(verdicts({ ...given('JPY', '10'), values })).toEqual(['4500000001 2201: 10/1 3.33, 10/2 3.33, 10/3 3.34']);
	});

	it('another key: invoice and order are in the mapped currency', () => {
		const values = [{ kind: 'currency', sap_value: 'ZUS', procore_value: 'USD' }];
		expect(desired({ ...given('ZUS', '10.00'), values })).toMatchObject([{ currency: 'USD' }]);
	});
});
