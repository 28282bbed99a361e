import fc from 'fast-check';
import { keysetPages, serverPages, type Page } from '../../../nodes/SapS4Hana/odata/paging';
import { all, errorOf, node } from './fakes';

const start = 'https://sap.example/service/Set';

/** Answers by address; an address that is not listed is a mistake of the reader. */
function linked(pages: Record<string, { keys: string[]; next?: string }>) {
	const asked: string[] = [];
	const fetchPage = async (url: string): Promise<Page> => {
		asked.push(url);
		const page = pages[url];
		if (!page) throw new Error(`nobody links to ${url}`);
		const rows = page.keys.map((K) => ({ K }));
		return await Promise.resolve({ rows, at: 0, ...(page.next === undefined ? {} : { next: page.next }) });
	};
	return { asked, fetchPage };
}

const keysOf = (pages: Page[]) => pages.flatMap((page) => page.rows.map((row) => row.K));

describe('pages that the server cuts', () => {
	it('follows absolute links, relative links and links of a query alone', async () => {
		const { fetchPage } = linked({
			[start]: { keys: ['1'], next: 'Set?$skiptoken=1' },
			[`${start}?$skiptoken=1`]: { keys: ['2'], next: '?$skiptoken=2' },
			[`${start}?$skiptoken=2`]: { keys: [], next: `${start}?$skiptoken=3` },
			[`${start}?$skiptoken=3`]: { keys: ['3'] },
		});
		expect(keysOf(await all(serverPages(node, fetchPage, start)))).toEqual(['1', '2', '3']);
	});

	it.each([
		['itself', start],
		['the page before', '?a=1'],
	])('refuses a link to %s', async (_, link) => {
		const { fetchPage, asked } = linked({
			[start]: { keys: ['1'], next: '?a=1' },
			[`${start}?a=1`]: { keys: ['2'], next: link },
		});
		const error = await errorOf(() => all(serverPages(node, fetchPage, start)));
		expect(error.message).toBe('SAP kept giving the same rows');
		expect(asked).toHaveLength(2);
	});

	it.each([
		'https://evil.example/service/Set',
		'//evil.example/x',
		'http://sap.example/service/Set',
		'https://sap.example:8443/',
	])('sends nothing to another origin (%s)', async (next) => {
		const { fetchPage, asked } = linked({ [start]: { keys: ['1'], next } });
		const error = await errorOf(() => all(serverPages(node, fetchPage, start)));
		expect(error.message).toBe('SAP linked the next page to another host');
		expect(error.context.reason).toBe('configuration_invalid');
		expect(asked).toEqual([start]);
	});
});

/** A SAP with these keys, which it orders as numbers and cuts into server pages of `serverSize`. */
function numbered(keys: string[], serverSize: number) {
	const sorted = [...keys].sort((a, b) => Number(a) - Number(b));
	const asked: string[] = [];
	const fetchPage = async (url: string): Promise<Page> => {
		asked.push(url);
		const query = new URL(url).searchParams;
		const after = Number(query.get('after') ?? -1);
		const skip = Number(query.get('skip') ?? 0);
		const top = Number(query.get('top'));
		const matching = sorted.filter((key) => Number(key) > after).slice(0, top);
		const rows = matching.slice(skip, skip + serverSize).map((K) => ({ K }));
		const more = skip + serverSize < matching.length;
		const next = `?top=${top}&after=${after}&skip=${skip + serverSize}`;
		return await Promise.resolve({ rows, at: 0, ...(more ? { next } : {}) });
	};
	const urlFor = (after: string | undefined, top: number) => `${start}?top=${top}${after ? `&after=${after}` : ''}`;
	return { asked, fetchPage, urlFor };
}

describe('pages that never end', () => {
	const endless = (rows: (nth: number) => Page['rows']) => {
		const state = { asked: 0 };
		const fetchPage = async () => {
			const nth = state.asked++;
			return await Promise.resolve<Page>({ rows: rows(nth), at: 0, next: `?$skiptoken=${String(nth)}` });
		};
		return { state, fetchPage };
	};

	it.each<[string, (nth: number) => Array<{ K: string }>, number]>([
		['the same rows', () => [{ K: '1' }], 60],
		['the same rows in turn', (nth) => [{ K: String(nth % 3) }], 60],
		['no rows', () => [], 60],
		['new rows', (nth) => [{ K: String(nth) }], 10_001],
	])('with %s: reading ends', async (_, rows, most) => {
		const { state, fetchPage } = endless(rows);
		const error = await errorOf(() => all(serverPages(node, fetchPage, start)));
		expect(error.message).toBe(`SAP kept giving ${most > 100 ? 'more and more rows' : 'the same rows'}`);
		expect(state.asked).toBeLessThanOrEqual(most);
	});

	it('with rows that differ in all but their key: reading by key ends', async () => {
		const { state, fetchPage } = endless((nth) => [{ K: '1', Name: `changed ${String(nth)}` }]);
		const { urlFor } = numbered([], 1);
		const error = await errorOf(() => all(keysetPages(node, fetchPage, { key: 'K', pageSize: 5, urlFor })));
		expect(error.message).toBe('SAP kept giving the same rows');
		expect(state.asked).toBeLessThan(60);
	});
});

describe('pages by key', () => {
	it('reads server pages inside key pages and stops when a page is not full', async () => {
		const { fetchPage, urlFor, asked } = numbered(['9', '10', '11', '12', '100'], 2);
		const pages = await all(keysetPages(node, fetchPage, { key: 'K', pageSize: 3, urlFor }));
		expect(keysOf(pages)).toEqual(['9', '10', '11', '12', '100']);
		expect(asked).toHaveLength(3);
		expect(asked.at(-1)).toContain('after=11');
	});

	it('asks once more when the last page was full, and takes its emptiness for the end', async () => {
		const { fetchPage, urlFor, asked } = numbered(['1', '2', '3', '4'], 10);
		expect(keysOf(await all(keysetPages(node, fetchPage, { key: 'K', pageSize: 2, urlFor })))).toHaveLength(4);
		expect(asked).toHaveLength(3);
	});

	it('asks for no more than is wanted', async () => {
		const { fetchPage, urlFor, asked } = numbered(['1', '2', '3', '4', '5'], 10);
		const pages = await all(keysetPages(node, fetchPage, { key: 'K', pageSize: 2, limit: 3, urlFor }));
		expect(keysOf(pages)).toEqual(['1', '2', '3']);
		expect(asked.map((url) => new URL(url).searchParams.get('top'))).toEqual(['2', '1']);
	});

	it('gives a row that comes twice once', async () => {
		const fetchPage = linked({
			[`${start}?top=3`]: { keys: ['1', '2'], next: '?more' },
			[`${start}?more`]: { keys: ['2'] },
			[`${start}?top=3&after=2`]: { keys: ['3'] },
		}).fetchPage;
		const { urlFor } = numbered([], 1);
		expect(keysOf(await all(keysetPages(node, fetchPage, { key: 'K', pageSize: 3, urlFor })))).toEqual(['1', '2', '3']);
	});

	it('stops when the condition on the key is ignored', async () => {
		const fetchPage = async () => await Promise.resolve<Page>({ rows: [{ K: '1' }, { K: '2' }], at: 0 });
		const { urlFor } = numbered([], 1);
		const error = await errorOf(() => all(keysetPages(node, fetchPage, { key: 'K', pageSize: 2, urlFor })));
		expect(error.message).toBe('SAP kept giving the same rows');
	});

	it.each([[{}], [{ K: '' }], [{ K: 7 }], [{ K: null }]])('refuses a row without key (%j)', async (row) => {
		const fetchPage = async () => await Promise.resolve<Page>({ rows: [row], at: 0 });
		const { urlFor } = numbered([], 1);
		const error = await errorOf(() => all(keysetPages(node, fetchPage, { key: 'K', pageSize: 2, urlFor })));
		expect(error.message).toBe('SAP gave a row without K');
	});

	it('gives every row once and in order, whatever the sizes', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.nat(10_000), { maxLength: 60 }),
				fc.integer({ min: 1, max: 20 }),
				fc.integer({ min: 1, max: 20 }),
				fc.option(fc.integer({ min: 1, max: 70 }), { nil: undefined }),
				async (numbers, pageSize, serverSize, limit) => {
					const { fetchPage, urlFor } = numbered(numbers.map(String), serverSize);
					const query = { key: 'K', pageSize, urlFor, ...(limit === undefined ? {} : { limit }) };
					const expected = [...numbers].sort((a, b) => a - b).map(String);
					expect(keysOf(await all(keysetPages(node, fetchPage, query)))).toEqual(expected.slice(0, limit));
				},
			),
		);
	});
});
