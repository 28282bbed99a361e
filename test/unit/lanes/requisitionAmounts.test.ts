import type { PurchaseOrder, PurchaseRequisition } from '../../../nodes/shared/model';
import { mapRequisitions } from '../../../nodes/SapToProcore/lanes/requisition/map';
import { ordersOf } from '../../../nodes/SapToProcore/lanes/requisition/orders';
import type { RosterRow } from '../../../nodes/SapToProcore/ledger/rows';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { threeProjects } from '../../support/mapOrders.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../../support/orders.ts';
import { notOrdered, purchaseRequisition, requisitionItem } from '../../support/requisitions.ts';

interface Case {
	requisitions?: PurchaseRequisition[];
	orders?: PurchaseOrder[];
	projects?: RosterRow[];
}

const mapped = ({ requisitions = [purchaseRequisition()], orders = [purchaseOrder()], projects }: Case) =>
	mapRequisitions({
		...{ requisitions, orders, roster: roster(projects ?? threeProjects), values: valueMap([]), absent: new Set() },
		costCodes: costCodeMap([costCodeRow({ gl_account: '63*' })]),
		settings: { system: 'S4P', requisitions: 'draftInvoice', billingDate: 'change' },
	});
const desired = (given: Case) => mapped(given).flatMap((each) => ('desired' in each ? [each.desired] : []));
const outcomes = (given: Case) => mapped(given).flatMap((each) => ('outcome' in each ? [each.outcome] : []));
const allocations = (given: Case) => mapped(given).flatMap((each) => ('desired' in each ? each.allocations : []));

const withItems = (...items: Array<Parameters<typeof requisitionItem>[0]>) => [
	purchaseRequisition({
		items: items.map((item, index) => requisitionItem({ item: String((index + 1) * 10), ...item })),
	}),
];
const orderOver = (...items: Array<Parameters<typeof orderItem>[0]>) =>
	purchaseOrder({ items: items.map((item, index) => orderItem({ item: String((index + 1) * 10), ...item })) });

/** Account assignments of these amounts, on one WBS element each. */
const over = (...amounts: string[]) => ({
	distribution: 'amount' as const,
	assignments: amounts.map((amount, index) =>
		assignment({ number: String(index + 1), wbsElement: `P-1001.${index + 1}`, amount }),
	),
});
const total = (amounts: string[]) =>
	(amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0) / 100).toFixed(2);
/** What an order of these lines is billed for an item of these amounts: by line, or why not. */
function billed(lines: string[], asked: string[]): string[] {
	const requisitions = withItems({ amount: total(asked), ...over(...asked) });
	const orders = [orderOver({ netAmount: total(lines), ...over(...lines) })];
	const [first] = mapped({ requisitions, orders });
	if (!first || 'outcome' in first) return [first?.outcome.reason ?? ''];
	return first.desired.allocations.map(({ amount }) => amount);
}
const above = ['requisition_above_order'];

describe('an item that is rounded otherwise than its order', () => {
	it.each([
		['a cent over on one line goes where another has room', ['50.00', '50.00'], ['50.01', '49.99'], ['50.00', '50.00']],
		['two of them as well', ['50.00', '50.00'], ['50.02', '40.00'], ['50.00', '40.02']],
		['over several lines', ['50.00', '25.00', '25.00'], ['50.02', '24.99', '24.99'], ['50.00', '25.00', '25.00']],
		['more than a cent a line is no rounding', ['50.00', '50.00'], ['50.03', '49.97'], above],
		['room is given away once', ['50.00', '50.00', '10.00'], ['50.01', '50.01', '9.99'], ['50.00', '50.00', '10.00']],
		['one cent that no line has room for is dropped', ['50.00', '50.00'], ['50.01', '50.00'], ['50.00', '50.00']],
		['two of them are a real difference', ['50.00', '50.00'], ['50.02', '50.00'], above],
		['what fits stays as it is', ['50.00', '50.00'], ['50.00', '49.00'], ['50.00', '49.00']],
	])('%s', (_, lines, asked, expected) => {
		expect(billed(lines, asked)).toEqual(expected);
	});

	it('nothing is billed with less than nothing: the cents come from what has them', () => {
		const small = { ...over('0.01'), amount: '0.01', quantity: '1', orderedQuantity: '1' };
		const large = { ...over('50.01'), amount: '50.01', quantity: '9', orderedQuantity: '9' };
		const orders = [orderOver({ netAmount: '60.00', ...over('50.00', '10.00') })];
		expect(allocations({ requisitions: withItems(small, large), orders }).map(({ amount }) => amount)).toEqual([
			'0.01',
			'49.99',
			'0.02',
		]);
	});
});

describe('on which lines of an order an item is billed', () => {
	it('deleted account assignments of its own say nothing: it goes over all lines', () => {
		const assignments = [assignment({ wbsElement: 'P-1001.1', deleted: true })];
		const orders = [orderOver({ ...over('25.00', '75.00') })];
		expect(desired({ requisitions: withItems({ assignments }), orders })[0]?.allocations).toMatchObject([
			{ amount: '25.00' },
			{ amount: '75.00' },
		]);
	});

	it.each([
		[{ costCenter: '0000010101' }, { costCenter: '10101' }],
		[{ order: '000000800001' }, { order: '800001' }],
	])('objects are the same with and without leading zeros: %j', (own, ofOrder) => {
		const of = (fields: object) => ({ assignments: [assignment(fields)] });
		expect(desired({ requisitions: withItems(of(own)), orders: [orderOver(of(ofOrder))] })).toHaveLength(1);
		for (const other of [{ costCenter: '99' }, { order: '99' }, { glAccount: '99' }, { wbsElement: 'P-1001.9' }])
			expect(
				outcomes({ requisitions: withItems(of(own)), orders: [orderOver(of({ ...ofOrder, ...other }))] }),
			).toMatchObject([{ reason: 'contract_line_missing' }]);
	});

	it('lines of nothing get nothing, as long as others have an amount', () => {
		const same = { wbsElement: 'P-1001.1' };
		const assignments = ['100.00', '0.00'].map((amount, index) =>
			assignment({ ...same, number: String(index + 1), amount }),
		);
		const orders = [orderOver({ distribution: 'amount', assignments })];
		expect(desired({ orders })[0]?.allocations.map(({ amount }) => amount)).toEqual(['100.00', '0.00']);
	});

	it('an amount of a G/L account without a cost code is billed all the same: the contract has its line', () => {
		const other = { assignments: [assignment({ glAccount: '700000' })] };
		const given = { requisitions: withItems(other), orders: [orderOver(other)] };
		expect(allocations(given)).toMatchObject([
			{ costCode: '', costType: '', rule: 'line 10/1 of purchase order 4500000001' },
		]);
	});

	it('items are taken in the order of their numbers', () => {
		const half = { quantity: '5', orderedQuantity: '5', amount: '50.00' };
		const items = ['100', '20'].map((item) => requisitionItem({ item, ...half }));
		expect(allocations({ requisitions: [purchaseRequisition({ items })] }).map(({ sapItem }) => sapItem)).toEqual([
			'20',
			'100',
		]);
	});
});

describe('what is at stake where a requisition is not sent', () => {
	const unlike = { assignments: [assignment({ glAccount: '640000' })] };
	const twoProjects = {
		distribution: 'percent' as const,
		assignments: [
			assignment({ number: '1', percent: '50' }),
			assignment({ number: '2', percent: '50', wbsElement: 'P-1002.1' }),
		],
	};

	it('the items that are wrong, where one project has the order', () => {
		const [only, ...more] = outcomes({ requisitions: withItems(unlike) });
		expect(only).toMatchObject({ reason: 'contract_line_missing', detail: { total: '100.00', currency: 'USD' } });
		expect(more).toEqual([]);
	});

	it('not known, where several have it: nobody knows whose it is', () => {
		const found = outcomes({ requisitions: withItems(unlike), orders: [orderOver(twoProjects)] });
		expect(found.map(({ projectId, reason, detail }) => [projectId, reason, detail])).toEqual([
			['2201', 'contract_line_missing', {}],
			['2202', 'contract_line_missing', {}],
		]);
	});

	it('what is wrong with one order says nothing of another', () => {
		const requisitions = withItems(unlike, { purchaseOrder: '4500000002', amount: '5.00' });
		const orders = [purchaseOrder(), purchaseOrder({ purchaseOrder: '4500000002', items: [orderItem(twoProjects)] })];
		const off = threeProjects.map((row) => ({ ...row, sync_enabled: false }));
		expect(
			outcomes({ requisitions, orders, projects: off }).map(({ originId, detail }) => [
				originId.split(':').slice(4).join(' '),
				detail,
			]),
		).toEqual([
			['2201 4500000001', { total: '100.00', currency: 'USD' }],
			['2201 4500000002', { total: '5.00', currency: 'USD' }],
		]);
	});

	it('what is not ordered, and what is on an order that was not read, once', () => {
		const requisitions = withItems(
			{},
			{ ...notOrdered, amount: '7.00' },
			{ purchaseOrder: '4500000009', amount: '5.00' },
		);
		expect(outcomes({ requisitions })).toMatchObject([{ detail: { total: '12.00', currency: 'USD' } }]);
		const made = { requisition: '10000001', requisitionItem: '10', quantity: '3', netAmount: '30.00' };
		const partly = outcomes({
			requisitions: withItems({ purchaseOrder: '4500000009' }),
			orders: [orderOver(made)],
		});
		// What is on the order that was read goes on.
		expect(partly).toMatchObject([{ reason: 'contract_missing', detail: {} }]);
	});
});

describe('a message says which item, and what of which order it became', () => {
	const message = (given: Case) => outcomes(given)[0]?.message;

	it.each<[string, Case, string]>([
		[
			'for stock',
			{ orders: [orderOver({ assignments: [] })] },
			'Item 10, which became item 10 of purchase order 4500000001.',
		],
		[
			'of an order that is held',
			{ orders: [orderOver(over('1.00'))] },
			'Item 10: item 10 of purchase order 4500000001 is held.',
		],
		[
			'in another currency',
			{ requisitions: withItems({ currency: 'EUR' }) },
			'Item 10 is in EUR, item 10 of purchase order 4500000001 in USD.',
		],
		[
			'whose amounts do not add up',
			{ requisitions: withItems(over('1.00')) },
			'Item 10: its account assignments add up to 1.00, the item to 100.00.',
		],
		[
			'of a project without a name',
			{ projects: [rosterRow({ project_name: '', sync_enabled: false })] },
			'purchase requisition 10000001, project 2201.',
		],
	])('%s', (_, given, expected) => {
		expect(message(given)).toContain(expected);
	});
});

describe('what is withdrawn', () => {
	it('is left alone where nobody knows the project, or it takes nothing any more', () => {
		const nowhere = { deleted: true, assignments: [assignment({ wbsElement: 'Q-1' })] };
		const reasonOf = (given: Case) => outcomes(given).map(({ reason }) => reason);
		expect(reasonOf({ requisitions: withItems(nowhere) })).toEqual(['requisition_deleted']);
		const off = threeProjects.map((row) => ({ ...row, active: false }));
		expect(reasonOf({ requisitions: withItems({ deleted: true }), projects: off })).toEqual(['requisition_deleted']);
	});

	it('asks for nothing but that', () => {
		const [each] = mapped({ requisitions: withItems({ deleted: true }) });
		expect(each).toEqual({
			...{ index: 0, allocations: [] },
			desired: {
				originId: 'sap:S4P:pr:10000001:2201:4500000001',
				projectId: '2201',
				contractOriginId: 'sap:S4P:po:4500000001:2201',
				...{ number: '10000001', billingDate: '', comment: 'SAP purchase requisition 10000001', status: 'draft' },
				...{ currency: '', allocations: [], total: '0', withdrawn: true, remarks: [] },
				source: { entity: 'requisition', sapKey: '10000001', sapChangedAt: '2026-09-29T10:00:00.000Z' },
			},
		});
	});

	it('says nothing of an order that is deleted as a whole', () => {
		const orders = [purchaseOrder({ status: 'void' })];
		expect(desired({ orders }).map(({ withdrawn }) => withdrawn)).toEqual([true]);
	});
});

it('only what no project bears is a remark; what waits is told by itself', () => {
	const outside = { wbsElement: '', costCenter: '99', percent: '50' };
	const half = { percent: '50' };
	const both = {
		distribution: 'percent' as const,
		assignments: [assignment({ number: '1', ...half }), assignment({ number: '2', ...outside })],
	};
	const requisitions = withItems(both, notOrdered);
	expect(desired({ requisitions, orders: [orderOver(both)] })[0]?.remarks).toEqual([
		'Left out, because no project bears it: line 10/2 of purchase order 4500000001.',
	]);
});

it('the date of the order is taken where SAP has no time of change', () => {
	expect(desired({ requisitions: [purchaseRequisition({ changedAt: null })] })[0]?.billingDate).toBe('2026-09-28');
});

it('the comment has the text of the requisition, else of the first item that is left, on one line', () => {
	const commentOf = (fields: Partial<PurchaseRequisition>) =>
		desired({ requisitions: [purchaseRequisition(fields)] })[0]?.comment;
	const items = [requisitionItem({ item: '5', text: 'Gone', deleted: true, purchaseOrder: '' }), requisitionItem()];
	expect(commentOf({ description: 'Slab\nof hall 3' })).toBe('SAP purchase requisition 10000001: Slab of hall 3');
	expect(commentOf({ items })).toBe('SAP purchase requisition 10000001: Concrete');
	expect(commentOf({ items: [requisitionItem({ text: '' })] })).toBe('SAP purchase requisition 10000001');
});

describe('orders that came with several requisitions', () => {
	const order = (items: string[], fields: Partial<PurchaseOrder> = {}) =>
		purchaseOrder({ ...fields, items: items.map((item) => orderItem({ item })) });
	const shown = (...given: PurchaseOrder[][]) =>
		ordersOf(given.map((orders) => ({ orders }))).map(({ purchaseOrder: number, items }) => [
			number,
			items.map(({ item }) => item),
		]);

	it('are one, with the items that came with any of them, each once', () => {
		expect(shown([order(['10'])], [order(['20', '10'])], [order(['7'], { purchaseOrder: '4500000002' })])).toEqual([
			['4500000001', ['10', '20']],
			['4500000002', ['7']],
		]);
	});

	it('read twice are as they were changed last, without the items of before', () => {
		const late = { changedAt: '2026-10-02T10:00:00.000Z' };
		expect(shown([order(['10', '20'])], [order(['30'], late)], [order(['40'], late)])).toEqual([
			['4500000001', ['30', '40']],
		]);
		expect(shown([])).toEqual([]);
	});
});
