import { projectCostSchema, purchaseOrderSchema } from '../../../shared/model';
import { roster } from '../../lookup/roster';
import { renderMapping } from '../../reports/mapping';
import type { MappingFacts } from '../../reports/mapping/build';
import type { MappingReport } from '../../reports/mapping/model';
import type { Rendered } from '../../reports/rendered';
import { keepSap, lastKeptSap, type SapSide } from './keptSap';
import { codesOnRecord, keepCodes } from './projectCodes';
import type { Source } from './source';
import { textsIn } from './texts';

/** The table says what nobody has mapped; SAP says how much waits for it, as far as it can be read. */
export async function makeMapping(source: Source): Promise<Rendered<MappingReport>> {
	const { request, now, ledger } = source;
	const unread = request.procoreReads.includes('codes') ? await keepCodes(source) : [];
	const { facts, side } = await mappingFacts(source);
	const changes = await ledger.rows('changes', [{ column: 'table_name', value: 'sap_procore_cost_codes' }]);
	const { readAt, gaps } = side;
	const lesserGaps = [...side.lesserGaps, ...unread];
	return renderMapping({ customer: request.customer, now, sapReadAt: readAt, ...facts, gaps, lesserGaps }, changes);
}

/** What the tables and SAP say about the map. */
export async function mappingFacts(source: Source): Promise<{ facts: MappingFacts; side: SapSide }> {
	const { ledger } = source;
	const side = sapSide(source);
	const { orders, costs, texts } = side;
	const facts = {
		rows: await ledger.rows('cost_codes'),
		projects: roster(await ledger.rows('projects')),
		...{ orders, costs, texts },
		codes: await codesOnRecord(ledger),
	};
	return { facts, side };
}

function sapSide({ request: { customer, kept }, sap, now }: Source): SapSide {
	const known = kept ? lastKeptSap(customer) : undefined;
	if (known) return known;
	const orders = sap.gathered('orders', purchaseOrderSchema, 'Orders');
	const costs = sap.gathered('costs', projectCostSchema, 'Project Costs');
	const { texts, gaps: lesserGaps } = textsIn(sap);
	const lost = kept ? ['What was read of SAP a short while ago is gone. Open the page again.'] : [];
	const gaps = [...orders.gaps, ...costs.gaps, ...lost];
	const side = { readAt: now, orders: orders.rows, costs: costs.rows, texts, gaps, lesserGaps };
	keepSap(customer, side);
	return side;
}
