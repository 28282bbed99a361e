import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { projectCostSchema } from '../../../shared/model';
import { reportedExceptionSchema } from '../../reports/exceptions/model';
import { renderReconciliation } from '../../reports/reconciliation';
import { budgetRowSchema } from '../../reports/reconciliation/budget';
import { reportedContractSchema } from '../../reports/reconciliation/contracts';
import { isConnected } from '../inputs';
import { comparisonInput, comparisonProperties } from './comparison';
import { gathered, reportItems } from './shared';

export const description = updateDisplayOptions(
	{ show: { resource: ['report'], operation: ['reconciliation'] } },
	comparisonProperties,
);

/**
 * Inputs: Orders (all of SAP's), Projects and Cost Codes (rows of the mapping tables), Contracts (of all projects that are
 * synced, not simplified, deleted ones too), Exceptions; and as far as they are read: Contracts with Lines (Get of those
 * that List Differences names), Project Costs, Budget Line Items.
 * Outputs: the report, and its rows for a file.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const input = comparisonInput(this);
	const exceptions = gathered(this, 4, reportedExceptionSchema, 'Exceptions');
	const whole = gathered(this, 5, reportedContractSchema, 'Contracts with Lines');
	const costs = gathered(this, 6, projectCostSchema, 'Project Costs');
	const budget = gathered(this, 7, budgetRowSchema, 'Budget Line Items');
	return reportItems(
		renderReconciliation({
			...input,
			exceptions: exceptions.rows,
			wholeContracts: whole.rows,
			costs: isConnected(this, 6) ? costs.rows : undefined,
			budget: isConnected(this, 7) ? budget.rows : undefined,
			gaps: [input, exceptions, whole, costs, budget].flatMap(({ gaps }) => gaps),
		}),
	);
}
