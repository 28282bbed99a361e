import { finding, findingStates, type Finding, type FindingState } from '../../../shared/model';
import { costCodeMap } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import { unmappedCombinations } from '../exceptions/unmapped';
import { costAccountFindings } from './costAccounts';
import { countedOrders, coverageFindings, coverageOf } from './coverage';
import type { ReadinessInput } from './input';
import type { ReadinessReport } from './model';
import { projectFindings } from './projects';
import { supplierFindings, supplierForecast } from './suppliers';

const urgency = [...findingStates].reverse();

/**
 * Whether the two systems and the tables are ready for the sync: what the checks of both systems found, the projects held
 * against the roster, the cost code map against the orders, and what the vendor match would decide.
 */
export function readinessReport(input: ReadinessInput): ReadinessReport {
	const orders = countedOrders(input.orders ?? [], input);
	// Without a roster no order has a project, and the empty roster is what is to be told.
	const coverage = input.projects.length > 0 ? coverageOf(orders, input) : [];
	const unmapped = unmappedCombinations({
		orders,
		costs: [],
		rows: [],
		map: costCodeMap(input.costCodes),
		projects: roster(input.projects),
	});
	const suppliers = supplierForecast(input);
	const findings = [
		...input.findings,
		...projectFindings(
			input.findings.filter(({ system }) => system === 'procore'),
			input.projects,
		),
		...(input.orders && orders.length === 0 ? [noOrder(input)] : []),
		...coverageFindings(coverage, { ...input, unmapped }),
		...(input.costAccounts ? costAccountFindings(input.costAccounts) : []),
		...supplierFindings(suppliers, input.tolerance),
	].sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state));
	const count = (state: FindingState) => findings.filter((each) => each.state === state).length;
	const counts = {
		...{ fits: count('fits'), unchecked: count('unchecked') },
		...{ attention: count('attention'), missing: count('missing') },
	};
	return {
		report: 'readiness',
		customer: input.customer,
		at: input.now,
		state: stateOf(counts, input.gaps),
		ordersFrom: input.ordersFrom,
		counts,
		findings,
		coverage,
		unmapped,
		suppliers,
		gaps: input.gaps,
	};
}

function stateOf(counts: ReadinessReport['counts'], gaps: readonly string[]): ReadinessReport['state'] {
	if (counts.missing > 0) return 'missing';
	if (counts.attention > 0) return 'attention';
	return counts.unchecked + gaps.length > 0 ? 'unchecked' : 'ready';
}

const noOrder = ({ ordersFrom, orders }: ReadinessInput): Finding =>
	finding({
		system: 'sap',
		area: 'data',
		subject: 'Purchase orders',
		state: 'attention',
		what: `SAP returned no released purchase order since ${ordersFrom}${orders?.length ? `, of ${orders.length} that were read` : ''}.`,
		todo: 'Ask the SAP administrator (SU01, PFCG; in S/4HANA Cloud: Maintain Communication Users) whether the user of the credential may display the purchase orders of these company codes: SAP leaves out what it may not show.',
	});
