import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { projectCostSchema, purchaseOrderSchema, purchaseRequisitionSchema } from '../../../shared/model';
import { costCodeMap } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import { renderExceptions } from '../../reports/exceptions';
import { reportedExceptionSchema } from '../../reports/exceptions/model';
import { unmappedCombinations } from '../../reports/exceptions/unmapped';
import { waitingAmounts } from '../../reports/exceptions/waiting';
import { costCodeRowSchema, rosterRowSchema } from '../../ledger/rows';
import { requireInput, rowsOf } from '../inputs';
import { customerParameter, customerProperty, gathered, monthParameter, monthProperty, reportItems } from './shared';

const properties: INodeProperties[] = [customerProperty, monthProperty];

export const description = updateDisplayOptions(
	{ show: { resource: ['report'], operation: ['exceptions'] } },
	properties,
);

/**
 * Inputs: Exceptions (rows of `sap_procore_exceptions`), Projects and Cost Codes (rows of the mapping tables); and to tell
 * amounts, as far as they are read: Orders, Requisitions and Project Costs of SAP.
 * Outputs: the report, and its rows for a file.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 0, 'Exceptions', 'the rows of sap_procore_exceptions');
	const now = new Date().toISOString();
	const projects = rowsOf(this, 1, rosterRowSchema, 'Projects');
	const rows = rowsOf(this, 2, costCodeRowSchema, 'Cost Codes');
	const orders = gathered(this, 3, purchaseOrderSchema, 'Orders');
	const requisitions = gathered(this, 4, purchaseRequisitionSchema, 'Requisitions');
	const costs = gathered(this, 5, projectCostSchema, 'Project Costs');
	const lookUp = roster(projects);
	return reportItems(
		renderExceptions({
			customer: customerParameter(this),
			now,
			month: monthParameter(this, now),
			exceptions: rowsOf(this, 0, reportedExceptionSchema, 'Exceptions'),
			projects,
			waiting: waitingAmounts(orders.rows, requisitions.rows, lookUp),
			unmapped: unmappedCombinations({
				orders: orders.rows,
				costs: costs.rows,
				rows,
				map: costCodeMap(rows),
				projects: lookUp,
			}),
			gaps: [orders, requisitions, costs].flatMap(({ gaps }) => gaps),
		}),
	);
}
