import { isZero, sum } from '../../../shared/decimal';
import { finding, type Finding, type PurchaseOrder } from '../../../shared/model';
import { costCodeMap, type CostCodeMap } from '../../lookup/costCodes';
import { roster, type Roster } from '../../lookup/roster';
import { CoverageSums, orderAmounts } from '../../mapping/coverage';
import { releaseOf } from '../../lanes/purchaseOrder/release';
import { moneyText } from '../kit/format';
import type { UnmappedCombination } from '../exceptions/unmapped';
import type { ReadinessInput } from './input';
import type { Coverage } from './model';
import { isTolerated, listedText } from './tolerance';

/** The orders that count: recent enough, and far enough in SAP to be sent. */
export function countedOrders(
	orders: readonly PurchaseOrder[],
	{ ordersFrom, order: { releaseGate } }: Pick<ReadinessInput, 'ordersFrom' | 'order'>,
): PurchaseOrder[] {
	return orders.filter((order) => (order.date ?? '') >= ordersFrom && releaseOf(order, releaseGate).kind === 'send');
}

/** How much of the value of orders has a cost code and a project, by company code and currency. */
export function coverageOf(
	orders: readonly PurchaseOrder[],
	{ projects, costCodes }: Pick<ReadinessInput, 'projects' | 'costCodes'>,
): Coverage[] {
	const tables = { roster: roster(projects), map: costCodeMap(costCodes) };
	const sums = new Map<string, Sums>();
	for (const order of orders) {
		const key = `${order.companyCode}\n${order.currency}`;
		const own = sums.get(key) ?? new Sums(order, tables.map);
		sums.set(key, own);
		own.add(order, tables.roster);
	}
	return [...sums.values()]
		.map((each) => each.coverage())
		.filter(({ inProjects, withoutProject }) => !isZero(inProjects) || !isZero(withoutProject))
		.sort((a, b) => a.companyCode.localeCompare(b.companyCode, 'en') || a.currency.localeCompare(b.currency, 'en'));
}

/** What is covered of the orders of one company code in one currency. */
class Sums {
	private readonly companyCode: string;

	private readonly sums: CoverageSums;

	private readonly elements = new Set<string>();

	constructor({ companyCode, currency }: PurchaseOrder, map: CostCodeMap) {
		this.companyCode = companyCode;
		this.sums = new CoverageSums(currency, map);
	}

	add(order: PurchaseOrder, projects: Roster): void {
		for (const each of orderAmounts(order, projects)) {
			this.sums.add(each);
			const { kind } = each.project;
			if (kind === 'unmapped' || kind === 'ambiguous') this.elements.add(each.object);
		}
	}

	coverage(): Coverage {
		return { companyCode: this.companyCode, ...this.sums.value(), elements: [...this.elements] };
	}
}

type Circumstances = Pick<ReadinessInput, 'tolerance' | 'ordersFrom'> & { unmapped: readonly UnmappedCombination[] };

/** What is said of each company code and currency. */
export function coverageFindings(coverage: readonly Coverage[], about: Circumstances): Finding[] {
	return coverage.flatMap((each) => [costCodes(each, about), ...withoutProject(each, about)]);
}

const subjectOf = ({ companyCode, currency }: Coverage) => `Company code ${companyCode}, ${currency}`;

function costCodes(each: Coverage, { tolerance, ordersFrom, unmapped }: Circumstances): Finding {
	const { covered, inProjects, ambiguous, currency, share } = each;
	const about = { system: 'tables', area: 'cost codes', subject: subjectOf(each) } as const;
	if (isZero(inProjects))
		return finding({
			...about,
			state: 'fits',
			what: `No order since ${ordersFrom} belongs to a project that is synced.`,
		});
	const money = (amount: string) => moneyText({ amount, currency });
	const contradiction = isZero(ambiguous) ? '' : ` For ${money(ambiguous)} two rows name different cost codes.`;
	const what = `The cost code map covers ${share} % of the order value since ${ordersFrom}: ${money(covered)} of ${money(inProjects)}.${contradiction}`;
	if (isTolerated(covered, inProjects, tolerance)) return finding({ ...about, state: 'fits', what });
	const most = unmapped.filter((row) => row.companyCode === each.companyCode && row.currency === currency);
	const names = listedText(most.map(assignmentText));
	return finding({
		...about,
		state: isZero(covered) ? 'missing' : 'attention',
		what,
		todo: `On the page Mapping, give a cost code to ${names || 'what has none'}.${contradiction ? ' Of the rows of sap_procore_cost_codes that contradict each other, delete one in n8n.' : ''}`,
	});
}

const assignmentText = ({ glAccount, costCenter, wbsElement }: UnmappedCombination) =>
	[
		glAccount && `G/L account ${glAccount}`,
		costCenter && `cost center ${costCenter}`,
		wbsElement && `WBS element ${wbsElement}`,
	]
		.filter(Boolean)
		.join(' with ');

function withoutProject(each: Coverage, { tolerance, ordersFrom }: Circumstances): Finding[] {
	const { inProjects, withoutProject: amount, currency, elements } = each;
	const whole = sum([inProjects, amount]);
	if (isZero(amount) || isTolerated(inProjects, whole, tolerance)) return [];
	return [
		finding({
			system: 'tables',
			area: 'projects',
			subject: subjectOf(each),
			state: 'attention',
			what: `${moneyText({ amount, currency })} of the order value since ${ordersFrom} belong to no single project: ${listedText(elements)}.`,
			todo: 'On the page Projects, add the branch of these WBS elements to the project that they belong to.',
		}),
	];
}
