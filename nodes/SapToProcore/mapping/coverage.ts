import { compared, negated, sum } from '../../shared/decimal';
import type { ProjectCost, PurchaseOrder } from '../../shared/model';
import { inCurrency, percentOf } from '../../shared/money';
import { amountOfLine, orderLines } from '../lanes/purchaseOrder/lines';
import type { AccountKeys, CostCodeMap } from '../lookup/costCodes';
import { closedReason, type ProjectAnswer, type ProjectKeys, type Roster } from '../lookup/roster';

/**
 * How much of a value the tables decide, in one currency. Everything counts with its size, so that nothing cancels out;
 * what belongs to no project, or to one that takes nothing, is not part of it.
 */
export interface CoveredValue {
	currency: string;
	inProjects: string;
	/** What of that a row of the cost code map decides. */
	covered: string;
	/** What of that two rows decide differently. */
	ambiguous: string;
	/** What of that no row decides. */
	unmapped: string;
	/** `covered` of `inProjects` in percent, with one decimal place; all of it is only what lacks nothing. */
	share: string;
	/** What fits no row of the roster, or several. */
	withoutProject: string;
}

/** An amount that SAP has on an account assignment. */
export interface AssignedAmount {
	project: ProjectAnswer;
	keys: AccountKeys;
	/** The WBS element, order or cost center that the project is found by. */
	object: string;
	amount: string;
}

/** Adds up, in one currency, what of amounts is covered. */
export class CoverageSums {
	private readonly amounts = {
		covered: new Array<string>(),
		ambiguous: new Array<string>(),
		unmapped: new Array<string>(),
		withoutProject: new Array<string>(),
	};

	constructor(
		private readonly currency: string,
		private readonly map: CostCodeMap,
	) {}

	add({ project, keys, amount: signed }: AssignedAmount): void {
		const amount = signed.startsWith('-') ? negated(signed) : signed;
		if (project.kind === 'unmapped' || project.kind === 'ambiguous') this.amounts.withoutProject.push(amount);
		if (project.kind !== 'project' || closedReason(project.row)) return;
		const { kind } = this.map.find(keys);
		this.amounts[kind === 'found' ? 'covered' : kind].push(amount);
	}

	value(): CoveredValue {
		const { covered, ambiguous, unmapped, withoutProject } = this.amounts;
		const total = (amounts: string[]) => inCurrency(sum(amounts), this.currency);
		const inProjects = total([...covered, ...ambiguous, ...unmapped]);
		return {
			currency: this.currency,
			inProjects,
			covered: total(covered),
			ambiguous: total(ambiguous),
			unmapped: total(unmapped),
			share: shareOf(total(covered), inProjects),
			withoutProject: total(withoutProject),
		};
	}
}

function shareOf(part: string, whole: string): string {
	const share = percentOf(part, whole);
	return share === '100.0' && compared(part, whole) < 0 ? '99.9' : share;
}

export interface CoverageInput {
	/** Those that count: released, recent, whatever the caller looks at. */
	orders: readonly PurchaseOrder[];
	costs: readonly ProjectCost[];
	projects: Roster;
	map: CostCodeMap;
}

export interface MappingCoverage {
	/** By currency, in the order in which they came. */
	all: CoveredValue[];
	/** Of each project by currency, what lacks most first. `withoutProject` is 0: it is in `all` only. */
	projects: Array<CoveredValue & { projectId: string; projectName: string }>;
}

/**
 * How much of the value of orders and costs has a cost code, in all and by project. What was posted on one of the orders
 * counts with the order, balance sheet accounts do not count.
 */
export function mappingCoverage(input: CoverageInput): MappingCoverage {
	const all = new Map<string, CoverageSums>();
	const own = new Map<string, { projectId: string; projectName: string; sums: CoverageSums }>();
	for (const { currency, ...each } of assignedAmounts(input)) {
		const sums = all.get(currency) ?? new CoverageSums(currency, input.map);
		all.set(currency, sums);
		sums.add(each);
		if (each.project.kind !== 'project' || closedReason(each.project.row)) continue;
		const { project_id: projectId, project_name: projectName } = each.project.row;
		const key = JSON.stringify([projectId, currency]);
		const known = own.get(key) ?? { projectId, projectName, sums: new CoverageSums(currency, input.map) };
		own.set(key, known);
		known.sums.add(each);
	}
	const projects = [...own.values()].map(({ sums, ...project }) => ({ ...project, ...sums.value() }));
	const lacks = ({ ambiguous, unmapped }: CoveredValue) => Number(sum([ambiguous, unmapped]));
	return {
		all: [...all.values()].map((sums) => sums.value()),
		projects: projects.sort((a, b) => lacks(b) - lacks(a) || (a.projectId < b.projectId ? -1 : 1)),
	};
}

function assignedAmounts({ orders, costs, projects }: CoverageInput): Array<AssignedAmount & { currency: string }> {
	const counted = new Set(orders.map(({ purchaseOrder }) => purchaseOrder));
	return [
		...orders.flatMap((order) => orderAmounts(order, projects).map((each) => ({ ...each, currency: order.currency }))),
		...costs
			.filter(({ isBalanceSheet, purchaseOrder }) => !isBalanceSheet && !counted.has(purchaseOrder))
			.map((cost) => ({
				...assignedTo(cost, cost.companyCode, projects),
				amount: cost.amount,
				currency: cost.currency,
			})),
	];
}

/** What an order has on each of its account assignments. */
export function orderAmounts(order: PurchaseOrder, projects: Roster): AssignedAmount[] {
	return orderLines(order, projects).map((line) => ({
		...assignedTo(line.assignment, order.companyCode, projects),
		amount: amountOfLine(line),
	}));
}

function assignedTo(
	objects: Omit<AccountKeys, 'companyCode'> & ProjectKeys,
	companyCode: string,
	projects: Roster,
): Omit<AssignedAmount, 'amount'> {
	const { glAccount, costCenter, wbsElement, order } = objects;
	return {
		project: projects.find(objects),
		keys: { companyCode, glAccount, costCenter, wbsElement },
		object: wbsElement || order || costCenter,
	};
}
