import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../api/client';
import { list } from '../api/paging';
import { range } from './range';

export interface ProjectFilters {
	status?: 'Active' | 'Inactive' | 'All';
	projectNumber?: string;
	name?: string;
	/** ISO 8601 */
	updatedFrom?: string;
	/** ISO 8601 */
	updatedTo?: string;
}

/** Procore cuts larger pages down, because a project is a large record. */
const projectsPerPage = 300;

/** Reads the projects that the service account may see; Procore lists active ones unless told otherwise. */
export async function listProjects(client: Client, filters: ProjectFilters, limit?: number): Promise<IDataObject[]> {
	const query = {
		company_id: client.companyId,
		'filters[by_status]': filters.status ?? 'Active',
		'filters[project_number]': filters.projectNumber,
		'filters[name]': filters.name,
		'filters[updated_at]': range(filters.updatedFrom, filters.updatedTo),
	};
	return await list(
		client,
		{ task: 'project.list', path: '/rest/v1.1/projects', query, perPage: projectsPerPage },
		limit,
	);
}

/** A project in ten fields, the most useful first. */
export function simplifyProject(project: IDataObject): IDataObject {
	const stage = project.project_stage as IDataObject | null | undefined;
	return {
		id: project.id,
		name: project.name,
		displayName: project.display_name,
		projectNumber: project.project_number ?? null,
		accountingProjectNumber: project.accounting_project_number ?? null,
		active: project.active,
		originId: project.origin_id ?? null,
		stage: project.stage ?? stage?.name ?? null,
		city: project.city ?? null,
		updatedAt: project.updated_at ?? null,
	};
}
