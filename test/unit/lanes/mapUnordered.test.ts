import {
	allocationSchema,
	desiredContractSchema,
	type PurchaseOrder,
	type PurchaseRequisition,
} from '../../../nodes/shared/model';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import type { UnorderedSettings } from '../../../nodes/SapToProcore/lanes/requisition/settings';
import { mapUnordered } from '../../../nodes/SapToProcore/lanes/requisition/unordered';
import { earlierContracts } from '../../../nodes/SapToProcore/lanes/requisition/withdrawn';
import type { CostCodeRow, RosterRow, ValueRow } from '../../../nodes/SapToProcore/ledger/rows';
import { mapped as mappedOrders, threeProjects } from '../../support/mapOrders.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder } from '../../support/orders.ts';
import { notOrdered, purchaseRequisition, requisitionItem } from '../../support/requisitions.ts';

interface Case {
	requisitions?: PurchaseRequisition[];
	orders?: PurchaseOrder[];
	projects?: RosterRow[];
	costCodes?: CostCodeRow[];
	values?: ValueRow[];
	/** Projects in which requisition 10000001 has had a contract. */
	known?: string[];
	settings?: Partial<UnorderedSettings>;
}

const knownIn = (known: string[] = []) =>
	known.map((id) => ({ sap_key: '10000001', project_id: id, origin_id: `sap:S4P:prc:10000001:${id}` }));

const mapped = ({ requisitions = [purchaseRequisition()], orders = [], ...more }: Case) =>
	mapUnordered({
		unsettled: new Set(),
		customer: 'acme',
		requisitions,
		orders,
		roster: roster(more.projects ?? threeProjects),
		costCodes: costCodeMap(more.costCodes ?? [costCodeRow({ id: '17' })]),
		values: valueMap(more.values ?? []),
		knownContracts: knownIn(more.known),
		settings: { system: 'S4P', lineMethod: 'amount', projectCurrency: 'USD', ...more.settings },
	});
const contracts = (given: Case) => mapped(given).mapped.flatMap((each) => ('desired' in each ? [each.desired] : []));
/** Sorted: `10000001 2201: 10/1 100.00`, `10000001 2201: void requisition_ordered`, `10000001 → waiting …`. */
const verdicts = (given: Case): string[] =>
	mapped(given)
		.mapped.map((each) => {
			if ('outcome' in each) {
				const { sapKey, projectId, status, reason } = each.outcome;
				return `${[sapKey, projectId].filter(Boolean).join(' ')} → ${status} ${reason}`;
			}
			const { number, projectId, lines, absentReason } = each.desired;
			const shown = lines.map(({ originId, amount }) => `${originId.split(':').slice(4, 6).join('/')} ${amount}`);
			return `${number} ${projectId}: ${each.desired.void ? `void ${absentReason}` : shown.join(', ')}`;
		})
		.sort();
const withItems = (...items: Array<Parameters<typeof requisitionItem>[0]>) => [
	purchaseRequisition({
		items: items.map((item, index) => requisitionItem({ item: String((index + 1) * 10), ...notOrdered, ...item })),
	}),
];
/** An order of these parts of the items of requisition 10000001. */
const orderOf = (parts: Record<string, string>, fields: Partial<PurchaseOrder> = {}) =>
	purchaseOrder({
		...fields,
		items: Object.entries(parts).map(([item, quantity], index) =>
			orderItem({ item: String((index + 1) * 10), quantity, requisition: '10000001', requisitionItem: item }),
		),
	});
const inProject = (n: number) => [assignment({ wbsElement: `P-100${n}.1` })];

describe('what is not ordered of a purchase requisition', () => {
	it('becomes a contract in Processing, with everything Procore needs', () => {
		const [contract] = contracts({ requisitions: withItems({ supplier: '100001' }) });
		expect(contract).toEqual({
			originId: 'sap:S4P:prc:10000001:2201',
			projectId: '2201',
			number: '10000001',
			title: 'Concrete',
			description: '',
			vendor: { originId: 'sap:S4P:supplier:100001', id: '' },
			status: 'Processing',
			contractDate: '',
			deliveryDate: '',
			paymentTerms: '',
			currency: 'USD',
			accountingMethod: 'amount',
			lines: [
				{
					originId: 'sap:S4P:prci:10000001:10:1:2201',
					...{ description: 'Concrete', costCode: '03-300', costType: 'M' },
					...{ quantity: '', uom: '', unitCost: '', amount: '100.00' },
				},
			],
			total: '100.00',
			source: { entity: 'requisition', sapKey: '10000001', sapChangedAt: '2026-09-29T10:00:00.000Z' },
			void: false,
			retainagePercent: '',
			absentReason: '',
			rejected: false,
			invoicesSent: false,
			unordered: true,
			requisitionItems: [{ requisition: '10000001', item: '10', quantity: '10', unit: 'M3' }],
			remarks: [],
		});
		expect(desiredContractSchema.parse(contract)).toEqual(contract);
	});

	it('says where each amount went and why', () => {
		const [each] = mapped({ requisitions: withItems({}) }).mapped;
		const [row] = each && 'allocations' in each ? each.allocations : [];
		expect(row).toMatchObject({
			...{ sapItem: '10', amount: '100.00', costCode: '03-300' },
			...{ lineOriginId: 'sap:S4P:prci:10000001:10:1:2201' },
		});
		expect(allocationSchema.parse(row)).toEqual(row);
	});

	it('is what the orders at hand have left, on every account assignment in its proportion', () => {
		const assignments = [
			assignment({ number: '1', amount: '30.00' }),
			assignment({ number: '2', amount: '70.00', wbsElement: 'P-1002.1' }),
		];
		const requisitions = withItems({ assignments, distribution: 'amount', orderedQuantity: '4' });
		expect(verdicts({ requisitions, orders: [orderOf({ 10: '4' })] })).toEqual([
			'10000001 2201: 10/1 18.00',
			'10000001 2202: 10/2 42.00',
		]);
	});

	it.each([
		['SAP tells the ordered quantity', '4'],
		['SAP does not', '0'],
	])('partly ordered, where %s', (_, orderedQuantity) => {
		const requisitions = withItems({ orderedQuantity });
		expect(verdicts({ requisitions, orders: [orderOf({ 10: '4' })] })).toEqual(['10000001 2201: 10/1 60.00']);
		expect(contracts({ requisitions, orders: [orderOf({ 10: '4' })] })[0]?.requisitionItems).toMatchObject([
			{ item: '10', quantity: '6' },
		]);
	});

	it('all ordered: nothing is left of its contract, and the order of it all can take that over', () => {
		const given = { requisitions: withItems({ orderedQuantity: '10' }), orders: [orderOf({ 10: '10' })] };
		expect(verdicts(given)).toEqual(['10000001 2201: void requisition_ordered']);
		const order = mappedOrders({ orders: given.orders }).mapped.flatMap((each) =>
			'desired' in each ? [each.desired] : [],
		);
		expect(contracts(given)[0]?.requisitionItems).toEqual(order[0]?.requisitionItems);
	});

	it('in two orders: no order can take it over', () => {
		const orders = [orderOf({ 10: '4' }), orderOf({ 10: '6' }, { purchaseOrder: '4500000002' })];
		const given = { requisitions: withItems({ orderedQuantity: '10' }), orders };
		expect(verdicts(given)).toEqual(['10000001 2201: void requisition_ordered']);
		expect(contracts(given)[0]?.requisitionItems).toEqual([]);
	});

	it.each(['out_for_approval', 'held', 'rejected', 'unknown'] as const)(
		'on an order that is %s is not ordered',
		(status) => {
			const requisitions = withItems({ orderedQuantity: '10', purchaseOrder: '4500000001', purchaseOrderItem: '10' });
			expect(verdicts({ requisitions, orders: [orderOf({ 10: '10' }, { status })] })).toEqual([
				'10000001 2201: 10/1 100.00',
			]);
		},
	);

	it('on an order that SAP does not have any more is ordered', () => {
		const requisitions = withItems({ orderedQuantity: '4', purchaseOrder: '4500000009', purchaseOrderItem: '10' });
		expect(verdicts({ requisitions })).toEqual(['10000001 2201: 10/1 60.00']);
	});

	it('deleted or closed: nothing is left of its contract', () => {
		for (const how of [{ deleted: true }, { closed: true }])
			expect(verdicts({ requisitions: withItems(how) })).toEqual(['10000001 2201: void requisition_deleted']);
	});

	it('not released: it waits, and what is in Procore stays as it is', () => {
		expect(verdicts({ requisitions: withItems({ released: false }), known: ['2201'] })).toEqual([
			'10000001 → waiting requisition_not_released',
		]);
	});

	it('two projects: each has its own; moved from one to the other, nothing is left in the first', () => {
		expect(verdicts({ requisitions: withItems({ assignments: inProject(1) }, { assignments: inProject(2) }) })).toEqual(
			['10000001 2201: 10/1 100.00', '10000001 2202: 20/1 100.00'],
		);
		expect(verdicts({ requisitions: withItems({ assignments: inProject(2) }), known: ['2201', '2202'] })).toEqual([
			'10000001 2201: void requisition_deleted',
			'10000001 2202: 10/1 100.00',
		]);
	});

	it('a line without a project keeps all others from being taken out', () => {
		const requisitions = withItems({ assignments: [assignment({ wbsElement: 'X-1' })] });
		expect(verdicts({ requisitions, known: ['2201'] })).toEqual(['10000001 → held unmapped_project']);
	});

	it('belongs to no project, or has no account assignment: ignored', () => {
		const outside = [assignment({ wbsElement: '', costCenter: '99' })];
		expect(verdicts({ requisitions: withItems({ assignments: outside }) })).toEqual([
			'10000001 → ignored not_a_project_purchase',
		]);
		expect(verdicts({ requisitions: withItems({ assignments: [] }) })).toEqual([
			'10000001 → ignored no_account_assignment',
		]);
	});

	it('no cost code: held, and a row to fill that names the requisition', () => {
		const given = { requisitions: withItems({}), costCodes: [] };
		expect(verdicts(given)).toEqual(['10000001 2201 → held unmapped_cost_code']);
		expect(mapped(given).toFill.costCodes).toMatchObject([
			{ row: { gl_account: '630000', note: 'Purchase requisition 10000001, item 10, project 2201 Project 1' } },
		]);
	});

	it('the cost code map is asked with the company code of each item', () => {
		const costCodes = [
			costCodeRow({ company_code: '1010' }),
			costCodeRow({ company_code: '2020', cost_code: '05-100' }),
		];
		const [contract] = contracts({ requisitions: withItems({}, { companyCode: '2020' }), costCodes });
		expect(contract?.lines.map(({ costCode }) => costCode)).toEqual(['03-300', '05-100']);
	});

	it('another currency than the project has, or two of them: held', () => {
		expect(verdicts({ requisitions: withItems({ currency: 'EUR' }) })).toEqual([
			'10000001 2201 → held currency_mismatch',
		]);
		expect(verdicts({ requisitions: withItems({}, { currency: 'EUR' }), settings: { projectCurrency: '' } })).toEqual([
			'10000001 2201 → held currency_mismatch',
		]);
	});

	it('a project that is closed takes nothing, and is not touched', () => {
		const projects = threeProjects.map((row) => ({ ...row, active: false }));
		expect(verdicts({ requisitions: withItems({}), projects })).toEqual(['10000001 2201 → held project_inactive']);
		expect(verdicts({ requisitions: withItems({ deleted: true }), projects, known: ['2201'] })).toEqual([
			'10000001 2201 → held project_inactive',
		]);
	});

	it('several suppliers: no vendor', () => {
		const [contract] = contracts({ requisitions: withItems({ supplier: '1' }, { supplier: '2' }) });
		expect(contract?.vendor).toEqual({ originId: '', id: '' });
	});

	it('lines with quantities where the contracts of orders have them', () => {
		const costs = {
			settings: { lineMethod: 'unit' as const },
			requisitions: withItems({ unit: '', orderedQuantity: '4' }),
		};
		const [contract] = contracts({ ...costs, orders: [orderOf({ 10: '4' })] });
		expect(contract?.lines).toMatchObject([{ amount: '60.00', quantity: '6', unitCost: '10' }]);
	});

	it('given twice counts once, with its last change', () => {
		const [late] = withItems({});
		const early = purchaseRequisition({
			changedAt: '2026-09-01T00:00:00Z',
			items: [requisitionItem({ amount: '9.00' })],
		});
		expect(verdicts({ requisitions: late ? [late, early] : [] })).toEqual(['10000001 2201: 10/1 100.00']);
	});
});

it('with another setting, nothing is to be left of the contracts that runs have made', () => {
	const requisitions = withItems({});
	const earlier = (known: string[], projects = threeProjects) =>
		earlierContracts({
			requisitions,
			roster: roster(projects),
			knownContracts: knownIn(known),
			settings: { system: 'S4P' },
		});
	expect(earlier([])).toEqual([]);
	expect(earlier(['2201', '2202'])).toMatchObject([
		{ index: 0, desired: { originId: 'sap:S4P:prc:10000001:2201', void: true, unordered: true } },
		{ index: 0, desired: { originId: 'sap:S4P:prc:10000001:2202', void: true, unordered: true } },
	]);
	expect(
		earlier(
			['2201'],
			threeProjects.map((row) => ({ ...row, active: false })),
		),
	).toEqual([]);
});

describe('what of requisitions the contract of an order stands for', () => {
	const itemsOf = (order: PurchaseOrder) =>
		mappedOrders({ orders: [order] }).mapped.flatMap((each) =>
			'desired' in each ? [each.desired.requisitionItems] : [],
		);

	it('its items with their quantities, those of one requisition item together', () => {
		const items = ['4', '6'].map((quantity, index) =>
			orderItem({ item: String((index + 1) * 10), quantity, requisition: '10000001', requisitionItem: '10' }),
		);
		expect(itemsOf(purchaseOrder({ items }))).toEqual([
			[{ requisition: '10000001', item: '10', quantity: '10', unit: 'M3' }],
		]);
	});

	it('an item that was made of none says so, by which no order takes a contract over with more than was asked for', () => {
		const order = orderOf({ 10: '10' });
		const more = { ...order, items: [...order.items, orderItem({ item: '90' })] };
		expect(itemsOf(more)[0]).toContainEqual({ requisition: '', item: '', quantity: '0', unit: '' });
		expect(itemsOf(purchaseOrder())).toEqual([[]]);
	});

	it('an order in release stands for nothing of them', () => {
		const mapped = mappedOrders({
			orders: [orderOf({ 10: '10' }, { status: 'out_for_approval' })],
			settings: { releaseGate: 'all' },
		}).mapped;
		expect(mapped).toMatchObject([{ desired: { status: 'Draft', requisitionItems: [] } }]);
	});
});

describe('rows of sap_procore_values about currencies', () => {
	const given = (currency: string, values: ValueRow[]) => ({ requisitions: withItems({ currency }), values });

	it('another key counts as the mapped currency', () => {
		const values = [{ kind: 'currency', sap_value: 'ZUS', procore_value: 'USD' }];
		expect(verdicts(given('ZUS', []))).toEqual([expect.stringContaining('held currency_mismatch')]);
		expect(contracts(given('ZUS', values))).toMatchObject([{ currency: 'USD', total: '100.00' }]);
	});

	it('decimal places are those of the row', () => {
		const values = [{ kind: 'currency_decimals', sap_value: 'USD', procore_value: '3' }];
		expect(contracts(given('USD', values))).toMatchObject([{ total: '100.000' }]);
	});
});

describe('in full', () => {
	const outcomes = (given: Case) => mapped(given).mapped.flatMap((each) => ('outcome' in each ? [each.outcome] : []));

	it('a contract of which nothing is left asks for nothing but that', () => {
		expect(contracts({ requisitions: withItems({ deleted: true }) })).toEqual([
			{
				...{ originId: 'sap:S4P:prc:10000001:2201', projectId: '2201', number: '10000001', title: '' },
				...{ description: '', vendor: { originId: '', id: '' }, status: 'Draft', contractDate: '', deliveryDate: '' },
				...{ paymentTerms: '', currency: '', accountingMethod: 'amount', lines: [], total: '0', void: true },
				...{
					retainagePercent: '',
					rejected: false,
					invoicesSent: false,
					absentReason: 'requisition_deleted',
					unordered: true,
					requisitionItems: [],
				},
				source: { entity: 'requisition', sapKey: '10000001', sapChangedAt: '2026-09-29T10:00:00.000Z' },
				remarks: ['Nothing of it is left in this project in SAP.'],
			},
		]);
		const ordered = { requisitions: withItems({ orderedQuantity: '10' }), orders: [orderOf({ 10: '10' })] };
		expect(contracts(ordered)[0]?.remarks).toEqual(['All of it is ordered.']);
	});

	it('one that another setting has made says so, once, and other contracts stay', () => {
		const known = [...knownIn(['2201']), { ...knownIn(['2202'])[0], origin_id: 'sap:S4P:po:10000001:2202' }];
		const [twice] = withItems({});
		const found = earlierContracts({
			requisitions: twice ? [twice, twice, purchaseRequisition({ purchaseRequisition: '7' })] : [],
			roster: roster([]),
			knownContracts: known as Parameters<typeof earlierContracts>[0]['knownContracts'],
			settings: { system: 'S4P' },
		});
		expect(found).toMatchObject([
			{
				allocations: [],
				desired: {
					...{ projectId: '2201', accountingMethod: 'amount', absentReason: 'requisitions_off' },
					remarks: ['The setting Requisitions has changed.'],
				},
			},
		]);
		expect(found).toHaveLength(1);
	});

	it('what is held says in which project, and what is at stake there', () => {
		const requisitions = withItems({ amount: '30.00' }, { amount: '70.00', assignments: inProject(2) });
		const given = { requisitions, costCodes: [costCodeRow({ wbs_element: 'P-1002*' })] };
		const [only] = outcomes(given);
		expect(only).toMatchObject({
			...{ entity: 'requisition', sapKey: '10000001', projectId: '2201', action: 'none', status: 'held' },
			...{ originId: 'sap:S4P:prc:10000001:2201', sapChangedAt: '2026-09-29T10:00:00.000Z' },
			detail: {
				...{ total: '30.00', currency: 'USD' },
				unmapped: [['1010', '630000', '', 'P-1001.1', '30.00', 'USD', 'Concrete']],
			},
		});
		expect(only?.message).toContain(': purchase requisition 10000001, project 2201 Project 1. Line ');
	});

	it('what is not released names its items, by their numbers', () => {
		const items = ['20', '10', '100'].map((item) => requisitionItem({ item, ...notOrdered, released: false }));
		const [only] = outcomes({ requisitions: [purchaseRequisition({ items })] });
		expect(only?.message).toMatch(/: purchase requisition 10000001\. Item 10, 20, 100\.$/);
		expect(only).toMatchObject({ projectId: '', originId: '', detail: {} });
	});

	it('two currencies name both items', () => {
		const given = { requisitions: withItems({}, { currency: 'EUR' }), settings: { projectCurrency: '' } };
		expect(outcomes(given)[0]?.message).toContain('Item 20 is in EUR, item 10 in USD.');
	});

	it('is told in the order given, projects by their numbers', () => {
		const of = (purchaseRequisition_: string) => ({
			...purchaseRequisition({ purchaseRequisition: purchaseRequisition_ }),
			items: [2, 1].map((n) => requisitionItem({ item: `${n}0`, ...notOrdered, assignments: inProject(n) })),
		});
		const found = mapped({ requisitions: [of('8'), of('7')] }).mapped.map((each) => [
			each.index,
			'desired' in each ? `${each.desired.number} ${each.desired.projectId}` : '',
		]);
		expect(found).toEqual([
			[0, '8 2201'],
			[0, '8 2202'],
			[1, '7 2201'],
			[1, '7 2202'],
		]);
	});

	it('of nothing is deleted; of what only orders outside of projects have is no project purchase', () => {
		expect(verdicts({ requisitions: withItems({ deleted: true, assignments: [] }) })).toEqual([
			'10000001 → ignored requisition_deleted',
		]);
		const outside = orderItem({
			...{ requisition: '10000001', requisitionItem: '10', quantity: '10' },
			assignments: [assignment({ wbsElement: '', costCenter: '99' })],
		});
		const requisitions = withItems({ orderedQuantity: '10', assignments: [] });
		expect(verdicts({ requisitions, orders: [purchaseOrder({ items: [outside] })] })).toEqual([
			'10000001 → ignored not_a_project_purchase',
		]);
	});

	it('is told by its title, where it has one, and by its lump sums', () => {
		const [limit] = withItems(
			{ quantity: '0', unit: '' },
			{ assignments: [assignment({ wbsElement: '', costCenter: '9' })] },
		);
		const given = {
			requisitions: limit ? [{ ...limit, description: 'Hall 3' }] : [],
			settings: { lineMethod: 'unit' as const },
		};
		expect(contracts(given)).toMatchObject([
			{
				title: 'Hall 3',
				remarks: [
					'Left out, because it belongs to no project: 20/1.',
					'Sent as a lump sum, because SAP has no quantity: 10/1.',
				],
			},
		]);
	});

	it('what is ordered in one project leaves the other what it is', () => {
		const assignments = inProject(2);
		const requisitions = withItems({ orderedQuantity: '10' }, { assignments, deleted: true });
		const given = { requisitions, orders: [orderOf({ 10: '10' })] };
		expect(verdicts(given)).toEqual([
			'10000001 2201: void requisition_ordered',
			'10000001 2202: void requisition_deleted',
		]);
		expect(contracts(given).map(({ requisitionItems }) => requisitionItems)).toEqual([
			[{ requisition: '10000001', item: '10', quantity: '10', unit: 'M3' }],
			[],
		]);
	});

	it('what is ordered for another project than it was asked for stands in none', () => {
		const order = orderOf({ 10: '10' });
		const moved = { ...order, items: order.items.map((item) => ({ ...item, assignments: inProject(3) })) };
		expect(verdicts({ requisitions: withItems({ orderedQuantity: '10' }), orders: [moved] })).toEqual([
			'10000001 2201: void requisition_deleted',
			'10000001 2203: void requisition_ordered',
		]);
	});

	it('items of an order that were made of several items are told apart', () => {
		const requisitions = withItems({ orderedQuantity: '10' }, { orderedQuantity: '10' });
		expect(contracts({ requisitions, orders: [orderOf({ 10: '10', 20: '10' })] })[0]?.requisitionItems).toEqual([
			{ requisition: '10000001', item: '10', quantity: '10', unit: 'M3' },
			{ requisition: '10000001', item: '20', quantity: '10', unit: 'M3' },
		]);
	});

	it('of a project without a name is called by its number; one that is switched off has its amount at stake', () => {
		const projects = threeProjects.map((row) => ({
			...row,
			project_name: '',
			sync_enabled: row.project_id !== '2201',
		}));
		const requisitions = withItems({}, { assignments: inProject(2), amount: '7.00' });
		const [off] = outcomes({ requisitions, projects });
		expect(off).toMatchObject({ projectId: '2201', detail: { total: '100.00', currency: 'USD' } });
		expect(off?.message).toMatch(/: purchase requisition 10000001, project 2201\.$/);
	});

	it('waits as a whole where an item is not released, and keeps what stands in its project only', () => {
		const requisitions = withItems(
			{ released: false, assignments: [...inProject(2), assignment({ number: '2', wbsElement: 'X-1' })] },
			{ deleted: true },
		);
		expect(verdicts({ requisitions, known: ['2202'] })).toEqual([
			'10000001 2201: void requisition_deleted',
			'10000001 → waiting requisition_not_released',
		]);
	});

	it('comes with its projects by their numbers, whatever their WBS elements are called, also what is taken out', () => {
		const projects = [
			{ ...threeProjects[0], project_id: '10', sap_project: 'A' },
			{ ...threeProjects[0], project_id: '9', sap_project: 'B' },
		] as RosterRow[];
		const on = (wbsElement: string) => ({ assignments: [assignment({ wbsElement })] });
		for (const more of [{}, { deleted: true }])
			expect(
				contracts({ requisitions: withItems({ ...on('A'), ...more }, { ...on('B'), ...more }), projects }).map(
					({ projectId }) => projectId,
				),
			).toEqual(['9', '10']);
	});

	it('a contract without a text is called by its requisition', () => {
		expect(contracts({ requisitions: withItems({ text: '' }) })[0]?.title).toBe('Purchase requisition 10000001');
	});
});

describe('an item of several orders', () => {
	const open = (orderedQuantity: string, quantities: string[], units: string[] = []) => {
		const items = quantities.map((quantity, index) =>
			orderItem({
				...{ item: `${String(index + 1)}0`, quantity, unit: units[index] ?? 'M3', netAmount: '25.00' },
				...{ requisition: '10000001', requisitionItem: '10' },
			}),
		);
		return verdicts({ requisitions: withItems({ orderedQuantity }), orders: [purchaseOrder({ items })] });
	};

	it.each([
		['8', ['4', '4'], ['10000001 2201: 10/1 20.00']],
		['8', ['4'], ['10000001 2201: 10/1 20.00']],
		['12', ['4', '8'], ['10000001 2201: void requisition_ordered']],
		['0', ['3', '4'], ['10000001 2201: 10/1 30.00']],
		['10', ['4', '6'], ['10000001 2201: void requisition_ordered']],
		['0', ['0', '0'], ['10000001 2201: void requisition_ordered']],
		['5', ['0', '0'], ['10000001 2201: 10/1 50.00']],
	])('of which SAP says %s is ordered, and the orders %j', (ordered, quantities, expected) => {
		expect(open(ordered, quantities)).toEqual(expected);
	});

	it('counts by amounts where their units differ', () => {
		expect(open('5', ['3', '900'], ['M3', 'KG'])).toEqual(['10000001 2201: 10/1 50.00']);
	});
});
