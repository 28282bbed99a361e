import { revenueAccount } from '../costs/gl-accounts.ts';
import { currencyDecimals, toText, toUnits } from '../money.ts';
import type { SapPlanItem } from '../sap-plan-types.ts';
import type { Dataset } from '../types.ts';
import { expectedContracts, type ExpectOptions, type HeldOrders } from './contracts.ts';
import { costCodeFinder } from './cost-code.ts';
import { type Held, type ProjectAnswer, projectFinder } from './roster.ts';

/** The cumulative cost of a project on one cost code and cost type, or costs that go nowhere and why. */
export interface ExpectedBudget {
	/** Empty without a project. */
	projectId: string;
	/** `03-300|M`; empty where there is none. */
	costCode: string;
	/** Decimal text in the currency of the company code. */
	amount: string;
	currency: string;
	/** Empty when the amount is sent. */
	reason: string;
}

export type HeldCosts = Held & {
	sap: Pick<Dataset['sap'], 'postings' | 'glAccounts'>;
	procore: Pick<Dataset['procore'], 'costTypes'>;
};

/**
 * Sums of the actual costs in the leading ledger, without settlements, commitments and revenue, worked out by plain code of its own from what SAP stores. A budget line of
 * which a part cannot be sent is not sent at all: it would be too low.
 */
export function expectedBudget(data: HeldCosts): ExpectedBudget[] {
	return expectedSums(data, actualCosts(data));
}

/** The postings that are costs, with their WBS element as people see it. */
function actualCosts({ sap }: HeldCosts) {
	const elements = new Map(sap.wbsElements.map((row) => [row.WBSElementInternalID, row.ProjectElement]));
	return sap.postings
		.filter(({ Ledger, IsSettlement, IsCommitment }) => Ledger === '0L' && !IsSettlement && !IsCommitment)
		.filter(({ GLAccount }) => GLAccount !== revenueAccount)
		.map((posting) => ({ ...posting, WBSElement: elements.get(posting.WBSElementInternalID) ?? '' }));
}

/** What SAP has posted on an order in a project in which it has a contract. */
export interface CoveredCosts {
	order: string;
	projectId: string;
	posted: string;
	/** What the contract comes to. */
	contract: string;
	/** What was posted beyond it; "0.00" where nothing was. */
	excess: string;
}

/**
 * The actual costs that are direct costs in Procore, and those that are left out because the order has a contract in the
 * project of the posting. Every contract that can be sent counts as approved.
 */
export function expectedDirectCosts(
	data: HeldCosts & HeldOrders,
	options: ExpectOptions = {},
): { rows: ExpectedBudget[]; covered: CoveredCosts[] } {
	const contracts = new Map(
		expectedContracts(data, options)
			.filter(({ reason, projectId }) => reason === '' && projectId !== '')
			.map((contract) => [`${contract.order}|${contract.projectId}`, contract]),
	);
	const decide = decider(data);
	const sums = new Map<string, bigint>();
	const direct = actualCosts(data).filter((posting) => {
		const key = `${posting.PurchasingDocument}|${decide(posting).projectId}`;
		if (!contracts.has(key)) return true;
		const units = toUnits(posting.AmountInCompanyCodeCurrency, currencyDecimals(posting.CompanyCodeCurrency));
		sums.set(key, (sums.get(key) ?? 0n) + units);
		return false;
	});
	const covered = [...sums].flatMap(([key, posted]): CoveredCosts[] => {
		const contract = contracts.get(key);
		if (!contract) return [];
		const { order, projectId, currency, total } = contract;
		const decimals = currencyDecimals(currency);
		const excess = posted - toUnits(total, decimals);
		return [
			{
				...{ order, projectId, contract: total },
				posted: toText(posted, decimals),
				excess: toText(excess > 0n ? excess : 0n, decimals),
			},
		];
	});
	return { rows: expectedSums(data, direct), covered };
}

/** The planned cost of a category, in the leading ledger, worked out in the same manner. */
export function expectedPlan(data: HeldCosts & { sap: Pick<Dataset['sap'], 'planItems'> }, category: string) {
	return expectedSums(
		data,
		data.sap.planItems.filter((item) => item.Ledger === '0L' && item.PlanningCategory === category),
	);
}

/** What a posting and a planned amount have in common; the WBS element as people see it. */
type Amount = Pick<
	SapPlanItem,
	| 'CompanyCode'
	| 'GLAccount'
	| 'CostCenter'
	| 'OrderID'
	| 'WBSElement'
	| 'AmountInCompanyCodeCurrency'
	| 'CompanyCodeCurrency'
>;

function expectedSums(data: HeldCosts, amounts: readonly Amount[]): ExpectedBudget[] {
	const decide = decider(data);
	const sums = new Map<string, ExpectedBudget & { units: bigint }>();
	for (const each of amounts) {
		const { CompanyCodeCurrency: currency, AmountInCompanyCodeCurrency: amount } = each;
		const decided = decide(each);
		const key = [decided.projectId, decided.costCode, currency, decided.reason].join('|');
		const sum = sums.get(key) ?? { ...decided, currency, amount: '', units: 0n };
		sum.units += toUnits(amount, currencyDecimals(currency));
		sums.set(key, sum);
	}
	const held = new Map<string, string>();
	for (const { projectId, costCode, reason } of sums.values()) {
		if (reason !== '' && costCode !== '') held.set(`${projectId}|${costCode}`, reason);
	}
	return [...sums.values()].map(({ units, ...sum }) => ({
		...sum,
		amount: toText(units, currencyDecimals(sum.currency)),
		reason: held.get(`${sum.projectId}|${sum.costCode}`) ?? sum.reason,
	}));
}

function decider(held: HeldCosts): (each: Amount) => Pick<ExpectedBudget, 'projectId' | 'costCode' | 'reason'> {
	const projectOf = projectFinder(held);
	const codeOf = costCodeFinder(held.tables);
	const balance = new Set(held.sap.glAccounts.filter((row) => row.IsBalanceSheetAccount).map((row) => row.GLAccount));
	const types = new Set((held.procore.costTypes ?? []).map(({ code }) => code));
	const reasonOf = (each: Amount, project: Exclude<ProjectAnswer, string>, code: string) => {
		if (!project.active) return 'project_inactive';
		if (project.currency !== each.CompanyCodeCurrency) return 'currency_mismatch';
		return types.has(code.split('|')[1] ?? '') ? '' : 'cost_code_missing';
	};
	return (each) => {
		const { GLAccount: glAccount, CostCenter: costCenter, OrderID: order, CompanyCode: companyCode } = each;
		const wbsElement = each.WBSElement;
		const project = projectOf({ wbsElement, order, costCenter });
		const projectId = typeof project === 'string' ? '' : project.id;
		const nowhere = (reason: string) => ({ projectId, costCode: '', reason });
		if (balance.has(glAccount)) return nowhere('balance_sheet_account');
		if (project === 'outside') return nowhere('not_a_project_cost');
		if (project === 'unmapped') return nowhere('unmapped_project');
		const found = codeOf({ companyCode, glAccount, costCenter, wbsElement });
		if (typeof found === 'string') return nowhere(found);
		return { projectId, costCode: found.code, reason: reasonOf(each, project, found.code) };
	};
}
