import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { everyProject, outsideProjects } from '../../../shared/entities';
import { fingerprint } from '../../../shared/fingerprint';
import type { CostObject, CostSelection, Lane, Outcome, RunMode, SelectedProject } from '../../../shared/model';
import type { Pattern } from '../../../shared/pattern';
import type { ReasonCode } from '../../../shared/reasons';
import type { CostCodeRow, RosterRow, ValueRow } from '../../ledger/rows';
import { valuesIn, withoutZeros } from '../../lookup/keys';
import { costCenterPatterns, wbsPatterns, type Roster } from '../../lookup/roster';
import { unplaced } from '../cost/outcomes';
import type { CostProblem } from '../cost/sorting';
import {
	comparesAll,
	shareOf,
	takenCosts,
	unreadProjects,
	usualCosts,
	withTables,
	withUnread,
	type CostsCell,
} from './sent';

/** How many costs a batch may hold for each document of another lane: they are smaller. */
const costsPerDocument = 5;

export interface ChoosingInput {
	mode: RunMode;
	lane: Lane;
	/** Documents of a batch; 0 = no limit. A project is never divided. */
	batchSize: number;
	projects: RosterRow[];
	roster: Roster;
	/** {@link tablesHash} */
	tables: string;
	/** What Procore has, and what was to be read before. */
	sent: CostsCell;
	/** What costs are posted on: in the window of the lane, and all of it where the lane reads that. */
	objects: CostObject[];
	/** `YYYY-MM-DD` */
	today: string;
}

export interface Chosen {
	selection: CostSelection;
	/** The cell as it has to be on record before anything is read: it says what is still to be read. */
	sent: Record<string, string>;
}

/** Hash of all that decides in which project and on which cost code a cost counts; rows that nobody has filled do not. */
export function tablesHash(projects: RosterRow[], costCodes: CostCodeRow[], values: ValueRow[]): string {
	const lines = [
		...projects.map((row) => [
			...['project', row.project_id, row.sap_project, row.sap_wbs_prefix, row.sap_cost_center, row.currency],
			...[String(row.active), String(row.sync_enabled)],
		]),
		...costCodes
			.filter(({ cost_code, enabled }) => enabled && cost_code !== '')
			.map((row) => [
				...['code', row.company_code, row.gl_account, row.cost_center, row.wbs_element],
				...[row.cost_code, row.cost_type],
			]),
		...values
			.filter(({ procore_value }) => procore_value !== '')
			.map(({ kind, sap_value, procore_value }) => ['value', kind, sap_value, procore_value]),
	].map((cells) => JSON.stringify(cells));
	return fingerprint({ lines: lines.sort() }).slice(0, 16);
}

/**
 * Chooses whose costs a batch reads. To be read are projects on whose objects something moved, of which Procore is not known
 * to have all, whose contracts are about to change, a few each run that were not compared with Procore today, and all of them
 * when the lookup tables say something else than before. They stay on record as unread until they are recorded, so that what a
 * batch does not hold, or a run that is killed has not got to, comes with the next one.
 */
export function chooseProjects(input: ChoosingInput): Chosen {
	const { lane, projects, today } = input;
	const known = new Map(projects.filter((row) => hasKeys(row) || row.project_id in input.sent).map(byId));
	const stays = Object.entries(input.sent).filter(([id]) => id === outsideProjects || known.has(id));
	const before = takenCosts(Object.fromEntries(stays));
	const isFirst = lane.readWindow && comparesAll('delta', lane);
	const isOther = before[outsideProjects]?.hash !== input.tables;
	const readsAll =
		isFirst || isOther || lane.keys.includes(everyProject) || (lane.readWindow && input.mode === 'backfill');
	const wanted = readsAll
		? [...known.keys(), outsideProjects]
		: [
				...movedProjects(input),
				...lane.keys,
				...(lane.readWindow ? [...uncertain(before), ...shareOf(before, today)] : []),
			];
	const marked = wanted.filter((id) => id === outsideProjects || known.has(id));
	const cell = withUnread(Object.fromEntries(stays), marked, comparesAll(input.mode, lane) && readsFresh(lane));
	const sent = marked.includes(outsideProjects) ? withTables(cell, input.tables) : cell;
	const unread = new Set(unreadProjects(sent));
	const all = [...known.values()].filter(({ project_id }) => unread.has(project_id));
	const chosen = firstOf(all, sent, input.batchSize > 0 ? input.batchSize * costsPerDocument : Infinity);
	const outside = unread.has(outsideProjects) && hasAllObjects(lane) ? outsideOf(input) : null;
	return { selection: { projects: chosen.map(selectedProject), outside }, sent };
}

/** A later batch goes on with what the first one has marked. */
const readsFresh = ({ readWindow, keys }: Lane) => readWindow || keys.length > 0;

/** Whether SAP was asked for all that has costs, and not only for what moved. */
const hasAllObjects = ({ keys, readWindow, window }: Lane) =>
	keys.includes(outsideProjects) || (readWindow && window.from === null);

const byId = (row: RosterRow) => [row.project_id, row] as const;

const ordersOf = ({ sap_project }: RosterRow) => valuesIn(sap_project).map(withoutZeros);

const selectedProject = (row: RosterRow): SelectedProject => ({
	projectId: row.project_id,
	wbsElements: wbsPatterns(row).filter(isKeyed),
	orders: ordersOf(row),
	costCenters: costCenterPatterns(row).filter(isKeyed),
});

const isKeyed = (pattern: Pattern): pattern is Exclude<Pattern, { kind: 'any' }> => pattern.kind !== 'any';

const hasKeys = (row: RosterRow): boolean => {
	const { wbsElements, orders, costCenters } = selectedProject(row);
	return wbsElements.length + orders.length + costCenters.length > 0;
};

function movedProjects({ objects, roster }: ChoosingInput): string[] {
	return objects.flatMap((object) => {
		if (!object.isChanged) return [];
		const found = roster.find(object);
		return [found.kind === 'project' ? found.row.project_id : outsideProjects];
	});
}

/** Projects of which Procore is not known to have all. */
const uncertain = (taken: ReturnType<typeof takenCosts>) =>
	Object.keys(taken).filter((id) => id !== outsideProjects && taken[id]?.day === '');

function firstOf(projects: RosterRow[], sent: CostsCell, most: number): RosterRow[] {
	const taken = takenCosts(sent);
	const chosen: RosterRow[] = [];
	let costs = 0;
	for (const row of [...projects].sort((a, b) => compareSapKeys(a.project_id, b.project_id))) {
		costs += Math.max(taken[row.project_id]?.costs ?? 0, usualCosts);
		if (chosen.length > 0 && costs > most) break;
		chosen.push(row);
	}
	return chosen;
}

/** What becomes of the costs that no project takes. */
function outsideOf({ objects, roster }: ChoosingInput): Outcome {
	const problems = objects.flatMap((object) => {
		if (object.isChanged) return [];
		const found = roster.find(object);
		if (found.kind === 'project') return [];
		if (found.kind === 'ambiguous') return [problem(object, 'project_ambiguous', found.rules)];
		return [problem(object, found.kind === 'unmapped' ? 'unmapped_project' : 'not_a_project_cost')];
	});
	return unplaced('actual_cost', problems);
}

function problem(object: CostObject, reason: ReasonCode, rules: string[] = []): CostProblem {
	const { companyCode, wbsElement, costCenter, order, amount, currency } = object;
	const named = wbsElement ? `WBS element ${wbsElement}` : order ? `order ${order}` : `cost center ${costCenter}`;
	const between = rules.length > 0 ? `: ${rules.join(' and ')}` : '';
	return {
		...{ reason, cost: '', text: `${named} of company code ${companyCode} (${amount} ${currency})${between}` },
		keys: { companyCode, glAccount: '', costCenter, wbsElement },
		money: { amount, currency },
	};
}
