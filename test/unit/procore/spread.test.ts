import * as fc from 'fast-check';
import { compared, fromUnscaled, subtracted, sum } from '../../../nodes/shared/decimal';
import { spread, type BillableLine } from '../../../nodes/Procore/objects/requisition/spread';

const line = (key: string, amount: string, billed = '0'): BillableLine => ({ key, amount, billed });
const orders = [line('o1', '30.00'), line('o2', '20.00')];

it.each<[string, string, BillableLine | undefined, BillableLine[], string[]]>([
	['what the line has left stays there', '60.00', line('own', '100.00', '40.00'), orders, ['own 60.00']],
	['the rest in turn', '95.00', line('own', '100.00', '40.00'), orders, ['own 60.00', 'o1 30.00', 'o2 5.00']],
	['more than all have', '160.00', line('own', '100.00'), orders, ['own 100.00', 'o1 30.00', 'o2 20.00', 'own 10.00']],
	['a line of change orders alone', '45.00', undefined, orders, ['o1 30.00', 'o2 15.00']],
	['no line', '45.00', undefined, [], []],
	['without change orders, whatever is left', '-45.00', line('own', '100.00'), [], ['own -45.00']],
	[
		'a credit from the last change order back',
		'-60.00',
		line('own', '100.00', '100.00'),
		[line('o1', '30.00', '30.00'), line('o2', '20.00', '5.00')],
		['o2 -5.00', 'o1 -30.00', 'own -25.00'],
	],
	['a line that returns', '-20.00', line('own', '-50.00'), [], ['own -20.00']],
])('%s', (_, amount, own, others, expected) => {
	expect(spread(amount, own, others).map(([key, part]) => `${key} ${part}`)).toEqual(expected);
});

it('adds up to the amount, and bills no line above what it has as long as all together have enough', () => {
	const cents = fc.integer({ min: 0, max: 20_000 });
	const amountOf = (value: number) => fromUnscaled(BigInt(value), 2);
	const lines = fc.array(fc.tuple(cents, cents), { minLength: 1, maxLength: 5 });
	fc.assert(
		fc.property(fc.integer({ min: -20_000, max: 20_000 }), lines, (value, made) => {
			const all = made.map(([has, billed], index) =>
				line(String(index), amountOf(has), amountOf(Math.min(has, billed))),
			);
			const [own, ...others] = all;
			const parts = spread(amountOf(value), own, others);
			expect(compared(sum(['0', ...parts.map(([, part]) => part)]), amountOf(value))).toBe(0);
			const room = sum(all.map(({ amount, billed }) => (value < 0 ? billed : subtracted(amount, billed))));
			if (compared(amountOf(Math.abs(value)), room) > 0) return;
			for (const { key, amount, billed } of all) {
				const now = sum([billed, ...parts.flatMap(([each, part]) => (each === key ? [part] : []))]);
				expect([compared(now, '0') >= 0, compared(now, amount) <= 0]).toEqual([true, true]);
			}
		}),
	);
});
