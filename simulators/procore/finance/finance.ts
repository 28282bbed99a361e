import type {
	StoredAdjustment,
	StoredBudgetChange,
	StoredBudgetLine,
	StoredChangeOrder,
	StoredChangeOrderLine,
	StoredContract,
	StoredCostCode,
	StoredCostType,
	StoredDirectCost,
	StoredDirectCostLine,
	StoredItem,
	StoredLine,
	StoredPeriod,
	StoredRequisition,
	StoredUom,
	StoredWbsCode,
} from './records.ts';
import type { SimCustomField, SimTaxCode } from '../types.ts';
import { Table } from './table.ts';

const inProject = (row: { project_id: number }) => row.project_id;

/** Keys under which a table finds a row, other than its id. */
export const keys = {
	costCode: (projectId: number, fullCode: string, subJob = '') => `${String(projectId)}|${fullCode}|${subJob}`,
	segmentItem: (id: number) => `item ${String(id)}`,
	budgetLine: (wbsCodeId: number) => String(wbsCodeId),
	wbsCode: (costCodeId: number, costTypeId: number, segments: Record<string, string> = {}) =>
		JSON.stringify([costCodeId, costTypeId, ...Object.entries(segments).sort()]),
	number: (projectId: number, number: string) => `${String(projectId)}|${number.trim().toLowerCase()}`,
	item: (requisitionId: number, lineId: number) => `${String(requisitionId)}|${String(lineId)}`,
};

/** Everything of a company that is about money: work breakdown, commitments, invoices, budget. */
export class Finance {
	readonly costTypes = new Table<StoredCostType>({ keys: (row) => [row.code] });
	readonly costCodes = new Table<StoredCostCode>({
		group: inProject,
		keys: (row) => [keys.costCode(row.project_id, row.full_code, row.sub_job), keys.segmentItem(row.segment_item_id)],
	});
	readonly wbsCodes = new Table<StoredWbsCode>({
		group: inProject,
		keys: (row) => [keys.wbsCode(row.cost_code_id, row.cost_type_id, row.segments)],
	});
	readonly taxCodes = new Table<SimTaxCode>();
	/** Of purchase order contracts. */
	readonly customFields = new Table<SimCustomField>();
	readonly uoms = new Table<StoredUom>({ keys: (row) => [row.name] });
	readonly contracts = new Table<StoredContract>({
		group: inProject,
		keys: (row) => [keys.number(row.project_id, row.number)],
	});
	readonly lines = new Table<StoredLine>({ group: (row) => row.contract_id });
	readonly changeOrders = new Table<StoredChangeOrder>({ group: (row) => row.contract_id });
	readonly changeOrderLines = new Table<StoredChangeOrderLine>({ group: (row) => row.change_order_id });
	readonly periods = new Table<StoredPeriod>({ group: inProject });
	readonly requisitions = new Table<StoredRequisition>({ group: (row) => row.commitment_id });
	readonly items = new Table<StoredItem>({
		group: (row) => row.requisition_id,
		keys: (row) => [keys.item(row.requisition_id, row.line_item_id)],
	});
	readonly budgetLines = new Table<StoredBudgetLine>({
		group: inProject,
		keys: (row) => [keys.budgetLine(row.wbs_code_id)],
	});

	readonly budgetChanges = new Table<StoredBudgetChange>({ group: inProject });
	readonly adjustments = new Table<StoredAdjustment>({ group: (row) => row.budget_change_id });
	readonly directCosts = new Table<StoredDirectCost>({ group: inProject });
	readonly directCostLines = new Table<StoredDirectCostLine>({ group: (row) => row.direct_cost_id });

	wbsCodeOf(costCodeId: number, costTypeId: number, segments?: Record<string, string>): StoredWbsCode | undefined {
		return this.wbsCodes.byKey(keys.wbsCode(costCodeId, costTypeId, segments));
	}

	clear(): void {
		for (const table of Object.values(this) as { clear(): void }[]) table.clear();
	}
}
