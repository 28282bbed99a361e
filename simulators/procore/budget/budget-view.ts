import type { StoredBudgetLine } from '../finance/records.ts';
import { showNumber } from '../money.ts';
import type { Store, StoredProject } from '../store.ts';
import { furtherOf } from '../wbs/further.ts';
import { showWbsReference } from '../wbs/wbs-view.ts';
import { bookedIn, budgetSums } from './budget-totals.ts';

const asNumber = (text: string | null) => (text === null ? null : Number(text));
const money = (value: bigint) => Number(showNumber(value));

function codesOf(store: Store, line: StoredBudgetLine) {
	const { wbsCodes, costCodes, costTypes } = store.finance;
	const wbsCode = wbsCodes.get(line.wbs_code_id);
	const costCode = wbsCode === undefined ? undefined : costCodes.get(wbsCode.cost_code_id);
	const division = costCode?.parent_id == null ? undefined : costCodes.get(costCode.parent_id);
	return { costCode, division, costType: wbsCode === undefined ? undefined : costTypes.get(wbsCode.cost_type_id) };
}

/** Procore: what a line is billed to: its sub job, or the project. */
function billerOf(store: Store, project: StoredProject, line: StoredBudgetLine) {
	const wbsCode = store.finance.wbsCodes.get(line.wbs_code_id);
	const further = wbsCode === undefined ? [] : furtherOf(store, wbsCode);
	const subJob = further.find(({ segment }) => segment.type === 'sub_job')?.item;
	return subJob === undefined
		? { biller_id: project.id, biller: project.name, biller_type: 'Project' }
		: { biller_id: subJob.id, biller: subJob.code, biller_type: 'SubJob' };
}

const common = (line: StoredBudgetLine, project: StoredProject) => ({
	id: line.id,
	original_budget_amount: Number(line.original_budget_amount),
	uom: line.uom,
	quantity: asNumber(line.quantity),
	unit_cost: asNumber(line.unit_cost),
	calculation_strategy: line.calculation_strategy,
	currency_configuration: { currency_iso_code: project.currency },
});

/** Procore: version 1.1 and the sync action; amounts are numbers here. */
export const showBudgetLineV11 = (store: Store, project: StoredProject, line: StoredBudgetLine) => ({
	...common(line, project),
	wbs_code: showWbsReference(store, line.wbs_code_id),
});

/** Procore: version 1.0, with cost code and cost type and everything that is booked. */
export function showBudgetLine(store: Store, project: StoredProject, line: StoredBudgetLine): Record<string, unknown> {
	const { costCode, division, costType } = codesOf(store, line);
	const sums = budgetSums(line, bookedIn(store, project.id));
	return {
		...common(line, project),
		approved_budget_changes: money(sums.approvedChanges),
		revised_budget: money(sums.revised),
		pending_budget_changes: money(sums.pendingChanges),
		projected_budget: money(sums.projected),
		committed_costs: money(sums.committed),
		direct_costs: money(sums.directCosts),
		pending_cost_changes: money(sums.pendingCosts),
		projected_costs: money(sums.projectedCosts),
		budget_forecast: 0,
		estimated_cost_at_completion: money(sums.projectedCosts),
		projected_over_under: money(sums.overUnder),
		cost_code:
			costCode === undefined
				? null
				: { id: costCode.id, name: costCode.name, code: costCode.code, full_code: costCode.full_code },
		division: division === undefined ? null : { id: division.id, name: division.name, full_code: division.full_code },
		line_item_type: costType === undefined ? null : { id: costType.id, name: costType.name },
	};
}

/** The columns of the standard view. Procore: those for budget changes are added to a view by hand. */
function standardColumns({ settings }: Store, sums: ReturnType<typeof budgetSums>): Record<string, string> {
	const withChanges = settings.budgetChangeColumns;
	const changes = withChanges ? sums.approvedChanges : 0n;
	const pendingChanges = withChanges ? sums.pendingChanges : 0n;
	const projected = sums.original + changes + pendingChanges;
	const columns = {
		budget_modifications: changes,
		'Revised Budget': sums.original + changes,
		...(withChanges ? { 'Pending Budget Changes': pendingChanges } : {}),
		'Projected Budget': projected,
		'Committed Costs': sums.committed,
		'Direct Costs': sums.directCosts,
		'Job to Date Costs': sums.jobToDate,
		'Pending Cost Changes': sums.pendingCosts,
		'Projected Costs': sums.projectedCosts,
		'Estimated Cost at Completion': sums.projectedCosts,
		'Projected over/under': projected - sums.projectedCosts,
	};
	return Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, showNumber(value)]));
}

/**
 * The rows of a budget view; amounts are texts here, and each column of the view has a key of its own. A view of the
 * company's own has no columns but the original amount and the commitments.
 */
export function detailRows(
	store: Store,
	project: StoredProject,
	lines: StoredBudgetLine[],
	isStandard: boolean,
): Record<string, unknown>[] {
	const booked = bookedIn(store, project.id);
	return lines.map((line) => {
		const { costCode, division, costType } = codesOf(store, line);
		const sums = budgetSums(line, booked);
		return {
			id: line.id,
			deletable: !sums.used,
			company_id: store.company.id,
			company: store.company.name,
			project_id: project.id,
			wbs_code_id: line.wbs_code_id,
			...billerOf(store, project, line),
			root_cost_code_id: division?.id ?? costCode?.id ?? null,
			cost_code_id: costCode?.id ?? null,
			cost_code_origin_id: costCode?.origin_id ?? null,
			category_id: costType?.id ?? null,
			project: project.name,
			root_cost_code: division === undefined ? null : `${division.full_code} - ${division.name}`,
			cost_code: costCode === undefined ? null : `${costCode.full_code} - ${costCode.name}`,
			category: costType?.name ?? null,
			original_budget_amount: line.original_budget_amount,
			budget_forecast: null,
			currency_configuration: { currency_iso_code: project.currency },
			unbudgeted_reason: null,
			...(isStandard ? standardColumns(store, sums) : { Commitments: showNumber(sums.committed) }),
		};
	});
}
