import type { RosterRow } from '../../ledger/rows';

/** What the roster says of a project. */
export interface Names {
	rowOf(projectId: string): RosterRow | undefined;
	nameOf(projectId: string): string;
	/** Its currency, `""` = not known. */
	currencyOf(projectId: string): string;
}

export function namesOf(rows: readonly RosterRow[], projectCurrency: string): Names {
	const byId = new Map(rows.map((row) => [row.project_id, row]));
	return {
		rowOf: (projectId) => byId.get(projectId),
		nameOf: (projectId) => byId.get(projectId)?.project_name || projectId || 'No project',
		currencyOf: (projectId) => byId.get(projectId)?.currency || projectCurrency,
	};
}
