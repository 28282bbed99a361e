import { expectedBudget, type ExpectedBudget, expectedPlan, projectFinder } from '../../../simulators/data/expected.ts';
import { currencyDecimals, toText, toUnits } from '../../../simulators/data/money.ts';
import type { SapData } from '../../../simulators/data/types.ts';
import type { Engine } from '../support/engine.ts';
import { isOwn, type ProcoreState, procoreOf, rowsOf, type TableRow } from './seen.ts';

/** What the panels say about costs, and where people are in the way. */
export interface CostsApart {
	/** Purchase orders whose contracts people have worked on. */
	orders: ReadonlySet<string>;
	/** Projects whose budget or direct costs people have worked on, by Procore's ID. */
	projects: ReadonlySet<string>;
	/** What SAP posted beyond a contract is a direct cost. */
	overContract?: boolean;
	/** The plan that is the original budget; `""` = none, or not always the same. */
	plan?: string;
}

type Data = Parameters<typeof expectedBudget>[0] & Parameters<typeof expectedPlan>[0];
type Posting = SapData['postings'][number];
type Amounts = Map<string, bigint>;

const keyOf = (projectId: number | string, code: string) => `${String(projectId)} ${code.replace(/\.(\w+)$/, '|$1')}`;
const unitsOf = (amount: string) => toUnits(amount, currencyDecimals('USD'));

function addTo(sums: Amounts, key: string, amount: string): void {
	sums.set(key, (sums.get(key) ?? 0n) + unitsOf(amount));
}

const codesOf = ({ wbsCodes }: ProcoreState) => new Map(wbsCodes.map(({ id, flat_code }) => [id, flat_code]));

/** Projects of which something about an entity is on record: there a person, or another run, has the word. */
const projectsOnRecord = (exceptions: readonly TableRow[], entity: string) =>
	new Set(exceptions.filter((row) => row.entity === entity).map(({ project_id }) => String(project_id ?? '')));

/**
 * P3 of money that no contract covers: direct costs that are not what SAP has posted, and original budgets that are not
 * what SAP has planned, code by code.
 * @param data what SAP and the tables say by now
 */
export function costDivergence(engine: Engine, data: Data, apart: CostsApart): string[] {
	const exceptions = rowsOf(engine, 'exceptions').filter(({ status }) => status !== 'resolved');
	const costs = apart.overContract
		? []
		: directCostProblems(engine, data, apart, projectsOnRecord(exceptions, 'actual_cost'));
	const plan = apart.plan ? planProblems(engine, data, apart, apart.plan, projectsOnRecord(exceptions, 'budget')) : [];
	return [...costs, ...plan];
}

function differences(
	what: string,
	wanted: readonly ExpectedBudget[],
	held: Amounts,
	skip: (projectId: string) => boolean,
) {
	return wanted
		.filter(({ reason, projectId }) => reason === '' && !skip(projectId))
		.flatMap(({ projectId, costCode, amount }) => {
			const is = held.get(keyOf(projectId, costCode)) ?? 0n;
			return is === unitsOf(amount)
				? []
				: [`P3 ${what} of ${projectId} on ${costCode}: ${toText(is, 2)} instead of ${amount}`];
		});
}

function directCostProblems(engine: Engine, data: Data, apart: CostsApart, onRecord: ReadonlySet<string>): string[] {
	const procore = procoreOf(engine);
	const { wbsElements } = engine.simulators.sap.simulator.state() as SapData;
	const elements = new Map(wbsElements.map((row) => [row.WBSElementInternalID, row.ProjectElement]));
	const find = projectFinder(data);
	const projectOf = (each: Posting) => {
		const wbsElement = elements.get(each.WBSElementInternalID) ?? '';
		const project = find({ wbsElement, order: each.OrderID, costCenter: each.CostCenter });
		return typeof project === 'string' ? '' : project.id;
	};
	const approved = new Set(
		procore.contracts
			.filter(({ status, deleted_at }) => ['Approved', 'Closed'].includes(status) && deleted_at === null)
			.map(({ origin_id }) => origin_id),
	);
	const { postings } = data.sap;
	const withPeople = new Set(
		postings.filter(({ PurchasingDocument }) => apart.orders.has(PurchasingDocument)).map(projectOf),
	);
	const direct = postings.filter((each) => !approved.has(`sap:S4P:po:${each.PurchasingDocument}:${projectOf(each)}`));
	const codes = codesOf(procore);
	const held: Amounts = new Map();
	for (const { project_id, lines } of procore.directCosts.filter(({ origin_id }) => isOwn(origin_id)))
		for (const { wbs_code_id, amount } of lines)
			addTo(held, keyOf(project_id ?? '', codes.get(Number(wbs_code_id)) ?? ''), String(amount));
	const wanted = expectedBudget({ ...data, sap: { ...data.sap, postings: direct } });
	return differences(
		'direct costs',
		wanted,
		held,
		(projectId) => onRecord.has(projectId) || apart.projects.has(projectId) || withPeople.has(projectId),
	);
}

function planProblems(
	engine: Engine,
	data: Data,
	apart: CostsApart,
	plan: string,
	onRecord: ReadonlySet<string>,
): string[] {
	const procore = procoreOf(engine);
	const held: Amounts = new Map();
	for (const line of procore.budgetLines as unknown as Array<{
		project_id: number;
		flat_code: string;
		original_budget_amount: string;
	}>)
		addTo(held, keyOf(line.project_id, line.flat_code), line.original_budget_amount);
	return differences(
		'budget',
		expectedPlan(data, plan),
		held,
		(projectId) => onRecord.has(projectId) || apart.projects.has(projectId),
	);
}
