import type { IDataObject } from 'n8n-workflow';
import type { DesiredCostCode } from '../../../nodes/shared/model';
import type { ProcoreSimulatorOptions } from '../../../simulators/procore/index.ts';
import { company, endsOf } from './contracts';
import { answering, type Run, type Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const costCode = (code: string, more: Partial<DesiredCostCode> = {}): DesiredCostCode => ({
	originId: `sap:S4P:costcode:1:${code}`,
	projectId: '1',
	code,
	name: `Cost of ${code}`,
	costTypes: ['M'],
	source: { entity: 'cost_code', sapKey: code, sapChangedAt: null },
	remarks: [],
	...more,
});
interface Ways {
	resource?: string;
	execution?: string;
	createWbsCodes?: boolean;
}
const upsert = async (simulated: Simulated, wanted: DesiredCostCode[], ways: Ways = {}): Promise<Run> => {
	const { resource = 'costCode', execution, createWbsCodes = true } = ways;
	const items = wanted.map((one) => structuredClone(one) as unknown as IDataObject);
	return await simulated.run(resource, 'upsertMany', { dryRun: false, options: { createWbsCodes } }, items, execution);
};
const plain = { createWbsCodes: false };

/** A project with these cost codes. */
const having = (codes: string[], more: Partial<ProcoreSimulatorOptions> = {}) =>
	company([1], {
		costCodes: codes.map((code, index) => ({ id: 1 + index, project_id: 1, code, name: `Theirs ${code}` })),
		wbsCodes: [],
		...more,
	});
const isRead = (method: string) => method === 'GET';
const listedAs = (simulated: Simulated, change: (code: IDataObject) => IDataObject) => {
	answering(simulated, /\/cost_codes$/, (body) => (body as unknown as IDataObject[]).map(change), isRead);
};
const codesOf = (simulated: Simulated) =>
	simulated.state<{ costCodes: Array<{ id: number; full_code: string; origin_id: string | null }> }>().costCodes;
const sentRow = ({ writes: [write] }: Run): IDataObject | undefined =>
	(write?.body as { updates: IDataObject[] } | undefined)?.updates[0];

describe('What the project has already', () => {
	it('a cost code that is deleted in Procore does not count: it is created', async () => {
		const simulated = having(['07']);
		listedAs(simulated, (code) => ({ ...code, deleted_at: '2026-09-01T00:00:00Z' }));
		expect(sentRow(await upsert(simulated, [costCode('07')], plain))).toMatchObject({ code: '07' });
	});

	it('a cost code is known by its code where Procore gives no full code', async () => {
		const simulated = having(['07']);
		listedAs(simulated, (code) => ({ ...code, full_code: null }));
		expect(endsOf(await upsert(simulated, [costCode('07')], plain))).toEqual(['none unchanged']);
	});

	it('the outcome names the cost code in Procore, whoever made it', async () => {
		const simulated = having(['07']);
		const [theirs, created] = (await upsert(simulated, [costCode('07'), costCode('08')], plain)).outcomes;
		const id = String(codesOf(simulated).find(({ full_code }) => full_code === '08')?.id);
		expect(theirs).toMatchObject({ action: 'none', procoreId: '1', previousFingerprint: '' });
		expect(created).toMatchObject({ procoreId: id, previousFingerprint: '', detail: { remarks: [] } });
		const [, unchanged] = (await upsert(simulated, [costCode('07'), costCode('08')], plain)).outcomes;
		expect(unchanged).toMatchObject({ action: 'none', procoreId: id, previousFingerprint: created?.fingerprint });
		const renamed = await upsert(simulated, [costCode('08', { name: 'New' })], plain);
		expect(renamed.outcomes[0]).toMatchObject({ procoreId: id, previousFingerprint: created?.fingerprint });
	});
});

describe('The place of a new cost code in the tree', () => {
	it.each([
		['0710', ['07'], { code: '0710' }],
		['07-10-5', ['07', '07-1'], { code: '10-5', parent_id: 1 }],
		['07-', ['07'], { code: '07-' }],
		['-5', ['07'], { code: '-5' }],
	])('%s beside %j', async (code, present, place) => {
		const { code: sent, parent_id } = sentRow(await upsert(having(present), [costCode(code)], plain)) ?? {};
		expect({ code: sent, ...(parent_id === undefined ? {} : { parent_id }) }).toEqual(place);
	});
});

describe('What Procore answers', () => {
	it.each([
		['the code', { code: '80' }, 'code is 80 instead of 08'],
		['the name', { name: 'Else' }, 'name is Else instead of Cost of 08'],
		['both', { code: '80', name: 'Else' }, 'code is 80 instead of 08, name is Else instead of Cost of 08'],
	])(
		'where it shows %s otherwise than sent, the cost code fails, the others do not, and the next run compares it again',
		async (_, change, what) => {
			const simulated = having([]);
			answering(simulated, /cost_codes\/sync$/, ({ entities, ...body }) => ({
				...body,
				entities: (entities as IDataObject[]).map((one) => (one.code === '08' ? { ...one, ...change } : one)),
			}));
			const run = await upsert(simulated, [costCode('08'), costCode('09')], plain);
			expect(endsOf(run)).toEqual(['create failed not_as_sent', 'create synced']);
			expect(run.outcomes[0]?.message).toContain(what);
			expect(run.writes.map(({ body }) => (body as { updates: IDataObject[] }).updates)).toMatchObject([
				[{ origin_id: 'sap:S4P:costcode:1:08' }, { origin_id: 'sap:S4P:costcode:1:09' }],
				[{ origin_id: 'sap:S4P:costcode:1:08', origin_data: '' }],
			]);
			jest.restoreAllMocks();
			expect(endsOf(await upsert(simulated, [costCode('08')], plain))).toEqual(['update synced']);
		},
	);

	it('a rejection without a text says that there was none', async () => {
		const simulated = having([]);
		answering(simulated, /cost_codes\/sync$/, ({ entities, ...body }) => ({
			...body,
			entities: [],
			errors: (entities as IDataObject[]).map(({ origin_id }) => ({ origin_id, errors: {} })),
		}));
		const [failed] = (await upsert(simulated, [costCode('08')], plain)).outcomes;
		expect(failed).toMatchObject({
			reason: 'procore_rejected',
			message: 'Procore rejected this cost code and gave no reason',
			procoreId: '',
			previousFingerprint: '',
		});
	});

	it.each(['costCode', 'wbsCode'])(
		'%s: a project that it does not let us read fails, with nothing done',
		async (resource) => {
			const simulated = having([]);
			simulated.fault = () => ({ status: 403 });
			const run = await upsert(simulated, [costCode('08')], { resource });
			expect(run.writes).toEqual([]);
			expect(run.outcomes).toMatchObject([
				{
					...{ entity: 'cost_code', sapKey: '08', action: 'none', status: 'failed', procoreId: '' },
					...{ fingerprint: '', previousFingerprint: '', detail: { remarks: [] } },
				},
			]);
		},
	);

	it('a cost code whose WBS codes cannot be read is not called done', async () => {
		const simulated = company([1]);
		simulated.fault = ({ url }) => (url.includes('wbs_codes') ? { status: 403 } : undefined);
		const run = await upsert(simulated, [costCode('03-310'), costCode('06-100')]);
		expect(run.outcomes.map(({ action, status }) => `${action} ${status}`)).toEqual(['none failed', 'create failed']);
	});
});

describe('WBS codes of cost codes', () => {
	it('names every cost type that the project lacks, once', async () => {
		const run = await upsert(company([1]), [costCode('06-100', { costTypes: ['L', 'M', 'X'] })]);
		expect(run.outcomes[0]?.message).toBe('The project has no cost type L; The project has no cost type X');
	});

	it('are looked for again in an execution that has added cost codes, and only then', async () => {
		const simulated = company([1]);
		const itemLists = ({ calls }: Run) => calls.filter(({ path }) => path.endsWith('/segment_items')).length;
		const execution = 'the same execution';
		const lacking = costCode('06-100', { costTypes: ['M', 'L'] });
		const known = await upsert(simulated, [lacking], { resource: 'wbsCode', execution });
		expect([endsOf(known), itemLists(known)]).toEqual([['none held cost_code_missing'], 2]);
		const unchanged = await upsert(simulated, [costCode('03-310')], { execution });
		expect([endsOf(unchanged), unchanged.calls.length]).toEqual([['none unchanged'], 1]);
		const still = await upsert(simulated, [lacking], { resource: 'wbsCode', execution });
		expect([endsOf(still), still.calls.length]).toEqual([['none held cost_code_missing'], 0]);
		// Only the cost codes: it is known that there is no cost type L.
		const added = await upsert(simulated, [lacking], { execution });
		expect([endsOf(added), itemLists(added)]).toEqual([['create held cost_code_missing'], 1]);
		expect(added.outcomes[0]?.message).toBe('The project has no cost type L');
	});
});

it('Get Many, simplified, tells which cost codes the sync made, and from which standard one', async () => {
	const simulated = having([]);
	await upsert(simulated, [costCode('08')], plain);
	listedAs(simulated, (code) => ({ ...code, standard_cost_code_id: 77 }));
	const parameters = { projectId: '1', returnAll: true, simplify: true, filters: {} };
	expect((await simulated.run('costCode', 'getAll', parameters)).rows).toMatchObject([
		{ fullCode: '08', originId: 'sap:S4P:costcode:1:08', standardCostCodeId: 77 },
	]);
});
