import { groupBy, partition } from 'lodash';
import { fingerprint } from '../../../shared/fingerprint';
import type { CostObjects, ProjectRange } from '../../../shared/model';
import type { KeyPattern } from '../../../shared/pattern';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import type { RosterRow } from '../../ledger/rows';
import { costCenterPatterns, orderNumbers, takesAnything, wbsPatterns } from '../../lookup/roster';
import { taken, type CostsCell } from './sent';

/** Projects, without how many of them are to be compared with Procore. */
type Range = Omit<ProjectRange, 'lookAt'>;

/**
 * The projects whose costs the next batch reads; null = all of them at once. The last range has what no project takes, too,
 * and what two projects take alike. With another roster than the range before, the first one comes again: a WBS element that
 * went from one project to another would count for both, or for none.
 * @param cursor where the range before has ended, as {@link endOf} tells it; `""` = there was none
 * @param sent by project what Procore has
 * @param most how many projects a batch has
 */
export function nextRange(all: readonly RosterRow[], cursor: string, sent: CostsCell, most: number): Range | null {
	const rows = all.filter(hasProject);
	const roster = rosterHash(rows);
	const [last = '', before] = cursor.split(' ');
	const after = before === roster ? last : '';
	const ids = [...new Set(rows.filter(takesAnything).map(({ project_id }) => project_id))].sort(compareSapKeys);
	const left = ids.filter((id) => compareSapKeys(id, after) > 0);
	const batches = Math.ceil(left.length / most);
	if (batches <= 1 && after === '') return null;
	// All of about the same size: a full one and a rest would take more memory.
	const upTo = batches <= 1 ? '' : (left[Math.ceil(left.length / batches) - 1] ?? '');
	const [inRange, others] = partition(rows, ({ project_id }) => isInRange({ after, upTo }, project_id));
	const own = objectsOf(inRange, sent);
	return upTo === ''
		? { after, upTo, roster, own: merged(own, claimedTwice(rows)), others: objectsOf(others, sent) }
		: { after, upTo, roster, own, others: null };
}

/** Where a range ends, as the state of the lane keeps it. */
export const endOf = ({ upTo, roster }: ProjectRange): string => `${upTo} ${roster}`;

/** Whether a batch decides on a project; `""` = on what belongs to none. */
export function isInRange(projects: Pick<ProjectRange, 'after' | 'upTo'> | null, projectId: string): boolean {
	if (!projects) return true;
	const { after, upTo } = projects;
	if (projectId === '') return upTo === '';
	return compareSapKeys(projectId, after) > 0 && (upTo === '' || compareSapKeys(projectId, upTo) <= 0);
}

/** Hash of what belongs to which project. */
export function rosterHash(rows: readonly RosterRow[]): string {
	const lines = rows.filter(hasProject).map((row) => JSON.stringify([row.project_id, objectsOf([row])]));
	return fingerprint({ lines: lines.sort() }).slice(0, 16);
}

/** Somebody who adds a row by hand may not have filled it yet. */
const hasProject = ({ project_id }: RosterRow) => project_id !== '';

const objectsOf = (rows: readonly RosterRow[], sent: CostsCell = {}): CostObjects => ({
	wbsElements: rows.flatMap(wbsPatterns),
	orders: rows.flatMap(orderNumbers),
	costCenters: rows.flatMap(costCenterPatterns),
	sapProjects: sapProjectsOf(rows, sent),
});

/** Numbers of the SAP projects that the costs of projects were posted in; null = of some nobody knows. */
function sapProjectsOf(rows: readonly RosterRow[], sent: CostsCell): string[] | null {
	const ids = new Set(rows.map(({ project_id }) => project_id));
	const own = Object.entries(taken(sent)).filter(([projectId]) => ids.has(projectId));
	const numbers = own.map(([, { sapProjects }]) => sapProjects);
	return numbers.includes(null) ? null : numbers.flatMap((each) => each ?? []);
}

const merged = (a: CostObjects, b: Omit<CostObjects, 'sapProjects'>): CostObjects => ({
	...a,
	wbsElements: [...a.wbsElements, ...b.wbsElements],
	orders: [...a.orders, ...b.orders],
	costCenters: [...a.costCenters, ...b.costCenters],
});

/** What equally specific rows of several projects claim, so that none of them gets it. */
function claimedTwice(rows: readonly RosterRow[]): Omit<CostObjects, 'sapProjects'> {
	const among = <T>(claims: (row: RosterRow) => T[], keyOf: (claim: T) => string): T[] => {
		const all = rows.flatMap((row) => claims(row).map((claim) => ({ claim, projectId: row.project_id })));
		return Object.values(groupBy(all, ({ claim }) => keyOf(claim))).flatMap((alike) =>
			new Set(alike.map(({ projectId }) => projectId)).size > 1 ? alike.map(({ claim }) => claim) : [],
		);
	};
	const patternKey = ({ kind, key }: KeyPattern) => `${kind === 'prefix' ? '*' : ''} ${key}`;
	return {
		wbsElements: among(wbsPatterns, patternKey),
		orders: among(orderNumbers, (order) => order),
		costCenters: among(costCenterPatterns, patternKey),
	};
}
