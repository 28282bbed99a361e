import fc from 'fast-check';
import { allOf, dayLiteral, isOneOf, textLiteral } from '../../../nodes/SapS4Hana/odata/literals';

describe('text literals', () => {
	it('doubles apostrophes', () => {
		expect(textLiteral("O'Brien & Sons")).toBe("'O''Brien & Sons'");
		expect(textLiteral("''")).toBe("''''''");
	});

	it('keeps any text whole and inside its quotes', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				const literal = textLiteral(text);
				expect(literal).toMatch(/^'(?:[^']|'')*'$/);
				expect(literal.slice(1, -1).replace(/''/g, "'")).toBe(text);
			}),
		);
	});
});

describe('conditions', () => {
	it('writes days as each version wants them', () => {
		expect(dayLiteral('V2', '2026-10-01')).toBe("datetime'2026-10-01T00:00:00'");
		expect(dayLiteral('V4', '2026-10-01')).toBe('2026-10-01');
	});

	it('joins alternatives', () => {
		expect(isOneOf('Supplier', ['1', "O'2"])).toBe("Supplier eq '1' or Supplier eq 'O''2'");
	});

	it('keeps alternatives together when a further condition joins them', () => {
		expect(allOf('a eq 1 or a eq 2', undefined, '', 'b gt 3')).toBe('(a eq 1 or a eq 2) and (b gt 3)');
		expect(allOf('a eq 1', '  ')).toBe('a eq 1');
		expect(allOf(undefined, '')).toBeUndefined();
	});
});
