import type { Entity } from '../../shared/entities';
import { explanationSchema, type ExplainedSubject, type Explanation } from '../../shared/model';
import { handful } from '../../shared/texts';
import { explainDocument } from './document';
import { decisionRows } from './missing';
import type { ExplainInput } from './input';
import { explainCostCode, explainProject, explainWbsElement, projectsNamed } from './masters';
import { contractsOf } from './parts';
import { keyOfDocument } from './sap';
import { readSearch, type Search } from './search';
import { explanationText } from './text';
import { checksOf } from './unknown';

export type { ExplainInput, LastRun, LedgerFacts, SapAnswer, SapDocument } from './input';
export { costCodeKeys } from './masters';
export { blockersOf, type Blocker } from './missing';
export { keyOfDocument } from './sap';
export { readSearch } from './search';
export { executionIn } from './words';

/**
 * Why something is, or is not, in Procore: by what the tables have on record, and by what SAP has where it was asked. A word
 * may name several things, such as an order and a requisition of the same number: each is a subject of its own. Says
 * nothing of what was not read. Texts of SAP and of people are in it as they are: whoever shows them escapes them.
 */
export function explain(input: ExplainInput): Explanation {
	const search = readSearch(input.search);
	const subjects = search.problem === '' ? subjectsOf(input, search) : [];
	const without = {
		customer: input.customer,
		search: search.shown,
		at: input.now,
		verdict: verdictOf(search, subjects),
		subjects,
		checks: subjects.length === 0 ? checksOf(input, search) : [],
	};
	return explanationSchema.parse({ ...without, text: explanationText(without) });
}

function verdictOf({ shown, problem }: Search, subjects: readonly ExplainedSubject[]): string {
	const [first, ...more] = subjects;
	if (problem !== '') return problem;
	if (!first) return `Nothing is on record about "${shown}".`;
	if (more.length === 0) return first.verdict;
	return `"${shown}" names ${subjects.length} things: ${handful(subjects.map(({ name }) => name))}.`;
}

/** Entities whose documents are named by one key that people know. */
const documents: readonly Entity[] = ['supplier', 'purchase_order', 'requisition', 'supplier_invoice'];

function subjectsOf(input: ExplainInput, { keys }: Search): ExplainedSubject[] {
	const { facts, sap } = input;
	const named = documents.flatMap((entity) => {
		const found = keys.find(
			(key) =>
				hasRows(input, entity, key) ||
				sap?.documents.some((each) => each.entity === entity && keyOfDocument(each) === key),
		);
		return found === undefined ? [] : [explainDocument(input, entity, found)];
	});
	const codes = keys.filter((key) => facts.costCodes.some(({ cost_code }) => cost_code === key));
	const recordedCodes = keys.filter((key) => hasRows(input, 'cost_code', key));
	const others = [
		...projectsNamed(keys, input).map((row) => explainProject(input, row)),
		...[...new Set([...codes, ...recordedCodes])].map((key) => explainCostCode(input, key)),
	];
	const found = [...named, ...others];
	if (found.length > 0) return found;
	const [word = ''] = keys;
	const element = explainWbsElement(input, word);
	return element ? [element] : [];
}

/** Whether the tables know a document. What SAP posted on an order tells of the order. */
function hasRows({ facts }: ExplainInput, entity: Entity, key: string): boolean {
	const entities: string[] = entity === 'purchase_order' ? [entity, 'actual_cost'] : [entity];
	const isOf = (row: { entity: string; sap_key: string }) => row.sap_key === key && entities.includes(row.entity);
	if (facts.audit.some(isOf) || facts.exceptions.some(isOf)) return true;
	if (entity === 'purchase_order') return contractsOf(key, facts).length > 0;
	return entity === 'supplier' && decisionRows(key, facts).length > 0;
}
