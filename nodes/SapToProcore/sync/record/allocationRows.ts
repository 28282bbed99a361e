import type { Allocation, Outcome, Run } from '../../../shared/model';

/** Row of `sap_procore_allocations`: on which cost code an account assignment went, and which row of the map said so. */
export type AllocationRow = Record<
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
 * Rows for what the outcomes say of their assignments, of those whose status is in `recorded`. An object that could not be
 * written is not there, so neither is where its money went.
 */
export function allocationRows(outcomes: Outcome[], recorded: ReadonlySet<string>, run: Run): AllocationRow[] {
	return outcomes
		.filter(({ status }) => recorded.has(status))
		.flatMap(({ mappedAssignments = [], ...document }) =>
			mappedAssignments.map((each) => allocationRow(document, each, run)),
		);
}

function allocationRow(
	{ entity, sapKey, projectId, originId }: Pick<Outcome, 'entity' | 'sapKey' | 'projectId' | 'originId'>,
	each: Allocation,
	run: Run,
): AllocationRow {
	return {
		run_id: run.runId,
		entity,
		sap_key: sapKey,
		sap_item: each.sapItem,
		assignment: each.assignment,
		project_id: projectId,
		origin_id: originId,
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
