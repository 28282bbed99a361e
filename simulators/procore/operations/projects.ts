import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import type { PageSizes } from '../paging.ts';
import { showProject } from '../project-view.ts';
import { choice, companyIdQuery, eachQuery, pageQuery } from '../schema/rules.ts';
import type { QueryRule } from '../schema/rules.ts';
import type { StoredProject } from '../store.ts';

const unsupported: QueryRule = { type: 'string', unsupported: true };

const filters: Record<string, QueryRule> = {
	'filters[by_status]': choice('All', 'Active', 'Inactive'),
	'filters[name]': { type: 'string' },
	'filters[created_at]': { type: 'range' },
	'filters[updated_at]': { type: 'range' },
	'filters[origin_id]': { type: 'string' },
	'filters[id]': { type: 'integers' },
	'filters[synced]': { type: 'boolean' },
	'filters[vendor_id]': { type: 'integer' },
	'filters[custom_fields]': unsupported,
	sort: choice('name', 'display_name'),
};

const filtersV11: Record<string, QueryRule> = {
	...filters,
	'filters[project_number]': { type: 'string' },
	'filters[is_demo]': { type: 'boolean' },
	'filters[template]': unsupported,
	...eachQuery(
		['owner_type', 'department', 'region', 'office', 'program', 'stage', 'type', 'bid_type'].map(
			(name) => `filters[by_${name}]`,
		),
		unsupported,
	),
};

const within = (range: [number, number] | undefined, iso: string) =>
	range === undefined || (Date.parse(iso) >= range[0] && Date.parse(iso) <= range[1]);

/** Procore: list projects; only active ones unless filters[by_status] says otherwise. */
function select({ query, store }: Call): StoredProject[] {
	const status = query.text('filters[by_status]') ?? 'Active';
	const name = query.text('filters[name]')?.toLowerCase();
	const number = query.text('filters[project_number]');
	const originId = query.text('filters[origin_id]');
	const ids = query.list('filters[id]')?.map(Number);
	const synced = query.flag('filters[synced]');
	const isDemo = query.flag('filters[is_demo]');
	const vendorId = query.integer('filters[vendor_id]');
	const vendorProjects = vendorId === undefined ? undefined : (store.findVendor(vendorId)?.project_ids ?? []);
	const created = query.range('filters[created_at]');
	const updated = query.range('filters[updated_at]');
	const chosen = [...store.projects.values()].filter(
		(project) =>
			project.visible &&
			(status === 'All' || project.active === (status === 'Active')) &&
			(name === undefined || project.name.toLowerCase().includes(name)) &&
			(number === undefined || project.project_number === number) &&
			(originId === undefined || project.origin_id === originId) &&
			(ids === undefined || ids.includes(project.id)) &&
			(synced === undefined || (project.origin_id !== null) === synced) &&
			(isDemo === undefined || project.is_demo === isDemo) &&
			(vendorProjects === undefined || vendorProjects.includes(project.id)) &&
			within(created, project.created_at) &&
			within(updated, project.updated_at),
	);
	return query.text('sort') === undefined
		? chosen.sort((a, b) => a.id - b.id)
		: chosen.sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
}

function answerList(call: Call, sizes: PageSizes, view: string | undefined) {
	// Procore: the view `ids` has pages of 200000, whatever per_page says.
	const actual = view === 'ids' ? { usual: 200_000, max: 200_000 } : sizes;
	return pageAnswer(call.request, call.query, select(call), actual, (project) =>
		showProject(project, call.store.company, view),
	);
}

export const projects: Operation[] = [
	{
		method: 'GET',
		path: '/rest/v1.0/projects',
		query: {
			...companyIdQuery,
			...pageQuery,
			...filters,
			'filters[from_project_template_id]': { type: 'integer', unsupported: true },
			serializer_view: choice('compact'),
		},
		handle: (call) =>
			answerList(call, { usual: 100, max: call.store.settings.maxPerPage.other }, call.query.text('serializer_view')),
	},
	{
		method: 'GET',
		path: '/rest/v1.1/projects',
		query: { ...companyIdQuery, ...pageQuery, ...filtersV11, view: choice('ids', 'compact', 'normal', 'extended') },
		handle: (call) =>
			answerList(call, { usual: 100, max: call.store.settings.maxPerPage.projectsV11 }, call.query.text('view')),
	},
];
