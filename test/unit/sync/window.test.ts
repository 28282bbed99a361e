import { advance, deltaWindow, rangeWindow } from '../../../nodes/SapToProcore/sync/window';

const now = '2026-10-01T06:00:00.000Z';
const settled = '2026-10-01T05:58:00.000Z';
const read = '2026-09-30T06:00:00.000Z';

describe('watermark', () => {
	it.each([
		['moves to the end of what was read', read, { from: null, to: settled }, settled],
		['never moves back', settled, { from: null, to: read }, settled],
		['stays before a gap that a range leaves unread', read, { from: settled, to: now }, read],
		['moves with a range that begins before it', read, { from: '2026-01-01T00:00:00.000Z', to: settled }, settled],
		['stays empty when only a range was read', '', { from: read, to: settled }, ''],
		['stays where it is when the window ends there', read, { from: null, to: read }, read],
		['moves with a range that begins right there', read, { from: read, to: settled }, settled],
		['is set by a first load', '', { from: null, to: settled }, settled],
	])('%s', (_, before, window, after) => {
		expect(advance(before, window)).toBe(after);
	});
});

describe('window', () => {
	const at = Date.parse(settled);

	it('of a delta opens no gap when the watermark is ahead of the clock of SAP', () => {
		expect(deltaWindow('2026-12-01T00:00:00.000Z', at, 15 * 60_000)).toEqual({
			from: '2026-10-01T05:43:00.000Z',
			to: settled,
		});
	});

	it.each([
		['2026-09-10', '2026-09-10T23:59:59.999Z'],
		['2026-09-10T12:00:00Z', '2026-09-10T12:00:00.000Z'],
		['2026-12-31', settled],
	])('of a range until %s ends %s: a day is meant to its end', (end, expected) => {
		expect(rangeWindow({ from: '2026-09-01', to: end }, at)).toEqual({
			from: '2026-09-01T00:00:00.000Z',
			to: expected,
		});
	});

	it('of a range is open where nothing was chosen, or nothing that can be read', () => {
		expect(rangeWindow({ from: '', to: '' }, at)).toEqual({ from: null, to: settled });
		expect(rangeWindow({ from: 'soon', to: 'later' }, at)).toEqual({ from: null, to: settled });
	});
});
