import { companyId, logOn, startProcore } from './procore-harness.ts';
import type { Harness } from './procore-harness.ts';

let sim: Harness;
beforeAll(async () => {
	sim = await startProcore();
});
afterAll(() => sim.close());

const vendorsPath = '/rest/v1.0/vendors';
const syncPath = `${vendorsPath}/sync`;
const inactivePath = `/rest/v1.0/companies/${String(companyId)}/vendors/inactive`;
const company = { company_id: companyId };
const list = (params: Record<string, unknown> = {}) => sim.api.get(vendorsPath, { params: { ...company, ...params } });
const create = (vendor: unknown) => sim.api.post(vendorsPath, { ...company, vendor });
const patch = (id: number, vendor: unknown) => sim.api.patch(`${vendorsPath}/${String(id)}`, { ...company, vendor });
const sync = (...updates: unknown[]) => sim.api.patch(syncPath, { ...company, updates });
const names = (data: { name: string }[]) => data.map((item) => item.name);

describe('log-on', () => {
	it('gives a token with its lifetime and time', async () => {
		const { status, data } = await logOn(sim.bare);
		expect(status).toBe(200);
		expect(data).toMatchObject({ token_type: 'bearer', expires_in: 5400, created_at: 1772352000 });
	});

	it('takes a form as well', async () => {
		const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'the-client' });
		form.set('client_secret', 'the-secret');
		expect((await sim.bare.post('/oauth/token', form)).status).toBe(200);
	});

	it('refuses a wrong secret, and does not lock after three', async () => {
		for (let i = 0; i < 4; i++) {
			const { status, data } = await logOn(sim.bare, { client_secret: 'guess' });
			expect(status).toBe(401);
			expect(data).toMatchObject({ error: 'invalid_client', error_description: expect.any(String) });
		}
		expect((await logOn(sim.bare)).status).toBe(200);
	});

	it.each([
		['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
		['no grant', { grant_type: undefined }, 'invalid_request'],
		['a scope', { scope: 'everything' }, 'invalid_scope'],
	])('refuses %s', async (_name, extra, error) => {
		const { status, data } = await logOn(sim.bare, extra);
		expect(status).toBe(400);
		expect(data.error).toBe(error);
	});

	it('tells about a token, and revokes one', async () => {
		const token = String((await logOn(sim.bare)).data.access_token);
		const headers = { authorization: `Bearer ${token}` };
		const info = await sim.bare.get('/oauth/token/info', { headers });
		expect(info.data).toMatchObject({ expires_in_seconds: 5400, application: { uid: 'the-client' } });
		await sim.bare.post('/oauth/revoke', { token, client_id: 'the-client', client_secret: 'the-secret' });
		expect((await sim.bare.get('/oauth/token/info', { headers })).data.error_description).toMatch(/revoked/);
	});
});

describe('general refusals', () => {
	it('404 for what is no operation', async () => {
		expect((await sim.api.get('/rest/v1.0/vendor')).status).toBe(404);
		expect((await sim.api.put(`${vendorsPath}/11`, {})).status).toBe(404);
		expect((await sim.api.get(`${vendorsPath}/eleven`)).status).toBe(404);
	});

	it('401 without a good token', async () => {
		expect((await sim.bare.get('/rest/v1.0/me')).status).toBe(401);
		const wrong = await sim.bare.get('/rest/v1.0/me', { headers: { authorization: 'Bearer nonsense' } });
		expect(wrong.data.error_description).toBe('The access token is invalid');
	});

	it('400 without the company header, 403 for another company', async () => {
		const without = await sim.api.get('/rest/v1.0/me', { headers: { 'procore-company-id': null } });
		expect(without.status).toBe(400);
		expect(JSON.stringify(without.data)).toContain('Missing Procore-Company-Id header!');
		const other = await sim.api.get('/rest/v1.0/me', { headers: { 'procore-company-id': '1' } });
		expect([other.status, other.data.error]).toEqual([403, 'App is not connected to this company']);
		expect((await list({ company_id: 1 })).status).toBe(403);
		expect((await sim.api.get('/rest/v1.0/companies/1/vendors/inactive')).status).toBe(403);
	});

	it.each([
		['an unknown query parameter', { colour: 'red' }],
		['a value outside the enumeration', { view: 'full' }],
		['an id that is no integer', { page: 'two' }],
		['a page of 0', { page: 0 }],
		['a filter that is no range', { 'filters[updated_at]': '2026-01-01' }],
		['a list of ids with a word in it', { 'filters[id][]': 'eleven' }],
	])('400 for %s', async (_name, params) => {
		expect((await list(params)).status).toBe(400);
	});

	it('400 without a required query parameter', async () => {
		const { status, data } = await sim.api.get(vendorsPath);
		expect([status, data.message]).toEqual([400, 'company_id is missing']);
	});

	it('takes company_id in the query where the body asks for it', async () => {
		const { status } = await sim.api.post(vendorsPath, { vendor: { name: 'From the query' } }, { params: company });
		expect(status).toBe(201);
	});

	it.each([
		['no body', undefined],
		['a list as body', []],
		['an unknown field', { ...company, vendor: { name: 'A', iban: 'DE00' } }],
		['an unknown field at the top', { ...company, vendor: { name: 'A' }, vendors: [] }],
		['an object for a text', { ...company, vendor: { name: 'A', city: {} } }],
		['a text for a flag', { ...company, vendor: { name: 'A', is_active: 'yes' } }],
		['a text for an id', { ...company, vendor: { name: 'A', parent_id: 'x' } }],
		['no name', { ...company, vendor: { city: 'Bonn' } }],
		['no company', { vendor: { name: 'A' } }],
	])('400 for %s', async (_name, body) => {
		expect((await sim.api.post(vendorsPath, body)).status).toBe(400);
	});

	it('400 for malformed JSON', async () => {
		const headers = { 'content-type': 'application/json' };
		expect((await sim.api.post(vendorsPath, '{"company_id":', { headers })).status).toBe(400);
	});

	it('400 for a body where none is taken', async () => {
		expect((await sim.api.post('/rest/v1.0/projects/101/vendors/11/actions/add', { note: 'x' })).status).toBe(400);
	});

	it('501 for a filter that it does not act on', async () => {
		const params = { ...company, 'filters[by_region]': '7' };
		expect((await sim.api.get('/rest/v1.1/projects', { params })).status).toBe(501);
	});

	it('403 where the tool is switched off, for a project and for the company', async () => {
		await sim.change({ do: 'set-tool', tool: 'directory', enabled: false, project: 101 });
		const refused = await sim.api.get('/rest/v1.0/projects/101/vendors');
		expect([refused.status, refused.data.error]).toEqual([
			403,
			'You do not have sufficient access to complete that action',
		]);
		expect((await sim.api.get('/rest/v1.0/projects/102/vendors')).status).toBe(200);
		await sim.change({ do: 'set-tool', tool: 'directory', enabled: true, project: 101 });
		await sim.change({ do: 'set-tool', tool: 'directory', enabled: false });
		expect((await list()).status).toBe(403);
		await sim.change({ do: 'set-tool', tool: 'directory', enabled: true });
		expect((await list()).status).toBe(200);
	});

	it('404 for a project outside the permitted ones', async () => {
		expect((await sim.api.get('/rest/v1.0/projects/104/vendors')).status).toBe(404);
	});
});

describe('companies and projects', () => {
	it('shows the company and the service account', async () => {
		expect((await sim.api.get('/rest/v1.0/companies')).data).toMatchObject([{ id: companyId, is_active: true }]);
		expect((await sim.api.get('/rest/v1.0/me')).data.name).toBeUndefined();
		expect((await sim.api.get('/rest/v1.0/me', { params: company })).data.name).toBeDefined();
	});

	it('lists the active, visible projects unless asked otherwise', async () => {
		const get = (version: string, params: Record<string, unknown> = {}) =>
			sim.api.get(`/rest/${version}/projects`, { params: { ...company, ...params } });
		expect(names((await get('v1.0')).data)).toEqual(['Harbour Bridge', 'City Tower']);
		expect(names((await get('v1.1', { 'filters[by_status]': 'Inactive' })).data)).toEqual(['Old Depot']);
		expect((await get('v1.1', { 'filters[by_status]': 'All', view: 'ids' })).data).toEqual([101, 102, 103]);
		expect(names((await get('v1.1', { sort: 'name' })).data)).toEqual(['City Tower', 'Harbour Bridge']);
		expect(names((await get('v1.0', { 'filters[name]': 'tower' })).data)).toEqual(['City Tower']);
		expect(names((await get('v1.0', { 'filters[id]': [102] })).data)).toEqual(['City Tower']);
		expect(names((await get('v1.0', { 'filters[origin_id]': 'sap:S4P:project:P1' })).data)).toEqual(['Harbour Bridge']);
		expect(names((await get('v1.1', { 'filters[project_number]': 'P-2' })).data)).toEqual(['City Tower']);
		expect((await get('v1.0', { 'filters[project_number]': 'P-2' })).status).toBe(400);
		expect((await get('v1.0', { serializer_view: 'compact' })).data[0]).toEqual({
			id: 101,
			name: 'Harbour Bridge',
			display_name: 'P-1 - Harbour Bridge',
		});
	});
});

describe('vendors', () => {
	it('keeps inactive ones and those of other companies out of the list', async () => {
		const all = names((await list()).data);
		expect(all).toEqual(expect.arrayContaining(['Alpha Steel', 'Gamma Paint']));
		expect(all).not.toEqual(expect.arrayContaining(['Beta Concrete']));
		expect(all).not.toEqual(expect.arrayContaining(['Foreign Co']));
		expect(names((await sim.api.get(inactivePath)).data)).toEqual(['Beta Concrete']);
	});

	it('filters', async () => {
		expect(names((await list({ 'filters[origin_id]': 'sap:S4P:supplier:1' })).data)).toEqual(['Alpha Steel']);
		expect(names((await list({ 'filters[search]': 'REBAR' })).data)).toEqual(['Alpha Steel']);
		expect(names((await list({ 'filters[search]': '123456789' })).data)).toEqual(['Gamma Paint']);
		expect(names((await list({ 'filters[search]': 'g-13' })).data)).toEqual(['Gamma Paint']);
		expect(names((await list({ 'filters[id][]': 13 })).data)).toEqual(['Gamma Paint']);
		expect((await list({ 'filters[updated_at]': '2030-01-01...2030-02-01' })).data).toEqual([]);
	});

	it('shows the extended view by default', async () => {
		const { data } = await sim.api.get(`${vendorsPath}/13`, { params: company });
		expect(data).toMatchObject({
			id: 13,
			company: 'Gamma Paint',
			origin_id: null,
			synced_to_erp: false,
			is_active: true,
			business_register: { type: 'EIN', identifier: '123456789' },
			children_count: 0,
			project_ids: [],
		});
		expect((await list({ view: 'compact', 'filters[id][]': 13 })).data).toEqual([{ id: 13, name: 'Gamma Paint' }]);
	});

	it('404 for a vendor that is not there or belongs to another company', async () => {
		expect((await sim.api.get(`${vendorsPath}/99`, { params: company })).status).toBe(404);
		expect((await sim.api.get(`${vendorsPath}/14`, { params: company })).status).toBe(404);
		expect((await patch(99, { name: 'x' })).status).toBe(404);
	});

	it('creates, and lets two share a name', async () => {
		const first = await create({ name: 'Twin', origin_data: 'x'.repeat(2000) });
		const second = await create({ name: 'Twin' });
		expect([first.status, second.status]).toEqual([201, 201]);
		expect(first.data.id).not.toBe(second.data.id);
		expect(first.data.id).toBeGreaterThan(2 ** 32);
		expect(first.data.origin_data).toHaveLength(2000);
	});

	it('422 for an origin id that is taken, by an inactive vendor as well', async () => {
		const taken = { errors: { origin_id: ['has already been taken'] } };
		const created = await create({ name: 'New', origin_id: 'sap:S4P:supplier:2' });
		expect([created.status, created.data]).toEqual([422, taken]);
		const changed = await patch(13, { name: 'Gamma Paint', origin_id: 'sap:S4P:supplier:1' });
		expect([changed.status, changed.data]).toEqual([422, taken]);
		expect((await create({ name: 'Elsewhere', origin_id: 'sap:S4P:supplier:9' })).status).toBe(201);
	});

	it.each([
		['lower case', { country_code: 'de' }, 'country_code', 'Invalid Country Code'],
		['three letters', { country_code: 'DEU' }, 'country_code', 'Invalid Country Code'],
		['no country at all', { country_code: 'XX' }, 'country_code', 'Invalid Country Code'],
		['an SAP region', { country_code: 'DE', state_code: '08' }, 'state_code', 'Invalid State Code for Country'],
		['another state', { country_code: 'US', state_code: 'BY' }, 'state_code', 'Invalid State Code for Country'],
		['a state alone', { state_code: 'BY' }, 'state_code', 'Invalid State Code for Country'],
	])('422 for %s', async (_name, codes, field, message) => {
		const { status, data } = await create({ name: 'Place', ...codes });
		expect([status, data]).toEqual([422, { errors: { [field]: [message] } }]);
	});

	it('changes only what is sent, and needs the name for it', async () => {
		expect((await patch(11, { city: 'Ulm' })).status).toBe(400);
		const { status, data } = await patch(11, { name: 'Alpha Steel', city: 'Ulm' });
		expect(status).toBe(200);
		expect(data).toMatchObject({ city: 'Ulm', state_code: 'BY', country_code: 'DE' });
	});

	it('stamps a change, and only a change', async () => {
		const before = String((await patch(13, { name: 'Gamma Paint' })).data.updated_at);
		sim.server.simulator.clock.advance(60_000);
		expect((await patch(13, { name: 'Gamma Paint' })).data.updated_at).toBe(before);
		expect((await patch(13, { name: 'Gamma Paint', zip: '1' })).data.updated_at).not.toBe(before);
	});

	it('moves a deactivated vendor to the other list and back', async () => {
		const id = Number((await create({ name: 'Comes and goes' })).data.id);
		await patch(id, { name: 'Comes and goes', is_active: false });
		expect(names((await list()).data)).not.toContain('Comes and goes');
		expect(names((await sim.api.get(inactivePath)).data)).toContain('Comes and goes');
		expect((await sim.api.patch(`${inactivePath}/${String(id)}`)).status).toBe(200);
		expect(names((await list()).data)).toContain('Comes and goes');
		expect((await sim.api.patch(`${inactivePath}/${String(id)}`)).status).toBe(404);
	});
});

describe('business register', () => {
	const path = (id: number) => `${vendorsPath}/${String(id)}/business_register`;
	const body = (type: string, identifier: string) => ({ business_register: { type, identifier } });

	it('is created once, then changed', async () => {
		const id = Number((await create({ name: 'Registered' })).data.id);
		const config = { params: company };
		expect((await sim.api.patch(path(id), body('ein', '98-7654321'), config)).status).toBe(404);
		const created = await sim.api.post(path(id), body('ein', '98-7654 321'), config);
		expect([created.status, created.data.identifier]).toEqual([201, '987654321']);
		const again = await sim.api.post(path(id), body('ein', '987654321'), config);
		expect(again.status).toBe(409);
		expect(again.data.message).toMatch(/already associated/);
		expect((await sim.api.patch(path(id), body('abn', '51 824 753 556'), config)).status).toBe(200);
	});

	it('refuses other kinds, bad numbers and missing fields', async () => {
		const config = { params: company };
		expect((await sim.api.post(path(11), body('vat', 'DE123456789'), config)).status).toBe(400);
		expect((await sim.api.post(path(11), body('ein', '12'), config)).status).toBe(422);
		expect((await sim.api.post(path(11), { business_register: { type: 'ein' } }, config)).status).toBe(422);
		expect((await sim.api.post(path(11), body('ein', '123456789'))).status).toBe(400);
	});
});

describe('vendor sync', () => {
	it('creates without any id, on each call again', async () => {
		const first = await sync({ name: 'Nameless origin' });
		const second = await sync({ name: 'Nameless origin' });
		expect(first.data.entities[0].id).not.toBe(second.data.entities[0].id);
	});

	it('creates an unknown origin id, updates a known one, finds by id what has both', async () => {
		const created = await sync({ name: 'Delta', origin_id: 'o:delta' });
		const id = Number(created.data.entities[0].id);
		const updated = await sync({ origin_id: 'o:delta', city: 'Köln' });
		expect(updated.data).toMatchObject({ entities: [{ id, name: 'Delta', city: 'Köln' }], errors: [] });
		const renamed = await sync({ id, origin_id: 'o:delta-2' });
		expect(renamed.data.entities[0]).toMatchObject({ id, origin_id: 'o:delta-2', name: 'Delta' });
	});

	it('answers 200 with the rows that failed and what was sent', async () => {
		const { status, data } = await sync(
			{ id: 99, name: 'Nobody' },
			{ id: 14, name: 'Not ours' },
			{ origin_id: 'o:blank', name: ' ' },
			{ origin_id: 'o:country', name: 'C', country_code: 'DEU' },
			{ origin_id: 'o:state', name: 'S', country_code: 'DE', state_code: '08' },
			{ id: 13, origin_id: 'sap:S4P:supplier:1' },
			{ origin_id: 'o:ein', name: 'E', business_register_attributes: { type: 'ein', identifier: '1' } },
			{ origin_id: 'o:vat', name: 'V', business_register_attributes: { type: 'vat', identifier: '1' } },
			{ origin_id: 'o:good', name: 'Good' },
		);
		expect(status).toBe(200);
		expect(names(data.entities)).toEqual(['Good']);
		expect(data.errors).toEqual([
			{ id: 99, name: 'Nobody', errors: { id: ['Entity with this ID not found'] } },
			{ id: 14, name: 'Not ours', errors: { id: ['Entity with this ID not found'] } },
			{ origin_id: 'o:blank', name: ' ', errors: { name: ["can't be blank"] } },
			{ origin_id: 'o:country', name: 'C', country_code: 'DEU', errors: { country_code: ['Invalid Country Code'] } },
			expect.objectContaining({ origin_id: 'o:state', errors: { state_code: ['Invalid State Code for Country'] } }),
			{ id: 13, origin_id: 'sap:S4P:supplier:1', errors: { origin_id: ['has already been taken'] } },
			expect.objectContaining({ errors: { 'business_register.identifier': ['is invalid'] } }),
			expect.objectContaining({ errors: { 'business_register.type': ['is not included in the list'] } }),
		]);
	});

	it('refuses the second row with an origin id', async () => {
		const { data } = await sync({ name: 'One', origin_id: 'o:twice' }, { name: 'Two', origin_id: 'o:twice' });
		expect(names(data.entities)).toEqual(['One']);
		expect(data.errors).toEqual([
			{ name: 'Two', origin_id: 'o:twice', errors: { origin_id: ['has already been taken'] } },
		]);
	});

	it('answers in another order than asked', async () => {
		const { data } = await sync(...['a', 'b', 'c'].map((name) => ({ name, origin_id: `o:order:${name}` })));
		expect(names(data.entities)).toEqual(['c', 'b', 'a']);
	});

	it('takes the tax number along and deactivates; only the request for it reactivates', async () => {
		const number = { type: 'ein', identifier: '11-2223333' };
		const created = await sync({ name: 'Taxed', origin_id: 'o:tax', business_register_attributes: number });
		expect(created.data.entities[0].business_register.identifier).toBe('112223333');
		const off = await sync({ origin_id: 'o:tax', is_active: false });
		expect(off.data.entities[0].is_active).toBe(false);
		expect(names((await list()).data)).not.toContain('Taxed');
		await sync({ origin_id: 'o:tax', is_active: true });
		expect(names((await list()).data)).not.toContain('Taxed');
		await sim.api.patch(`${inactivePath}/${String(created.data.entities[0].id)}`);
		expect(names((await list()).data)).toContain('Taxed');
	});

	it('400 for no rows, more than 1000, or one malformed row', async () => {
		const rows = Array.from({ length: 1001 }, (_, i) => ({ name: `V${String(i)}`, origin_id: `o:many:${String(i)}` }));
		expect((await sync()).status).toBe(400);
		expect((await sync(...rows)).status).toBe(400);
		expect((await sync({ name: 'A', origin_id: 'o:bad' }, { name: 'B', bank: 'x' })).status).toBe(400);
		expect((await sync({ name: 'A', origin_id: 'o:bad' }, null)).status).toBe(400);
		expect((await sim.api.patch(syncPath, { updates: [{ name: 'A' }] })).status).toBe(400);
		expect((await list({ 'filters[origin_id]': 'o:bad' })).data).toEqual([]);
		expect((await sync(...rows.slice(1))).data.entities).toHaveLength(1000);
	});
});

describe('parents', () => {
	it('are vendors of the company, one level up', async () => {
		const parent = Number((await create({ name: 'Parent' })).data.id);
		const child = await create({ name: 'Child', parent_id: parent });
		expect(child.data.parent).toEqual({ id: parent, name: 'Parent' });
		const shown = await sim.api.get(`${vendorsPath}/${String(parent)}`, { params: company });
		expect(shown.data.children_count).toBe(1);
		expect(names((await list({ 'filters[parent_id][]': parent })).data)).toEqual(['Child']);
		expect((await create({ name: 'Grandchild', parent_id: child.data.id })).status).toBe(422);
		expect((await create({ name: 'Orphan', parent_id: 14 })).status).toBe(422);
		expect((await patch(parent, { name: 'Parent', parent_id: parent })).status).toBe(422);
		const freed = await patch(Number(child.data.id), { name: 'Child', parent_id: null });
		expect(freed.data.parent).toBeNull();
	});
});

describe('project vendors', () => {
	it.each(['v1.0', 'v1.1'])('adds, lists and removes (%s)', async (version) => {
		const path = `/rest/${version}/projects/102/vendors`;
		const added = await sim.api.post(`${path}/11/actions/add`);
		expect([added.status, added.data.project_ids]).toEqual([201, [102]]);
		expect((await sim.api.post(`${path}/11/actions/add`)).data.project_ids).toEqual([102]);
		expect(names((await sim.api.get(path)).data)).toEqual(['Alpha Steel']);
		expect((await sim.api.delete(`${path}/11/actions/remove`)).status).toBe(204);
		expect((await sim.api.get(path)).data).toEqual([]);
	});

	it('404 for an unknown or inactive vendor and an unknown project', async () => {
		expect((await sim.api.post('/rest/v1.0/projects/102/vendors/99/actions/add')).status).toBe(404);
		expect((await sim.api.post('/rest/v1.0/projects/102/vendors/12/actions/add')).status).toBe(404);
		expect((await sim.api.post('/rest/v1.0/projects/999/vendors/11/actions/add')).status).toBe(404);
	});
});
