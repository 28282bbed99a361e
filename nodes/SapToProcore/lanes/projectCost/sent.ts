import { outsideProjects } from '../../../shared/entities';
import { fingerprint } from '../../../shared/fingerprint';
import type { DesiredDirectCost, Lane, Outcome, RunMode } from '../../../shared/model';
import { withoutBudgetLine } from '../cost/keys';

/** What is known of the costs of one project. */
export interface TakenProject {
	/** Of all its parts, as they were sent and told last; `""` = Procore may have other ones. */
	hash: string;
	/** `YYYY-MM-DD` on which Procore was found to have them; `""` = they have to be compared again. */
	day: string;
	/** How many costs there were, where they are many; 0 = few, or not known. */
	costs: number;
	/** Something has changed since they were read. */
	isUnread: boolean;
}

/** By project; {@link outsideProjects} stands for the costs that no project takes, with the hash of the lookup tables. */
export type TakenCosts = Readonly<Record<string, TakenProject>>;

/** The same as the cell of the table has it: `[?]hash day costs`, as short as it can be, as there is one for each project. */
export type CostsCell = Readonly<Record<string, string>>;

const unreadMark = '?';

/** In place of a hash: the project has no costs. */
const noCosts = '-';

/** In place of a hash: nothing was ever sent. */
const neverSent = '0';

export const usualCosts = 500;

function takenProject(text: string): TakenProject {
	const isUnread = text.startsWith(unreadMark);
	const [hash = '', day = '', costs = ''] = (isUnread ? text.slice(1) : text).split(' ');
	return { hash, day, costs: Number(costs) || 0, isUnread };
}

export const takenCosts = (cell: CostsCell): TakenCosts =>
	Object.fromEntries(Object.entries(cell).map(([projectId, text]) => [projectId, takenProject(text)]));

function textOf({ hash, day, costs, isUnread }: TakenProject): string {
	const many = costs > usualCosts ? ` ${costs}` : '';
	const rest = hash === '' && day === '' && many === '' ? '' : `${hash} ${day}${many}`;
	return `${isUnread ? unreadMark : ''}${rest}`;
}

/** A project of which nothing is known. */
const unknownProject: TakenProject = { hash: neverSent, day: '', costs: 0, isUnread: false };

/** Whether a cell says that costs of the project were sent once. */
export const wasSent = (text: string | undefined): boolean =>
	text !== undefined && !['', noCosts, neverSent].includes(takenProject(text).hash);

/** Whether Procore may have costs of the project. */
export const mayHaveCosts = (taken: TakenProject | undefined): boolean =>
	taken !== undefined && taken.hash !== neverSent;

/** Projects whose costs have to be read, {@link outsideProjects} among them. */
export const unreadProjects = (cell: CostsCell): string[] =>
	Object.keys(cell).filter((projectId) => cell[projectId]?.startsWith(unreadMark));

/** The same with projects whose costs have to be read. @param comparesAll whether Procore is to be asked about all of them */
export function withUnread(cell: CostsCell, projects: Iterable<string>, comparesAll: boolean): Record<string, string> {
	const next = { ...cell };
	for (const projectId of projects) {
		const known = takenProject(cell[projectId] ?? textOf(unknownProject));
		next[projectId] = textOf({ ...known, isUnread: true, ...(comparesAll ? { day: '' } : {}) });
	}
	return next;
}

/** The same with the lookup tables that the costs which no project takes are about to be told by. */
export const withTables = (cell: CostsCell, tables: string): Record<string, string> => ({
	...cell,
	[outsideProjects]: textOf({ ...unknownProject, ...takenCosts(cell)[outsideProjects], hash: tables, isUnread: true }),
});

/** Hash of all the parts of one project, whatever their order. */
export function costsHash(parts: DesiredDirectCost[]): string {
	if (parts.every(({ parts: amounts }) => amounts.length === 0)) return noCosts;
	const lines = parts.map(({ originId, order, parts: amounts, currency, target, overContract }) =>
		JSON.stringify([originId, order?.contract ?? '', amounts, currency, target, overContract]),
	);
	// The cell holds one for each project: short, and still never the same by chance.
	return fingerprint({ lines: lines.sort() }).slice(0, 16);
}

/**
 * What a run may leave out, because Procore has it. A person who has everything read again wants it compared with Procore
 * again; the first load, and the rest of what a backfill began, are such a reading too.
 */
export function takenBefore(mode: RunMode, lane: Pick<Lane, 'window' | 'unfinished' | 'sent'>): TakenCosts {
	const before = takenCosts(lane.sent);
	if (!comparesAll(mode, lane)) return before;
	return Object.fromEntries(Object.entries(before).map(([projectId, taken]) => [projectId, { ...taken, day: '' }]));
}

export const comparesAll = (mode: RunMode, { window, unfinished }: Pick<Lane, 'window' | 'unfinished'>): boolean =>
	mode === 'backfill' || mode === 'replay' || window.from === null || unfinished !== null;

/** Of all projects that are to be compared once a day, so many in one run: those of a day come in the course of it. */
const shareOfRun = 24;

const mostOf = (projects: readonly string[]) => Math.ceil(projects.length / shareOfRun);

const projectsIn = (sent: TakenCosts) => Object.keys(sent).filter((projectId) => projectId !== outsideProjects);

/** Those whose costs are compared with Procore in this run because it is their turn. */
export const shareOf = (sent: TakenCosts, today: string): string[] => [
	...toLookAt(sent, projectsIn(sent), today),
	...((sent[outsideProjects]?.day ?? today) < today ? [outsideProjects] : []),
];

/**
 * What a run is to read beside what moved: the costs that no project takes, if they were not told today. Which projects have
 * to be read, whatever moved, is on record in the cell itself.
 */
export function dueOutside(sent: CostsCell, today: string): string[] {
	const known = takenCosts(sent)[outsideProjects];
	return known && !known.isUnread && known.day >= today ? [] : [outsideProjects];
}

/**
 * Of projects whose costs are the same, those that are compared with Procore nevertheless: people approve contracts there,
 * or change direct costs. Each of them comes once a day, a few in a run.
 */
export function toLookAt(sent: TakenCosts, projects: string[], today: string): Set<string> {
	const dayOf = (projectId: string) => sent[projectId]?.day ?? '';
	const due = projects.filter((projectId) => dayOf(projectId) < today);
	return new Set(due.sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1)).slice(0, mostOf(projectsIn(sent))));
}

/** The same with projects that have to be compared again. Those that are not among them are sent in any case. */
export function toCompareAgain(sent: CostsCell, projects: Iterable<string>): Record<string, string> {
	const next = { ...sent };
	for (const projectId of projects) {
		const text = next[projectId];
		if (text !== undefined) next[projectId] = textOf({ ...takenProject(text), day: '' });
	}
	return next;
}

/**
 * What Procore has after a batch. A project has a day when each of its parts was taken; one of which a part was not has none, so
 * that it is sent again with every reading, and what is as it was is not told again. Projects that were not read stay as they
 * were, and so does what is still to be read where the lane did not come through.
 *
 * @param outcomes those of actual costs
 * @param today `YYYY-MM-DD`
 * @param chosen what was read: of that which a step of the workflow has left out there are no outcomes
 */
export function sentAfter(
	before: CostsCell,
	outcomes: Outcome[],
	through: boolean,
	today: string,
	chosen: readonly string[] = [],
): Record<string, string> {
	const sent = { ...before };
	const parts = partsOf(outcomes);
	if (through)
		for (const projectId of chosen) {
			const was = takenProject(before[projectId] ?? textOf(unknownProject));
			const day = was.hash === neverSent ? was.day || today : was.day;
			sent[projectId] = textOf({ ...was, day, isUnread: false });
		}
	for (const { sapKey, projectId, fingerprint: hash, detail, reason } of outcomes) {
		if (sapKey !== withoutBudgetLine) continue;
		const key = projectId === '' ? outsideProjects : projectId;
		if (projectId === '' && !(key in before)) continue;
		const was = takenProject(before[key] ?? textOf(unknownProject));
		const { told = 0, taken = 0, costs = 0 } = parts.get(projectId) ?? {};
		const isUnread = was.isUnread && !through;
		if (projectId === '') sent[key] = textOf({ ...was, day: through ? today : was.day, isUnread });
		else if (hash !== '') {
			const isWhole = taken === detail.parts;
			const isTold = isWhole || (taken > 0 && told >= Number(detail.parts));
			const known = through && isTold ? { hash, day: isWhole ? today : '' } : { hash: '', day: '' };
			sent[key] = textOf({ ...known, costs, isUnread });
		}
		// Whoever opens it again wants all of it compared.
		else if (reason === 'project_sync_off' || reason === 'project_inactive')
			sent[key] = textOf({ ...unknownProject, day: today, costs, isUnread });
		else sent[key] = textOf({ ...was, day: was.day || today, costs, isUnread });
	}
	return sent;
}

interface ToldParts {
	told: number;
	/** What is only named counts. */
	taken: number;
	costs: number;
}

/** By project how many of its parts were told of, how many of these Procore has as it should, and how many costs that were. */
function partsOf(outcomes: Outcome[]): Map<string, ToldParts> {
	const parts = new Map<string, ToldParts>();
	for (const { sapKey, projectId, status, reason, covers = [] } of outcomes) {
		const { told, taken, costs } = parts.get(projectId) ?? { told: 0, taken: 0, costs: 0 };
		const isTaken =
			status === 'synced' ||
			status === 'unchanged' ||
			reason === 'covered_by_contract' ||
			reason === 'posted_beyond_contract';
		const isPart = sapKey !== withoutBudgetLine;
		parts.set(projectId, {
			told: told + (isPart ? 1 : 0),
			taken: taken + (isPart && isTaken ? 1 : 0),
			costs: costs + covers.length,
		});
	}
	return parts;
}
