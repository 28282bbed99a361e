import { growthOf } from '../../bench/growth.ts';

const sizes = [3_000, 6_000, 15_000];

describe('how a measure grows', () => {
	it('in proportion: exponent 1, and a line explains all of it', () => {
		const { rSquared, exponent, perOne } = growthOf(sizes.map((size) => [size, 2 * size]));
		expect([rSquared, exponent, perOne].map((value) => value.toFixed(6))).toEqual(['1.000000', '1.000000', '2.000000']);
	});

	it('with the square of the size: exponent 2', () => {
		expect(growthOf(sizes.map((size) => [size, size ** 2])).exponent).toBeCloseTo(2);
	});

	it('not at all: exponent 0', () => {
		expect(growthOf(sizes.map((size) => [size, 500])).exponent).toBeCloseTo(0);
	});
});
