import { documentOfKey } from '../../../shared/entities';
import { postedOnSchema, type Outcome, type PostedOn, type ProjectCost } from '../../../shared/model';
import type { Roster } from '../../lookup/roster';
import type { TakenCosts } from './sent';

/** A cost that could not be read; `posted` is null where nothing tells what it was posted on. */
export interface UnreadCost {
	sapKey: string;
	posted: PostedOn | null;
}

/** The cost that an outcome says could not be read, here or in the node that reads SAP. */
export function unreadIn({ sapKey, detail }: Pick<Outcome, 'sapKey' | 'detail'>): UnreadCost {
	const told = postedOnSchema.safeParse(detail.posted);
	if (told.success) return { sapKey, posted: told.data };
	const fields = documentOfKey('actual_cost', sapKey);
	if (!fields) return { sapKey, posted: null };
	const { wbsElement = '', order = '', costCenter = '' } = fields;
	return { sapKey, posted: { wbsElement, order, costCenter, projectInternalId: '' } };
}

/**
 * Which costs a project lacks. One whose WBS element is not known may belong to any project that has, or had when it was sent
 * last, costs of the same SAP project; to one that SAP shows no cost of, where nobody knows what it had; and where the SAP project
 * is not known either, to any at all.
 * @param costs those that were read
 */
export function lackingIn(
	unread: readonly UnreadCost[],
	costs: readonly ProjectCost[],
	roster: Roster,
	sent: TakenCosts,
): (projectId: string) => UnreadCost[] {
	const read = unread.length > 0 ? sapProjectsOf(costs, roster) : new Map<string, Set<string>>();
	const belongs = ({ posted }: UnreadCost, projectId: string): boolean => {
		if (posted === null) return true;
		const { wbsElement, projectInternalId, ...others } = posted;
		if (wbsElement === null) {
			const has = read.get(projectId);
			const had = sent[projectId]?.sapProjects ?? null;
			const mayHaveHad = had ? had.includes(projectInternalId) : projectId in sent && !has;
			return projectInternalId === '' || mayHaveHad || has?.has(projectInternalId) === true;
		}
		const found = roster.find({ wbsElement, ...others });
		return found.kind === 'project' && found.row.project_id === projectId;
	};
	return (projectId) => unread.filter((each) => belongs(each, projectId));
}

/** By project the numbers of the SAP projects that its costs were posted in. */
export function sapProjectsOf(costs: readonly ProjectCost[], roster: Roster): Map<string, Set<string>> {
	const found = new Map<string, Set<string>>();
	for (const cost of costs) {
		if (cost.projectInternalId === '') continue;
		const answer = roster.find(cost);
		if (answer.kind !== 'project') continue;
		const { project_id } = answer.row;
		found.set(project_id, (found.get(project_id) ?? new Set()).add(cost.projectInternalId));
	}
	return found;
}
