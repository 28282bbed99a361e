import { projectCostSchema, purchaseOrderSchema } from '../../../shared/model';
import { recentChanges } from '../../ledger/changes';
import { combinationOf, costCodeMap } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import { unmappedCombinations, type UnmappedCombination } from '../../reports/exceptions/unmapped';
import { renderMapping } from '../../reports/mapping';
import type { MappingReport } from '../../reports/mapping/model';
import type { Rendered } from '../../reports/rendered';
import { keepAmounts, keptAmounts, type KeptAmounts } from './keptAmounts';
import type { Source } from './source';

/** The table says what nobody has mapped, as it is now; SAP says how much waits for it, as far as it can be read. */
export async function makeMapping(source: Source): Promise<Rendered<MappingReport>> {
	const { request, now, ledger } = source;
	const rows = await ledger.rows('cost_codes');
	const projects = roster(await ledger.rows('projects'));
	const map = costCodeMap(rows);
	const { at, combinations, gaps } = amountsOf(source, projects);
	const waiting = combinations.filter((each) => map.find(each).kind === 'unmapped');
	const known = new Set(waiting.map(combinationOf));
	const toFill = unmappedCombinations({ orders: [], costs: [], rows, map, projects });
	const unmapped: UnmappedCombination[] = [...waiting, ...toFill.filter((each) => !known.has(combinationOf(each)))];
	const changes = await recentChanges(ledger, now);
	return renderMapping({ customer: request.customer, now, readAt: at, rows, projects, unmapped, gaps }, changes);
}

function amountsOf(
	{ request, now, sap }: Source,
	projects: ReturnType<typeof roster>,
): KeptAmounts & { gaps: string[] } {
	const kept = request.kept ? keptAmounts(request.customer, '', Date.parse(now)) : undefined;
	if (kept) return { ...kept, gaps: [] };
	const orders = sap.gathered('orders', purchaseOrderSchema, 'Orders');
	const costs = sap.gathered('costs', projectCostSchema, 'Project Costs');
	const gaps = [...orders.gaps, ...costs.gaps];
	// Mapped ones as well: what is mapped, or taken back, in the next minutes is told by the same amounts.
	const all = { orders: orders.rows, costs: costs.rows, rows: [], map: costCodeMap([]), projects };
	const combinations = unmappedCombinations(all);
	const isWhole = gaps.length === 0 && sap.wasRead('orders') && sap.wasRead('costs');
	if (isWhole) keepAmounts(request.customer, { at: now, combinations });
	return { at: now, combinations, gaps };
}
