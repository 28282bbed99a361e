import { countBy, groupBy } from 'lodash';
import type { Entity } from '../../shared/entities';
import type { ExplainedSubject, Missing } from '../../shared/model';
import { reasonFor } from '../../shared/reasons';
import { definitions } from '../../shared/tables/definitions';
import { handful } from '../../shared/texts';
import type { LedgerRow } from '../ledger';
import { budgetKey } from '../lanes/cost/keys';
import { codeIn, costCodeMap, rowsToFill } from '../lookup/costCodes';
import { valuesIn } from '../lookup/keys';
import { closedReason, roster, takesAnything } from '../lookup/roster';
import type { ExplainInput } from './input';
import { recordedLines } from './lines';
import { mapRow, missingOf, rosterRow, speakingTo } from './missing';
import { newestFirst, outcomeOf, partsOf, projectName } from './parts';
import { rowsNamedIn } from './rules';
import { sapSide } from './sap';
import { nameOf } from './words';

/** What is the same for everything that is no document. */
const bare = (input: ExplainInput, entity: string, key: string) => ({
	...{ entity, key, name: nameOf(entity, key) },
	sap: sapSide(input.sap, undefined),
	...{ parts: [], lines: [], rows: [], outcomes: [], missing: [], expected: [] },
});

const nobody = { nextAttemptAt: '', byItself: false, rows: [], candidates: [], amount: '', currency: '' };

/** Projects of the roster that a word names: by their number or ID in Procore, or by a project of SAP that belongs to them. */
export function projectsNamed(keys: readonly string[], input: ExplainInput): Array<LedgerRow<'projects'>> {
	return input.facts.projects.filter(({ project_id, project_number, sap_project }) =>
		[project_id, project_number, ...valuesIn(sap_project)].some((value) => keys.includes(value)),
	);
}

/** A project of Procore: what of SAP belongs to it, and what waits in it. */
export function explainProject(input: ExplainInput, row: LedgerRow<'projects'>): ExplainedSubject {
	const { facts } = input;
	const name = `Project ${projectName(row.project_id, facts)}`;
	const parts = partsOf('project', row.project_id, facts);
	const open = facts.exceptions.filter(({ project_id, status }) => project_id === row.project_id && isOpen(status));
	const missing = [...parts.flatMap((part) => missingOf(part, name, facts)), ...missingOfProject(row, name)];
	const waits =
		open.length === 0
			? 'Nothing that the sync knows of waits in it.'
			: `In it wait: ${handful(
					Object.entries(countBy(open, 'title')).map(([title, count]) => `${count} × ${title}`),
					'; ',
				)}.`;
	return {
		...bare(input, 'project', row.project_id),
		name,
		state: missing.length === 0 ? 'ready' : 'incomplete',
		verdict:
			missing.length === 0
				? `${name} takes part in the sync. ${waits}`
				: `${missing.map(({ what }) => what).join(' ')} ${waits}`,
		parts: parts.map(({ explained }) => explained),
		rows: [rosterRow(row)],
		outcomes: newestFirst(facts.audit.filter((each) => each.entity === 'project' && each.sap_key === row.project_id))
			.slice(0, 5)
			.map(outcomeOf),
		missing,
	};
}

const isOpen = (status: string) => status === 'open' || status === 'parked';

function missingOfProject(row: LedgerRow<'projects'>, name: string): Missing[] {
	const closed = closedReason(row);
	const about = { ...nobody, document: name, projectId: row.project_id, rows: [rosterRow(row)] };
	if (closed) {
		const { title, advice, who } = reasonFor(closed);
		return [{ ...about, reason: closed, what: `${name}: ${title}.`, advice, ...speakingTo(who) }];
	}
	if (takesAnything(row)) return [];
	const { advice, who } = reasonFor('unmapped_project');
	return [
		{
			...about,
			reason: 'unmapped_project',
			what: `Nothing of SAP belongs to ${name}: its row in ${definitions.projects.name} names no SAP project, WBS element or cost center.`,
			advice,
			...speakingTo(who),
		},
	];
}

/** A cost code of Procore: which account assignments go to it, and what of it waits. */
export function explainCostCode(input: ExplainInput, code: string): ExplainedSubject {
	const { facts } = input;
	const name = nameOf('cost_code', code);
	const rows = facts.costCodes.filter(({ cost_code }) => cost_code === code);
	const keys = costCodeKeys(code, rows);
	const parts = ofCostCodes.flatMap((entity) => keys.flatMap((key) => partsOf(entity, key, facts)));
	const missing = parts.flatMap((part) => missingOf(part, nameOf(part.row.entity, part.row.sap_key), facts));
	const deciding = rows.filter(({ enabled }) => enabled).length;
	const isOf = (row: { entity: string; sap_key: string }) =>
		ofCostCodes.some((entity) => entity === row.entity) && keys.includes(row.sap_key);
	const mapped =
		deciding === 0
			? `No row of ${definitions.cost_codes.name} that counts leads to ${name.toLowerCase()}.`
			: `${name} is given by ${deciding} ${deciding === 1 ? 'row' : 'rows'} of ${definitions.cost_codes.name}.`;
	const waits =
		missing.length === 0
			? ''
			: ` What waits: ${handful([...new Set(missing.map(({ reason }) => reasonFor(reason).title))], '; ')}.`;
	return {
		...bare(input, 'cost_code', code),
		state: deciding === 0 || missing.length > 0 ? 'incomplete' : 'ready',
		verdict: `${mapped}${waits}`,
		parts: parts.map(({ explained }) => explained),
		rows: rows.map(mapRow),
		outcomes: newestFirst(facts.audit.filter(isOf)).slice(0, 20).map(outcomeOf),
		missing,
	};
}

/** Keys under which outcomes about a cost code are on record: of the lane of cost codes, and of costs and plan by cost type. */
export function costCodeKeys(code: string, rows: ReadonlyArray<LedgerRow<'cost_codes'>>): string[] {
	return [...new Set([code, ...rows.map((row) => budgetKey(code, codeIn(row).costType))])];
}

const ofCostCodes: readonly Entity[] = ['cost_code', 'actual_cost', 'budget'];

/**
 * A WBS element: its project, the rows that name it, and where what was assigned to it went. undefined where nothing that was
 * read knows of it: then nobody can say that the word is a WBS element at all.
 */
export function explainWbsElement(input: ExplainInput, element: string): ExplainedSubject | undefined {
	const { facts } = input;
	const lines = recordedLines(({ wbs_element }) => wbs_element === element, facts);
	const rows = facts.costCodes.filter(({ wbs_element }) => wbs_element === element);
	const answer = facts.whole.has('projects')
		? roster([...facts.projects]).find({ wbsElement: element, order: '', costCenter: '' })
		: undefined;
	const isKnown = lines.length + rows.length > 0 || answer?.kind === 'project' || answer?.kind === 'ambiguous';
	if (!isKnown) return undefined;
	const name = nameOf('wbs_element', element);
	const unfilled = rowsToFill(rows, costCodeMap([...facts.costCodes]));
	const about = { ...nobody, document: name, projectId: answer?.kind === 'project' ? answer.row.project_id : '' };
	const missing: Missing[] = unfilled.map((row) => {
		const { advice, who, title } = reasonFor('unmapped_cost_code');
		return {
			...about,
			reason: 'unmapped_cost_code',
			what: `${title}.`,
			advice,
			...speakingTo(who),
			rows: [mapRow(row)],
		};
	});
	const problem =
		answer?.kind === 'unmapped' ? 'unmapped_project' : answer?.kind === 'ambiguous' ? 'project_ambiguous' : undefined;
	if (problem) {
		const { advice, who, title } = reasonFor(problem);
		const named = answer?.kind === 'ambiguous' ? answer.rules.flatMap(rowsNamedIn) : [];
		missing.push({ ...about, reason: problem, what: `${title}.`, advice, ...speakingTo(who), rows: named });
	}
	const project =
		answer?.kind === 'project'
			? `${name} belongs to project ${projectName(answer.row.project_id, facts)}, by ${answer.rule}.`
			: answer?.kind === 'ambiguous'
				? `${name} fits several projects equally well: ${answer.rules.join(' and ')}.`
				: answer
					? `${name} belongs to no project: no row of ${definitions.projects.name} fits it.`
					: `Which project ${name} belongs to was not looked up.`;
	return {
		...bare(input, 'wbs_element', element),
		state: missing.length === 0 ? 'ready' : 'incomplete',
		verdict: [project, ...(unfilled.length > 0 ? [`Rows without a cost code: ${unfilled.length}.`] : [])].join(' '),
		lines,
		rows: [...(answer?.kind === 'project' ? rowsNamedIn(answer.rule).map(asNow) : []), ...rows.map(mapRow)],
		missing,
	};
}

const asNow = (row: ReturnType<typeof rowsNamedIn>[number]) => ({ ...row, basis: 'now' as const });

/** What was assigned, by where it went: `project 2201, cost code 03-100 / M: 12 lines`. */
export function destinations(lines: ExplainedSubject['lines']): string[] {
	const groups = groupBy(lines, ({ projectId, costCode, costType }) => {
		const code = [costCode, costType].filter(Boolean).join(' / ');
		return `project ${projectId}, cost code ${code}`;
	});
	return Object.entries(groups).map(([place, all]) => `${place}: ${all.length} ${all.length === 1 ? 'line' : 'lines'}`);
}
