import { allCostAccounts, amountText, boughtAccounts } from '../costs/accounts.ts';
import { oddCostAccounts } from '../costs/gl-accounts.ts';
import { type ProjectSpec, siteCostCenters } from '../project-spec.ts';
import { randomFor } from '../random.ts';
import type { SapPlanItem } from '../sap-plan-types.ts';
import { orderPositions } from '../sap-projects.ts';
import { oddAccounts } from '../orders/mapping-recipes.ts';
import { buildPlanItem, type PlanSpec } from './build-plan-item.ts';

/** The plan of the projects, and the budget that was agreed on; the two differ. */
export const planCategories = { plan: 'PLN', budget: 'BUD01' } as const;

/** An awkward situation: what is planned in it. */
export interface PlanCase {
	items: SapPlanItem[];
	note: string;
}

/** Amounts of the year 2026, in the plan of two periods, in the budget of one; some of the year before. */
function plainPlan(project: ProjectSpec, isLarge: boolean): PlanSpec[] {
	const random = randomFor('plan', project.id, String(isLarge));
	const start = random.int(0, boughtAccounts.length - 1);
	const some = Array.from(
		{ length: 10 },
		(_, index) => boughtAccounts[(start + index * 3) % boughtAccounts.length] ?? '',
	);
	return (isLarge ? allCostAccounts : some).flatMap((glAccount) => {
		const wbsElement = `${project.sapProject}.${random.pick(orderPositions)}`;
		const { companyCode, sapProject } = project;
		const own = { glAccount, companyCode, wbsElement, project: sapProject };
		const amount = () => amountText(project.currency, 5000, 90000, random);
		const plan = (fiscalYear: string, fiscalPeriod: string): PlanSpec => ({
			...own,
			planningCategory: planCategories.plan,
			fiscalYear,
			fiscalPeriod,
			amount: amount(),
		});
		return [
			plan('2026', '006'),
			plan('2026', '012'),
			...(random.chance(10) ? [plan('2025', '012')] : []),
			{ ...plan('2026', '001'), planningCategory: planCategories.budget },
		];
	});
}

type Odd = Omit<PlanSpec, 'planningCategory' | 'companyCode' | 'fiscalYear' | 'fiscalPeriod'> & Partial<PlanSpec>;

/** Every data set holds all of these, in the plan; a new one goes last. */
function oddPlans(first: ProjectSpec, unmapped: string): Record<string, { note: string; items: Odd[] }> {
	const on = (project: string, position: string) => ({ wbsElement: `${project}.${position}`, project });
	return {
		costCenter: {
			note: 'Planned on a cost center of the first site.',
			items: [{ glAccount: allCostAccounts[0] ?? '', amount: '4200.00', costCenter: siteCostCenters(first)[0] }],
		},
		unmappedAccount: {
			note: 'No row of the map fits the account.',
			items: [{ glAccount: unmapped, amount: '510.00', ...on('P-1004', '2') }],
		},
		missingCostType: {
			note: 'The map leads to the cost type OC, which the company does not have.',
			items: [{ glAccount: oddCostAccounts.missingCostType, amount: '620.00', ...on('P-1004', '2') }],
		},
		foreignCurrency: {
			note: 'The German company planned in euros for a project in dollars.',
			items: [
				{ glAccount: oddCostAccounts.missingCostType, amount: '730.00', ...on('P-1008', '1'), companyCode: '1010' },
			],
		},
		closedProject: {
			note: 'A plan of a project that is closed in Procore.',
			items: [{ glAccount: allCostAccounts[0] ?? '', amount: '840.00', ...on('P-1016', '1.1') }],
		},
		secondLedger: {
			note: 'A plan of a parallel ledger: only 0L counts.',
			items: [{ glAccount: allCostAccounts[0] ?? '', amount: '950.00', ...on('P-1007', '1.1'), ledger: '2L' }],
		},
		plannedBack: {
			note: 'Two periods of a plan cancel out.',
			items: [
				{ glAccount: oddAccounts.byPrefix, amount: '300.00', ...on('P-1005', '1.1') },
				{ glAccount: oddAccounts.byPrefix, amount: '-300.00', ...on('P-1005', '1.1'), fiscalPeriod: '011' },
			],
		},
	};
}

/** What is planned for all active projects, and the cases among it. */
export function buildPlan(
	projects: readonly ProjectSpec[],
	isLarge: boolean,
): { items: SapPlanItem[]; cases: Record<string, PlanCase> } {
	const active = projects.filter((project) => project.active);
	const [first] = active;
	if (!first) throw new RangeError('a plan needs a project');
	const usual = {
		planningCategory: planCategories.plan,
		companyCode: '1710',
		fiscalYear: '2026',
		fiscalPeriod: '010',
	} as const;
	const cases = Object.fromEntries(
		Object.entries(oddPlans(first, oddAccounts.unmapped)).map(([name, { note, items }]) => [
			name,
			{ note, items: items.map((item) => buildPlanItem({ ...usual, ...item })) },
		]),
	);
	const plain = active.flatMap((project) => plainPlan(project, isLarge)).map(buildPlanItem);
	return { items: [...plain, ...Object.values(cases).flatMap(({ items }) => items)], cases };
}
