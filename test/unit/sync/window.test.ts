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

	it('of a range is open where nothing was chosen, or nothing that can be read', () => {
		expect(rangeWindow({ from: '', to: '' }, at)).toEqual({ from: null, to: settled });
		expect(rangeWindow({ from: 'soon', to: 'later' }, at)).toEqual({ from: null, to: settled });
	});
});
