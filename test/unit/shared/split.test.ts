import fc from 'fast-check';
import { decimal, fromUnscaled, negated, sum, unscaledAt } from '../../../nodes/shared/decimal';
import { splitItem } from '../../../nodes/SapToProcore/lanes/accountSplit';
import { split } from '../../../nodes/shared/split';
import { assignment, orderItem } from '../../support/orders.ts';

const shares = (...weights: string[]) => weights.map((weight, index) => ({ key: String(index + 1), weight }));

describe('largest remainder', () => {
	it.each([
		['100.00', ['33.3', '33.3', '33.4'], 2, ['33.30', '33.30', '33.40']],
		['100.00', ['1', '1', '1'], 2, ['33.34', '33.33', '33.33']],
		['-100.00', ['1', '1', '1'], 2, ['-33.34', '-33.33', '-33.33']],
		['0.01', ['50', '50'], 2, ['0.01', '0.00']],
		['100', ['33.3', '33.3', '33.4'], 0, ['33', '33', '34']],
		['1.000', ['2', '1'], 3, ['0.667', '0.333']],
		['0.00', ['2', '1'], 2, ['0.00', '0.00']],
	])('splits %s by %j at %i decimals', (total, weights, decimals, expected) => {
		expect(split(total, shares(...weights), decimals)).toEqual(expected);
	});

	it.each([[['0', '0']], [['2', '-1']], [[]]])('does not guess when the weights are %j', (weights) => {
		expect(split('100.00', shares(...weights), 2)).toBeUndefined();
	});

	const weightText = fc
		.tuple(fc.nat(99_999), fc.integer({ min: 0, max: 3 }))
		.map(([n, scale]) => fromUnscaled(BigInt(n), scale));
	const given = fc.record({
		units: fc.bigInt({ min: -100_000_000_000_000n, max: 100_000_000_000_000n }),
		decimals: fc.integer({ min: 0, max: 3 }),
		weights: fc
			.array(weightText, { minLength: 1, maxLength: 9 })
			.filter((all) => all.some((text) => /[1-9]/.test(text))),
	});

	it('always adds up exactly, each share within one unit of the exact one', () => {
		fc.assert(
			fc.property(given, ({ units, decimals, weights }) => {
				const parts = split(fromUnscaled(units, decimals), shares(...weights), decimals) ?? [];
				const minor = parts.map((part) => unscaledAt(decimal(part), decimals));
				expect(minor.reduce((total, part) => total + part, 0n)).toBe(units);
				const scaled = weights.map((weight) => unscaledAt(decimal(weight), 3));
				const whole = scaled.reduce((total, weight) => total + weight, 0n);
				for (const [index, part] of minor.entries()) {
					const difference = part * whole - units * (scaled[index] ?? 0n);
					expect(difference < whole && difference > -whole).toBe(true);
				}
			}),
		);
	});

	it('gives every key the same share whatever the order', () => {
		fc.assert(
			fc.property(given, fc.infiniteStream(fc.nat()), ({ units, decimals, weights }, random) => {
				const all = shares(...weights);
				const mixed = all
					.map((share) => ({ share, at: random.next().value }))
					.sort((a, b) => a.at - b.at)
					.map(({ share }) => share);
				const byKey = (given: typeof all) => {
					const parts = split(fromUnscaled(units, decimals), given, decimals) ?? [];
					return Object.fromEntries(given.map(({ key }, index) => [key, parts[index]]));
				};
				expect(byKey(mixed)).toEqual(byKey(all));
			}),
		);
	});

	it('mirrors a negative total', () => {
		fc.assert(
			fc.property(given, ({ units, decimals, weights }) => {
				const total = fromUnscaled(units, decimals);
				const there = split(total, shares(...weights), decimals)?.map(negated);
				expect(there?.map((text) => decimal(text).unscaled)).toEqual(
					split(negated(total), shares(...weights), decimals)?.map((text) => decimal(text).unscaled),
				);
			}),
		);
	});
});

const amountsOf = (item: Parameters<typeof splitItem>[0], decimals = 2) => {
	const divided = splitItem(item, decimals);
	return 'mismatch' in divided ? divided.mismatch : divided.shares.map(({ amount }) => amount);
};
const three = (fields: Array<Partial<ReturnType<typeof assignment>>>) =>
	fields.map((each, index) => assignment({ number: String(index + 1), ...each }));

describe('an item over its account assignments', () => {
	it('by percent that does not divide evenly: 33.3/33.3/33.4 of 100.00', () => {
		const assignments = three([{ percent: '33.3' }, { percent: '33.3' }, { percent: '33.4' }]);
		expect(amountsOf(orderItem({ netAmount: '100.00', distribution: 'percent', assignments }))).toEqual([
			'33.30',
			'33.30',
			'33.40',
		]);
	});

	it('by quantity', () => {
		const assignments = three([{ quantity: '1.000' }, { quantity: '2.000' }]);
		const item = orderItem({ netAmount: '100.00', quantity: '3', distribution: 'quantity', assignments });
		expect(amountsOf(item)).toEqual(['33.33', '66.67']);
	});

	it("by amount: SAP's own amounts, to the cent", () => {
		const assignments = three([{ amount: '10.01' }, { amount: '89.99' }]);
		expect(amountsOf(orderItem({ netAmount: '100.00', distribution: 'amount', assignments }))).toEqual([
			'10.01',
			'89.99',
		]);
	});

	it('goes by the amounts of SAP where the computed net amount is one cent off', () => {
		const assignments = three([{ amount: '50.00' }, { amount: '50.01' }]);
		const item = orderItem({ netAmount: '100.00', netAmountComputed: true, assignments });
		expect(amountsOf(item)).toEqual(['50.00', '50.01']);
		expect(amountsOf({ ...item, netAmountComputed: false })).toContain('add up to 100.01, the item to 100.00');
	});

	it('does not go by amounts that were never filled', () => {
		const assignments = three([
			{ amount: '0.00', percent: '50' },
			{ amount: '0.00', percent: '50' },
		]);
		expect(amountsOf(orderItem({ netAmount: '9.99', distribution: 'percent', assignments }))).toEqual(['5.00', '4.99']);
	});

	it('leaves deleted assignments out, and says so when the others do not make up the item', () => {
		const gone = assignment({ number: '2', deleted: true, percent: '50' });
		const rest = orderItem({ netAmount: '10.00', assignments: [assignment({ percent: '100' }), gone] });
		expect(amountsOf(rest)).toEqual(['10.00']);
		const half = three([{ percent: '25' }, { percent: '25' }]);
		expect(amountsOf(orderItem({ netAmount: '10.00', distribution: 'percent', assignments: half }))).toContain(
			'add up to 50',
		);
	});

	it.each([
		['JPY', 0, '1001', ['501', '500']],
		['KWD', 3, '10.001', ['5.001', '5.000']],
	])('in %s, which has %i decimal places', (_, decimals, netAmount, expected) => {
		const assignments = three([{ percent: '50' }, { percent: '50' }]);
		expect(amountsOf(orderItem({ netAmount, distribution: 'percent', assignments }), decimals)).toEqual(expected);
	});

	it('gives nothing of a free item to anybody', () => {
		const assignments = three([{ quantity: '' }, { quantity: '' }]);
		expect(amountsOf(orderItem({ netAmount: '0.00', assignments }))).toEqual(['0.00', '0.00']);
	});

	it.each([
		[
			'quantity',
			three([{ quantity: '1' }, { quantity: '1' }]),
			'the quantities of its account assignments add up to 2',
		],
		['amount', three([{ percent: '50' }, { percent: '50' }]), 'SAP does not say how'],
		['single', three([{}, {}]), 'SAP does not say how'],
	] as const)('does not guess: %s without figures that fit', (distribution, assignments, text) => {
		expect(amountsOf(orderItem({ netAmount: '10.00', quantity: '3', distribution, assignments }))).toContain(text);
	});

	it('divides the quantity as it divides the amount', () => {
		const assignments = three([{ percent: '33.3' }, { percent: '33.3' }, { percent: '33.4' }]);
		const divided = splitItem(orderItem({ quantity: '10', distribution: 'percent', assignments }), 2);
		if ('mismatch' in divided) throw new Error(divided.mismatch);
		expect(divided.shares.map(({ quantity }) => quantity)).toEqual(['3.330', '3.330', '3.340']);
		expect(sum(divided.shares.map(({ quantity }) => quantity))).toBe('10.000');
	});
});
