import fc from 'fast-check';
import { fromUnscaled, sum } from '../../../nodes/shared/decimal';
import {
	allocationSchema,
	desiredRequisitionSchema,
	type DesiredRequisition,
	type PurchaseOrder,
	type PurchaseRequisition,
} from '../../../nodes/shared/model';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { mapRequisitions } from '../../../nodes/SapToProcore/lanes/requisition/map';
import type { RequisitionSettings } from '../../../nodes/SapToProcore/lanes/requisition/settings';
import type { RosterRow, ValueRow } from '../../../nodes/SapToProcore/ledger/rows';
import { mapped as mappedOrders, threeProjects } from '../../support/mapOrders.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder } from '../../support/orders.ts';
import { notOrdered, purchaseRequisition, requisitionItem } from '../../support/requisitions.ts';

interface Case {
	requisitions?: PurchaseRequisition[];
	orders?: PurchaseOrder[];
	projects?: RosterRow[];
	/** Origin IDs of contracts that are not in Procore. */
	absent?: string[];
	values?: ValueRow[];
	settings?: Partial<RequisitionSettings>;
}

function mapped({ requisitions = [purchaseRequisition()], orders = [purchaseOrder()], ...more }: Case) {
	return mapRequisitions({
		requisitions,
		orders,
		roster: roster(more.projects ?? threeProjects),
		costCodes: costCodeMap([costCodeRow({ id: '17' })]),
		values: valueMap(more.values ?? []),
		absent: new Set(more.absent),
		settings: { system: 'S4P', requisitions: 'draftInvoice', billingDate: 'change', ...more.settings },
	});
}

/** Sorted: `4500000001 2201: 10/1 100.00`, `10000001 → waiting not_ordered_yet`, `4500000001 2201: withdrawn`. */
function verdicts(given: Case): string[] {
	return mapped(given)
		.map((each) => {
			if ('outcome' in each) {
				const { sapKey, projectId, status, reason } = each.outcome;
				return `${[sapKey, projectId].filter(Boolean).join(' ')} → ${status} ${reason}`;
			}
			const { contractOriginId, allocations, withdrawn } = each.desired;
			const lines = allocations.map(({ lineOriginId, amount }) => {
				const [, , , , item, number] = lineOriginId.split(':');
				return `${String(item)}/${String(number)} ${amount}`;
			});
			return `${contractOriginId.split(':').slice(3).join(' ')}: ${withdrawn ? 'withdrawn' : lines.join(', ')}`;
		})
		.sort();
}
const requisitions = (given: Case): DesiredRequisition[] =>
	mapped(given).flatMap((each) => ('desired' in each ? [each.desired] : []));
const allocations = (given: Case) => mapped(given).flatMap((each) => ('desired' in each ? each.allocations : []));
const messages = (given: Case) => mapped(given).flatMap((each) => ('outcome' in each ? [each.outcome.message] : []));
const withItems = (...items: Array<Parameters<typeof requisitionItem>[0]>) => [
	purchaseRequisition({
		items: items.map((item, index) => requisitionItem({ item: String((index + 1) * 10), ...item })),
	}),
];
const orderOver = (...items: Array<Parameters<typeof orderItem>[0]>) =>
	purchaseOrder({ items: items.map((item, index) => orderItem({ item: String((index + 1) * 10), ...item })) });
const numbered = (...all: Array<Parameters<typeof assignment>[0]>) =>
	all.map((each, index) => assignment({ number: String(index + 1), ...each }));

describe('a purchase requisition', () => {
	it('becomes a draft against the contract of its order', () => {
		expect(requisitions({})).toEqual([
			{
				originId: 'sap:S4P:pr:10000001:2201:4500000001',
				projectId: '2201',
				contractOriginId: 'sap:S4P:po:4500000001:2201',
				number: '10000001',
				billingDate: '2026-09-29',
				comment: 'SAP purchase requisition 10000001: Concrete',
				status: 'draft',
				currency: 'USD',
				allocations: [{ lineOriginId: 'sap:S4P:poi:4500000001:10:1:2201', amount: '100.00' }],
				total: '100.00',
				source: { entity: 'requisition', sapKey: '10000001', sapChangedAt: '2026-09-29T10:00:00.000Z' },
				withdrawn: false,
				remarks: [],
			},
		]);
		expect(desiredRequisitionSchema.parse(requisitions({})[0])).toEqual(requisitions({})[0]);
	});

	it('says where each amount went and why', () => {
		const [row] = allocations({});
		expect(row).toMatchObject({
			...{ sapItem: '10', assignment: '1', amount: '100.00' },
			...{ lineOriginId: 'sap:S4P:poi:4500000001:10:1:2201' },
			...{ costCode: '03-300', costType: 'M', glAccount: '630000' },
			rule: 'line 10/1 of purchase order 4500000001; cost code by row 17: anything',
		});
		expect(allocationSchema.parse(row)).toEqual(row);
	});

	it('is a draft', () => {
		expect(requisitions({}).map((each) => each.status)).toEqual(['draft']);
	});

	it('is ignored where requisitions are off', () => {
		expect(verdicts({ settings: { requisitions: 'off' } })).toEqual(['10000001 → ignored requisitions_off']);
	});

	it.each([
		['change', '2026-09-29'],
		['order', '2026-09-28'],
		['period', ''],
	] as const)('has the billing date by the setting %s', (billingDate, expected) => {
		expect(requisitions({ settings: { billingDate } })[0]?.billingDate).toBe(expected);
	});

	it('given twice counts once, with its last change', () => {
		const early = purchaseRequisition({ changedAt: '2026-09-01T00:00:00Z', items: [requisitionItem(notOrdered)] });
		expect(verdicts({ requisitions: [purchaseRequisition(), early] })).toEqual(['4500000001 2201: 10/1 100.00']);
	});
});

describe('what is ordered', () => {
	it('not ordered yet waits, and the ordered items go on', () => {
		expect(verdicts({ requisitions: withItems({}, notOrdered) })).toEqual([
			'10000001 → waiting not_ordered_yet',
			'4500000001 2201: 10/1 100.00',
		]);
		expect(messages({ requisitions: withItems(notOrdered) })[0]).toContain('Item 10.');
	});

	it('not released yet waits', () => {
		expect(verdicts({ requisitions: withItems({ ...notOrdered, released: false }) })).toEqual([
			'10000001 → waiting requisition_not_released',
		]);
	});

	it('part ordered: the ordered share of the amount', () => {
		const item = { quantity: '3', orderedQuantity: '1', amount: '100.00' };
		const orders = [orderOver({ quantity: '1', netAmount: '33.33' })];
		expect(verdicts({ requisitions: withItems(item), orders })).toEqual(['4500000001 2201: 10/1 33.33']);
	});

	it('more ordered than asked for: never more than the requisition', () => {
		const orders = [orderOver({ quantity: '12', netAmount: '120.00' })];
		expect(verdicts({ requisitions: withItems({ orderedQuantity: '12' }), orders })).toEqual([
			'4500000001 2201: 10/1 100.00',
		]);
	});

	it('one requisition item over two orders: a requisition for each, together the item', () => {
		const made = { requisition: '10000001', requisitionItem: '10' };
		const orders = [
			orderOver({ ...made, quantity: '3', netAmount: '33.33' }),
			{ ...orderOver({ ...made, quantity: '7', netAmount: '77.78' }), purchaseOrder: '4500000002' },
		];
		const given = { requisitions: withItems({ amount: '111.10', purchaseOrder: '4500000002' }), orders };
		expect(verdicts(given)).toEqual(['4500000001 2201: 10/1 33.33', '4500000002 2201: 10/1 77.77']);
		expect(new Set(requisitions(given).map(({ originId }) => originId)).size).toBe(2);
	});

	it('one requisition item over two orders of which one was not read: the share of the other only', () => {
		const made = { requisition: '10000001', requisitionItem: '10' };
		const orders = [orderOver({ ...made, quantity: '3', netAmount: '30.00' })];
		expect(verdicts({ orders })).toEqual(['4500000001 2201: 10/1 30.00']);
	});

	it('two items on one order line are billed together', () => {
		const half = { quantity: '5', orderedQuantity: '5', amount: '50.00' };
		const given = { requisitions: withItems(half, half) };
		expect(verdicts(given)).toEqual(['4500000001 2201: 10/1 100.00']);
		expect(allocations(given).map(({ sapItem, amount }) => [sapItem, amount])).toEqual([
			['10', '50.00'],
			['20', '50.00'],
		]);
	});

	it('an order that was not read makes it wait', () => {
		expect(verdicts({ orders: [] })).toEqual(['10000001 → waiting contract_missing']);
		expect(messages({ orders: [] })[0]).toContain('Item 10: purchase order 4500000001 was not read.');
	});

	it('another unit in the order: all of the item, by the amounts', () => {
		const orders = [orderOver({ unit: 'TO', quantity: '24' })];
		expect(verdicts({ orders })).toEqual(['4500000001 2201: 10/1 100.00']);
	});

	it('an ordered quantity that SAP did not fill is read from the order', () => {
		const orders = [orderOver({ quantity: '4', netAmount: '40.00' })];
		expect(verdicts({ requisitions: withItems({ orderedQuantity: '0' }), orders })).toEqual([
			'4500000001 2201: 10/1 40.00',
		]);
	});
});

describe('where it goes', () => {
	const assignments = numbered(
		{ wbsElement: '', costCenter: '101', percent: '33.3' },
		{ wbsElement: '', costCenter: '102', percent: '33.3' },
		{ wbsElement: '', costCenter: '200', percent: '33.4' },
	);
	const split = { assignments, distribution: 'percent' as const };
	const projects = threeProjects.map((row) => ({ ...row, sap_cost_center: row.project_id === '2201' ? '10*' : '20*' }));

	it('split over three cost centers of two projects: two requisitions on the lines of their own', () => {
		const given = { requisitions: withItems(split), orders: [orderOver(split)], projects: projects.slice(0, 2) };
		expect(verdicts(given)).toEqual(['4500000001 2201: 10/1 33.30, 10/2 33.30', '4500000001 2202: 10/3 33.40']);
	});

	it('over two projects, one of them inactive or switched off', () => {
		const given = { requisitions: withItems(split), orders: [orderOver(split)] };
		const but = (fields: Partial<RosterRow>) =>
			projects.slice(0, 2).map((row) => (row.project_id === '2202' ? { ...row, ...fields } : row));
		expect(verdicts({ ...given, projects: but({ active: false }) })[0]).toBe('10000001 2202 → held project_inactive');
		expect(verdicts({ ...given, projects: but({ sync_enabled: false }) })[0]).toBe(
			'10000001 2202 → ignored project_sync_off',
		);
	});

	it('lines of the order with the same objects share by their amounts', () => {
		const lines = numbered({ percent: '25' }, { percent: '75' });
		const orders = [orderOver({ assignments: lines, distribution: 'percent' })];
		expect(verdicts({ orders })).toEqual(['4500000001 2201: 10/1 25.00, 10/2 75.00']);
	});

	it('an item that left the account assignment to the order goes over all its lines', () => {
		const given = {
			requisitions: withItems({ assignments: [] }),
			orders: [orderOver(split)],
			projects: projects.slice(0, 1),
		};
		expect(verdicts(given)).toEqual(['4500000001 2201: 10/1 33.30, 10/2 33.30']);
		expect(requisitions(given)[0]?.remarks).toEqual([
			'Left out, because no project bears it: line 10/3 of purchase order 4500000001.',
		]);
	});

	it('leading zeros make no other account', () => {
		const orders = [orderOver({ assignments: [assignment({ glAccount: '0000630000' })] })];
		expect(verdicts({ orders })).toEqual(['4500000001 2201: 10/1 100.00']);
	});

	it('no line of the order for this account assignment: held in every project of the order', () => {
		const other = withItems({ assignments: [assignment({ glAccount: '640000' })] });
		expect(verdicts({ requisitions: other })).toEqual(['10000001 2201 → held contract_line_missing']);
		expect(messages({ requisitions: other })[0]).toContain(
			'10/1 (G/L account 640000, WBS element P-1001.1) in item 10 of purchase order 4500000001.',
		);
	});

	it('amount above the order: held, with both amounts', () => {
		const given = { requisitions: withItems({ amount: '100.02' }) };
		expect(verdicts(given)).toEqual(['10000001 2201 → held requisition_above_order']);
		expect(messages(given)[0]).toContain('Line 10/1 of purchase order 4500000001: 100.02 of 100.00 USD.');
	});

	it('a minor unit above the order is a rounding, not an exception', () => {
		expect(verdicts({ requisitions: withItems({ amount: '100.01' }) })).toEqual(['4500000001 2201: 10/1 100.00']);
	});

	it('rounded otherwise than the order: no line gets more than it has, and nothing is lost', () => {
		const lines = numbered(
			{ wbsElement: 'P-1001.1', amount: '33.33' },
			{ wbsElement: 'P-1001.2', amount: '33.33' },
			{ wbsElement: 'P-1001.3', amount: '33.34' },
		);
		const thirds = lines.map((each) => ({ ...each, amount: '', quantity: '1' }));
		const given = {
			requisitions: withItems({ quantity: '3', orderedQuantity: '3', distribution: 'quantity', assignments: thirds }),
			orders: [orderOver({ quantity: '3', distribution: 'amount', assignments: lines })],
		};
		expect(verdicts(given)).toEqual(['4500000001 2201: 10/1 33.33, 10/2 33.33, 10/3 33.34']);
		expect(sum(allocations(given).map(({ amount }) => amount))).toBe('100.00');
	});

	it('returns are billed with negative amounts', () => {
		expect(verdicts({ orders: [orderOver({ isReturn: true })] })).toEqual(['4500000001 2201: 10/1 -100.00']);
	});

	it('another currency than the order: held', () => {
		expect(verdicts({ requisitions: withItems({ currency: 'EUR' }) })).toEqual([
			'10000001 2201 → held currency_mismatch',
		]);
	});

	it('amounts of its own that do not add up: held', () => {
		const assignments = numbered({ percent: '25' }, { percent: '25' });
		expect(verdicts({ requisitions: withItems({ distribution: 'percent', assignments }) })).toEqual([
			'10000001 → held amount_mismatch',
		]);
	});

	it('an order that is no project purchase, or for stock: ignored', () => {
		const outside = { assignments: [assignment({ wbsElement: '', costCenter: '99' })] };
		expect(verdicts({ requisitions: withItems(outside), orders: [orderOver(outside)] })).toEqual([
			'10000001 → ignored not_a_project_purchase',
		]);
		expect(verdicts({ orders: [orderOver({ assignments: [] })] })).toEqual([
			'10000001 → ignored no_account_assignment',
		]);
	});
});

describe('the contract', () => {
	it('not in Procore yet: waiting; of all others nothing is known here', () => {
		expect(verdicts({ absent: ['sap:S4P:po:4500000001:2201'] })).toEqual(['10000001 2201 → waiting contract_missing']);
		expect(verdicts({ absent: ['sap:S4P:po:4500000001:2202'] })).toEqual(['4500000001 2201: 10/1 100.00']);
	});

	it('of an order whose lines cannot be decided: waiting', () => {
		const mismatch = orderOver({ assignments: numbered({ amount: '1.00' }) });
		expect(verdicts({ orders: [mismatch] })).toEqual(['10000001 → waiting contract_missing']);
		const nowhere = { assignments: [assignment({ wbsElement: 'Q-1' })] };
		expect(verdicts({ requisitions: withItems(nowhere), orders: [orderOver(nowhere)] })).toEqual([
			'10000001 → waiting contract_missing',
		]);
	});
});

describe('what is left of a requisition', () => {
	it('item closed: what was ordered stays, what was not is not waited for', () => {
		expect(verdicts({ requisitions: withItems({ closed: true }, { ...notOrdered, closed: true }) })).toEqual([
			'4500000001 2201: 10/1 100.00',
		]);
	});

	it('all items deleted before anything was ordered: ignored', () => {
		expect(verdicts({ requisitions: withItems({ ...notOrdered, deleted: true }) })).toEqual([
			'10000001 → ignored requisition_deleted',
		]);
	});

	it('item deleted after it was ordered: withdrawn, if Procore has it', () => {
		const given = { requisitions: withItems({ deleted: true }) };
		expect(verdicts(given)).toEqual(['4500000001 2201: withdrawn']);
		expect(desiredRequisitionSchema.safeParse(requisitions(given)[0]).success).toBe(true);
		expect(verdicts({ requisitions: withItems({ deleted: true }, {}) })).toEqual(['4500000001 2201: 10/1 100.00']);
	});

	it('order item deleted: withdrawn, and the requisition waits for another order', () => {
		expect(verdicts({ orders: [orderOver({ deleted: true })] })).toEqual([
			'10000001 → waiting not_ordered_yet',
			'4500000001 2201: withdrawn',
		]);
	});
});

describe('for random requisitions', () => {
	const percents = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 3 }).map((parts) => {
		const all = [...parts, 1000 - parts.reduce((total, part) => total + part, 0)];
		return all.map((tenths, index) => ({
			percent: fromUnscaled(BigInt(tenths), 1),
			wbsElement: `P-100${(index % 3) + 1}.${index}`,
		}));
	});

	it('ordered as asked for, allocations add up to the requisition, on the lines of its account assignments and never above them', () => {
		const items = fc.array(fc.record({ cents: fc.integer({ min: 1, max: 10_000_000 }), shares: percents }), {
			minLength: 1,
			maxLength: 4,
		});
		fc.assert(
			fc.property(items, (given) => {
				const fields = given.map(({ cents, shares }) => ({
					assignments: numbered(...shares),
					distribution: 'percent' as const,
					netAmount: fromUnscaled(BigInt(cents), 2),
				}));
				const order = orderOver(...fields);
				const asked = withItems(
					...fields.map((each, index) => ({
						...each,
						amount: each.netAmount,
						purchaseOrderItem: String((index + 1) * 10),
					})),
				);
				const result = requisitions({ requisitions: asked, orders: [order] });
				expect(sum(result.map(({ total }) => total))).toBe(sum(fields.map(({ netAmount }) => netAmount)));
				const lines = new Map(
					mappedOrders({ orders: [order] }).mapped.flatMap((each) =>
						'desired' in each ? each.desired.lines.map(({ originId, amount }) => [originId, amount] as const) : [],
					),
				);
				for (const { lineOriginId, amount } of result.flatMap((each) => each.allocations))
					expect(amount).toBe(lines.get(lineOriginId));
			}),
		);
	});
});

describe('rows of sap_procore_values about currencies', () => {
	const inCurrency = (currency: string) => ({
		requisitions: [purchaseRequisition({ items: [requisitionItem({ currency, amount: '12.50', price: '1.25' })] })],
		orders: [purchaseOrder({ currency, items: [orderItem({ netAmount: '12.50', netPrice: '1.25' })] })],
	});

	it('decimal places: without a row those that the amounts of the order show', () => {
		const whole = { requisitions: [purchaseRequisition({ items: [requisitionItem({ currency: 'JPY' })] })] };
		const orders = [purchaseOrder({ currency: 'JPY', items: [orderItem({ netAmount: '100' })] })];
		expect(verdicts({ ...whole, orders })).toEqual(['4500000001 2201: 10/1 100']);
		const values = [{ kind: 'currency_decimals', sap_value: 'JPY', procore_value: '2' }];
		expect(verdicts({ ...whole, orders, values })).toEqual(['4500000001 2201: 10/1 100.00']);
		expect(verdicts({ ...inCurrency('JPY'), values })).toEqual(['4500000001 2201: 10/1 12.50']);
		expect(verdicts(inCurrency('TWD'))).toEqual(['4500000001 2201: 10/1 12.5']);
	});

	it('another key: requisition and order are in the mapped currency', () => {
		const values = [{ kind: 'currency', sap_value: 'ZUS', procore_value: 'USD' }];
		const given = { ...inCurrency('ZUS'), values };
		expect(requisitions(given)).toMatchObject([{ currency: 'USD', total: '12.50' }]);
		const orders = [purchaseOrder({ currency: 'USD', items: [orderItem({ netAmount: '12.50', netPrice: '1.25' })] })];
		expect(requisitions({ ...given, orders })).toMatchObject([{ currency: 'USD' }]);
	});
});

describe('a requisition that is not sent', () => {
	const outcomes = (given: Case) => mapped(given).flatMap((each) => ('outcome' in each ? [each.outcome] : []));

	it('says in which project, and what is at stake', () => {
		const [only] = outcomes({ absent: ['sap:S4P:po:4500000001:2201'] });
		expect(only).toMatchObject({
			...{ entity: 'requisition', sapKey: '10000001', projectId: '2201', action: 'none', status: 'waiting' },
			...{ originId: 'sap:S4P:pr:10000001:2201:4500000001', sapChangedAt: '2026-09-29T10:00:00.000Z' },
			...{ reason: 'contract_missing', detail: { total: '100.00', currency: 'USD' } },
		});
		expect(only?.message).toMatch(
			/: purchase requisition 10000001, project 2201 Project 1\. Purchase order 4500000001\.$/,
		);
	});

	it('as a whole has what is neither deleted nor closed at stake', () => {
		const items = withItems(
			{},
			{ deleted: true },
			{ closed: true },
			{ deleted: true, closed: true },
			{ amount: '5.00' },
		);
		expect(outcomes({ requisitions: items, settings: { requisitions: 'off' } })).toMatchObject([
			{
				...{ projectId: '', originId: '', reason: 'requisitions_off', detail: { total: '105.00', currency: 'USD' } },
				message: expect.stringContaining(': purchase requisition 10000001.') as string,
			},
		]);
	});

	it('is told in the order given, orders and projects by their numbers', () => {
		const projects = threeProjects.map((row) => ({ ...row, sync_enabled: false }));
		const shared = numbered({ wbsElement: 'P-1002.1', percent: '50' }, { wbsElement: 'P-1001.1', percent: '50' });
		const split = { distribution: 'percent' as const, assignments: shared };
		const orders = [
			purchaseOrder({ purchaseOrder: '20', items: [orderItem(split)] }),
			purchaseOrder({ purchaseOrder: '9' }),
		];
		const requisition = (purchaseRequisition_: string) =>
			purchaseRequisition({
				purchaseRequisition: purchaseRequisition_,
				items: [
					requisitionItem({ purchaseOrder: '20', ...split }),
					requisitionItem({ item: '20', purchaseOrder: '9' }),
				],
			});
		expect(
			outcomes({ projects, orders, requisitions: [requisition('8'), requisition('7')] }).map(
				({ sapKey, originId }) => `${sapKey} ${originId.split(':').slice(4).join(' ')}`,
			),
		).toEqual(['8 2201 9', '8 2201 20', '8 2202 20', '7 2201 9', '7 2201 20', '7 2202 20']);
	});

	it('of nothing is deleted', () => {
		expect(outcomes({ requisitions: withItems({ deleted: true, purchaseOrder: '' }) })).toMatchObject([
			{ status: 'ignored', reason: 'requisition_deleted', detail: {} },
		]);
	});
});
