import { adviceOf } from '../../../nodes/shared/reasons';
import { connect } from '../../../nodes/Procore/api/client';
import { simplifyWbsCode } from '../../../nodes/Procore/objects/wbs/code';
import { namedCodes } from '../../../nodes/Procore/objects/wbs/namedCodes';
import { pairKey } from '../../../nodes/Procore/objects/wbs/projectCodes';
import { resolveCodes } from '../../../nodes/Procore/objects/wbs/resolve';
import { fake, type FakeAnswer } from './fakes';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const segments = {
	cost_code: { id: 'a', name: 'Cost Code', type: 'cost_code', required: true },
	line_item_type: { id: 2, name: 'Cost Type', type: 'line_item_type', required: true },
	sub_job: { id: 3, name: 'Sub Job', type: 'sub_job', required: false },
	phase: { id: 4, name: ' Phase ', type: 'custom', required: false },
};
type Segment = keyof typeof segments;
const item = (segment: Segment, id: unknown, code: string, more: object = {}) => ({
	...{ id, code: 'short', path_code: code, name: `Name of ${code}`, segment: segments[segment] },
	...more,
});
const wbsCode = (id: number, ...segment_items: object[]) => ({ id, status: 'active', segment_items });
const steel = item('cost_code', 'x1', '03-310');
const material = item('line_item_type', 1, 'M');
const house = item('sub_job', 1, '01');
const phase1 = item('phase', 1, 'P1');

/** A project, by what Procore says of it. */
interface Project {
	codes?: object[];
	has?: object[];
	/** Cost codes of a sub job's own. */
	ofSubJobs?: object[];
	/** What is made of a request for new codes. */
	made?: FakeAnswer;
}
async function resolve(
	texts: string[],
	{ codes = [], has = Object.values(segments), ofSubJobs = [], made }: Project = {},
) {
	const items: Record<string, object[]> = {
		a: [steel, item('cost_code', 'x2', '05-100')],
		2: [material],
		3: [house, item('sub_job', 2, '02')],
		4: [phase1, item('phase', 2, 'P2')],
	};
	const { context, requests } = fake({
		handler: ({ method, url }) => {
			if (method === 'PATCH') return made ?? { status: 201, body: { entities: [], errors: [] } };
			const segment = /\/segments\/(\w+)\//.exec(url)?.[1];
			if (segment) return { body: url.includes('legacy_sub_job_id') ? ofSubJobs : items[segment] };
			return { body: url.includes('/segments') ? has : codes };
		},
	});
	const pairs = texts.map((text) => {
		const [costCode = '', costType = ''] = text.split(' / ');
		return { costCode, costType };
	});
	const found = await resolveCodes(await connect(context), '7', pairs, { create: true, dryRun: false });
	const results = pairs.map((pair) => found.get(pairKey(pair)));
	const told = results.map((one) => (one && 'why' in one ? one.why.message : one?.id));
	const whys = results.map((one) => (one && 'why' in one ? one.why : undefined));
	const bulk = requests.find(({ method }) => method === 'PATCH')?.body?.bulk as
		| Array<{ segment_items: Array<{ segment_id: unknown; segment_item_id: unknown }> }>
		| undefined;
	const made_of = bulk?.map(({ segment_items }) =>
		segment_items.map(({ segment_id, segment_item_id }) => `${segment_id}:${segment_item_id}`).join(' '),
	);
	const read = requests.filter(({ method }) => method === 'GET').map(({ url }) => url.replace(/^.*structure\//, ''));
	return { told, whys, made: made_of, read };
}

describe('A new WBS code', () => {
	it('is made of what existing ones are made of, without a further list', async () => {
		const codes = [
			wbsCode(1, steel, material),
			wbsCode(2, phase1, house, item('cost_code', 'x7', '03-310'), material),
			wbsCode(3, material),
		];
		const { made, read } = await resolve(['03-310 / M; Sub Job=01', '03-310 / M; Phase=P1'], { codes });
		// The sub job has a cost code of its own.
		expect(made).toEqual(['3:1 a:x7 2:1', '4:1 a:x1 2:1']);
		expect(read).toHaveLength(1);
	});

	it('may be a cost code alone', async () => {
		expect((await resolve(['05-100'])).made).toEqual(['a:x2']);
	});

	it('is made of active items only', async () => {
		const { read } = await resolve(['05-100 / M']);
		expect(read.slice(2)).toEqual([
			expect.stringContaining('only_active_items=true'),
			expect.stringContaining('only_active_items=true'),
		]);
	});

	it('is not made without a segment that all the others have', async () => {
		const { told, whys, made } = await resolve(['03-310 / M', '03-310 / M; Phase=P2'], {
			codes: [wbsCode(1, steel, material, phase1), wbsCode(2, steel, phase1)],
		});
		expect(told[0]).toBe("The project's budget codes also have Phase: there is not one of 03-310 · M alone");
		expect(whys[0]).toMatchObject({
			reason: 'wbs_code_missing',
			advice: adviceOf('wbs_code_missing', 'furtherSegments'),
		});
		expect(made).toEqual(['4:2 a:x1 2:1']);
	});

	it('in a project without any is not made without a segment that is required', async () => {
		const { phase, ...others } = segments;
		const strict = await resolve(['03-310 / M', '03-310 / M; Phase=P1'], {
			has: [...Object.values(others), { ...phase, required: true }],
		});
		expect(strict.told[0]).toBe("The project's budget codes also have Phase: there is not one of 03-310 · M alone");
		expect(strict.made).toEqual(['4:1 a:x1 2:1']);
		expect((await resolve(['03-310 / M'])).made).toEqual(['a:x1 2:1']);
	});

	it('that Procore answers in a shape of its own is an error', async () => {
		await expect(resolve(['03-310 / M'], { made: { status: 200, body: {} } })).rejects.toThrow('entities');
	});
});

describe('Why there is no WBS code', () => {
	it('a project without further segments names none', async () => {
		const { cost_code, line_item_type } = segments;
		const { told } = await resolve(['03-310 / M; Phase=P1'], { has: [cost_code, line_item_type] });
		expect(told).toEqual(['The project has no segment Phase']);
	});

	it('a cost code that neither the sub job nor the project has is one that the project lacks', async () => {
		const { told, whys } = await resolve(['09-900 / M; Sub Job=01']);
		expect(told).toEqual(['The project has no cost code 09-900']);
		expect(whys[0]?.advice).toBe(adviceOf('cost_code_missing'));
	});

	it.each([
		['03-310 / M; Phase', 'unreadable'],
		['03-310 / M; Phase=P9', 'segment'],
		['05-100 / M; Sub Job=01', 'subJob'],
	] as const)('%s: what to do is said for this case', async (text, inCase) => {
		expect((await resolve([text], { ofSubJobs: [steel] })).whys).toMatchObject([
			{ reason: 'cost_code_missing', advice: adviceOf('cost_code_missing', inCase) },
		]);
	});

	it('inactive: what to do is said for this case', async () => {
		const { whys } = await resolve(['03-310 / M'], { codes: [{ ...wbsCode(1, steel, material), status: 'inactive' }] });
		expect(whys).toMatchObject([{ reason: 'wbs_code_missing', advice: adviceOf('wbs_code_missing', 'inactive') }]);
	});
});

describe('WBS codes as they are read', () => {
	const named = async (...rows: object[]) => {
		const { context, requests } = fake({ handler: () => ({ body: rows }) });
		const { codes } = await namedCodes(await connect(context), '7');
		return { codes, url: decodeURIComponent(requests[0]?.url ?? '') };
	};

	it('only active ones with a cost code can be chosen', async () => {
		const { codes, url } = await named(wbsCode(1, material), wbsCode(2, item('cost_code', 1, ' ')), { id: 3 });
		expect(codes).toEqual([]);
		expect(url).toContain('filters[status][]=active&');
	});

	it('are named by the names that their parts have', async () => {
		const unnamed = { name: null };
		const { codes } = await named(
			wbsCode(1, item('cost_code', 1, '03-310', unnamed)),
			wbsCode(2, steel, item('line_item_type', 1, 'M', unnamed), phase1, house),
		);
		expect(codes).toEqual([
			{ costCode: '03-310', costType: '', costCodeName: '', costTypeName: '' },
			{
				...{ costCode: '03-310', costType: 'M; Phase=P1; Sub Job=01', costCodeName: 'Name of 03-310' },
				costTypeName: 'Name of P1 · Name of 01',
			},
		]);
	});

	it('a part is known by its full code, or else by its code, without blanks around it', () => {
		const code = simplifyWbsCode(
			wbsCode(
				1,
				item('cost_code', 1, '', { path_code: null, code: ' 03 ' }),
				item('line_item_type', 1, ' M ', { code: 'other' }),
				item('phase', 1, '', { code: undefined, segment: { id: 4 } }),
			),
		);
		expect(code).toMatchObject({ costCode: '03', costType: 'M', segments: '=' });
	});

	it('a part without an ID, or of a segment without one, is none', () => {
		const parts = [
			item('cost_code', null, '03'),
			item('line_item_type', 1, 'M', { segment: { type: 'line_item_type' } }),
		];
		expect(simplifyWbsCode(wbsCode(1, ...parts))).toMatchObject({ costCode: null, costType: null, segments: '' });
	});
});
