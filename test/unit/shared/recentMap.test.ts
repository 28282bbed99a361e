import { RecentMap } from '../../../nodes/shared/recentMap';

describe('a map of what was set last', () => {
	it('forgets what was set longest ago', () => {
		const map = new RecentMap<number>(2);
		map.set('a', 1).set('b', 2).set('c', 3);
		expect([...map]).toEqual([
			['b', 2],
			['c', 3],
		]);
	});

	it('keeps what was set again', () => {
		const map = new RecentMap<number>(2);
		map.set('a', 1).set('b', 2).set('a', 3).set('c', 4);
		expect([...map]).toEqual([
			['a', 3],
			['c', 4],
		]);
	});

	it('does not forget for having been read', () => {
		const map = new RecentMap<number>(2);
		map.set('a', 1).set('b', 2);
		expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, 2, undefined]);
		expect(map.size).toBe(2);
	});

	it('makes an entry once, and keeps the one that is asked for', () => {
		const map = new RecentMap<{ name: string }>(2);
		const made: string[] = [];
		const get = (name: string) =>
			map.getOrMake(name, () => {
				made.push(name);
				return { name };
			});
		const first = get('a');
		get('b');
		expect(get('a')).toBe(first);
		get('c');
		expect(get('a')).toBe(first);
		expect(made).toEqual(['a', 'b', 'c']);
		expect([...map.keys()]).toEqual(['c', 'a']);
	});

	it('keeps an entry whose value is undefined', () => {
		const map = new RecentMap<undefined>(2);
		map.set('a', undefined);
		const make = jest.fn();
		expect(map.getOrMake('a', make)).toBeUndefined();
		expect(make).not.toHaveBeenCalled();
	});
});
