import type { IDataObject } from 'n8n-workflow';
import { isWithin, range } from '../../../nodes/Procore/objects/range';
import { company } from './contracts';
import type { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const start = () =>
	company([1], {
		budgetLines: [
			{ project_id: 1, cost_code: '03-310', cost_type: 'M', original_budget_amount: '100' },
			{ project_id: 1, cost_code: '05-100', cost_type: 'S', original_budget_amount: '-20.5' },
		],
	});
/** The rows of the view are shown otherwise. */
function withRows(simulated: Simulated, otherwise: (row: IDataObject, index: number) => IDataObject): void {
	const handle = simulated.simulator.handle.bind(simulated.simulator);
	jest.spyOn(simulated.simulator, 'handle').mockImplementation(async (request) => {
		const answer = await handle(request);
		if (!request.path.endsWith('/detail_rows')) return answer;
		return { ...answer, body: (answer.body as IDataObject[]).map(otherwise) };
	});
}
const columns = async (simulated: Simulated) => {
	const { rows } = await simulated.run('company', 'readRecords', { reads: ['budgets'], projectIds: '1' });
	return rows.map(({ record }) => record as IDataObject);
};

describe('what stands in the columns of a budget', () => {
	it('is told by cost code and cost type, whatever the view calls them', async () => {
		const simulated = start();
		withRows(simulated, (row) => ({ ...row, cost_code: 'Other - words', category: 'Words' }));
		expect(await columns(simulated)).toMatchObject([
			{ projectId: '1', costCode: '03-310', costType: 'M', originalBudgetAmount: '100.0' },
			{ projectId: '1', costCode: '05-100', costType: 'S', originalBudgetAmount: '-20.5' },
		]);
	});

	it('goes by the names of the view where a line has no code', async () => {
		const simulated = start();
		withRows(simulated, (row, index) => ({
			...{ ...row, wbs_code_id: null },
			...(index === 0
				? { cost_code: '01-100 - Site - office', category: 'Labor' }
				: { cost_code: null, category: null }),
		}));
		expect(await columns(simulated)).toMatchObject([
			{ costCode: '01-100', costType: 'Labor' },
			{ costCode: '', costType: '' },
		]);
	});

	it.each<[IDataObject, IDataObject]>([
		[
			{ 'Committed Costs': 7, 'Direct Costs': '10.5', 'Job to Date Costs': '30.75' },
			{ committedCosts: '7', directCosts: '10.5', invoicedCosts: '20.25' },
		],
		[
			{ 'Committed Costs': null, 'Direct Costs': null, 'Job to Date Costs': null },
			{ committedCosts: '0', directCosts: '0', invoicedCosts: '0' },
		],
		[
			{ 'Committed Costs': '-', 'Direct Costs': '1', 'Job to Date Costs': '#REF' },
			{ committedCosts: null, directCosts: '1', invoicedCosts: null },
		],
		[{ 'Job to Date Costs': '5' }, { committedCosts: null, directCosts: null, invoicedCosts: null }],
		[{ 'Direct Costs': '5' }, { directCosts: '5', invoicedCosts: null }],
		[
			{
				original_budget_amount: null,
				budget_modifications: '2.5',
				currency_configuration: { currency_iso_code: 'EUR' },
			},
			{ originalBudgetAmount: '0', budgetModifications: '2.5', currency: 'EUR' },
		],
		[
			{ original_budget_amount: 'n/a', budget_modifications: undefined, currency_configuration: null },
			{ originalBudgetAmount: '0', budgetModifications: '0', currency: '' },
		],
	])('%j is %j: an empty cell is 0, what is not there is not known', async (cells, expected) => {
		const simulated = start();
		const names = ['Committed Costs', 'Direct Costs', 'Job to Date Costs'];
		withRows(simulated, (row) => ({
			...Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))),
			...cells,
		}));
		expect((await columns(simulated))[0]).toMatchObject(expected);
	});
});

describe('lines of a budget', () => {
	const read = async (simulated: Simulated, parameters: object = {}) =>
		await simulated.run('budgetLineItem', 'getAll', {
			...{ projectId: '1', returnAll: true, simplify: true, filters: {} },
			...parameters,
		});

	it('are read in ten fields', async () => {
		const simulated = start();
		const { rows } = await read(simulated);
		expect(rows.map((row) => Object.keys(row).length)).toEqual([10, 10]);
		expect(rows[0]).toMatchObject({ originalBudgetAmount: '100.0', subJob: null });
		withRows(simulated, (row) => ({ ...row, biller_type: 'SubJob', biller: 'Tower', category: undefined }));
		expect((await read(simulated)).rows[0]).toMatchObject({ subJob: 'Tower', costType: null });
	});

	it.each([
		[
			[
				{ id: 1, name: 'Own' },
				{ id: 2, name: 'Procore Standard Budget' },
				{ id: 3, role: 'budget' },
			],
			'3',
		],
		[
			[
				{ id: 1, name: 'Own' },
				{ id: 2, name: 'Procore Standard Budget' },
			],
			'2',
		],
		[
			[
				{ id: 1, name: 'Own' },
				{ id: 4, name: 'Another' },
			],
			'1',
		],
	])('are read by the view that has the standard columns: of %j by %s', async (views, expected) => {
		const simulated = start();
		const handle = simulated.simulator.handle.bind(simulated.simulator);
		jest.spyOn(simulated.simulator, 'handle').mockImplementation(async (request) => {
			if (request.path.endsWith('/budget_views')) return { status: 200, headers: {}, body: views };
			return request.path.endsWith('/detail_rows') ? { status: 200, headers: {}, body: [] } : await handle(request);
		});
		const { calls } = await read(simulated);
		expect(calls.at(-1)?.path).toBe(`/rest/v1.0/budget_views/${expected}/detail_rows`);
	});

	it('of a project without a view say what to do', async () => {
		const projects = [{ id: 1, name: 'One', project_number: '1', active: true, budget_view: 'none' as const }];
		const { rows } = await read(company([1], { projects }));
		expect(rows).toMatchObject([{ reason: 'budget_view_missing' }]);
	});
});

describe('a range of time', () => {
	const now = Date.parse('2026-10-05T12:00:00Z');
	it.each([
		['2026-10-01T10:00:00Z', '2026-10-02T10:00:00.001Z', '"2026-10-01T10:00:00Z...2026-10-02T10:00:01Z"'],
		['2026-10-01T10:00:00.900Z', '2026-10-02T10:00:00Z', '"2026-10-01T10:00:00Z...2026-10-02T10:00:00Z"'],
		['2026-10-01T12:00:00+02:00', '', '"2026-10-01T10:00:00Z...2026-10-06T12:00:00Z"'],
		['', '2026-10-02T10:00:00Z', '"1970-01-01T00:00:00Z...2026-10-02T10:00:00Z"'],
	])('from %j to %j is asked for as %s: no second is lost', (from, to, expected) => {
		expect(range(from, to, now)).toBe(expected);
	});

	it('that is open at both ends is not asked for', () => {
		expect([range('', '', now), isWithin('x', '', '')]).toEqual([undefined, true]);
	});

	it.each([
		['2026-10-01T10:00:00Z', true],
		['2026-10-02T10:00:00Z', true],
		['2026-10-01T09:59:59Z', false],
		['2026-10-02T10:00:01Z', false],
		[null, false],
		['never', false],
	])('has both its ends: %j is within it: %s', (stamp, expected) => {
		expect(isWithin(stamp, '2026-10-01T10:00:00Z', '2026-10-02T10:00:00Z')).toBe(expected);
	});

	it('with one end has all that lies on its side', () => {
		expect([isWithin('2026-10-03T00:00:00Z', '2026-10-02T00:00:00Z'), isWithin('2026-10-01', '2026-10-02')]).toEqual([
			true,
			false,
		]);
		expect([isWithin('2026-10-03', undefined, '2026-10-02'), isWithin('2026-10-01', undefined, '2026-10-02')]).toEqual([
			false,
			true,
		]);
	});
});
