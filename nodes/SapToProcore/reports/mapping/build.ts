import type { ProjectCost, PurchaseOrder } from '../../../shared/model';
import type { CostCodeRow } from '../../ledger/rows';
import { combinationOf, costCodeMap, type AccountKeys } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import { mappingCoverage } from '../../mapping/coverage';
import { suggestionsFor, type Combination, type ProjectCode, type Suggestion } from '../../mapping/suggest';
import { unmappedCombinations } from '../exceptions/unmapped';
import { codesInMap, keysOf, type KnownCodes } from './codes';
import { combinationsOf, type SapTexts } from './combinations';
import { codeText, type MappingReport } from './model';

/** What is known about the map and what it decides. */
export interface MappingFacts {
	rows: ReadonlyArray<CostCodeRow & { note: string }>;
	projects: Roster;
	orders: readonly PurchaseOrder[];
	costs: readonly ProjectCost[];
	codes: KnownCodes;
	texts: SapTexts;
}

export interface MappingInput extends MappingFacts {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	/** When SAP was read, ISO 8601. */
	sapReadAt: string;
	/** Documents that could not be read of SAP, in words. */
	gaps: string[];
	/** What else could not be read. */
	lesserGaps: string[];
}

/** Account assignments that are shown with their suggestions; the others follow as these are mapped. */
export const mostShown = 100;

/** What nobody has mapped, what might be meant, and how much is mapped. */
export function mappingReport({ customer, now, sapReadAt, gaps, lesserGaps, ...facts }: MappingInput): MappingReport {
	const { rows, projects, orders, costs } = facts;
	const map = costCodeMap([...rows]);
	const unmapped = unmappedCombinations({ orders, costs, rows, map, projects });
	const notes = new Map(rows.map((row) => [combinationOf(keysOf(row)), row.note]));
	const filled = rows.filter((row) => row.enabled && row.cost_code !== '');
	const byText = new Map(
		filled.map(({ cost_code: costCode, cost_type: costType }) => [
			codeText({ costCode, costType }),
			{ costCode, costType },
		]),
	);
	const shown = suggested(unmapped.slice(0, mostShown), facts);
	const { projectCodes } = shown;
	const nameOf = (projectId: string) => projects.byId(projectId)?.project_name || projectId;
	const ids = [...new Set(shown.combinations.map(({ projectId }) => projectId).filter((id) => id !== ''))];
	return {
		report: 'mapping',
		customer,
		at: now,
		sapReadAt,
		toMap: unmapped.map((each, index) => {
			const combination = shown.combinations[index];
			const found = projects.find({ ...each, order: '' });
			const projectId = combination?.projectId ?? (found.kind === 'project' ? found.row.project_id : '');
			return {
				...each,
				projectId,
				project: projectId === '' ? '' : nameOf(projectId),
				note: notes.get(combinationOf(each)) ?? '',
				texts: combination?.texts ?? { glAccount: '', costCenter: '', wbsElement: '', lines: [] },
				suggestions: shown.suggestions[index] ?? [],
			};
		}),
		codes: [...byText.values()].sort((a, b) => codeText(a).localeCompare(codeText(b), 'en', { numeric: true })),
		projectCodes: new Map(ids.map((id) => [id, facts.codes.get(id)?.codes ?? projectCodes.get(id) ?? []])),
		codesRead: ids.flatMap((id) => facts.codes.get(id)?.readAt ?? []).sort()[0] ?? '',
		codesUnread: ids.filter((id) => !facts.codes.has(id)).map(nameOf),
		coverage: mappingCoverage({ orders, costs, projects, map }),
		isWhole: gaps.length === 0,
		mapped: filled.length,
		gaps: [...gaps, ...lesserGaps],
	};
}

/** For some account assignments what may be meant; by project the codes that it was chosen from. */
export function suggested(
	keys: readonly AccountKeys[],
	{ rows, projects, orders, costs, codes, texts }: MappingFacts,
): { combinations: Combination[]; suggestions: Suggestion[][]; projectCodes: Map<string, readonly ProjectCode[]> } {
	const combinations = combinationsOf(keys, { orders, costs, projects, texts });
	const inMap = codesInMap({ rows, map: costCodeMap([...rows]), projects, orders, costs });
	const projectCodes = new Map<string, readonly ProjectCode[]>(inMap);
	for (const [projectId, known] of codes) projectCodes.set(projectId, known.codes);
	return {
		combinations,
		suggestions: suggestionsFor({ combinations, rows, projects, codes: projectCodes, most: 3 }),
		projectCodes,
	};
}
