import fc from 'fast-check';
import { clockOf, readDate, readInstant, readTimeOfDay, utcDay } from '../../../nodes/SapS4Hana/odata/dates';

const anyMs = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(9999, 11, 31) });

describe('dates of an answer', () => {
	it.each([
		['/Date(1473638400000)/', Date.UTC(2016, 8, 12)],
		['/Date(1583073519000+0000)/', 1583073519000],
		['/Date(1583073519000+0120)/', 1583073519000],
		['/Date(1583073519000-0330)/', 1583073519000],
		['/Date(-86400000)/', Date.UTC(1969, 11, 31)],
		['/Date(0)/', 0],
		['2016-09-12', Date.UTC(2016, 8, 12)],
		['2016-09-12T10:11:12.1234567Z', Date.UTC(2016, 8, 12, 10, 11, 12, 123)],
	])('reads %s', (text, ms) => expect(readDate(text)).toBe(ms));

	it.each(['', 'garbage', '/Date()/', '/Date(12a)/', '/Date(99999999999999999)/', 'Date(1)', '20160912', '2016-13-01'])(
		'refuses %j',
		(text) => expect(readDate(text)).toBeUndefined(),
	);

	it('never adds the offset, which is for display only', () => {
		fc.assert(
			fc.property(anyMs, fc.constantFrom('', '+0000', '+0840', '-0060'), (ms, offset) => {
				expect(readDate(`/Date(${ms}${offset})/`)).toBe(ms);
			}),
		);
	});
});

describe('timestamps', () => {
	it('gives back every instant', () => {
		fc.assert(fc.property(anyMs, (ms) => expect(readInstant(new Date(ms).toISOString())).toBe(ms)));
	});

	it.each([
		['2026-10-01', '2026-10-01T00:00:00.000Z'],
		['2026-10-01T06:00', '2026-10-01T06:00:00.000Z'],
		['2026-10-01T06:00:00', '2026-10-01T06:00:00.000Z'],
		['2026-10-01T01:00:00+02:00', '2026-09-30T23:00:00.000Z'],
		['2026-09-30T20:00:00.5-0530', '2026-10-01T01:30:00.500Z'],
		['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
	])('reads %s', (text, iso) => expect(new Date(readInstant(text) ?? NaN).toISOString()).toBe(iso));

	it.each(['2026-02-29', '2026-04-31', '2026-10-01T25:00:00Z', '2026-10-01 06:00', 'yesterday', '1759300000000', ''])(
		'refuses %j',
		(text) => expect(readInstant(text)).toBeUndefined(),
	);
});

describe('times of day', () => {
	it.each([
		['PT00H00M00S', 0],
		['PT11H05M30S', 39_930_000],
		['PT24H00M00S', 86_400_000],
		['PT5M', 300_000],
		['11:05:30', 39_930_000],
	])('reads %s', (text, ms) => expect(readTimeOfDay(text)).toBe(ms));

	it.each(['', 'PT', 'PT99H00M00S', 'PT10H61M00S', '11h05', 'PT24H00M01S'])('refuses %j', (text) =>
		expect(readTimeOfDay(text)).toBeUndefined(),
	);
});

describe('days and clock', () => {
	it('takes the UTC day and moves it over month ends', () => {
		expect(utcDay(Date.UTC(2026, 9, 1, 0, 30), -1)).toBe('2026-09-30');
		expect(utcDay(Date.UTC(2026, 11, 31, 23, 59), 1)).toBe('2027-01-01');
	});

	it('stays within the days that SAP can store', () => {
		expect(utcDay(Date.UTC(9999, 11, 31), 30)).toBe('9999-12-31');
	});

	it('reads the Date header, or nothing', () => {
		expect(clockOf({ date: 'Thu, 01 Oct 2026 06:00:00 GMT' })).toBe(Date.UTC(2026, 9, 1, 6));
		expect(clockOf({ date: 'soon' })).toBeUndefined();
		expect(clockOf({})).toBeUndefined();
	});
});
