import { notFound } from '../errors.ts';
import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import { choice, pageQuery } from '../schema/rules.ts';
import type { QueryRule } from '../schema/rules.ts';
import type { StoredVendor } from '../vendor-record.ts';
import { showVendor } from '../vendor-view.ts';
import { selectVendors, vendorFilters } from './vendor-lists.ts';

const isIn = (vendor: StoredVendor, projectId: number) => vendor.project_ids.includes(projectId);

function list(call: Call) {
	const projectId = call.params.project_id ?? 0;
	const found = call.store.ownVendors().filter((vendor) => vendor.is_active && isIn(vendor, projectId));
	const sizes = { usual: 100, max: call.store.settings.maxPerPage.other };
	const view = call.query.text('view') ?? 'normal';
	return pageAnswer(call.request, call.query, selectVendors(call, found), sizes, (vendor) =>
		showVendor(vendor, call.store, view),
	);
}

/** Procore: add to project; takes no body. A vendor that is already there stays there once. */
function add(call: Call) {
	const { store } = call;
	const vendor = store.vendor(call.params.id ?? 0);
	if (!vendor.is_active) throw notFound('Vendor');
	const projectId = call.params.project_id ?? 0;
	if (!isIn(vendor, projectId)) {
		vendor.project_ids.push(projectId);
		vendor.updated_at = store.now();
		store.webhooks.note({ resource: 'Project Vendors', resourceId: vendor.id, type: 'create', projectId });
	}
	return { status: 201, body: showVendor(vendor, store, call.query.text('view') ?? 'normal') };
}

function remove(call: Call) {
	const vendor = call.store.vendor(call.params.id ?? 0);
	const projectId = call.params.project_id ?? 0;
	if (!isIn(vendor, projectId)) throw notFound('Vendor');
	vendor.project_ids = vendor.project_ids.filter((id) => id !== projectId);
	vendor.updated_at = call.store.now();
	call.store.webhooks.note({ resource: 'Project Vendors', resourceId: vendor.id, type: 'delete', projectId });
	return { status: 204 };
}

interface Version {
	name: string;
	listQuery: Record<string, QueryRule>;
	addViews: string[];
}

const versions: Version[] = [
	{
		name: 'v1.0',
		listQuery: {
			view: choice('normal', 'extended'),
			'filters[abbreviated_name][]': { type: 'strings' },
			sort: choice('name', 'main_office_name', 'project_and_bid_counts'),
		},
		addViews: ['normal', 'extended', 'name'],
	},
	{
		name: 'v1.1',
		listQuery: {
			view: choice('extended', 'ids_only', 'list', 'name', 'minimal', 'normal'),
			sort: choice('name', 'main_office_name'),
		},
		addViews: ['normal', 'extended'],
	},
];

export const projectVendors: Operation[] = versions.flatMap(({ name, listQuery, addViews }): Operation[] => {
	const path = `/rest/${name}/projects/{project_id}/vendors`;
	const one = `${path}/{id}/actions`;
	const tool = 'directory';
	return [
		{ method: 'GET', path, tool, query: { ...pageQuery, ...vendorFilters, ...listQuery }, handle: list },
		{ method: 'POST', path: `${one}/add`, tool, query: { view: choice(...addViews) }, handle: add },
		{ method: 'DELETE', path: `${one}/remove`, tool, query: {}, handle: remove },
	];
});
