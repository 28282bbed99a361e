import { connect } from '../../../nodes/Procore/api/client';
import { namedCodes } from '../../../nodes/Procore/objects/wbs/namedCodes';
import { pairKey } from '../../../nodes/Procore/objects/wbs/projectCodes';
import { resolveCodes } from '../../../nodes/Procore/objects/wbs/resolve';
import { simplifyWbsCode } from '../../../nodes/Procore/objects/wbs/code';
import { fake, type Handler } from './fakes';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

/** IDs are those of their segment: items of two segments may have the same one. */
const segments = {
	cost_code: { id: 1, name: 'Kostenart', type: 'cost_code', required: true },
	line_item_type: { id: 2, name: 'Typ', type: 'line_item_type', required: true },
	sub_job: { id: 3, name: 'Teilprojekt', type: 'sub_job', required: false },
	phase: { id: 4, name: 'Phase ', type: 'custom', required: false },
	unused: { id: 5, name: 'Unused', type: 'custom', required: false, is_included_in_project_pattern: false },
};
type Segment = keyof typeof segments;
const item = (segment: Segment, id: number, code: string) => ({
	...{ id, code, path_code: code, name: `Name of ${code}` },
	segment: segments[segment],
});
const codes = [
	{ id: 1, status: 'active', segment_items: [item('cost_code', 1, '03-310'), item('line_item_type', 1, 'M')] },
	{
		...{ id: 2, status: 'active', flat_code: '01.P1.03-310.M' },
		segment_items: [
			item('sub_job', 1, '01'),
			item('phase', 1, 'P1'),
			item('cost_code', 7, '03-310'),
			item('line_item_type', 1, 'M'),
		],
	},
	{
		...{ id: 3, status: 'inactive' },
		segment_items: [item('phase', 1, 'P1'), item('cost_code', 1, '03-310'), item('line_item_type', 1, 'M')],
	},
];

/** @param ofSubJobs cost codes that sub job 01 has of its own */
const procore =
	(ofSubJobs: string[] = []): Handler =>
	({ method, url }) => {
		if (method === 'PATCH') return { status: 201, body: { entities: [], errors: [] } };
		if (url.includes('/segments/1/') && url.includes('legacy_sub_job_id=1'))
			return { body: ofSubJobs.map((code, index) => item('cost_code', 20 + index, code)) };
		if (url.includes('/segments/1/')) return { body: [item('cost_code', 1, '03-310'), item('cost_code', 2, '05-100')] };
		if (url.includes('/segments/2/')) return { body: [item('line_item_type', 1, 'M')] };
		if (url.includes('/segments/3/')) return { body: [item('sub_job', 1, '01'), item('sub_job', 2, '02')] };
		if (url.includes('/segments/4/')) return { body: [item('phase', 1, 'P1'), item('phase', 2, 'P2')] };
		if (url.includes('/segments')) return { body: Object.values(segments) };
		return { body: codes };
	};

async function resolve(texts: string[], { create = false, ofSubJobs = [] as string[] } = {}) {
	const { context, requests } = fake({ handler: procore(ofSubJobs) });
	const pairs = texts.map((text) => {
		const [costCode = '', costType = ''] = text.split(' / ');
		return { costCode, costType };
	});
	const found = await resolveCodes(await connect(context), '7', pairs, { create, dryRun: false });
	const told = pairs.map((pair) => {
		const one = found.get(pairKey(pair));
		return one && 'why' in one ? one.why.message : one?.id;
	});
	const bulk = requests.find(({ method }) => method === 'PATCH')?.body?.bulk as
		| Array<{ segment_items: object[] }>
		| undefined;
	const read = requests
		.filter(({ method }) => method === 'GET')
		.map(({ url }) =>
			url.replace(/^.*work_breakdown_structure\//, '').replace(/&?(page|per_page|only_active_items)=\w+/g, ''),
		);
	return { told, created: bulk?.map(({ segment_items }) => segment_items), read };
}

describe('WBS codes with a sub job and segments', () => {
	it('are told from one another and from the plain one, the sub job whatever the project calls it', async () => {
		const { told, read } = await resolve(['03-310 / M', '03-310 / M; Phase=P1; Sub Job=01']);
		expect(told).toEqual([1, 2]);
		expect(read).toHaveLength(1);
		expect((await resolve(['03-310 / M;Sub Job = 01;Phase=P1'])).told).toEqual([2]);
	});

	it('an inactive one is told as that', async () => {
		const { told } = await resolve(['03-310 / M; Phase=P1']);
		expect(told).toEqual(['The budget code 03-310 · M; Phase=P1 is inactive in the project']);
	});

	it('say which segment lacks which value; only what is asked for is read', async () => {
		const { told, read } = await resolve(['03-310 / M; Phase=P9']);
		expect(told).toEqual(['The segment Phase of the project has no value P9; it has P1, P2']);
		expect(read).toEqual([expect.stringMatching(/^wbs_codes/), 'segments', 'segments/4/segment_items?']);
		const others = await resolve([
			'03-310 / M; Sub Job=09',
			'03-310 / M; phase=P1',
			'03-310 / M; Unused=1',
			'03-310 / M; Phase',
			'03-310 / Phase=P1; Phase=P2',
			'09-900 / M; Phase=P2',
		]);
		expect(others.told).toEqual([
			'The project has no sub job 09; it has 01, 02',
			'The project has no segment phase; it has Sub Job, Phase',
			'The project has no segment Unused; it has Sub Job, Phase',
			'The segments of 03-310 · M; Phase cannot be read: "Phase" is not a segment with its value, like Phase=P.',
			'The segments of 03-310 · Phase=P1; Phase=P2 cannot be read: Phase is named twice.',
			'The project has no cost code 09-900',
		]);
	});

	it('are made of an item of each segment', async () => {
		const { created } = await resolve(['05-100 / M; Phase=P2'], { create: true });
		expect(created).toEqual([
			[
				{ segment_id: 4, segment_item_id: 2 },
				{ segment_id: 1, segment_item_id: 2 },
				{ segment_id: 2, segment_item_id: 1 },
			],
		]);
	});

	it.each([
		['their own where they have some', ['03-310', '05-100'], 21],
		["the project's where they have none", [], 2],
	])('with a sub job take cost codes: %s', async (_, ofSubJobs, id) => {
		const { created } = await resolve(['05-100 / M; Sub Job=01'], { create: true, ofSubJobs });
		expect(created).toEqual([
			[
				{ segment_id: 3, segment_item_id: 1 },
				{ segment_id: 1, segment_item_id: id },
				{ segment_id: 2, segment_item_id: 1 },
			],
		]);
	});

	it('a cost code that is not assigned to the sub job is told as that, and nothing is made', async () => {
		const { told, created } = await resolve(['05-100 / M; Sub Job=01'], { create: true, ofSubJobs: ['03-310'] });
		expect(told).toEqual(['The sub job 01 does not have the cost code 05-100']);
		expect(created).toBeUndefined();
	});

	it('are listed with the names of their parts', async () => {
		const { context } = fake({ handler: procore() });
		const { codes: named } = await namedCodes(await connect(context), '7');
		expect(named).toContainEqual({
			...{ costCode: '03-310', costType: 'M; Phase=P1; Sub Job=01' },
			...{ costCodeName: 'Name of 03-310', costTypeName: 'Name of M · Name of 01 · Name of P1' },
		});
	});

	it('simplified they have their segments beside cost code and cost type', () => {
		const [plain, whole] = codes.map(simplifyWbsCode);
		expect(plain).toMatchObject({ costCode: '03-310', costType: 'M', segments: '' });
		expect(whole).toMatchObject({ costCode: '03-310', costType: 'M', segments: 'Phase=P1; Sub Job=01' });
	});
});
