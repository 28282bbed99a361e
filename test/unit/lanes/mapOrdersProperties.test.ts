import fc from 'fast-check';
import { currencyDecimals, fromUnscaled, negated, rounded, sum } from '../../../nodes/shared/decimal';
import type { PurchaseOrder } from '../../../nodes/shared/model';
import { mapped, verdicts } from '../../support/mapOrders.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../../support/orders.ts';

const wbs = fc.constantFrom('P-1001.1', 'P-1002.1', 'P-1003', 'Q-9', '');
const assignments = fc
	.array(
		fc.record({ wbsElement: wbs, costCenter: fc.constantFrom('', '10', '99'), glAccount: fc.constantFrom('63', '64') }),
		{
			maxLength: 5,
		},
	)
	.chain((accounts) =>
		fc
			.array(fc.integer({ min: 1, max: 500 }), { minLength: accounts.length, maxLength: accounts.length })
			.map((parts) => {
				const whole = parts.reduce((total, part) => total + part, 0);
				let left = 1000;
				return accounts.map((account, index) => {
					const tenths = index === accounts.length - 1 ? left : Math.floor(((parts[index] ?? 0) * 1000) / whole);
					left -= tenths;
					return assignment({ number: String(index + 1), ...account, percent: fromUnscaled(BigInt(tenths), 1) });
				});
			}),
	);
const item = fc.record({
	netAmount: fc.nat(10_000_000).map((cents) => fromUnscaled(BigInt(cents), 3)),
	isReturn: fc.boolean(),
	deleted: fc.boolean(),
	distribution: fc.constant('percent' as const),
	assignments,
});
const order = fc.record({
	status: fc.constantFrom('approved' as const, 'approved' as const, 'void' as const, 'held' as const),
	currency: fc.constantFrom('USD', 'JPY', 'KWD'),
	supplier: fc.constantFrom('100001', '100001', '5'),
	items: fc
		.array(item, { maxLength: 5 })
		.map((items) => items.map((each, index) => orderItem({ item: String((index + 1) * 10), ...each }))),
});
const orders = fc
	.array(order, { maxLength: 4 })
	.map((all) => all.map((each, index) => purchaseOrder({ ...each, purchaseOrder: String(45 + index) })));

const projects = [
	rosterRow({ id: '1', project_id: '2201', sap_project: 'P-1001', sap_cost_center: '10' }),
	rosterRow({ id: '2', project_id: '2202', sap_project: 'P-1002', active: false }),
	rosterRow({ id: '3', project_id: '2203', sap_project: 'P-1003' }),
];
const known = [
	{ sap_key: '45', project_id: '2203' },
	{ sap_key: '46', project_id: '2201' },
];
const tables = { projects, known, settings: { projectCurrency: '' } };
const someCodes = { ...tables, costCodes: [costCodeRow({ gl_account: '63' })] };

describe('for random orders', () => {
	it('lines add up to the SAP net total of the order, header to its lines, to the minor unit (P6)', () => {
		const everywhere = [
			rosterRow({ sap_wbs_prefix: 'P-1001*, P-1002*' }),
			rosterRow({ project_id: '2203', sap_project: '', sap_wbs_prefix: 'P-1003, Q*' }),
		];
		fc.assert(
			fc.property(orders, (given) => {
				for (const each of given.filter(({ status, supplier }) => status === 'approved' && supplier !== '5')) {
					const decimals = currencyDecimals(each.currency);
					const live = each.items.filter(({ deleted, assignments: all }) => !deleted && all.length > 0);
					const projectItems = live.filter(({ assignments: all }) => all.every(({ wbsElement }) => wbsElement !== ''));
					const whole = { ...each, items: projectItems };
					const contracts = mapped({ ...tables, known: [], projects: everywhere, orders: [whole] }).mapped.flatMap(
						(one) => ('desired' in one ? [one.desired] : []),
					);
					for (const { lines, total } of contracts) expect(sum(lines.map(({ amount }) => amount))).toBe(total);
					const sap = projectItems.map(({ netAmount, isReturn }) =>
						rounded(isReturn ? negated(netAmount) : netAmount, decimals),
					);
					expect(rounded(sum(contracts.map(({ total }) => total)), decimals).replace(/^-(?=[0.]*$)/, '')).toBe(
						rounded(sum(sap), decimals),
					);
				}
			}),
		);
	});

	it('each order ends in at least one outcome or contract, each of its projects in exactly one, each line in one allocation', () => {
		fc.assert(
			fc.property(orders, (given) => {
				const result = mapped({ ...someCodes, orders: given }).mapped;
				const keys = result.map((each) =>
					'desired' in each
						? `${each.desired.number}|${each.desired.projectId}`
						: `${each.outcome.sapKey}|${each.outcome.projectId}`,
				);
				expect(new Set(keys).size).toBe(keys.length);
				const documents = new Set(keys.map((key) => key.split('|')[0]));
				expect([...documents].sort()).toEqual(given.map(({ purchaseOrder: key }) => key).sort());
				for (const each of result)
					if ('desired' in each)
						expect(each.allocations.map(({ lineOriginId, amount }) => [lineOriginId, amount])).toEqual(
							each.desired.lines.map(({ originId, amount }) => [originId, amount]),
						);
			}),
		);
	});

	it('the order of inputs does not matter', () => {
		const shuffled = (all: PurchaseOrder[]) =>
			[...all].reverse().map((each) => ({
				...each,
				items: [...each.items].reverse().map((one) => ({ ...one, assignments: [...one.assignments].reverse() })),
			}));
		const content = (given: PurchaseOrder[]) => {
			const { mapped: result, toFill } = mapped({ ...someCodes, orders: given });
			const texts = result.map((each) =>
				JSON.stringify('desired' in each ? [each.desired, each.allocations] : each.outcome),
			);
			return [texts.sort(), toFill.costCodes.map(({ row }) => row)];
		};
		fc.assert(
			fc.property(orders, (given) => {
				expect(content(shuffled(given))).toEqual(content(given));
				expect(verdicts({ ...someCodes, orders: shuffled(given) })).toEqual(verdicts({ ...someCodes, orders: given }));
			}),
		);
	});

	it('1,500 orders with 9,000 account assignments take well under a second', () => {
		const many = Array.from({ length: 1500 }, (_, n) =>
			purchaseOrder({
				purchaseOrder: String(4500000000 + n),
				items: [10, 20].map((number) =>
					orderItem({
						item: String(number),
						distribution: 'percent',
						assignments: ['33.3', '33.3', '33.4'].map((percent, index) =>
							assignment({ number: String(index + 1), percent, wbsElement: `P-100${(n % 3) + 1}.${n % 40}` }),
						),
					}),
				),
			}),
		);
		const started = performance.now();
		expect(mapped({ orders: many }).mapped).toHaveLength(1500);
		// Far above what it takes, so that a busy machine does not fail: it guards against going through tables line by line.
		expect(performance.now() - started).toBeLessThan(5000);
	});
});
