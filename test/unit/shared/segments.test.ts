import fc from 'fast-check';
import { cellsOfCodeText, codePartsIn, codePartsText, codeTextOfCells } from '../../../nodes/shared/segments';

const cells = (cost_type: string, sub_job = '', segments = '') => ({ cost_type, sub_job, segments });
const textOf = (...given: Parameters<typeof cells>) => codeTextOfCells(cells(...given));

describe('the cost type of the map with sub job and segments', () => {
	it('without them it is the cost type alone', () => {
		expect(textOf('M')).toBe('M');
		expect(textOf('')).toBe('');
		expect(textOf('M', '', ' ; ')).toBe('M');
	});

	it('is the same text however the cells are written', () => {
		const text = 'M; Building=B 1; Phase=P; Sub Job=01';
		expect(textOf('M', '01', 'Phase=P; Building=B 1')).toBe(text);
		expect(textOf(' M ', ' 01 ', ' Building = B 1 ;; Phase=P;')).toBe(text);
		expect(textOf('M', '', 'Sub Job=01; Phase=P; Building=B 1')).toBe(text);
	});

	it('stands without a cost type', () => {
		expect(textOf('', '01')).toBe('Sub Job=01');
		expect(codePartsIn('Phase=P')).toEqual({ costType: '', further: [['Phase', 'P']] });
	});

	it('capitals matter, as in Procore', () => {
		expect(textOf('M', '', 'phase=P')).not.toBe(textOf('M', '', 'Phase=P'));
		expect(textOf('M', '', 'Phase=p')).not.toBe(textOf('M', '', 'Phase=P'));
	});

	it('takes separators inside names and values', () => {
		expect(codePartsIn(textOf('M', '0;1', 'Phase=A=B'))).toEqual({
			costType: 'M',
			further: [
				['Phase', 'A=B'],
				['Sub Job', '0;1'],
			],
		});
		expect(codePartsIn('M; A\\=B=C\\;D; E=F\\\\')).toEqual({
			costType: 'M',
			further: [
				['A=B', 'C;D'],
				['E', 'F\\'],
			],
		});
		expect(codePartsIn('A\\=B')).toEqual({ costType: 'A=B', further: [] });
		expect(codePartsIn('C:\\x; Path=C:\\temp')).toEqual({ costType: 'C:\\x', further: [['Path', 'C:\\temp']] });
	});

	it.each([
		['a value without name', 'P1', '"P1" is not a segment with its value, like Phase=P.'],
		['an empty name', '=P', '"=P" is not a segment with its value, like Phase=P.'],
		['an empty value', 'Phase= ', 'Phase has no value.'],
		['a segment named twice', 'Phase=P; Phase=P', 'Phase is named twice.'],
		['the sub job in both cells', 'Sub Job=02', 'Sub Job is named twice.'],
	])('%s stays as it is, and says why it cannot be read', (_, segments, fault) => {
		for (const costType of ['M', '']) expect(codePartsIn(textOf(costType, '01', segments))).toEqual({ fault });
	});

	const name = fc.stringMatching(/^[\w;=\\ /ä.-]{1,8}$/).filter((text) => text.trim() === text);
	const further = fc.uniqueArray(fc.tuple(name, name), { selector: ([segment]) => segment, maxLength: 5 });

	it('whatever the parts are: reading what was written gives the same parts, and other parts another text', () => {
		fc.assert(
			fc.property(fc.oneof(name, fc.constant('')), further, name, (costType, segments, other) => {
				const text = codePartsText({ costType, further: segments });
				const read = codePartsIn(text);
				const sorted = [...segments].sort();
				expect({ ...read, further: 'further' in read ? [...read.further].sort() : [] }).toEqual({
					costType,
					further: sorted,
				});
				expect(codePartsText({ costType, further: [...segments].reverse() })).toBe(text);
				const isSame = segments.some(([, value]) => value === other);
				const [first, ...rest] = segments;
				if (first && !isSame) expect(codePartsText({ costType, further: [[first[0], other], ...rest] })).not.toBe(text);
				expect(codeTextOfCells(cellsOfCodeText(text))).toBe(text);
			}),
		);
	});
});
