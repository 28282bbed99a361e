import { connect } from '../../../nodes/Procore/api/client';
import { goesOn, nextLink } from '../../../nodes/Procore/api/pageHeaders';
import { list } from '../../../nodes/Procore/api/paging';
import { fake, type FakeAnswer, type Handler } from './fakes';

const host = 'https://api.procore.com';
const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: from + index }));
const read = async (handler: Handler, perPage = 2, limit?: number) => {
	const { context, requests } = fake({ handler });
	const client = await connect(context);
	const request = { task: 'vendor.read' as const, path: '/rest/v1.0/vendors', query: { sort: 'name' }, perPage };
	return { result: await list(client, request, limit).catch((error: unknown) => error), requests };
};
const byNumber =
	(all: Array<{ id: number }>, size: number, headers: (page: number) => Record<string, string> = () => ({})): Handler =>
	({ url }) => {
		const page = Number(new URL(url).searchParams.get('page'));
		return { headers: headers(page), body: all.slice((page - 1) * size, page * size) };
	};

describe('Link header', () => {
	const current = `${host}/rest/v1.0/vendors?page=1`;
	it.each([
		[undefined, undefined],
		['', undefined],
		[`<${host}/a?page=2>; rel="next"`, `${host}/a?page=2`],
		[
			`<${host}/a?page=1>; rel="first", <${host}/a?b=1,2&page=2>; rel="next", <${host}/a?page=9>; rel="last"`,
			`${host}/a?b=1,2&page=2`,
		],
		[`<${host}/a?page=2>;rel=next`, `${host}/a?page=2`],
		[`<${host}/a?page=2>; title="x"; rel="next prefetch"`, `${host}/a?page=2`],
		['</rest/v1.0/vendors?page=2>; rel="next"', `${host}/rest/v1.0/vendors?page=2`],
		[`<${host}/a?page=1>; rel="prev"`, null],
		[`<${host}/a?page=1>; rel="nextish"`, null],
	])('%s', (header, next) => expect(nextLink(header, current)).toBe(next));
});

describe('lists without Link header', () => {
	const answer = (headers: Record<string, string>) => ({ status: 200, headers, body: [] });
	it.each<[Record<string, string>, number, number, boolean]>([
		[{ total: '250', 'per-page': '100' }, 100, 1, true],
		[{ total: '250', 'per-page': '100' }, 50, 3, false],
		[{ total: '200', 'per-page': '100' }, 100, 2, false],
		[{ 'per-page': '100' }, 100, 1, true],
		[{ 'per-page': '100' }, 99, 1, false],
		[{ total: '250' }, 100, 1, true],
		[{ total: '100' }, 100, 1, false],
		[{}, 300, 1, true],
		[{}, 299, 1, false],
		[{}, 0, 4, false],
	])('%j with %i rows on page %i', (headers, count, page, more) =>
		expect(goesOn(answer(headers), count, page, 300)).toBe(more),
	);
});

describe('reading a list', () => {
	it('follows the links and sends the company with every page', async () => {
		const { result, requests } = await read(({ url }, count): FakeAnswer => {
			if (count > 1) return { headers: { Link: `<${host}/x>; rel="prev"` }, body: rows(3, 1) };
			expect(url).toBe(`${host}/rest/v1.0/vendors?sort=name&page=1&per_page=2`);
			return { headers: { Link: `<${host}/rest/v1.0/vendors?cursor=abc>; rel="next"` }, body: rows(1, 2) };
		});
		expect(result).toEqual(rows(1, 3));
		expect(requests[1]?.url).toBe(`${host}/rest/v1.0/vendors?cursor=abc`);
		expect(requests.every(({ headers }) => /^\d+$/.test(String(headers['Procore-Company-Id'])))).toBe(true);
	});

	it('goes on where a few pages bring only rows that have moved there meanwhile', async () => {
		const pages = [rows(1, 2), rows(1, 2), [], rows(2, 1), rows(3, 1)];
		const { result } = await read((_request, count): FakeAnswer => {
			const isLast = count === pages.length;
			const headers = { Link: `<${host}/rest/v1.0/vendors?cursor=${count}>; rel="${isLast ? 'prev' : 'next'}"` };
			return { headers, body: pages[count - 1] };
		});
		expect(result).toEqual(rows(1, 3));
	});

	it('counts pages where there is no link', async () => {
		const { result, requests } = await read(byNumber(rows(1, 5), 2));
		expect(result).toEqual(rows(1, 5));
		expect(requests).toHaveLength(3);
	});

	it('is not misled by a server that serves smaller pages', async () => {
		const headers = () => ({ total: '5', 'per-page': '2' });
		expect((await read(byNumber(rows(1, 5), 2, headers), 1000)).result).toEqual(rows(1, 5));
	});

	it('asks for no more than the limit', async () => {
		const { result, requests } = await read(byNumber(rows(1, 9), 3), 1000, 3);
		expect(result).toEqual(rows(1, 3));
		expect(requests).toHaveLength(1);
		expect(requests[0]?.url).toContain('per_page=3');
	});

	it('gives a row that moved to the next page once', async () => {
		const { result } = await read(byNumber([...rows(1, 2), ...rows(2, 1)], 2));
		expect(result).toEqual(rows(1, 2));
	});

	it.each<[string, (count: number) => Array<object>]>([
		['the same rows', () => rows(1, 2)],
		['the same rows without ID', () => [{ name: 'a' }, { name: 'a' }]],
		['no rows', () => []],
	])('ends where page after page is named, and each brings %s', async (_, body) => {
		const { result, requests } = await read((_request, count) => ({
			headers: { link: `<${host}/rest?cursor=${String(count)}>; rel="next"` },
			body: body(count),
		}));
		expect(String(result)).toMatch(/second time/);
		expect(requests.length).toBeLessThan(30);
	});

	it('ends where new rows never end', async () => {
		const { result, requests } = await read((_request, count) => ({
			headers: { link: `<${host}/rest?cursor=${String(count)}>; rel="next"` },
			body: rows(count, 1),
		}));
		expect(String(result)).toMatch(/more than 10000 pages/);
		expect(requests).toHaveLength(10_000);
	});

	it('reads on behind an empty page that names the next one', async () => {
		const { result } = await read((_request, count) => ({
			headers: { link: count > 4 ? `<${host}/x>; rel="prev"` : `<${host}/rest?cursor=${String(count)}>; rel="next"` },
			body: count > 4 ? rows(1, 2) : [],
		}));
		expect(result).toEqual(rows(1, 2));
	});

	it.each<[string, Handler, RegExp]>([
		[
			'names a page twice',
			() => ({ headers: { link: `<${host}/again>; rel="next"` }, body: rows(1, 1) }),
			/second time/,
		],
		['sends the same page for ever', () => ({ body: rows(1, 2) }), /second time/],
		[
			'leads to another host',
			() => ({ headers: { link: '<https://evil.example/x>; rel="next"' }, body: rows(1, 1) }),
			/another host/,
		],
		['is no list', () => ({ body: { rows: [] } }), /unexpected shape/],
		['is a log-in page', () => ({ body: ' <!DOCTYPE html><html></html>' }), /does not lead to Procore's API/],
	])('fails when it %s', async (_case, handler, message) => {
		const { result, requests } = await read(handler);
		expect(String(result)).toMatch(message);
		expect(requests.length).toBeLessThanOrEqual(2);
		expect(requests.every(({ url }) => url.startsWith(host))).toBe(true);
	});
});
