import { splitItem, type Divided } from '../../../nodes/SapToProcore/lanes/accountSplit';
import { assignment } from '../../support/orders.ts';

type Given = Partial<Omit<Divided, 'assignments'>>;

/** An item over 100.00 and 10 pieces. */
const divided = (shares: Array<Parameters<typeof assignment>[0]>, given: Given = {}) =>
	splitItem(
		{
			...{ netAmount: '100.00', netAmountComputed: false, quantity: '10', distribution: 'single', ...given },
			assignments: shares.map((each, index) => assignment({ number: String(index + 1), ...each })),
		},
		2,
	);
const amounts = (...given: Parameters<typeof divided>) => {
	const split = divided(...given);
	return 'shares' in split ? split.shares.map(({ amount }) => amount) : split.mismatch;
};
const quantities = (...given: Parameters<typeof divided>) => {
	const split = divided(...given);
	return 'shares' in split ? split.shares.map(({ quantity }) => quantity) : split.mismatch;
};
const undivided = expect.stringContaining('SAP does not say') as string;

describe("SAP's own amounts", () => {
	it('count, also where one of them is zero; all zero is as good as none', () => {
		const byAmount = { distribution: 'amount' } as const;
		expect(amounts([{ amount: '100.00' }, { amount: '0.00' }], byAmount)).toEqual(['100.00', '0.00']);
		expect(amounts([{ amount: '0.00' }, { amount: '0.00' }], byAmount)).toEqual(undivided);
		expect(amounts([{ amount: '100.00' }, { amount: '' }], byAmount)).toEqual(undivided);
	});

	it.each<[boolean, string, string[] | undefined]>([
		[false, '49.99', undefined],
		[false, '50.01', undefined],
		[true, '49.98', undefined],
		[true, '49.99', ['50.00', '49.99']],
		[true, '50.00', ['50.00', '50.00']],
		[true, '50.01', ['50.00', '50.01']],
		[true, '50.02', undefined],
	])(
		'may be a cent off the item only where its amount was computed (%s): %s',
		(netAmountComputed, amount, expected) => {
			const found = amounts([{ amount: '50.00' }, { amount }], { netAmountComputed, distribution: 'amount' });
			expect(found).toEqual(expected ?? (expect.stringContaining('the item to 100.00') as string));
		},
	);
});

describe('without amounts', () => {
	it('the distribution says by what: quantities count where it is by quantity, whatever the percentages', () => {
		const both = [
			{ percent: '50', quantity: '2' },
			{ percent: '50', quantity: '8' },
		];
		expect(amounts(both, { distribution: 'quantity' })).toEqual(['20.00', '80.00']);
		expect(amounts(both, { distribution: 'percent' })).toEqual(['50.00', '50.00']);
		// They were typed in as amounts, and SAP has sent none: neither of the two is exact.
		expect(amounts(both, { distribution: 'amount' })).toEqual(undivided);
	});

	it('a share of zero is a share', () => {
		expect(amounts([{ percent: '0' }, { percent: '100' }], { distribution: 'percent' })).toEqual(['0.00', '100.00']);
		expect(amounts([{ quantity: '0' }, { quantity: '10' }], { distribution: 'quantity' })).toEqual(['0.00', '100.00']);
		expect(amounts([{ percent: '0' }, { percent: '0' }], { distribution: 'percent' })).toEqual(undivided);
	});

	it.each([
		['49.8', ['50.10', '49.90']],
		['50.1', ['49.95', '50.05']],
	])('percentages may be off by their rounding: 50.0 and %s', (percent, expected) => {
		const shares = [{ percent: '50.0' }, { percent }];
		expect(amounts(shares, { distribution: 'percent' })).toEqual(expected);
	});

	it.each(['49.7', '50.2'])('and no more than that: 50.0 and %s', (percent) => {
		const shares = [{ percent: '50.0' }, { percent }];
		expect(amounts(shares, { distribution: 'percent' })).toMatch(/percentages of its account assignments add up to/);
	});

	it('quantities that are not those of the item are told', () => {
		expect(amounts([{ quantity: '2' }, { quantity: '7' }], { distribution: 'quantity' })).toMatch(
			/add up to 9, the item to 10/,
		);
	});
});

describe('the quantity', () => {
	it('is what SAP has for each account assignment where that is the item', () => {
		const shares = [
			{ percent: '50', quantity: '1' },
			{ percent: '50', quantity: '9' },
		];
		expect(quantities(shares, { distribution: 'percent' })).toEqual(['1', '9']);
	});

	it('is divided as the amount where SAP has it for some only, or something else', () => {
		for (const quantity of ['', '5'])
			expect(
				quantities(
					[
						{ percent: '25', quantity: '1' },
						{ percent: '75', quantity },
					],
					{ distribution: 'percent' },
				),
			).toEqual(['2.500', '7.500']);
	});

	it('is not divided where SAP has amounts that have no proportion', () => {
		const shares = [{ amount: '150.00' }, { amount: '-50.00' }];
		expect([amounts(shares), quantities(shares)]).toEqual([
			['150.00', '-50.00'],
			['', ''],
		]);
	});
});

it('what is deleted has no share', () => {
	expect(amounts([{ percent: '50', deleted: true }, { percent: '50' }], { distribution: 'percent' })).toEqual([
		'100.00',
	]);
});
