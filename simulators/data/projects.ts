import type { SimProject } from '../procore/types.ts';
import type { ProjectSpec } from './project-spec.ts';

/** Procore's projects. Only one that SAP knows under another number and no table names has an origin ID. */
export function buildProjects(specs: readonly ProjectSpec[], system: string): SimProject[] {
	return specs.map(({ id, name, number, active, currency, sapProject }) => ({
		id,
		name,
		project_number: number,
		active,
		currency,
		...(sapProject === 'C-4711' ? { origin_id: `sap:${system}:project:${sapProject}` } : {}),
	}));
}
