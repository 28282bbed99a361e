import type { IDataObject } from 'n8n-workflow';
import { connect } from '../../../nodes/Procore/api/client';
import { pairKey } from '../../../nodes/Procore/objects/wbs/projectCodes';
import { resolveCodes, type ResolveOptions } from '../../../nodes/Procore/objects/wbs/resolve';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { fake, type FakeRequest, type Handler } from './fakes';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const costCodes = ['03-310', '03-320', '05-100'];
const costTypes = ['M', 'S'];
const item = (type: string, code: string, index: number) => ({
	id: (type === 'cost_code' ? 100 : 200) + index,
	code: code.split('-').at(-1),
	path_code: code,
	segment: { id: type === 'cost_code' ? 1 : 2, name: type, type },
});
const wbsCode = (id: number, costCode: string, costType = '', more: object = {}) => ({
	id,
	flat_code: `${costCode}.${costType}`,
	status: 'active',
	segment_items: [
		item('cost_code', costCode, costCodes.indexOf(costCode)),
		...(costType ? [item('line_item_type', costType, costTypes.indexOf(costType))] : []),
	],
	...more,
});
const existing = [
	wbsCode(1, '03-310', 'M'),
	wbsCode(2, '03-310', 'S', { status: 'inactive' }),
	wbsCode(3, '03-320'),
	{
		...wbsCode(4, '03-320', 'S'),
		segment_items: [...wbsCode(4, '03-320', 'S').segment_items, item('sub_job', 'A', 9)],
	},
];

const procore: Handler = ({ method, url, body }) => {
	if (method === 'PATCH') {
		const bulk = body?.bulk as Array<{ segment_items: Array<{ segment_id: number; segment_item_id: number }> }>;
		const entities = bulk.map(({ segment_items: [code, type] }, index) =>
			wbsCode(
				50 + index,
				costCodes[Number(code?.segment_item_id) - 100] ?? '',
				type ? costTypes[type.segment_item_id - 200] : '',
			),
		);
		return { status: 201, body: { entities: entities.reverse(), errors: [] } };
	}
	if (url.includes('/segments/1/')) return { body: costCodes.map((code, index) => item('cost_code', code, index)) };
	if (url.includes('/segments/2/'))
		return { body: costTypes.map((code, index) => item('line_item_type', code, index)) };
	if (url.includes('/segments'))
		return {
			body: [
				{ id: 1, type: 'cost_code' },
				{ id: 2, type: 'line_item_type' },
				{ id: 3, type: 'custom' },
			],
		};
	return { body: existing };
};

async function resolve(pairs: string[], options: Partial<ResolveOptions> = {}, handler = procore) {
	const { context, requests } = fake({ handler });
	const client = await connect(context);
	const split = (text: string) => {
		const [costCode = '', costType = ''] = text.split('.');
		return { costCode, costType };
	};
	const run = async (more: string[]) => {
		const found = await resolveCodes(client, '7', more.map(split), {
			create: false,
			dryRun: false,
			...options,
		});
		return more.map((text) => {
			const one = found.get(pairKey(split(text)));
			return one && 'why' in one ? [one.why.reason, one.why.message] : one?.id;
		});
	};
	return { found: await run(pairs), again: run, requests };
}
const pathsOf = (requests: FakeRequest[]) =>
	requests.map(({ method, url }) => `${method} ${new URL(url).pathname.replace(/^.*work_breakdown_structure/, '')}`);

describe('WBS codes of cost codes and cost types', () => {
	it('are read once an execution', async () => {
		const { found, again, requests } = await resolve(['03-310.M', '03-320.', '03-310.M']);
		expect(found).toEqual([1, 3, 1]);
		expect(await again(['03-310.M'])).toEqual([1]);
		expect(requests).toHaveLength(1);
		expect(decodeURIComponent(requests[0]?.url ?? '')).not.toContain('filters[status]');
	});

	it('need no request when none is needed', async () => {
		const { requests } = await resolve([]);
		expect(requests).toHaveLength(0);
	});

	it('tell apart what is missing, with two more lists at most', async () => {
		const { found, again, requests } = await resolve(['03-310.S', '03-320.M', '09-900.M', '03-310.X', '05-100.S']);
		expect(found).toEqual([
			['wbs_code_missing', expect.stringContaining('inactive') as unknown],
			['wbs_code_missing', 'The project has the parts of the budget code 03-320 · M, but not the code itself'],
			['cost_code_missing', 'The project has no cost code 09-900'],
			['cost_code_missing', 'The project has no cost type X'],
			['wbs_code_missing', expect.stringContaining('budget code 05-100 · S,') as unknown],
		]);
		expect(pathsOf(requests)).toEqual([
			'GET /wbs_codes',
			'GET /segments',
			'GET /segments/1/segment_items',
			'GET /segments/2/segment_items',
		]);
		await again(['09-901.M']);
		expect(requests).toHaveLength(4);
	});

	it('take no code with a sub job for the plain one', async () => {
		const { found } = await resolve(['03-320.S']);
		expect(found).toEqual([['wbs_code_missing', expect.any(String)]]);
	});

	it('are created in one call where that is wanted, and known from then on', async () => {
		const { found, again, requests } = await resolve(['03-320.M', '05-100.S', '09-900.M'], { create: true });
		expect(found).toEqual([50, 51, ['cost_code_missing', expect.any(String)]]);
		expect(requests.at(-1)).toMatchObject({
			method: 'PATCH',
			body: {
				bulk: [
					{
						segment_items: [
							{ segment_id: 1, segment_item_id: 101 },
							{ segment_id: 2, segment_item_id: 200 },
						],
					},
					{
						segment_items: [
							{ segment_id: 1, segment_item_id: 102 },
							{ segment_id: 2, segment_item_id: 201 },
						],
					},
				],
			},
		});
		const before = requests.length;
		expect(await again(['05-100.S'])).toEqual([51]);
		expect(requests).toHaveLength(before);
	});

	it('are not created on a dry run', async () => {
		const { found, requests } = await resolve(['03-320.M', '09-900.M'], { create: true, dryRun: true });
		expect(found).toEqual(['', ['cost_code_missing', expect.any(String)]]);
		expect(requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it("say so in Procore's words when one cannot be created", async () => {
		const refusing: Handler = (request, count) =>
			request.method === 'PATCH'
				? { status: 201, body: { entities: [], errors: [{ errors: { base: ['No more codes'] } }] } }
				: procore(request, count);
		const { found } = await resolve(['03-320.M'], { create: true }, refusing);
		expect(found).toEqual([['wbs_code_missing', expect.stringContaining('No more codes') as unknown]]);
	});
});

describe('Get Many', () => {
	async function getMany(resource: string, parameters: IDataObject, rows: object[]) {
		const { context, requests } = fake({
			parameters: { resource, operation: 'getAll', projectId: '7', returnAll: true, simplify: true, ...parameters },
			handler: () => ({ body: rows }),
		});
		const [items = []] = await new Procore().execute.call(context);
		return { rows: items.map(({ json }) => json), url: decodeURIComponent(requests[0]?.url ?? '') };
	}

	it('of cost codes', async () => {
		const filters = { ids: '5,6', originId: 'sap:x' };
		const { rows, url } = await getMany('costCode', { filters }, [
			{ id: 5, code: '310', full_code: '03-310', name: 'Concrete', parent: { id: 4 } },
		]);
		expect(url).toContain(
			'/rest/v1.0/cost_codes?project_id=7&filters[id][]=5&filters[id][]=6&filters[origin_id]=sap:x&page=1&per_page=2000',
		);
		expect(rows).toMatchObject([{ id: 5, fullCode: '03-310', name: 'Concrete', parentId: 4 }]);
	});

	it('of cost types', async () => {
		const { rows, url } = await getMany('costType', {}, [
			{ id: 1, code: 'M', name: 'Materials', base_type: 'materials' },
		]);
		expect(url).toMatch(/\/rest\/v1\.0\/line_item_types\?company_id=\d+&project_id=7&page=1&per_page=2000$/);
		expect(rows).toEqual([{ id: 1, code: 'M', name: 'Materials', baseType: 'materials', originId: null }]);
	});

	it('of WBS codes, active ones unless asked otherwise', async () => {
		const { rows, url } = await getMany('wbsCode', { filters: { search: '310' } }, existing.slice(0, 1));
		expect(url).toContain(
			'/rest/v1.0/projects/7/work_breakdown_structure/wbs_codes?filters[status][]=active&query=310&page=1',
		);
		expect(rows).toMatchObject([{ id: 1, flatCode: '03-310.M', costCode: '03-310', costType: 'M', status: 'active' }]);
		expect((await getMany('wbsCode', { filters: { status: 'All' } }, [])).url).not.toContain('filters[status]');
	});
});
