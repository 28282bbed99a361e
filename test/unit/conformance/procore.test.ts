import { conformanceFindingSchema, type ConformanceFinding } from '../../../nodes/shared/model';
import type { ProcoreChange } from '../../../simulators/procore/index.ts';
import { procoreSwitches } from '../../support/procoreSwitches.ts';
import { sandboxProject } from '../../support/sandboxProject.ts';
import { period } from '../procore/billing';
import { company } from '../procore/contracts';
import type { Run, Simulated } from '../procore/simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

/** A project that is fit for every probe: an open billing period, a tax code, and a locked budget of two lines. */
function sandbox(changes: ProcoreChange[] = []): Simulated {
	const simulated = company([sandboxProject], {
		projects: [{ id: sandboxProject, name: 'Sandbox', project_number: 'S-1', active: true, budget_locked: true }],
		billingPeriods: [{ ...period, project_id: sandboxProject }],
		taxCodes: [{ id: 901, code: 'GST', rate: 10 }],
		budgetLines: ['03-310', '05-100'].map((cost_code) => ({
			...{ project_id: sandboxProject, cost_code, cost_type: 'M', original_budget_amount: '500' },
		})),
	});
	changes.forEach((change) => simulated.change(change));
	return simulated;
}
const check = async (simulated: Simulated): Promise<Run> =>
	await simulated.run('company', 'checkConformance', { projectId: String(sandboxProject), confirmProject: 'Sandbox' });
const findingsIn = ({ rows }: Run): ConformanceFinding[] =>
	rows.map((row) => conformanceFindingSchema.strict().parse(row));
const inState = (findings: ConformanceFinding[], state: ConformanceFinding['state']) =>
	findings.flatMap((found) => (found.state === state ? [found.probe] : []));

/** All that Procore holds, without contracts that were deleted, which it keeps. */
function held(simulated: Simulated): object {
	const { contracts, projects, vendors, requisitions, directCosts, budgetLines, budgetChanges, changeOrders } =
		simulated.state();
	const left = (contracts as Array<{ deleted_at: string | null }>).filter(({ deleted_at: at }) => at === null);
	return { left, projects, vendors, requisitions, directCosts, budgetLines, budgetChanges, changeOrders };
}

/** The account may not administer commitments: what bills them cannot be told. */
const withoutAdmin = [
	...['contracts.subcontractorSov', 'requisitions.items', 'requisitions.originData', 'requisitions.overbilling'],
	'requisitions.admin',
];
/** Needs an approved contract. */
const approved = [
	...['contracts.lock', 'contracts.reopening', 'changeOrders.api', 'changeOrders.contract', 'contracts.withoutVendor'],
	...[...withoutAdmin, 'budget.pendingOrders'],
];
/** By probe: what cannot be told once it finds something else, and what it then recommends. */
const consequences: Record<string, { unknown?: string[]; setting?: string; value?: string }> = {
	'contracts.status': { unknown: approved, setting: 'Map orders > Contract Status', value: 'Draft' },
	'lines.taxCode': {
		unknown: ['contracts.status', ...approved, 'lines.amount', 'lines.rounding'],
		...{ setting: 'Map orders > Tax Codes', value: 'on' },
	},
	'contracts.subcontractorSov': {
		unknown: ['requisitions.items', 'requisitions.overbilling'],
		...{ setting: 'Map requisitions > Requisitions', value: 'Pending Contract' },
	},
	'changeOrders.api': { unknown: ['changeOrders.contract'] },
	'budgetChanges.balance': { setting: 'Upsert budgets > On Locked Budget', value: 'Hold' },
	'directCosts.locked': { setting: 'Upsert costs > Options > Direct Costs Are Locked for the API', value: 'on' },
	'directCosts.unlink': { setting: 'Upsert requisitions > Options > Lock When Approved', value: 'off' },
	'directCosts.tool': {
		unknown: ['directCosts.locked', 'directCosts.unlink'],
		...{ setting: 'Map costs > Cost Target', value: 'Budget Line' },
	},
	'pages.large': { unknown: ['pages.vendors', 'pages.contracts'] },
	'budget.view own': { unknown: ['budget.pendingOrders', 'budgetChanges.columns'] },
	'budget.view none': {
		unknown: ['budget.pendingOrders', 'budgetChanges.changeEvent', 'budgetChanges.balance', 'budgetChanges.columns'],
	},
};
describe('Check Conformance', () => {
	it('confirms everything where Procore does what is counted on, and leaves nothing behind', async () => {
		const simulated = sandbox();
		const before = held(simulated);
		const run = await check(simulated);
		const findings = findingsIn(run);
		expect(findings.filter(({ state }) => state !== 'confirmed')).toEqual([]);
		expect(new Set(findings.map(({ probe }) => probe)).size).toBe(findings.length);
		expect(findings.flatMap(({ setting, value }) => (setting ? [`${setting}: ${value}`] : []))).toEqual([
			'Map costs > Cost Target: Direct Cost',
			'Upsert costs > Options > Direct Costs Are Locked for the API: off',
		]);
		expect(held(simulated)).toEqual(before);
		expect(run.calls.length).toBeLessThan(130);
	});

	it.each(procoreSwitches)('$probe finds $name, says what hangs on it, and leaves nothing behind', async (given) => {
		const simulated = sandbox(given.set);
		const before = held(simulated);
		const findings = findingsIn(await check(simulated));
		const view = /"budget_view":"(own|none)"/.exec(JSON.stringify(given.set))?.[1] ?? '';
		const { unknown = [], setting = '', value = '' } = consequences[`${given.probe} ${view}`.trim()] ?? {};
		const isAdmin = given.name === 'commitmentsAdmin';
		expect(inState(findings, 'unknown').sort()).toEqual([...(isAdmin ? withoutAdmin : unknown)].sort());
		expect(inState(findings, 'different')).toEqual(isAdmin ? [] : [given.probe]);
		const found = findings.find(({ probe }) => probe === given.probe);
		expect([found?.setting, found?.value]).toEqual([setting, value]);
		expect(held(simulated)).toEqual(before);
	});

	it('says what the project lacks: nothing is blamed on Procore', async () => {
		const projects = [{ id: sandboxProject, name: 'Sandbox', project_number: 'S-1', active: true }];
		const bare = company([sandboxProject], { projects, vendors: [] });
		const findings = findingsIn(await check(bare));
		expect(inState(findings, 'different')).toEqual([]);
		const why = Object.fromEntries(
			findings.map(({ probe, state, answer }) => [probe, state === 'unknown' ? answer : '']),
		);
		expect(why).toMatchObject({
			'contracts.status': 'The Company Directory has no vendor: add one, and run the check again.',
			'contracts.taxInTotal': expect.stringMatching(/tax code|vendor/) as string,
			'requisitions.items': expect.stringMatching(/vendor|billing period/) as string,
			'budgetChanges.balance': expect.stringMatching(/budget/i) as string,
		});
	});

	it.each([1, 2, 3])('removes what it has made when the answer to contract %i is lost', async (nth) => {
		const simulated = sandbox();
		const before = held(simulated);
		let posts = 0;
		simulated.fault = ({ method, url }) =>
			method === 'POST' && url.includes('purchase_order_contracts') && ++posts === nth ? 'drop-after' : undefined;
		expect(inState(findingsIn(await check(simulated)), 'unknown').length).toBeGreaterThan(0);
		expect(held(simulated)).toEqual(before);
	});

	it('removes what a check has left that was killed, change orders as well', async () => {
		const simulated = sandbox();
		const marked = () => JSON.stringify(held(simulated)).match(/n8n-conformance:/g) ?? [];
		let calls = 0;
		simulated.fault = () => (++calls > 60 ? 'drop-before' : undefined);
		await check(simulated);
		expect(marked()).not.toEqual([]);
		simulated.fault = () => undefined;
		const cleanUp = findingsIn(await check(simulated)).at(-1);
		expect(cleanUp).toMatchObject({ probe: 'cleanUp', state: 'confirmed' });
		expect(marked()).toEqual([]);
	});

	it('says what had to stay', async () => {
		const simulated = sandbox();
		simulated.fault = ({ method, url }) =>
			method === 'DELETE' && url.includes('direct_costs') ? { status: 403 } : undefined;
		const cleanUp = findingsIn(await check(simulated)).at(-1);
		expect(cleanUp).toMatchObject({ probe: 'cleanUp', state: 'different', setting: '', value: '' });
		expect(cleanUp?.answer).toMatch(/remove: \d+ × direct cost\. /);
	});
});
