import { projectCostSchema, purchaseOrderSchema, purchaseRequisitionSchema } from '../../../shared/model';
import { costCodeMap } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import { renderExceptions } from '../../reports/exceptions';
import type { ExceptionsReport } from '../../reports/exceptions/model';
import { unmappedCombinations } from '../../reports/exceptions/unmapped';
import { waitingAmounts } from '../../mapping/waiting';
import { monthOf } from '../../reports/month';
import type { Rendered } from '../../reports/rendered';
import type { Source } from './source';

/** The tables say what waits; SAP says how much money waits with it, as far as it can be read. */
export async function makeExceptions({ request, now, ledger, sap }: Source): Promise<Rendered<ExceptionsReport>> {
	const month = monthOf(request.month || now.slice(0, 7));
	if (!month) throw new Error(`"${request.month}" is not a month such as 2026-10`);
	const projects = await ledger.rows('projects');
	const rows = await ledger.rows('cost_codes');
	const orders = sap.gathered('orders', purchaseOrderSchema, 'Orders');
	const requisitions = sap.gathered('requisitions', purchaseRequisitionSchema, 'Requisitions');
	const costs = sap.gathered('costs', projectCostSchema, 'Project Costs');
	const lookUp = roster(projects);
	return renderExceptions({
		customer: request.customer,
		now,
		month,
		exceptions: await ledger.rows('exceptions'),
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
	});
}
