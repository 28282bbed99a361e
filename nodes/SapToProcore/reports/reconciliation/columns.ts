import { wordsOf } from '../../../shared/texts';
import type { Column } from '../kit/columns';
import type { ComparedColumn } from './costCodes';
import {
	columnSides,
	type ColumnFigures,
	type CostCodeFigures,
	type Difference,
	type LineDifference,
	type NotCompared,
	type OtherContract,
	type ProjectFigures,
	type ProjectTotals,
	type Side,
} from './model';
import { kindTitles } from './words';

export const differenceColumns: Array<Column<Difference>> = [
	{ key: 'purchase_order', label: 'Purchase order', value: ({ purchaseOrder }) => purchaseOrder },
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	{ key: 'why', label: 'Why', value: ({ kind }) => kindTitles[kind] },
	{ key: 'title', label: 'What is the matter', width: 'long', value: ({ title }) => title },
	{ key: 'sap_amount', label: 'SAP', kind: 'amount', value: ({ sapAmount }) => sapAmount },
	{ key: 'procore_amount', label: 'Procore', kind: 'amount', value: ({ procoreAmount }) => procoreAmount },
	{ key: 'difference', label: 'Difference', kind: 'amount', value: ({ difference }) => difference },
	{
		key: 'currency',
		label: 'Currency',
		width: 'short',
		value: ({ currency, procoreCurrency }) =>
			currency === procoreCurrency ? currency : `${currency} / ${procoreCurrency}`,
	},
];

export const differenceFileColumns: Array<Column<Difference>> = [
	...differenceColumns,
	{ key: 'reason', label: 'Reason', value: ({ reason }) => reason },
	{ key: 'advice', label: 'What to do', value: ({ advice }) => advice },
	{ key: 'project_id', label: 'Project ID', value: ({ projectId }) => projectId },
	{ key: 'contract_id', label: 'Contract ID', value: ({ contractId }) => contractId },
];

/** A line with the order it belongs to. */
export type OrderLineDifference = LineDifference & Pick<Difference, 'purchaseOrder' | 'project' | 'currency'>;

export const linesOf = (differences: readonly Difference[]): OrderLineDifference[] =>
	differences.flatMap(({ lines, purchaseOrder, project, currency }) =>
		lines.map((line) => ({ ...line, purchaseOrder, project, currency })),
	);

export const lineColumns: Array<Column<OrderLineDifference>> = [
	{ key: 'purchase_order', label: 'Purchase order', value: ({ purchaseOrder }) => purchaseOrder },
	{ key: 'line', label: 'Line', width: 'short', value: ({ line }) => line },
	{ key: 'title', label: 'Description', width: 'long', value: ({ description }) => description },
	{ key: 'cost_code', label: 'Cost code', value: ({ costCode }) => costCode },
	{ key: 'sap_amount', label: 'SAP', kind: 'amount', value: ({ sapAmount }) => sapAmount },
	{ key: 'procore_amount', label: 'Procore', kind: 'amount', value: ({ procoreAmount }) => procoreAmount },
	{ key: 'difference', label: 'Difference', kind: 'amount', value: ({ difference }) => difference },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	{ key: 'why', label: 'Note', value: ({ note }) => note },
];

export const projectColumns: Array<Column<ProjectTotals>> = [
	{ key: 'project', label: 'Project', width: 'long', value: ({ project }) => project },
	{ key: 'orders', label: 'Orders', kind: 'count', value: ({ orders }) => orders },
	{ key: 'sap_amount', label: 'SAP', kind: 'amount', value: ({ sap }) => sap },
	{ key: 'explained', label: 'Explained', kind: 'amount', value: ({ explained }) => explained },
	{ key: 'unexplained', label: 'Unexplained', kind: 'amount', value: ({ unexplained }) => unexplained },
	{ key: 'procore_amount', label: 'Procore', kind: 'amount', value: ({ procore }) => procore },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	{ key: 'ties_out', label: 'Ties out', width: 'short', value: ({ tiesOut }) => tiesOut },
	{ key: 'others', label: 'Others in Procore', kind: 'amount', value: ({ others }) => others },
];

const sideTitles: Record<Side, string> = {
	sapPlan: 'SAP plan',
	procoreBudget: 'Procore budget',
	sapOrders: 'SAP orders',
	procoreCommitted: 'Procore committed',
	sapOthers: 'SAP other costs',
	procoreDirect: 'Procore direct',
	sapOnOrders: 'SAP costs on orders',
	procoreInvoiced: 'Procore invoiced',
};

const figureColumns: Array<Column<ColumnFigures>> = [
	...columnSides.map(
		(side): Column<ColumnFigures> => ({
			key: wordsOf(side).join('_'),
			label: sideTitles[side],
			kind: 'amount',
			value: (row) => row[side],
		}),
	),
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
];

export const projectFigureColumns: Array<Column<ProjectFigures>> = [
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	...figureColumns,
];

export const costCodeColumns: Array<Column<CostCodeFigures>> = [
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	{ key: 'cost_code', label: 'Cost code', value: ({ costCode }) => costCode || '(none)' },
	{ key: 'cost_type', label: 'Type', width: 'short', value: ({ costType }) => costType },
	...figureColumns,
];

const comparedAmounts: Array<Column<ComparedColumn<ColumnFigures>>> = [
	{ key: 'column', label: 'Column', value: ({ column }) => `${column.title} (${column.about})` },
	{ key: 'sap_amount', label: 'SAP', kind: 'amount', value: ({ sap }) => sap },
	{ key: 'procore_amount', label: 'Procore', kind: 'amount', value: ({ procore }) => procore },
	{ key: 'difference', label: 'Difference', kind: 'amount', value: ({ difference }) => difference },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
];

export const comparedProjectColumns: Array<Column<ComparedColumn<ProjectFigures>>> = [
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	...comparedAmounts,
];

export const comparedCostCodeColumns: Array<Column<ComparedColumn<CostCodeFigures>>> = [
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	{
		key: 'cost_code',
		label: 'Cost code',
		value: ({ costCode, costType }) => `${costCode || '(none)'} ${costType}`.trim(),
	},
	...comparedAmounts,
];

export const otherColumns: Array<Column<OtherContract>> = [
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	{ key: 'number', label: 'Number', value: ({ number }) => number },
	{ key: 'title', label: 'Title', width: 'long', value: ({ title }) => title },
	{ key: 'status', label: 'Status', value: ({ status }) => status },
	{ key: 'procore_amount', label: 'Amount', kind: 'amount', value: ({ amount }) => amount },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	{ key: 'origin_id', label: 'Belongs to', value: ({ originId }) => originId || 'entered by hand' },
];

export const notComparedColumns: Array<Column<NotCompared>> = [
	{ key: 'project', label: 'Project', value: ({ project }) => project },
	{ key: 'why', label: 'Why', width: 'long', value: ({ why }) => why },
	{ key: 'orders', label: 'Orders', kind: 'count', value: ({ orders }) => orders },
	{ key: 'sap_amount', label: 'SAP', kind: 'amount', value: ({ amount }) => amount },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
];
