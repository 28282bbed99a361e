import { keyInOriginId } from '../../../shared/originId';
import type { SapProject } from '../../../shared/model';
import { valuesIn } from '../../lookup/keys';
import type { RosterRow } from '../../ledger/rows';
import type { ProcoreProject } from './procoreProject';

export type ProjectMatch =
	| { kind: 'none' }
	| { kind: 'match'; sapProject: string; source: 'origin_id' | 'project_number' }
	| { kind: 'ambiguous'; sapProject: string; projectIds: string[] };

type Candidate = { sapProject: string; source: 'origin_id' | 'project_number' };

/**
 * Which SAP project each Procore project is: by the origin ID that somebody gave it, then by its number. An SAP project
 * that some row of the roster names already is taken; one that two Procore projects claim with equal right goes to neither.
 */
export function projectMatches(
	projects: ProcoreProject[],
	rows: RosterRow[],
	sapProjects: SapProject[],
	system: string,
): Map<string, ProjectMatch> {
	const known = new Set(sapProjects.map(({ project }) => project));
	const taken = new Set(rows.flatMap((row) => [...valuesIn(row.sap_project), ...valuesIn(row.sap_wbs_prefix)]));
	const claims = new Map<string, Array<Candidate & { projectId: string }>>();
	for (const project of projects) {
		const candidate = candidateOf(project, known, system);
		if (!candidate || taken.has(candidate.sapProject)) continue;
		const claim = { ...candidate, projectId: project.id };
		claims.set(claim.sapProject, [...(claims.get(claim.sapProject) ?? []), claim]);
	}
	return new Map([...claims.values()].flatMap(settled));
}

function candidateOf({ originId, number }: ProcoreProject, known: Set<string>, system: string): Candidate | undefined {
	const [named] = keyInOriginId(originId, system, 'project') ?? [];
	if (named) return { sapProject: named, source: 'origin_id' };
	return known.has(number) ? { sapProject: number, source: 'project_number' } : undefined;
}

function settled(claims: Array<Candidate & { projectId: string }>): Array<[string, ProjectMatch]> {
	const byOriginId = claims.filter(({ source }) => source === 'origin_id');
	const best = byOriginId.length > 0 ? byOriginId : claims;
	const projectIds = best.map(({ projectId }) => projectId);
	return best.map(({ projectId, sapProject, source }) => [
		projectId,
		best.length === 1 ? { kind: 'match', sapProject, source } : { kind: 'ambiguous', sapProject, projectIds },
	]);
}
