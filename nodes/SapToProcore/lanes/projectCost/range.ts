import { groupBy, isEqual, partition } from 'lodash';
import type { CostObjects, Lane, ProjectRange } from '../../../shared/model';
import type { KeyPattern } from '../../../shared/pattern';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import type { RosterRow } from '../../ledger/rows';
import { costCenterPatterns, orderNumbers, wbsPatterns } from '../../lookup/roster';

/**
 * The projects whose costs the next batch reads; null = all of them at once. The last range has what no project takes, too,
 * and what two projects take alike.
 * @param afterKey ID of the last project that was read, `""` = none was
 * @param most how many projects a batch has
 */
export function nextRange(
	rows: readonly RosterRow[],
	afterKey: string,
	most: number,
): Omit<ProjectRange, 'lookAt'> | null {
	const ids = [...new Set(rows.filter(hasObjects).map(({ project_id }) => project_id))].sort(compareSapKeys);
	const left = ids.filter((id) => compareSapKeys(id, afterKey) > 0);
	const batches = Math.ceil(left.length / most);
	if (batches <= 1 && afterKey === '') return null;
	// All of about the same size: a full one and a rest would take more memory.
	const upTo = batches <= 1 ? '' : (left[Math.ceil(left.length / batches) - 1] ?? '');
	return rangeUpTo(rows, afterKey, upTo);
}

function rangeUpTo(rows: readonly RosterRow[], afterKey: string, upTo: string): Omit<ProjectRange, 'lookAt'> {
	const isOwn = ({ project_id }: RosterRow) => isInRange({ afterKey, projects: { upTo } }, project_id);
	const [inRange, others] = partition(rows, isOwn);
	const own = objectsOf(inRange);
	return upTo === ''
		? { upTo, own: merged(own, claimedTwice(rows)), others: objectsOf(others) }
		: { upTo, own, others: null };
}

/** Whether a lane decides on a project in this batch; `""` = on what belongs to none. */
export function isInRange(
	{ afterKey, projects }: { afterKey: string; projects: Pick<ProjectRange, 'upTo'> | null },
	projectId: string,
): boolean {
	if (!projects) return true;
	const { upTo } = projects;
	if (projectId === '') return upTo === '';
	return compareSapKeys(projectId, afterKey) > 0 && (upTo === '' || compareSapKeys(projectId, upTo) <= 0);
}

/** Whether the costs that were read are all that the projects of the range have, by the roster as it is now. */
export const isAsRead = ({ afterKey, projects }: Lane, rows: readonly RosterRow[]): boolean =>
	projects === null || isEqual(rangeUpTo(rows, afterKey, projects.upTo).own, projects.own);

const objectsOf = (rows: readonly RosterRow[]): CostObjects => ({
	wbsElements: rows.flatMap(wbsPatterns),
	orders: rows.flatMap(orderNumbers),
	costCenters: rows.flatMap(costCenterPatterns),
});

const hasObjects = (row: RosterRow) => Object.values(objectsOf([row])).some(({ length }) => length > 0);

const merged = (a: CostObjects, b: CostObjects): CostObjects => ({
	wbsElements: [...a.wbsElements, ...b.wbsElements],
	orders: [...a.orders, ...b.orders],
	costCenters: [...a.costCenters, ...b.costCenters],
});

/** What equally specific rows of several projects claim, so that none of them gets it. */
function claimedTwice(rows: readonly RosterRow[]): CostObjects {
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
