import { projectCostSchema, purchaseOrderSchema } from '../../../shared/model';
import { recentChanges } from '../../ledger/changes';
import { costCodeMap } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import { unmappedCombinations } from '../../reports/exceptions/unmapped';
import { renderMapping } from '../../reports/mapping';
import type { MappingReport } from '../../reports/mapping/model';
import type { Rendered } from '../../reports/rendered';
import type { Source } from './source';

/** The table says what nobody has mapped; SAP says how much waits for it, as far as it can be read. */
export async function makeMapping({ request, now, ledger, sap }: Source): Promise<Rendered<MappingReport>> {
	const rows = await ledger.rows('cost_codes');
	const projects = roster(await ledger.rows('projects'));
	const orders = sap.gathered('orders', purchaseOrderSchema, 'Orders');
	const costs = sap.gathered('costs', projectCostSchema, 'Project Costs');
	const map = costCodeMap(rows);
	const unmapped = unmappedCombinations({ orders: orders.rows, costs: costs.rows, rows, map, projects });
	const gaps = [...orders.gaps, ...costs.gaps];
	const changes = await recentChanges(ledger, now);
	return renderMapping({ customer: request.customer, now, rows, projects, unmapped, gaps }, changes);
}
