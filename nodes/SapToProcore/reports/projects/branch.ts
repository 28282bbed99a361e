import type { RosterRow } from '../../ledger/rows';
import { valuesIn } from '../../lookup/keys';
import { roster, type Roster } from '../../lookup/roster';
import type { Homeless } from './model';

/** What a further branch of WBS elements does to what the tables know. */
export interface BranchEffect {
	/** The cell of the row, with the branch behind what is there. */
	cell: string;
	/** Documents of which all, or some, named elements are in the project then, and were in none. */
	placed: Homeless[];
	partly: Homeless[];
	/** Known WBS elements that were in another project, by its ID. */
	moved: Map<string, string[]>;
}

/** Longer than any WBS element of SAP. */
const longestBranch = 60;

/** What somebody typed as a branch, `U-2200` or `U-22*`; undefined when it is none, or would take everything. */
export function branchIn(text: string): string | undefined {
	const branch = text.trim();
	const isBranch = branch.length <= longestBranch && !/[\p{Cc}\s,;]/u.test(branch) && /[\p{L}\p{N}]/u.test(branch);
	return isBranch && !branch.slice(0, -1).includes('*') ? branch : undefined;
}

/**
 * Holds the roster as it is against the roster with the branch.
 * @param known - WBS elements that the tables name
 */
export function branchEffect(
	rows: RosterRow[],
	row: RosterRow,
	branch: string,
	{ homeless, known }: { homeless: readonly Homeless[]; known: readonly string[] },
): BranchEffect {
	const cell = [...valuesIn(row.sap_wbs_prefix), branch].join(', ');
	const before = roster(rows);
	const after = roster(rows.map((each) => (each === row ? { ...row, sap_wbs_prefix: cell } : each)));
	const isNew = (element: string) =>
		projectOf(before, element) === undefined && projectOf(after, element) === row.project_id;
	const elements = [...new Set([...known, ...homeless.flatMap((each) => each.elements)])];
	const moved = new Map<string, string[]>();
	for (const element of elements) {
		const from = projectOf(before, element);
		if (from === undefined || from === row.project_id || projectOf(after, element) !== row.project_id) continue;
		moved.set(from, [...(moved.get(from) ?? []), element]);
	}
	const touched = homeless.filter((each) => each.elements.some(isNew));
	const isWhole = ({ elements: named, isCut }: Homeless) =>
		!isCut && named.every((element) => projectOf(after, element) !== undefined);
	return {
		cell,
		placed: touched.filter(isWhole),
		partly: touched.filter((each) => !isWhole(each)),
		moved,
	};
}

function projectOf(projects: Roster, element: string): string | undefined {
	const found = projects.find({ wbsElement: element, order: '', costCenter: '' });
	return found.kind === 'project' ? found.row.project_id : undefined;
}
