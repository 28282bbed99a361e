import type { Dataset } from '../types.ts';

/** What the expectations are worked out from: the data set itself, or what the simulators hold after changes. */
export type Held = Pick<Dataset, 'system' | 'tables'> & {
	sap: Pick<Dataset['sap'], 'projects' | 'wbsElements'>;
	procore: Pick<Dataset['procore'], 'projects'>;
};

interface ProjectKeys {
	wbsElement: string;
	order: string;
	costCenter: string;
}

/** Procore's project, `unmapped` for a WBS element that belongs to no project, `outside` for a purchase that is not for a project. */
export type ProjectAnswer = { id: string; active: boolean; currency: string } | 'unmapped' | 'outside';

const valuesOf = (cell: unknown) => (typeof cell === 'string' ? cell.split(',').filter((value) => value !== '') : []);

/** How many characters of a key a pattern covers: `P-1001` covers `P-1001.1`, not `P-10010`. */
function covered(pattern: string, key: string): number {
	if (pattern.endsWith('*')) return key.startsWith(pattern.slice(0, -1)) ? pattern.length - 1 : 0;
	const fits = key === pattern || (key.startsWith(pattern) && /^[^A-Za-z0-9]/.test(key.slice(pattern.length)));
	return fits ? pattern.length : 0;
}

/** Finds the Procore project of an account assignment: by WBS element, then order, then cost center. */
export function projectFinder({ system, tables, sap, procore }: Held): (keys: ProjectKeys) => ProjectAnswer {
	const sapIds = new Set(sap.projects.map((project) => project.Project));
	const rows = procore.projects.map(({ id, project_number: number, origin_id: originId, active, currency }) => {
		const filled = tables.sap_procore_projects.find((row) => row.project_id === String(id));
		const byOrigin = originId?.startsWith(`sap:${system}:project:`) ? originId.split(':')[3] : undefined;
		const found = byOrigin ?? (sapIds.has(number ?? '') ? number : undefined);
		const sapProject = valuesOf(filled?.sap_project);
		const own = sapProject.length > 0 ? sapProject : valuesOf(found);
		const prefixes = valuesOf(filled?.sap_wbs_prefix);
		return {
			answer: { id: String(id), active, currency: currency ?? 'USD' },
			wbs: [...prefixes, ...own],
			orders: own,
			costCenters: valuesOf(filled?.sap_cost_center),
		};
	});
	const byWbs = (element: string) =>
		rows
			.map((row) => ({ row, length: Math.max(0, ...row.wbs.map((pattern) => covered(pattern, element))) }))
			.reduce((best, other) => (other.length > best.length ? other : best));
	const known = new Map<string, ProjectAnswer>();
	return ({ wbsElement, order, costCenter }) => {
		const key = [wbsElement, order, costCenter].join('|');
		let answer = known.get(key);
		if (answer === undefined) {
			if (wbsElement !== '') {
				const { row, length } = byWbs(wbsElement);
				answer = length > 0 ? row.answer : 'unmapped';
			} else {
				const named = rows.find((row) => order !== '' && row.orders.includes(order));
				const site = rows.find((row) =>
					row.costCenters.some((cell) =>
						cell.endsWith('*') ? costCenter.startsWith(cell.slice(0, -1)) : costCenter === cell,
					),
				);
				answer = (named ?? (costCenter === '' ? undefined : site))?.answer ?? 'outside';
			}
			known.set(key, answer);
		}
		return answer;
	};
}
