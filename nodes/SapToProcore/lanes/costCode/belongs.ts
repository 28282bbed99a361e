import type { CostCodeRow, RosterRow } from '../../ledger/rows';
import { withoutZeros } from '../../lookup/keys';
import { overlap, patternOf, type Pattern } from '../../../shared/pattern';
import { costCenterPatterns, wbsPatterns } from '../../lookup/roster';

/** Whether the row of the cost code map can ever decide for an account assignment of the project. */
export function belongsTo(row: CostCodeRow, project: RosterRow, projects: RosterRow[]): boolean {
	const element = patternOf(row.wbs_element);
	if (element.kind !== 'any') return overlaps(element, wbsPatterns(project));
	const center = patternOf(withoutZeros(row.cost_center));
	if (center.kind === 'any') return true;
	// A cost center of no project comes beside a WBS element, which may be any project's.
	const isSomeones = projects.some((each) => overlaps(center, costCenterPatterns(each)));
	return !isSomeones || overlaps(center, costCenterPatterns(project));
}

const overlaps = (pattern: Pattern, others: Pattern[]): boolean => others.some((other) => overlap(pattern, other));
