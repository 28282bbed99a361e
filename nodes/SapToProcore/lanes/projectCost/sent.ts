import { fingerprint } from '../../../shared/fingerprint';
import type { DesiredDirectCost, Lane, Outcome, RunMode } from '../../../shared/model';
import { withoutBudgetLine } from '../cost/keys';
import { partsTold } from '../cost/outcomes';

/**
 * What was sent and told last of a project: the hash of all its parts, the day (`YYYY-MM-DD`) on which Procore was found to
 * have them, `""` = it has to be compared again, and the numbers of the SAP projects that the costs were posted in, null = not
 * known: an earlier version did not keep them.
 */
export interface Taken {
	hash: string;
	day: string;
	sapProjects: string[] | null;
}
export type TakenCosts = Readonly<Record<string, Taken>>;

/** The same as the cell of the table has it. */
export type CostsCell = Readonly<Record<string, string>>;

export const taken = (cell: CostsCell): TakenCosts =>
	Object.fromEntries(Object.entries(cell).map(([projectId, text]) => [projectId, takenIn(text)]));

function takenIn(text: string): Taken {
	const [hash = '', day = '', numbers] = text.split(' ');
	if (numbers === undefined) return { hash, day, sapProjects: hash === noCosts ? [] : null };
	return { hash, day, sapProjects: numbers === noSapProjects ? [] : numbers.split(',') };
}

/** `""` = nothing is known of the project. */
function textOf({ hash, day, sapProjects }: Taken): string {
	if (sapProjects === null) return hash === '' && day === '' ? '' : `${hash} ${day}`;
	return `${hash} ${day} ${[...new Set(sapProjects)].sort().join(',') || noSapProjects}`;
}

/** In place of a hash: the project has no costs. */
const noCosts = '-';

/** In place of numbers: what the costs were posted on belongs to no SAP project. */
const noSapProjects = '-';

/** Of a project that is closed: Procore may have costs of it, which nobody looks at until it is open again. */
const untilOpen = '9999-12-31';

/** Whether the costs of a project are set aside, because it was closed when they were read last. */
export const isSetAside = ({ day }: Taken): boolean => day === untilOpen;

/** Whether a cell says that costs of the project were sent once. */
export const wasSent = (text: string | undefined): boolean => !['', noCosts].includes(text?.split(' ')[0] ?? '');

/** Numbers of the SAP projects that SAP has to show costs of, as long as Procore has costs of the project. */
export const neededSapProjects = (sent: CostsCell, isMeant: (projectId: string) => boolean = () => true): string[] => [
	...new Set(
		Object.entries(taken(sent)).flatMap(([projectId, project]) =>
			!isSetAside(project) && isMeant(projectId) ? (project.sapProjects ?? []) : [],
		),
	),
];

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
 * again; the first load, and the rest of what a backfill began, are such a reading too. Further projects of a delta are not.
 */
export function takenBefore(
	mode: RunMode,
	{ window, unfinished, ...lane }: Pick<Lane, 'window' | 'unfinished' | 'sent'>,
): TakenCosts {
	const before = taken(lane.sent);
	const isRest = unfinished !== null && (unfinished.backfill !== '' || unfinished.after === '');
	const comparesAll = mode === 'backfill' || mode === 'replay' || window.from === null || isRest;
	if (!comparesAll) return before;
	return Object.fromEntries(Object.entries(before).map(([projectId, each]) => [projectId, { ...each, day: '' }]));
}

/** Of all projects that are to be compared once a day, so many in one run: those of a day come in the course of it. */
const shareOfRun = 24;

/** Projects that the next reading has to look at again. */
export const dueProjects = (sent: CostsCell, today: string): string[] =>
	Object.entries(taken(sent)).flatMap(([projectId, { day }]) => (day < today ? [projectId] : []));

/** How many projects a run compares with Procore although nothing changed in SAP. */
export const mostToLookAt = (sent: CostsCell | TakenCosts): number => Math.ceil(Object.keys(sent).length / shareOfRun);

/**
 * Of projects whose costs are the same, those that are compared with Procore nevertheless: people approve contracts there,
 * or change direct costs. Each of them comes once a day, a few in a run.
 */
export function toLookAt(sent: TakenCosts, projects: string[], today: string, most = mostToLookAt(sent)): Set<string> {
	const dayOf = (projectId: string) => sent[projectId]?.day ?? '';
	const due = projects.filter((projectId) => dayOf(projectId) < today);
	return new Set(due.sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1)).slice(0, most));
}

/** How many of these were compared in a part of a run: nothing but their day has changed. */
export function lookedAt(before: CostsCell, after: CostsCell): number {
	const then = taken(before);
	return Object.entries(taken(after)).filter(([projectId, { hash, day }]) => {
		const was = then[projectId];
		return was !== undefined && was.day !== '' && was.hash === hash && was.day < day && day !== untilOpen;
	}).length;
}

/** The same with projects that have to be compared again. Those that are not among them are sent in any case. */
export function toCompareAgain(sent: CostsCell, projects: Iterable<string>): Record<string, string> {
	const next = { ...sent };
	for (const projectId of projects) {
		const before = sent[projectId];
		if (before !== undefined) next[projectId] = textOf({ ...takenIn(before), day: '' });
	}
	return next;
}

/**
 * What Procore has after a batch. A project has a day when each of its parts was taken; one of which a part was not has none, so
 * that it is sent again with every reading, and what is as it was is not told again. Projects that were not sent stay as they
 * were.
 *
 * @param outcomes those of actual costs
 * @param today `YYYY-MM-DD`
 */
export function sentAfter(
	before: CostsCell,
	outcomes: Outcome[],
	through: boolean,
	today: string,
): Record<string, string> {
	const sent = { ...before };
	const parts = partsOf(outcomes);
	for (const { sapKey, projectId, fingerprint: hash, detail, reason } of outcomes) {
		if (sapKey !== withoutBudgetLine || projectId === '') continue;
		if (hash !== '') {
			const { told = 0, taken = 0 } = parts.get(projectId) ?? {};
			const isWhole = taken === detail.parts;
			const isTold = isWhole || (taken > 0 && told >= partsTold(detail));
			const now = sapProjectsIn(detail);
			const last = takenIn(before[projectId] ?? noCosts).sapProjects;
			sent[projectId] = textOf(
				through && isTold
					? { hash, day: isWhole ? today : '', sapProjects: now }
					: { hash: '', day: '', sapProjects: last && [...last, ...now] },
			);
		}
		// It has the costs that were sent, so these are their SAP projects, whoever did not keep them.
		else if (detail.sapProjects !== undefined && before[projectId] !== undefined)
			sent[projectId] = textOf({ ...takenIn(before[projectId]), sapProjects: sapProjectsIn(detail) });
		else if (detail.isOpenAgain) sent[projectId] = textOf({ ...takenIn(before[projectId] ?? noCosts), day: '' });
		// Whoever opens it again wants all of it compared, also if people have moved its costs elsewhere meanwhile.
		else if (reason === 'project_sync_off' || reason === 'project_inactive') {
			const { hash: last, sapProjects } = takenIn(before[projectId] ?? noCosts);
			if (last === noCosts) delete sent[projectId];
			else sent[projectId] = textOf({ hash: '', day: untilOpen, sapProjects });
		}
	}
	return sent;
}

const sapProjectsIn = ({ sapProjects }: Outcome['detail']): string[] =>
	Array.isArray(sapProjects) ? sapProjects.map(String) : [];

/** By project how many of its parts were told of, and how many of these Procore has as it should; what is only named counts. */
function partsOf(outcomes: Outcome[]): Map<string, { told: number; taken: number }> {
	const parts = new Map<string, { told: number; taken: number }>();
	for (const { sapKey, projectId, status, reason } of outcomes) {
		if (sapKey === withoutBudgetLine || projectId === '') continue;
		const isTaken =
			status === 'synced' ||
			status === 'unchanged' ||
			reason === 'covered_by_contract' ||
			reason === 'posted_beyond_contract';
		const { told, taken } = parts.get(projectId) ?? { told: 0, taken: 0 };
		parts.set(projectId, { told: told + 1, taken: taken + (isTaken ? 1 : 0) });
	}
	return parts;
}
