import type { Finding } from '../../nodes/shared/model';
import { jsonOf, World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await World.start({ dataset: 'tour' });
}, 120_000);
afterAll(async () => await world.close());
afterEach(() => {
	world.simulators.sap.faults.remove();
	world.simulators.procore.faults.remove();
});

interface Item {
	read?: string;
	record?: Record<string, unknown>;
	error?: string;
	details?: { read: string; projectId?: string; reason: string };
}
const kindsOf = (items: Item[]) => [...new Set(items.map(({ read }) => read))];
const goOn = { onError: 'continueRegularOutput' as const };

describe('SAP S/4HANA > System > Read Documents', () => {
	const sap = async (parameters: object, more = {}) => {
		const { error, outputs } = await world.sap({ resource: 'system', operation: 'readDocuments', ...parameters }, more);
		return { error, items: jsonOf(outputs[0]) as Item[] };
	};

	it('puts out what was asked for in one stream, each record as its own operation does', async () => {
		const { items } = await sap({ reads: ['costs', 'orders', 'requisitions', 'suppliers', 'system', 'check'] });
		expect(kindsOf(items)).toEqual(['system', 'check', 'orders', 'requisitions', 'costs', 'suppliers']);
		expect(items[0]?.record).toMatchObject({ system: 'S4P', clock: 'sap' });
		const { outputs } = await world.sap({ resource: 'purchaseOrder', operation: 'getAll', returnAll: true });
		expect(items.filter(({ read }) => read === 'orders').map(({ record }) => record)).toEqual(jsonOf(outputs[0]));
		const states = items.filter(({ read }) => read === 'check').map(({ record }) => (record as Finding).state);
		expect([...new Set(states)]).toEqual(['fits']);
	});

	it('reads texts of what is named; what SAP does not know has none', async () => {
		const { glAccounts, wbsElements, costCenters } = world.simulators.dataset.sap;
		const given = {
			glAccounts: [`00${String(glAccounts[0]?.GLAccount)}`, '99999999'],
			costCenters: [costCenters[0]?.CostCenter],
			wbsElements: [wbsElements.find((row) => row.ProjectElementDescription !== '')?.ProjectElement],
		};
		const { items } = await sap({ reads: ['texts'], textsOf: JSON.stringify(given) });
		expect(items.map(({ record }) => record?.of)).toEqual(['glAccounts', 'costCenters', 'wbsElements']);
		for (const { record } of items) expect(record?.text).not.toBe('');
		const { error } = await sap({ reads: ['texts'], textsOf: '{}' });
		expect(error?.message).toContain("The parameter 'Texts Of' cannot be used");
	});

	it('asks SAP nothing when nothing is to be read', async () => {
		world.forgetCalls();
		expect((await sap({ reads: [] })).items).toEqual([]);
		expect(world.calls('sap')).toEqual([]);
	});

	it('orders changed within some days are counted back by the clock of SAP', async () => {
		const all = await sap({ reads: ['system', 'orders'] });
		const recent = await sap({ reads: ['system', 'orders'], changedDays: 1 });
		expect(recent.items.length).toBeLessThan(all.items.length);
	});

	it('a read that fails names itself and does not keep the others away', async () => {
		world.fault('sap', { kind: 'status', status: 403, path: 'api_purchaserequisition', times: 'always' });
		const { error, items } = await sap({ reads: ['orders', 'requisitions', 'costs'] }, goOn);
		expect(error).toBeUndefined();
		const failed = items.filter((item) => item.error !== undefined);
		expect(failed.map(({ details }) => details?.read)).toEqual(['requisitions']);
		expect(kindsOf(items.filter((item) => !failed.includes(item)))).toEqual(['orders', 'costs']);
	});

	it('the plan is that of the category; of costs and plan only the accounts that are chosen', async () => {
		const amounts = async (more: object) =>
			(await sap({ reads: ['costs', 'plan'], planCategory: 'PLN', ...more })).items.map(({ read, record }) => ({
				read,
				account: String(record?.glAccount),
				category: record?.planCategory,
			}));
		const all = await amounts({});
		const some = await amounts({ costAccounts: '62000000-62999999', planAccounts: '63000000-63999999' });
		expect([...new Set(some.map(({ read }) => read))]).toEqual(['costs', 'plan']);
		const of = { costs: '62', plan: '63' } as Record<string, string>;
		expect(some).toEqual(all.filter(({ account, read }) => account.startsWith(of[read ?? ''] ?? '')));
		expect([...new Set(all.filter(({ read }) => read === 'plan').map(({ category }) => category))]).toEqual(['PLN']);
		expect((await sap({ reads: ['plan'] })).error?.message).toContain("'Plan Category' cannot be used");
	});

	it('where the workflow is to stop on errors, it stops', async () => {
		world.fault('sap', { kind: 'status', status: 403, path: 'api_purchaserequisition', times: 'always' });
		expect((await sap({ reads: ['requisitions'] })).error).toBeDefined();
	});
});

describe('Procore > Company > Read Records', () => {
	const procore = async (parameters: object, more = {}) => {
		const { error, outputs } = await world.procore(
			{ resource: 'company', operation: 'readRecords', ...parameters },
			more,
		);
		return { error, items: jsonOf(outputs[0]) as Item[] };
	};

	it('puts out what was asked for in one stream, by project where there is one', async () => {
		for (const project_id of [2201, 2202])
			world.changeProcore({ do: 'add-contract', contract: { project_id, vendor_id: null, number: 'C-1', lines: [] } });
		const { items } = await procore({ reads: ['contracts', 'vendors', 'access'], projectIds: '2201,2202' });
		expect(kindsOf(items)).toEqual(['access', 'vendors', 'contracts']);
		const projects = items.filter(({ read }) => read === 'contracts').map(({ record }) => record?.project);
		expect(projects).toMatchObject([{ id: 2201 }, { id: 2202 }]);
	});

	it('gives each project the cost codes that can be used in it, with their names, for one request each', async () => {
		world.forgetCalls();
		const { items } = await procore({ reads: ['codes'], projectIds: '2201,2202' });
		expect(items.map(({ record }) => record?.projectId)).toEqual(['2201', '2202']);
		const { wbsCodes = [] } = world.simulators.dataset.procore;
		const codes = (items[0]?.record?.codes ?? []) as Array<Record<string, string>>;
		const named = (costCode: unknown, costType: unknown) => `${String(costCode)} ${String(costType)}`;
		expect(codes.map(({ costCode, costType }) => named(costCode, costType)).sort()).toEqual(
			wbsCodes
				.filter(({ project_id }) => Number(project_id) === 2201)
				.map(({ cost_code, cost_type }) => named(cost_code, cost_type))
				.sort(),
		);
		for (const { costCodeName, costTypeName } of codes) expect([costCodeName, costTypeName]).not.toContain('');
		expect(world.calls('procore')).toHaveLength(2);
	});

	it('asks Procore nothing when nothing is to be read, or there is no project', async () => {
		world.forgetCalls();
		expect((await procore({ reads: [] })).items).toEqual([]);
		expect((await procore({ reads: ['contracts', 'budgets'], projectIds: '' })).items).toEqual([]);
		expect(world.calls('procore')).toEqual([]);
	});

	it('a budget is what the standard view shows of each cost code, whichever view is the first', async () => {
		const line = { cost_code: '02-400', cost_type: 'S', amount: '12.50', description: 'By hand' };
		const contract = { project_id: 2203, vendor_id: null, number: 'C-9', lines: [line] };
		world.changeProcore({ do: 'add-contract', contract: { ...contract, status: 'Approved' } });
		const read = async () => {
			const { items } = await procore({ reads: ['budgets'], projectIds: '2203' });
			return items.map(({ record }) => record).find((row) => row?.costCode === '02-400' && row.costType === 'S');
		};
		const shown = { projectId: '2203', currency: 'USD', originalBudgetAmount: '0.0', committedCosts: '12.5' };
		expect(await read()).toMatchObject({ ...shown, directCosts: '0.0', invoicedCosts: '0.0' });
		// The company's own view comes first, and has other columns.
		world.changeProcore({ do: 'set-budget-rules', ownBudgetViewFirst: true });
		expect(await read()).toMatchObject(shown);
	});

	it('a budget names whole budget codes, inactive ones too; so does the list of codes to choose from', async () => {
		const phase = { name: 'Phase', required: true, items: ['P1'] };
		const subJob = { name: 'Sub Job', type: 'sub_job' as const, required: true, items: ['01'] };
		world.changeProcore({ do: 'edit-project', id: 2203, set: { custom_segments: [phase, subJob] } });
		const typesOf = async (read: 'budgets' | 'codes') => {
			const { items } = await procore({ reads: [read], projectIds: '2203' });
			const rows = items.flatMap(({ record }) => (record?.codes as Array<Record<string, unknown>>) ?? [record]);
			return rows.filter((row) => row?.costCode === '02-400').map((row) => row?.costType);
		};
		const whole = 'S; Phase=P1; Sub Job=01';
		expect(await typesOf('budgets')).toContain(whole);
		expect(await typesOf('codes')).toContain(whole);
		const { wbsCodes } = world.simulators.procore.simulator.state() as {
			wbsCodes: Array<{ id: number; project_id: number; flat_code: string }>;
		};
		const code = wbsCodes.find((each) => each.project_id === 2203 && each.flat_code === 'P1.01.02-400.S');
		world.changeProcore({ do: 'edit-wbs-code', id: code?.id ?? 0, set: { status: 'inactive' } });
		expect(await typesOf('budgets')).toContain(whole);
		expect(await typesOf('codes')).not.toContain(whole);
		world.changeProcore({ do: 'edit-wbs-code', id: code?.id ?? 0, set: { status: 'active' } });
		world.changeProcore({ do: 'edit-project', id: 2203, set: { custom_segments: [] } });
	});

	it('a project that cannot be read is named, and the others are read', async () => {
		world.fault('procore', { kind: 'status', status: 404, path: 'project_id=2201', times: 'always' });
		const { error, items } = await procore({ reads: ['budgets'], projectIds: '2201,2202' }, goOn);
		expect(error).toBeUndefined();
		expect(items[0]?.details).toMatchObject({ read: 'budgets', projectId: '2201' });
		expect(items.slice(1).every(({ record }) => record?.projectId === '2202')).toBe(true);
	});

	it('refuses what is not an ID', async () => {
		expect((await procore({ reads: ['contracts'], projectIds: 'bridge' })).error?.message).toContain('bridge');
	});
});
