import { projectCostSchema, purchaseOrderSchema } from '../../../shared/model';
import { roster } from '../../lookup/roster';
import { renderMapping } from '../../reports/mapping';
import type { MappingFacts } from '../../reports/mapping/build';
import type { MappingReport } from '../../reports/mapping/model';
import type { Rendered } from '../../reports/rendered';
import { codesOnRecord, keepCodes } from './projectCodes';
import type { Source } from './source';
import { textsIn } from './texts';

/** The table says what nobody has mapped; SAP says how much waits for it, as far as it can be read. */
export async function makeMapping(source: Source): Promise<Rendered<MappingReport>> {
	const { request, now, ledger } = source;
	const unread = request.procoreReads.includes('codes') ? await keepCodes(source) : [];
	const { facts, gaps, lesserGaps } = await mappingFacts(source);
	const changes = await ledger.rows('changes', [{ column: 'table_name', value: 'sap_procore_cost_codes' }]);
	return renderMapping(
		{ customer: request.customer, now, ...facts, gaps, lesserGaps: [...lesserGaps, ...unread] },
		changes,
	);
}

/** What the tables and SAP say about the map; in words what could not be read of SAP: documents, and texts. */
export async function mappingFacts({
	ledger,
	sap,
}: Pick<Source, 'ledger' | 'sap'>): Promise<{ facts: MappingFacts; gaps: string[]; lesserGaps: string[] }> {
	const orders = sap.gathered('orders', purchaseOrderSchema, 'Orders');
	const texts = textsIn(sap);
	const costs = sap.gathered('costs', projectCostSchema, 'Project Costs');
	return {
		facts: {
			rows: await ledger.rows('cost_codes'),
			projects: roster(await ledger.rows('projects')),
			orders: orders.rows,
			costs: costs.rows,
			codes: await codesOnRecord(ledger),
			texts: texts.texts,
		},
		gaps: [...orders.gaps, ...costs.gaps],
		lesserGaps: texts.gaps,
	};
}
