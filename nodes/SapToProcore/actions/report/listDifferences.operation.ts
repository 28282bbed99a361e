import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { reconciliationReport } from '../../reports/reconciliation/build';
import { comparisonInput, comparisonProperties } from './comparison';

export const description = updateDisplayOptions(
	{ show: { resource: ['report'], operation: ['listDifferences'] } },
	comparisonProperties,
);

/**
 * Contracts whose lines are worth a call: one item `{projectId, contractId}` for each order that differs and has one.
 * Inputs: Orders, Projects, Cost Codes, Contracts, as for the reconciliation.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { differences } = reconciliationReport(comparisonInput(this));
	const worth = differences.filter(({ contractId }) => contractId !== '');
	return [worth.map(({ projectId, contractId, purchaseOrder }) => toItem({ projectId, contractId, purchaseOrder }, 0))];
}
