import type { Allocation, Outcome } from '../../../shared/model';
import type { RunPlan } from '../runPlan';
import type { Traced } from './traced';

/** Row of `sap_procore_allocations`: on which cost code an account assignment went, and which row of the map said so. */
export type AllocationRow = Record<
	| 'customer'
	| 'run_id'
	| 'entity'
	| 'sap_key'
	| 'sap_item'
	| 'assignment'
	| 'project_id'
	| 'origin_id'
	| 'line_origin_id'
	| 'company_code'
	| 'gl_account'
	| 'cost_center'
	| 'wbs_element'
	| 'amount'
	| 'currency'
	| 'cost_code'
	| 'cost_type'
	| 'rule',
	string
>;

/**
 * Rows for the allocations whose object has one of the outcomes in `recorded` (statuses). `from` is the place among the
 * allocations. An object that could not be written is not there, so neither is where its money went.
 */
export function allocationRows(
	allocations: Allocation[],
	outcomes: Outcome[],
	recorded: ReadonlySet<string>,
	run: RunPlan,
): Array<Traced<AllocationRow>> {
	const written = new Set(outcomes.filter(({ status }) => recorded.has(status)).map(({ originId }) => originId));
	return allocations.flatMap((each, from) =>
		written.has(each.originId) ? [{ row: allocationRow(each, run), from }] : [],
	);
}

function allocationRow(each: Allocation, run: RunPlan): AllocationRow {
	return {
		customer: run.customer,
		run_id: run.runId,
		entity: each.entity,
		sap_key: each.sapKey,
		sap_item: each.sapItem,
		assignment: each.assignment,
		project_id: each.projectId,
		origin_id: each.originId,
		line_origin_id: each.lineOriginId,
		company_code: each.companyCode,
		gl_account: each.glAccount,
		cost_center: each.costCenter,
		wbs_element: each.wbsElement,
		amount: each.amount,
		currency: each.currency,
		cost_code: each.costCode,
		cost_type: each.costType,
		rule: each.rule,
	};
}
