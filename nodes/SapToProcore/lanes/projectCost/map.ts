import { groupBy, partition, uniq } from 'lodash';
import type { Outcome, ProjectCost } from '../../../shared/model';
import type { Money } from '../../../shared/money';
import type { ReasonCode } from '../../../shared/reasons';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import type { RosterRow } from '../../ledger/rows';
import type { CostCodeMap } from '../../lookup/costCodes';
import { closedReason, type Roster } from '../../lookup/roster';
import { ToFill } from '../../lookup/toFill';
import type { ValueMap } from '../../lookup/values';
import { keysOf, stopped, unplaced } from '../cost/outcomes';
import { sortCosts, type ProjectCosts } from '../cost/sorting';
import { costKey, mapPart, noCosts, type CostSettings, type KeyedCost, type MappedCost } from './part';
import { costsHash, isSetAside, toLookAt } from './sent';
import { lackingIn, type UnreadCost } from './unread';

export interface MapCostsInput {
	customer: string;
	/** Everything that was posted to the projects they name: whatever is missing leaves Procore. */
	costs: ProjectCost[];
	roster: Roster;
	costCodes: CostCodeMap;
	values: ValueMap;
	settings: CostSettings;
	/**
	 * Whether a project is decided on, `""` = whether costs are that belong to none; undefined = all are. Of one that is, all
	 * costs are given.
	 */
	isDecided?: (projectId: string) => boolean;
	/** How many projects are compared with Procore although nothing changed; undefined = a share of all. */
	lookAt?: number | undefined;
	/** Costs that could not be read: projects that lack one are not sent. */
	unread?: readonly UnreadCost[];
}

export interface MappedCosts {
	mapped: MappedCost[];
	toFill: ToFill;
	/** Projects that are sent. */
	projects: string[];
	/** Projects that Procore has costs of, and that the roster does not know any more. */
	unknown: string[];
}

/**
 * Divides the costs of each project into what stands on its cost codes and what was posted on its orders, by fiscal period.
 * Costs that no cost code takes are told in one outcome for each project, those that no project takes in one without
 * project. A cost given twice counts once, as it was last read. A project whose amounts Procore has is told as unchanged, in
 * one outcome for all its costs. The outcome without project also stands for costs that are not decided on.
 */
export function mapCosts(input: MapCostsInput): MappedCosts {
	const toFill = new ToFill(input.customer, input);
	const { costs, settings, isDecided = () => true } = input;
	const sorted = sortCosts(costs, {
		...{ roster: input.roster, costCodes: input.costCodes, toFill, keyOf: costKey, noun: 'Costs' },
		noCost: whyNoCost,
	});
	const all = [...sorted.projects].sort(([a], [b]) => compareSapKeys(a, b));
	const [projects, others] = partition(all, ([projectId]) => isDecided(projectId));
	const lacking = lackingIn(input.unread ?? [], costs, input.roster, settings.sent);
	const decided = projects.map(([projectId, project]) => mapProject(project, lacking(projectId), input));
	const quiet = decided.filter(({ projectId, hash }) => {
		const before = settings.sent[projectId];
		return hash !== '' && before?.hash === hash && before.day !== '';
	});
	const quietIds = quiet.map(({ projectId }) => projectId);
	const again = toLookAt(settings.sent, quietIds, settings.today, input.lookAt);
	const sends = decided.filter(
		(project) => project.hash !== '' && (!quiet.includes(project) || again.has(project.projectId)),
	);
	const mapped = decided.flatMap((project) => (sends.includes(project) ? project.mapped : inOne(project)));
	const present = new Set(decided.map(({ projectId }) => projectId));
	const gone = costs.length > 0 ? leftBehind(input, present, lacking) : [];
	const covers = [...keysOf(sorted.outside), ...others.flatMap(([, project]) => costKeysOf(project))];
	if (costs.length > 0)
		mapped.push({ index: 0, covers, outcome: unplaced('actual_cost', isDecided('') ? sorted.outside : []) });
	return {
		mapped: [...mapped, ...gone.flatMap((project) => project.mapped)],
		toFill,
		projects: [...sends, ...gone.filter(({ hash }) => hash !== '')].map(({ projectId }) => projectId),
		unknown: Object.keys(settings.sent).filter((projectId) => !input.roster.byId(projectId)),
	};
}

/** Why what was posted is no cost; undefined when it is one. */
export const whyNoCost = ({ isBalanceSheet }: ProjectCost): ReasonCode | undefined =>
	isBalanceSheet ? 'balance_sheet_account' : undefined;

const costKeysOf = ({ lines, problems }: ProjectCosts<ProjectCost>): string[] => [
	...[...lines.values()].flat().map(({ cost }) => costKey(cost)),
	...keysOf(problems),
];

interface DecidedProject {
	projectId: string;
	/** Of all that Procore is to have of it; `""` = nothing is to be sent. */
	hash: string;
	mapped: MappedCost[];
}

function mapProject(
	project: ProjectCosts<ProjectCost>,
	lacking: readonly UnreadCost[],
	input: MapCostsInput,
): DecidedProject {
	const { row, index } = project;
	const all = [...project.lines].flatMap(([key, costs]) => costs.map((each): KeyedCost => ({ ...each, key })));
	const projectId = row.project_id;
	const unplacedKeys = keysOf(project.problems);
	const closed = closedReason(row);
	if (closed || lacking.length > 0) {
		const covers = costKeysOf(project);
		const amounts = [...all.map(({ cost }) => cost), ...project.problems.map(({ money }) => money)];
		const outcome = closed ? stopped('actual_cost', row, closed, amounts) : notRead(row, lacking, amounts);
		return { projectId, hash: '', mapped: [{ index, covers, outcome }] };
	}
	const groups = groupBy(all, ({ cost, key }) => cost.purchaseOrder || key);
	const found = Object.entries(groups)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, costs]) => mapPart(row, key, costs, input));
	// None of its costs has a cost code any more: what was sent of them leaves Procore, as it does where some still have one.
	const parts = found.length === 0 && projectId in input.settings.sent ? [noCosts(row, index, input.settings)] : found;
	const told = unplaced('actual_cost', project.problems, row);
	const sapProjects = uniq(all.map(({ cost }) => cost.projectInternalId).filter(Boolean)).sort();
	const detail = { ...told.detail, sapProjects };
	return completed(projectId, index, unplacedKeys, { ...told, detail }, parts, input.settings);
}

/** A project whose costs are not all known is not sent: what is missing would leave Procore. */
function notRead(row: RosterRow, lacking: readonly UnreadCost[], amounts: readonly Money[]): Outcome {
	const [first] = lacking;
	const more = lacking.length > 1 ? ` and ${String(lacking.length - 1)} more` : '';
	return stopped('actual_cost', row, 'costs_not_read', amounts, `${first?.sapKey || 'one without a key'}${more}`);
}

/** By what is told of the project the record of the run sees whether all of it has arrived. */
function completed(
	projectId: string,
	index: number,
	covers: string[],
	told: Outcome,
	parts: MappedCost[],
	{ sent }: CostSettings,
): DecidedProject {
	const desired = parts.flatMap((each) => ('desired' in each ? [each.desired] : []));
	const hash = costsHash(desired);
	const detail = { ...told.detail, parts: desired.length, stopped: parts.length - desired.length };
	const isRecorded = sent[projectId]?.hash === hash;
	const all = parts.map((each) => ('desired' in each ? { ...each, desired: { ...each.desired, isRecorded } } : each));
	return { projectId, hash, mapped: [...all, { index, covers, outcome: { ...told, fingerprint: hash, detail } }] };
}

/** A project that Procore has: one outcome stands for all that is not held. */
function inOne({ mapped }: DecidedProject): MappedCost[] {
	const outcomes = mapped.flatMap((each) => ('outcome' in each ? [each] : []));
	const told = outcomes.at(-1);
	if (!told) throw new Error('A project without outcome');
	const covers = mapped.flatMap((each) => ('desired' in each || each === told ? each.covers : []));
	return [...outcomes.slice(0, -1), { ...told, covers, outcome: { ...told.outcome, fingerprint: '' } }];
}

/** Projects that had costs, and have none any more: people moved them in the tables. */
function leftBehind(
	{ roster, settings, isDecided = () => true }: MapCostsInput,
	present: ReadonlySet<string>,
	lacking: (projectId: string) => UnreadCost[],
): DecidedProject[] {
	const asItIs = (projectId: string, outcome: Outcome): DecidedProject[] => [
		{ projectId, hash: '', mapped: [{ index: 0, covers: [], outcome }] },
	];
	return Object.entries(settings.sent).flatMap(([projectId, before]) => {
		const row = roster.byId(projectId);
		if (present.has(projectId) || !isDecided(projectId) || !row) return [];
		const closed = closedReason(row);
		if (closed) return isSetAside(before) ? [] : asItIs(projectId, stopped('actual_cost', row, closed, []));
		const told = unplaced('actual_cost', [], row);
		// The next reading knows that it is open, and that SAP has to show its costs.
		if (isSetAside(before)) return asItIs(projectId, { ...told, detail: { ...told.detail, isOpenAgain: true } });
		const unread = lacking(projectId);
		if (unread.length > 0) return asItIs(projectId, notRead(row, unread, []));
		const project = completed(projectId, 0, [], told, [noCosts(row, 0, settings)], settings);
		return project.hash === before.hash && before.day >= settings.today ? [] : [project];
	});
}
