import { openEnvelope } from '../../../nodes/SapS4Hana/odata/envelope';

describe('envelopes', () => {
	it('opens a V2 list with its link', () => {
		const row = {
			__metadata: { uri: 'x' },
			A: '1',
			to_X: { __deferred: { uri: 'y' } },
			to_Y: { results: [{ B: null }] },
		};
		expect(openEnvelope({ d: { results: [row], __next: 'more' } }, 'V2')).toEqual({
			rows: [{ A: '1', to_Y: [{ B: null }] }],
			next: 'more',
		});
	});

	it('keeps an expanded entity that is not there apart from one that was not expanded', () => {
		const opened = openEnvelope({ d: { results: [{ to_One: null, to_Two: { __deferred: {} } }] } }, 'V2');
		expect(opened?.rows).toEqual([{ to_One: null }]);
	});

	it('opens V2 lists without wrapper and single entities', () => {
		expect(openEnvelope({ d: [{ A: 1 }] }, 'V2')).toEqual({ rows: [{ A: 1 }] });
		expect(openEnvelope({ d: { __metadata: {}, A: 1 } }, 'V2')).toEqual({ rows: [{ A: 1 }] });
	});

	it('opens a V4 list and drops annotations at any depth', () => {
		const body = {
			'@odata.context': 'c',
			'@odata.nextLink': 'n',
			value: [{ '@odata.etag': 'e', A: '1', _Items: [{ '@odata.etag': 'f', B: 2 }], 'A@odata.type': 't' }],
		};
		expect(openEnvelope(body, 'V4')).toEqual({ rows: [{ A: '1', _Items: [{ B: 2 }] }], next: 'n' });
	});

	it.each([
		[{}, 'V2'],
		[{ d: {} }, 'V2'],
		[{ d: { results: 'x' } }, 'V2'],
		[{ d: { results: [1] } }, 'V2'],
		[{ value: {} }, 'V4'],
		[{ d: { results: [] } }, 'V4'],
		[{ value: [] }, 'V2'],
		['text', 'V2'],
		[null, 'V4'],
	] as const)('finds no list in %j (%s)', (body, version) => expect(openEnvelope(body, version)).toBeUndefined());
});
