import fc from 'fast-check';
import { compared } from '../../../nodes/shared/decimal';
import { exactDecimal } from '../../../nodes/SapS4Hana/odata/decimals';

describe('decimals of an answer', () => {
	it.each([
		['12.500', '12.500'],
		['+7', '7'],
		[' -0.5 ', '-0.5'],
		[0, '0'],
		[-1.25, '-1.25'],
		[123456789012, '123456789012'],
		[123456789012345, undefined],
		['', undefined],
		['1e5', undefined],
		['1,000', undefined],
		[1e21, undefined],
		[1e-7, undefined],
		[Number.NaN, undefined],
		[true, undefined],
		[null, undefined],
	])('%j is %j', (value, expected) => {
		expect(exactDecimal(value)).toBe(expected);
	});

	it('a number is the text that SAP wrote, or is refused; up to twelve digits before the point are taken', () => {
		const digits = fc.bigInt(-(10n ** 18n), 10n ** 18n);
		fc.assert(
			fc.property(digits, fc.integer({ min: 0, max: 3 }), (unscaled, scale) => {
				const sign = unscaled < 0n ? '-' : '';
				const plain = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
				const text = scale === 0 ? `${sign}${plain}` : `${sign}${plain.slice(0, -scale)}.${plain.slice(-scale)}`;
				const read = exactDecimal(JSON.parse(text) as unknown);
				if (read !== undefined) expect(compared(read, text)).toBe(0);
				if (plain.length - scale <= 12) expect(read).toBeDefined();
			}),
			{ numRuns: 2000 },
		);
	});
});
