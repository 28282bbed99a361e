import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { zonedTime } from '../../../nodes/shared/zonedTime';
import { range } from '../../../nodes/Procore/objects/range';
import { fake, type FakeOptions } from './fakes';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

async function run(
	resource: string,
	operation: string,
	parameters: Record<string, unknown>,
	options: FakeOptions = {},
) {
	const { context, requests } = fake({
		handler: () => ({ body: { id: 5, name: 'Acme' } }),
		...options,
		parameters: { resource, operation, ...parameters },
	});
	const [items = []] = await new Procore().execute.call(context);
	const calls = requests.map(
		({ method, url }) => `${method} ${decodeURIComponent(url.replace('https://api.procore.com/rest', ''))}`,
	);
	return { items, requests, calls, company: String(requests[0]?.headers['Procore-Company-Id']) };
}

describe('projects', () => {
	const project = {
		id: 1,
		name: 'Bridge',
		display_name: 'P1 - Bridge',
		project_number: 'P1',
		active: true,
		extra: 1,
		project_stage: { name: 'Bidding' },
	};
	const handler = () => ({ body: [project] });

	it('are read with filters, simplified', async () => {
		const filters = {
			status: 'All',
			projectNumber: 'P1',
			updatedFrom: '2026-10-01T00:00:00',
			updatedTo: '2026-10-02T00:00:00Z',
		};
		const { items, calls, company } = await run(
			'project',
			'getAll',
			{ returnAll: true, simplify: true, filters },
			{ handler },
		);
		expect(calls).toEqual([
			`GET /v1.1/projects?company_id=${company}&filters[by_status]=All&filters[project_number]=P1&filters[updated_at]="2026-09-30T22:00:00Z...2026-10-02T00:00:00Z"&page=1&per_page=300`,
		]);
		expect(Object.keys(items[0]?.json ?? {})).toHaveLength(10);
		expect(items[0]?.json).toMatchObject({ id: 1, displayName: 'P1 - Bridge', stage: 'Bidding', originId: null });
	});

	it('are active ones unless asked otherwise, raw when asked', async () => {
		const { items, calls } = await run(
			'project',
			'getAll',
			{ returnAll: false, limit: 5, simplify: false },
			{ handler },
		);
		expect(calls[0]).toContain('filters[by_status]=Active&page=1&per_page=5');
		expect(items[0]?.json).toEqual(project);
	});
});

describe('vendors', () => {
	it('are read by ID', async () => {
		const { items, calls, company } = await run('vendor', 'get', { vendorId: ' 5 ', simplify: false });
		expect(calls).toEqual([`GET /v1.0/vendors/5?company_id=${company}`]);
		expect(items).toEqual([{ json: { id: 5, name: 'Acme' }, pairedItem: { item: 0 } }]);
	});

	it('are read from both lists for All, each once', async () => {
		const filters = { status: 'All', search: 'acme', ids: '1, 2,3' };
		const { items, calls, company } = await run(
			'vendor',
			'getAll',
			{ returnAll: true, simplify: false, filters },
			{
				handler: ({ url }) =>
					url.includes('/inactive')
						? {
								body: [
									{ id: 2, name: 'Acme B' },
									{ id: 3, name: 'Other' },
									{ id: 4, name: 'acme' },
								],
							}
						: {
								body: [
									{ id: 1, name: 'Acme A', is_active: true },
									{ id: 2, name: 'Acme B' },
								],
							},
			},
		);
		expect(calls).toEqual([
			`GET /v1.0/vendors?company_id=${company}&filters[search]=acme&filters[id][]=1&filters[id][]=2&filters[id][]=3&page=1&per_page=2000`,
			`GET /v1.0/companies/${company}/vendors/inactive?page=1&per_page=2000`,
		]);
		expect(items.map(({ json }) => json)).toEqual([
			{ id: 1, name: 'Acme A', is_active: true },
			{ id: 2, name: 'Acme B', is_active: false },
		]);
	});

	it('cost no second list when the limit is reached', async () => {
		const { items, calls } = await run(
			'vendor',
			'getAll',
			{ limit: 1, simplify: true, filters: { status: 'All' } },
			{
				handler: () => ({ body: [{ id: 1, name: 'A' }] }),
			},
		);
		expect(calls).toHaveLength(1);
		expect(Object.keys(items[0]?.json ?? {})).toHaveLength(10);
	});

	it('are created with the fields that were added, and never twice', async () => {
		const additionalFields = { countryCode: 'US', isActive: false };
		const made = await run('vendor', 'create', { name: 'Acme', additionalFields });
		expect(made.requests[0]).toMatchObject({
			method: 'POST',
			body: { company_id: Number(made.company), vendor: { name: 'Acme', country_code: 'US', is_active: false } },
		});
		const failing = fake({
			parameters: { resource: 'vendor', operation: 'create', name: 'A' },
			handler: () => ({ status: 502 }),
		});
		await expect(new Procore().execute.call(failing.context)).rejects.toMatchObject({ httpCode: '502' });
		expect(failing.requests).toHaveLength(1);
	});

	it('are updated, with a read only for a name that is not given', async () => {
		const named = await run('vendor', 'update', { vendorId: '5', updateFields: { name: 'New', city: 'X' } });
		expect(named.calls).toEqual(['PATCH /v1.0/vendors/5']);
		const unnamed = await run('vendor', 'update', { vendorId: '5', updateFields: { city: '' } });
		expect(unnamed.requests.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
		expect(unnamed.requests[1]?.body?.vendor).toEqual({ name: 'Acme', city: '' });
	});

	it('are added to a project without a body', async () => {
		const { requests, calls, items } = await run('vendor', 'addToProject', { projectId: '7', vendorId: '5' });
		expect(calls).toEqual(['POST /v1.0/projects/7/vendors/5/actions/add']);
		expect(requests[0]).not.toHaveProperty('body');
		expect(items[0]?.json).toEqual({ added: true, projectId: '7', vendorId: '5' });
	});
});

describe('trouble', () => {
	const parameters = { vendorId: '5', simplify: true };
	const handler = (_: unknown, count: number) => (count === 1 ? { status: 404 } : { body: { id: 5, name: 'Acme' } });

	it('stops at the item', async () => {
		await expect(run('vendor', 'get', parameters, { handler })).rejects.toMatchObject({
			httpCode: '404',
			context: { itemIndex: 0 },
		});
	});

	it('is a web page, also where nothing of the answer is needed', async () => {
		const page = { handler: () => ({ body: '<html>Log on</html>' }) };
		for (const [operation, more] of [
			['addToProject', { projectId: '7' }],
			['get', {}],
		] as const)
			await expect(run('vendor', operation, { ...parameters, ...more }, page)).rejects.toMatchObject({
				message: expect.stringContaining("does not lead to Procore's API") as string,
				context: { reason: 'configuration_invalid' },
			});
	});

	it('is left to the item when the node goes on', async () => {
		const { items } = await run('vendor', 'get', parameters, { handler, goesOn: true, items: [{}, {}] });
		expect(items.map(({ json, pairedItem }) => [Object.keys(json).length, pairedItem])).toEqual([
			[2, { item: 0 }],
			[10, { item: 1 }],
		]);
		expect(items[0]?.json).toMatchObject({ details: { reason: 'not_found' } });
	});

	it('nobody foresaw has a reason, too', async () => {
		const { context } = fake({ goesOn: true, parameters: { resource: 'vendor', operation: 'get', ...parameters } });
		const { getNodeParameter } = context;
		const asked = (name: string, index: number) => {
			if (name === 'vendorId') throw new TypeError('Cannot read it');
			return getNodeParameter(name, index) as string;
		};
		const given = { ...context, getNodeParameter: asked } as unknown as typeof context;
		const [items = []] = await new Procore().execute.call(given);
		expect(items[0]?.json).toEqual({
			error: 'Cannot read it',
			details: { reason: 'unexpected_error', advice: expect.any(String) as string },
		});
	});

	it.each<[string, string, Record<string, unknown>, RegExp]>([
		['no ID', 'get', { vendorId: 'abc' }, /holds no ID/],
		['no ID in a list', 'getAll', { filters: { ids: '1,x' } }, /'IDs' holds "x"/],
		['no time', 'getAll', { filters: { updatedFrom: 'soon' } }, /not a date and time/],
		['limit 0', 'getAll', { limit: 0 }, /The parameter 'Limit' cannot be used \[item 0\]/],
		['half a limit', 'getAll', { limit: 2.5 }, /'Limit'/],
		['no limit', 'getAll', { limit: 'many' }, /'Limit'/],
		['nothing to update', 'update', { vendorId: '5', updateFields: {} }, /is empty/],
	])('%s', async (_case, operation, given, message) => {
		await expect(run('vendor', operation, given)).rejects.toThrow(message);
	});

	it.each<[IDataObject, RegExp]>([
		[{ companyId: '' }, /no company ID/],
		[{ companyId: 'Acme' }, /"Acme" is not a Procore company ID/],
		[{ environment: 'custom', apiUrl: '' }, /no API URL/],
	])('credential %j', async (credentials, message) => {
		await expect(run('vendor', 'get', parameters, { credentials })).rejects.toThrow(message);
	});

	it.each([
		['developerSandbox', 'https://sandbox.procore.com'],
		['monthlySandbox', 'https://api-monthly.procore.com'],
		['federal', 'https://api.procoregov.com'],
		['production', 'https://api.procore.com'],
		['productionUk01', 'https://api.procore.com'],
		['productionUs02', 'https://api.procore.com'],
		['custom', 'http://localhost:4100'],
	])('%s goes to its host', async (environment, host) => {
		const credentials = { environment, apiUrl: 'http://localhost:4100/' };
		const { requests } = await run('vendor', 'get', parameters, { credentials });
		expect(requests[0]?.url.startsWith(`${host}/rest/`)).toBe(true);
	});
});

describe('list searches', () => {
	const { searchVendors, searchProjects } = new Procore().methods.listSearch;

	it('page through vendors', async () => {
		const { context, requests } = fake({
			handler: ({ url }) => ({
				headers: { link: `<${url}&x>; rel="next"` },
				body: [{ id: 598134325779301, name: 'Acme' }],
			}),
		});
		expect(await searchVendors.call(context as unknown as ILoadOptionsFunctions, 'ac', '2')).toEqual({
			results: [{ name: 'Acme', value: '598134325779301' }],
			paginationToken: '3/1',
		});
		expect(decodeURIComponent(requests[0]?.url ?? '')).toContain('filters[search]=ac&page=2&per_page=100');
	});

	it('show the number of a project', async () => {
		const { context } = fake({ handler: () => ({ body: [{ id: 1, name: 'Bridge', project_number: 'P1' }] }) });
		expect(await searchProjects.call(context as unknown as ILoadOptionsFunctions)).toEqual({
			results: [{ name: 'Bridge · P1', value: '1' }],
		});
	});
});

describe('times', () => {
	it.each([
		['2026-10-01T06:00:00Z', '2026-10-01T06:00:00.000Z'],
		['2026-10-01T06:00:00.5+02:00', '2026-10-01T04:00:00.500Z'],
		['2026-07-01T06:00:00', '2026-07-01T04:00:00.000Z'],
		['2026-12-01 06:00:00', '2026-12-01T05:00:00.000Z'],
		['2026-12-01', '2026-11-30T23:00:00.000Z'],
		['2026-03-29T03:30:00', '2026-03-29T01:30:00.000Z'],
		['2026-03-29T01:30:00', '2026-03-29T00:30:00.000Z'],
		['tomorrow', undefined],
	])('%s', (text, time) => expect(zonedTime(text, 'Europe/Berlin')).toBe(time));

	it('become a range, open ends included', () => {
		const now = Date.UTC(2026, 9, 1);
		expect(range(undefined, undefined, now)).toBeUndefined();
		expect(range('2026-09-01T00:00:00.900Z', undefined, now)).toBe('"2026-09-01T00:00:00Z...2026-10-02T00:00:00Z"');
		expect(range(undefined, '2026-09-01T00:00:00.100Z', now)).toBe('"1970-01-01T00:00:00Z...2026-09-01T00:00:01Z"');
	});
});
