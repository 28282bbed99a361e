import type { ProjectCost, PurchaseOrder } from '../../../shared/model';
import type { CostCodeRow } from '../../ledger/rows';
import { codeIn, codeText, combinationOf, costCodeMap, keysOf, type AccountKeys } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import { mappingCoverage, type MappingCoverage } from '../../mapping/coverage';
import { suggestionsFor, type Combination, type ProjectCode, type Suggestion } from '../../mapping/suggest';
import { toneOfNone, type Seen } from '../seen';
import { unmappedCombinations, type RecordedUnmapped } from '../exceptions/unmapped';
import { codesInMap, type KnownCodes } from './codes';
import { combinationsOf, type SapTexts } from './combinations';
import type { MappingReport } from './model';

/** What is known about the map and what it decides. */
export interface MappingFacts {
	rows: ReadonlyArray<CostCodeRow & { note: string }>;
	projects: Roster;
	orders: readonly PurchaseOrder[];
	costs: readonly ProjectCost[];
	/** Where SAP was not read: what runs have met without a cost code. */
	recorded: readonly RecordedUnmapped[];
	codes: KnownCodes;
	texts: SapTexts;
}

export interface MappingInput extends MappingFacts {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	/** When SAP was read, ISO 8601; `""` = it was not. */
	sapReadAt: string;
	/** When a run has looked at something last. */
	recordedAt: string;
	/** Who has looked at what waits; undefined = SAP itself was read. */
	seen: Seen | undefined;
	/** How much was mapped when SAP was read last, and when that was. */
	earlier: { coverage: MappingCoverage | undefined; at: string } | undefined;
	/** Documents that could not be read of SAP, in words. */
	gaps: string[];
	/** What else could not be read. */
	lesserGaps: string[];
	/** How many account assignments get suggestions, those that most waits for first. */
	suggestFor: number;
}

/** Account assignments that a page shows; the others follow as these are mapped. */
export const mostShown = 100;
/** Those that a file has suggestions for: a thousand keep n8n busy for some two seconds. */
export const mostSuggested = 1000;

/** What nobody has mapped, what might be meant, and how much is mapped. */
export function mappingReport(input: MappingInput): MappingReport {
	const { customer, now, sapReadAt, recordedAt, seen, earlier, gaps, lesserGaps, suggestFor, ...facts } = input;
	const { rows, projects, orders, costs, recorded } = facts;
	const map = costCodeMap([...rows]);
	const unmapped = unmappedCombinations({ orders, costs, recorded, rows, map, projects });
	const isRead = sapReadAt !== '' && gaps.length === 0;
	const notes = new Map(rows.map((row) => [combinationOf(keysOf(row)), row.note]));
	const filled = rows.filter((row) => row.enabled && row.cost_code !== '');
	const byText = new Map(
		filled.map((row) => {
			const code = codeIn(row);
			return [codeText(code), code];
		}),
	);
	const { found: toMap, projectCodes } = suggested(unmapped, facts, suggestFor);
	const nameOf = (projectId: string) => projects.byId(projectId)?.project_name || projectId;
	const ids = [...new Set(toMap.slice(0, suggestFor).map(({ projectId }) => projectId))].filter((id) => id !== '');
	return {
		report: 'mapping',
		customer,
		at: now,
		...{ sapReadAt, recordedAt, seen },
		toMap: toMap.map((each) => ({
			...each,
			project: each.projectId === '' ? '' : nameOf(each.projectId),
			note: notes.get(combinationOf(each)) ?? '',
		})),
		assignments: new Set(toMap.map(combinationOf)).size,
		codes: [...byText.values()].sort((a, b) => codeText(a).localeCompare(codeText(b), 'en', { numeric: true })),
		projectCodes: new Map(ids.map((id) => [id, facts.codes.get(id)?.codes ?? projectCodes.get(id) ?? []])),
		codesRead: ids.flatMap((id) => facts.codes.get(id)?.readAt ?? []).sort()[0] ?? '',
		codesUnread: ids.filter((id) => !facts.codes.has(id)).map(nameOf),
		coverage: isRead ? mappingCoverage({ orders, costs, projects, map }) : earlier?.coverage,
		isWhole: gaps.length === 0 && (!seen || toneOfNone(seen) === 'good'),
		coveredAt: isRead ? sapReadAt : (earlier?.at ?? ''),
		mapped: filled.length,
		gaps: [...gaps, ...lesserGaps],
	};
}

/**
 * Account assignments with their projects and texts, and what may be meant by the first ones; by project the codes that it
 * was chosen from.
 */
export function suggested<Keys extends AccountKeys>(
	keys: readonly Keys[],
	{ rows, projects, orders, costs, recorded, codes, texts }: MappingFacts,
	suggestFor = keys.length,
): {
	found: Array<Keys & Combination & { suggestions: Suggestion[] }>;
	projectCodes: Map<string, readonly ProjectCode[]>;
} {
	const combinations = combinationsOf(keys, { orders, costs, recorded, projects, texts });
	const inMap = codesInMap({ rows, map: costCodeMap([...rows]), projects, orders, costs });
	const projectCodes = new Map<string, readonly ProjectCode[]>(inMap);
	for (const [projectId, known] of codes) projectCodes.set(projectId, known.codes);
	const first = combinations.slice(0, suggestFor);
	const suggestions = suggestionsFor({ combinations: first, rows, projects, codes: projectCodes, most: 3 });
	return {
		found: combinations.map((each, index) => ({ ...each, suggestions: suggestions[index] ?? [] })),
		projectCodes,
	};
}
