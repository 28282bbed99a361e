import type { Company, StoredProject } from './store.ts';

const displayName = ({ project_number, name }: StoredProject) =>
	project_number === null || project_number === '' ? name : `${project_number} - ${name}`;

function fullView(project: StoredProject, company: Company): Record<string, unknown> {
	return {
		id: project.id,
		name: project.name,
		display_name: displayName(project),
		project_number: project.project_number,
		accounting_project_number: project.accounting_project_number,
		active: project.active,
		is_demo: project.is_demo,
		stage: project.stage,
		address: project.address,
		city: project.city,
		zip: project.zip,
		state_code: project.state_code,
		country_code: project.country_code,
		time_zone: project.time_zone,
		start_date: project.start_date,
		completion_date: project.completion_date,
		origin_id: project.origin_id,
		origin_code: project.origin_code,
		origin_data: project.origin_data,
		company,
		custom_fields: project.custom_fields,
		created_at: project.created_at,
		updated_at: project.updated_at,
	};
}

/** A project as Procore answers it. Procore: `compact` has id, name and display_name, `ids` the bare id. */
export function showProject(project: StoredProject, company: Company, view?: string): unknown {
	if (view === 'ids') return project.id;
	if (view === 'compact') return { id: project.id, name: project.name, display_name: displayName(project) };
	return fullView(project, company);
}
