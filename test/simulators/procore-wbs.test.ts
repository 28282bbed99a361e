import { segmentIds } from '../../simulators/procore/finance/defaults.ts';
import { companyId } from './procore-harness.ts';
import { project, startFinancials, wbsPath } from './procore-finance.ts';
import type { Financials } from './procore-finance.ts';

let sim: Financials;
beforeEach(async () => {
	sim = await startFinancials();
});
afterEach(() => sim.close());

interface Item {
	id: number;
	code: string;
	path_code: string;
	segment: { id: number; type: string };
}
const codes = (params: Record<string, unknown> = {}) => sim.api.get(`${wbsPath}/wbs_codes`, { params });
const flat = async (params: Record<string, unknown>) =>
	(await codes(params)).data.map((code: { flat_code: string }) => code.flat_code);

async function segments(): Promise<{ code: number; type: number }> {
	const { data } = await sim.api.get(`${wbsPath}/segments`);
	return { code: data[0].id, type: data[1].id };
}

/** The segment items of a cost code and a cost type, as a WBS code takes them. */
async function combination(costCode: string, costType: string) {
	const { code, type } = await segments();
	const itemsOf = async (segment: number) =>
		(await sim.api.get(`${wbsPath}/segments/${String(segment)}/segment_items`)).data as Item[];
	const idOf = (items: Item[], path: string) => items.find((item) => item.path_code === path)?.id;
	return [
		{ segment_id: code, segment_item_id: idOf(await itemsOf(code), costCode) },
		{ segment_id: type, segment_item_id: idOf(await itemsOf(type), costType) },
	];
}

describe('WBS codes', () => {
	it('show their segments: the cost code with its path, and the cost type', async () => {
		const [code] = (await codes()).data;
		expect(code).toMatchObject({
			id: 401,
			flat_code: '03-310.M',
			flat_name: 'Formwork.Materials',
			description: 'Formwork.Materials',
			status: 'active',
			segment_items: [
				{ code: '310', path_code: '03-310', path_codes: ['03', '310'], segment: { type: 'cost_code' } },
				{ code: 'M', path_code: 'M', segment: { type: 'line_item_type' } },
			],
		});
		expect(code.segment_items[0].id).not.toBe(302);
	});

	it('filter and page', async () => {
		expect(await flat({ 'filters[status][]': 'active' })).toEqual(['03-310.M', '03-310.L', '05-100.M']);
		expect(await flat({ query: 'by WEIGHT' })).toEqual(['05-100.M']);
		expect(await flat({ per_page: 1, page: 2 })).toEqual(['03-310.L']);
		expect(await flat({ scope: 'budget_code' })).toHaveLength(4);
		expect((await codes({ 'filters[status][]': 'open' })).status).toBe(400);
		expect((await codes({ group_type: 'contract' })).status).toBe(501);
	});

	it('some hundred come a page, 100 unless asked', async () => {
		const costCodes = Array.from({ length: 400 }, (_, i) => ({
			id: 9000 + i,
			project_id: 101,
			code: `c${String(i)}`,
			name: 'n',
		}));
		const wbsCodes = costCodes.map(({ code }) => ({ project_id: 101, cost_code: code, cost_type: 'M' }));
		await sim.admin('POST', 'reset', { costCodes, wbsCodes, contracts: [] });
		const token = await sim.bare.post('/oauth/token', {
			grant_type: 'client_credentials',
			client_id: 'the-client',
			client_secret: 'the-secret',
		});
		sim.api.defaults.headers.authorization = `Bearer ${String(token.data.access_token)}`;
		expect((await codes()).data).toHaveLength(100);
		expect((await codes({ per_page: 1000 })).data).toHaveLength(400);
		expect((await codes({ per_page: 5000 })).headers['per-page']).toBe('1000');
	});

	it('are made of existing items, and the same combination again only changes the description', async () => {
		const segment_items = await combination('05-100', 'L');
		const made = await sim.api.post(`${wbsPath}/wbs_codes`, { segment_items });
		expect([made.status, made.data.flat_code]).toEqual([201, '05-100.L']);
		const again = await sim.api.post(`${wbsPath}/wbs_codes`, { segment_items, description: 'New words' });
		expect(again.data).toMatchObject({ id: made.data.id, description: 'New words' });
		const [code] = segment_items;
		for (const bad of [
			[code],
			[code, code],
			[],
			[{ segment_id: 1, segment_item_id: 1 }],
			await combination('09-900', 'M'),
		]) {
			expect((await sim.api.post(`${wbsPath}/wbs_codes`, { segment_items: bad })).status).toBe(400);
		}
	});

	it('bulk create answers 201 with entities and the rows that are wrong', async () => {
		const bulk = [{ segment_items: await combination('03-310', 'S') }, { description: 'no items' }];
		const { status, data } = await sim.api.patch(`${wbsPath}/wbs_codes/bulk_create`, { bulk });
		expect(status).toBe(201);
		expect(data.entities).toMatchObject([{ flat_code: '03-310.S' }]);
		expect(data.errors).toEqual([{ description: 'no items', errors: { segment_items: [expect.any(String)] } }]);
	});

	it('change description and status, by call or by hand', async () => {
		const one = `${wbsPath}/wbs_codes/401`;
		expect((await sim.api.patch(one, { status: 'inactive' })).data.status).toBe('inactive');
		expect((await sim.api.patch(one, { flat_code: 'x' })).status).toBe(400);
		await sim.change({ do: 'edit-wbs-code', id: 401, set: { status: 'active' } });
		await sim.change({ do: 'add-wbs-code', code: { project_id: 101, cost_code: '03', cost_type: 'L' } });
		expect(await flat({})).toContain('03.L');
	});

	it('a cost type that the project lacks is no item of it', async () => {
		await sim.change({ do: 'edit-project', id: 101, set: { missingCostTypes: ['S'] } });
		expect((await combination('03-310', 'S'))[1]?.segment_item_id).toBeUndefined();
	});
});

describe('further segments', () => {
	const path = (segment: number) => `${wbsPath}/segments/${String(segment)}/segment_items`;
	const phase = { name: 'Phase', required: false, items: ['P1', 'P2'] };
	const subJobs = { name: 'Sub Job', type: 'sub_job' as const, required: false, items: ['01'] };
	const set = (custom_segments: Array<typeof phase | typeof subJobs>, more: object = {}, id = 101) =>
		sim.change({ do: 'edit-project', id, set: { custom_segments, ...more } });
	/** The words of a refusal, in whatever shape. */
	const told = ({ status, data }: { status: number; data: unknown }) =>
		`${String(status)} ${JSON.stringify(data).replace(/[^\w ]+/g, ' ')}`;
	const further = async (name: string, project = '101') => {
		const { data } = await sim.api.get(`${wbsPath.replace('101', project)}/segments`);
		return (data as Array<{ id: number; name: string; type: string; position: number }>).find(
			(each) => each.name === name,
		);
	};
	const itemOf = async (name: string, code: string, project = '101') => {
		const segment = (await further(name, project))?.id ?? 0;
		const { data } = await sim.api.get(path(segment).replace('101', project));
		return { segment_id: segment, segment_item_id: (data as Item[]).find((item) => item.code === code)?.id ?? 0 };
	};
	const usual = async (costCode: string, costType: string) => {
		const [code, type] = [segmentIds.costCode, segmentIds.costType];
		const idOf = async (segment: number, wanted: string) =>
			((await sim.api.get(path(segment))).data as Item[]).find((item) => item.path_code === wanted)?.id;
		return [
			{ segment_id: code, segment_item_id: await idOf(code, costCode) },
			{ segment_id: type, segment_item_id: await idOf(type, costType) },
		];
	};
	const make = (segment_items: unknown[]) => sim.api.post(`${wbsPath}/wbs_codes`, { segment_items });

	it('come before the cost code; each combination is a code of its own', async () => {
		await set([phase, subJobs]);
		expect(await further('Sub Job')).toMatchObject({ type: 'sub_job', position: 2 });
		const parts = [await itemOf('Phase', 'P1'), await itemOf('Sub Job', '01'), ...(await usual('03-310', 'M'))];
		const made = await make(parts);
		expect(made.data).toMatchObject({
			flat_code: 'P1.01.03-310.M',
			segment_items: [{ code: 'P1' }, { code: '01' }, {}, {}],
		});
		expect((await make([...parts].reverse())).data.id).toBe(made.data.id);
		const other = await make([await itemOf('Phase', 'P2'), ...parts.slice(1)]);
		expect(other.data.flat_code).toBe('P2.01.03-310.M');
	});

	it('an unknown item, a segment twice and one that is not in the pattern are refused', async () => {
		await set([phase]);
		const p1 = await itemOf('Phase', 'P1');
		const parts = await usual('03-310', 'M');
		for (const [wrong, error] of [
			[{ ...p1, segment_item_id: 7 }, 'segment_item_id must exist'],
			[{ segment_id: 7, segment_item_id: 7 }, 'segment_id must exist'],
		] as const)
			expect(told(await make([wrong, ...parts]))).toContain(error);
		expect((await make([p1, p1, ...parts])).status).toBe(400);
	});

	it('a required one is asked for, and the codes that there are get its first item', async () => {
		await set([{ ...phase, required: true }]);
		expect(await flat({ 'filters[status][]': 'active' })).toEqual(['P1.03-310.M', 'P1.03-310.L', 'P1.05-100.M']);
		const refused = await make(await usual('03-310', 'S'));
		expect(told(refused)).toContain('must have an item of the segment Phase');
	});

	it("items of the company's segments are the same in every project, sub jobs are a project's own", async () => {
		for (const id of [101, 102]) await set([phase, subJobs], {}, id);
		expect(await itemOf('Phase', 'P1', '102')).toEqual(await itemOf('Phase', 'P1'));
		const [here, there] = [await itemOf('Sub Job', '01'), await itemOf('Sub Job', '01', '102')];
		expect(there.segment_id).toBe(here.segment_id);
		expect(there.segment_item_id).not.toBe(here.segment_item_id);
		expect((await sim.api.post(path((await further('Phase'))?.id ?? 0), { code: 'P3', name: 'Third' })).status).toBe(
			201,
		);
		expect((await itemOf('Phase', 'P3')).segment_item_id).toBeGreaterThan(0);
		expect((await sim.api.post(path((await further('Phase'))?.id ?? 0), { code: 'P3', name: 'Again' })).status).toBe(
			422,
		);
	});

	it('a sub job has cost codes of its own, or takes those of the project', async () => {
		await set([subJobs]);
		const subJob = await itemOf('Sub Job', '01');
		const ofSubJob = async () =>
			(await sim.api.get(path(segmentIds.costCode), { params: { legacy_sub_job_id: subJob.segment_item_id } }))
				.data as Item[];
		expect(await ofSubJob()).toEqual([]);
		expect((await make([subJob, ...(await usual('03-310', 'M'))])).status).toBe(201);
		await set([subJobs], { sub_job_cost_codes: true });
		const [, type] = await usual('05-100', 'M');
		expect(told(await make([subJob, ...(await usual('05-100', 'M'))]))).toContain('segment_item_id must exist');
		const body = { code: '05-100', name: 'Steel', sub_job_id: subJob.segment_item_id };
		expect((await sim.api.post(path(segmentIds.costCode), body)).status).toBe(201);
		const [own] = await ofSubJob();
		const made = await make([subJob, { segment_id: segmentIds.costCode, segment_item_id: own?.id }, type]);
		expect(made.data.flat_code).toBe('01.05-100.M');
		const listed = (await sim.api.get('/rest/v1.0/cost_codes', { params: project })).data as Array<{
			full_code: string;
		}>;
		expect(listed.filter(({ full_code }) => full_code === '05-100')).toHaveLength(1);
	});
});

describe('segment items', () => {
	it('are created for cost codes, with a code that is new under its parent', async () => {
		const { code, type } = await segments();
		const path = (segment: number) => `${wbsPath}/segments/${String(segment)}/segment_items`;
		const { data } = await sim.api.get(path(code));
		const parent = (data as Item[]).find((item) => item.path_code === '03');
		const made = await sim.api.post(path(code), { code: '320', name: 'Falsework', parent_id: parent?.id });
		expect(made.data).toMatchObject({ path_code: '03-320', is_parent: false });
		const again = await sim.api.post(path(code), { code: '320', name: 'Falsework', parent_id: parent?.id });
		expect([again.status, again.data.errors]).toEqual([422, { code: ['has already been taken'] }]);
		expect((await sim.api.post(path(code), { name: 'No code' })).status).toBe(422);
		expect((await sim.api.post(path(type), { code: 'X', name: 'X' })).status).toBe(422);
		expect((await sim.api.get(path(1))).status).toBe(404);
		expect((await sim.api.get(path(code), { params: { only_active_items: true } })).data).toHaveLength(4);
	});

	it('have a pattern', async () => {
		const { data } = await sim.api.get(`${wbsPath}/patterns`);
		expect(data.segments).toMatchObject([{ type: 'cost_code' }, { type: 'line_item_type' }]);
	});
});

describe('cost codes, cost types, units', () => {
	const path = '/rest/v1.0/cost_codes';
	const sync = (...updates: unknown[]) => sim.api.patch(`${path}/sync`, { updates }, { params: project });

	it('are listed whole or compact', async () => {
		const whole = (await sim.api.get(path, { params: { ...project, 'filters[id][]': 302 } })).data[0];
		expect(whole).toMatchObject({ code: '310', full_code: '03-310', parent: { id: 301 }, budgeted: true });
		expect(whole.line_item_types).toHaveLength(3);
		const compact = (await sim.api.get(path, { params: { ...project, view: 'erp_compact' } })).data;
		expect(Object.keys(compact[0])).toEqual(['id', 'code', 'full_code', 'name', 'origin_id', 'origin_data']);
		expect((await sim.api.get(`${path}/311`, { params: project })).status).toBe(404);
	});

	it('are synced by origin id, with a full code that is unique in the project', async () => {
		const { data } = await sync(
			{ code: '400', name: 'Rebar', parent_id: 301, origin_id: 'o1' },
			{ code: '310', name: 'Again', parent_id: 301 },
			{ code: '1', name: '', origin_id: 'o2' },
			{ code: '2', name: 'x', origin_id: 'sap:S4P:costcode:101:05-100', standard_cost_code_id: 4 },
			{ code: '3', name: 'x', parent_id: 311 },
		);
		expect(data.entities).toMatchObject([{ full_code: '03-400', origin_id: 'o1' }]);
		expect(data.errors.map((row: { errors: unknown }) => row.errors)).toEqual([
			{ code: ['has already been taken'] },
			{ name: ["can't be blank"] },
			{ standard_cost_code: ['must exist'] },
			{ parent: ['must exist'] },
		]);
		await sync({ id: 301, code: '33' });
		const full = (await sim.api.get(path, { params: project })).data.map(
			(code: { full_code: string }) => code.full_code,
		);
		expect(full).toEqual(['33', '33-310', '05-100', '09-900', '33-400']);
	});

	it('single calls create and update, except on a project that an ERP is integrated with', async () => {
		const body = { ...project, cost_code: { code: '12', name: 'Roof' } };
		const made = await sim.api.post(path, body);
		expect([made.status, made.data.full_code]).toEqual([201, '12']);
		expect((await sim.api.patch(`${path}/${String(made.data.id)}`, body)).status).toBe(200);
		expect((await sim.api.post(path, { ...project, cost_code: { code: '12' } })).status).toBe(400);
		await sim.change({ do: 'edit-project', id: 101, set: { erp_integrated: true } });
		expect((await sim.api.post(path, { ...project, cost_code: { code: '13', name: 'Door' } })).status).toBe(422);
		expect((await sync({ code: '13', name: 'Door' })).data.entities).toHaveLength(1);
	});

	it('cost types of the company or of a project', async () => {
		const types = async (params: Record<string, unknown>) =>
			(await sim.api.get('/rest/v1.0/line_item_types', { params })).data.map((type: { code: string }) => type.code);
		expect(await types({ company_id: companyId })).toEqual(['L', 'M', 'S']);
		await sim.change({ do: 'edit-project', id: 101, set: { missingCostTypes: ['L'] } });
		expect(await types({ company_id: companyId, ...project })).toEqual(['M', 'S']);
		expect(await types({ ...project, 'filters[origin_id]': 'erp:S' })).toEqual(['S']);
		expect((await sim.api.get('/rest/v1.0/line_item_types')).status).toBe(400);
	});

	it('units of the company', async () => {
		const { data } = await sim.api.get(`/rest/v1.0/companies/${String(companyId)}/uoms`);
		expect(data.map((uom: { name: string }) => uom.name)).toEqual(['ea', 'kg', 'ls']);
	});
});
