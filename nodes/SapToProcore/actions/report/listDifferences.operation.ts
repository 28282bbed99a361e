import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { callsOf, executionIdOf } from '../../../shared/callCounter';
import { attempt } from '../../../shared/failure';
import { toItem } from '../../../shared/items';
import { reconciliationReport } from '../../reports/reconciliation/build';
import { comparisonInput } from './reconciliation';
import { requestParameter, requestProperty } from './requestParameter';
import { sourceOf } from './source';

export const description = updateDisplayOptions({ show: { resource: ['report'], operation: ['listDifferences'] } }, [
	requestProperty,
]);

/**
 * Contracts whose lines are worth a call: one item `{projectId, contractId, purchaseOrder}` for each order that differs and
 * has one. Nothing unless a reconciliation was asked for; nothing, too, when the two cannot be compared: the report says why.
 * Inputs: SAP Documents, Procore Records, as of Report > Make.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const request = requestParameter(this);
	if (!request.reports.includes('reconciliation') || request.kept) return [[]];
	const input = await attempt(this, async () => await comparisonInput(await sourceOf(this, request, 1)));
	if ('error' in input) return [[]];
	const { differences } = reconciliationReport(input.value);
	// The largest come first: for the others the rest of the quota is left to the sync.
	const left = Math.max(0, request.procoreRequests - callsOf(executionIdOf(this)).procore);
	const worth = differences.filter(({ contractId }) => contractId !== '').slice(0, left);
	return [worth.map(({ projectId, contractId, purchaseOrder }) => toItem({ projectId, contractId, purchaseOrder }, 0))];
}
