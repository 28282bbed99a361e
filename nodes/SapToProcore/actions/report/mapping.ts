import { projectCostSchema, purchaseOrderSchema } from '../../../shared/model';
import { roster } from '../../lookup/roster';
import { recordedUnmapped, waitingLanes, withoutAssignments } from '../../reports/exceptions/unmapped';
import { renderMapping } from '../../reports/mapping';
import { mostShown, mostSuggested, type MappingFacts } from '../../reports/mapping/build';
import type { MappingReport } from '../../reports/mapping/model';
import { counted } from '../../reports/kit/format';
import type { Rendered } from '../../reports/rendered';
import type { Seen } from '../../reports/seen';
import { keepSap, lastKeptSap, type SapSide } from './keptSap';
import { lanesOf } from './lastSettings';
import { keepPageFacts, keptPageFacts } from './pageFacts';
import { codesOnRecord, keepCodes } from './projectCodes';
import { seenOn } from './seen';
import type { Source } from './source';
import { textsIn } from './texts';
import { previewedOn } from './previewed';

/** The tables say what nobody has mapped and what waits for it; SAP, where it is read, says it as of now. */
export async function makeMapping(source: Source): Promise<Rendered<MappingReport>> {
	const { request, now, ledger } = source;
	const unread = request.procoreReads.includes('codes') ? await keepCodes(source) : [];
	const isOnRecord = !request.kept && !source.sap.isAsked('orders');
	const { facts, side, ...looked } = isOnRecord ? await factsOnRecord(source) : await mappingFacts(source);
	const earlier = isOnRecord ? await keptPageFacts(ledger) : undefined;
	const changes = await ledger.rows('changes', [{ column: 'table_name', value: 'sap_procore_cost_codes' }]);
	const { readAt, gaps } = side;
	const asksTexts = source.sap.isAsked('texts');
	const texts =
		earlier && !asksTexts ? earlier.texts : { ...side.texts, lines: earlier?.texts.lines ?? side.texts.lines };
	const rendered = renderMapping(
		{
			...{ customer: request.customer, now, sapReadAt: readAt, ...looked },
			...facts,
			texts,
			earlier: earlier && { coverage: earlier.coverage, at: earlier.readAt },
			...{ gaps, lesserGaps: [...side.lesserGaps, ...unread] },
			suggestFor: request.format === 'html' ? mostShown : mostSuggested,
		},
		changes,
	);
	if (asksTexts && gaps.length + side.lesserGaps.length === 0) await keepPageFacts(ledger, rendered.model, texts);
	return rendered;
}

interface KnownFacts {
	facts: MappingFacts;
	side: SapSide;
	/** When a run has looked at something last, ISO 8601; `""` = it does not matter, or is not known. */
	recordedAt: string;
	/** Who has looked at what waits; undefined = SAP itself was read. */
	seen: Seen | undefined;
}

const nothingRead: SapSide = {
	...{ readAt: '', orders: [], costs: [], gaps: [], lesserGaps: [] },
	texts: { glAccounts: new Map(), costCenters: new Map(), wbsElements: new Map(), lines: new Map() },
};

/** What the tables alone say: the page opens with it at once, however many orders SAP has. */
async function factsOnRecord({ ledger, sap, settings }: Source): Promise<KnownFacts> {
	const seen = await seenOn(
		ledger,
		lanesOf(settings).filter((lane) => waitingLanes.includes(lane)),
	);
	const exceptions = [
		...(await ledger.rows('exceptions', [{ column: 'status', is: 'neq', value: 'resolved' }])),
		...(await previewedOn(ledger, seen)),
	];
	const { texts, gaps: lesserGaps } = textsIn(sap);
	const unknown = withoutAssignments(exceptions);
	const gaps =
		unknown === 0
			? []
			: [
					`How much waits for what is not on record for ${counted(unknown, 'exception')}: it is from the next run on. Until then, read SAP.`,
				];
	return {
		facts: await factsWith(ledger, nothingRead, recordedUnmapped(exceptions)),
		side: { ...nothingRead, texts, gaps, lesserGaps },
		recordedAt: exceptions.map(({ last_seen: at }) => at).reduce((last, at) => (at > last ? at : last), ''),
		seen,
	};
}

/** What the tables and SAP say about the map. */
export async function mappingFacts(source: Source): Promise<KnownFacts> {
	const side = sapSide(source);
	return { facts: await factsWith(source.ledger, side, []), side, recordedAt: '', seen: undefined };
}

const factsWith = async (
	ledger: Source['ledger'],
	{ orders, costs, texts }: SapSide,
	recorded: MappingFacts['recorded'],
): Promise<MappingFacts> => ({
	rows: await ledger.rows('cost_codes'),
	projects: roster(await ledger.rows('projects')),
	...{ orders, costs, recorded, texts },
	codes: await codesOnRecord(ledger),
});

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
