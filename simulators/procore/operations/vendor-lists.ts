import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import { choice, companyIdQuery, pageQuery } from '../schema/rules.ts';
import type { QueryRule } from '../schema/rules.ts';
import { vendorView } from '../schema/vendor.ts';
import type { StoredVendor } from '../vendor-record.ts';
import { showVendor } from '../vendor-view.ts';

/** The filters that the company list and the project lists of vendors share. */
export const vendorFilters: Record<string, QueryRule> = {
	'filters[search]': { type: 'string' },
	'filters[standard_cost_code_id][]': { type: 'integers' },
	'filters[trade_id][]': { type: 'integers' },
	'filters[id][]': { type: 'integers' },
	'filters[parent_id][]': { type: 'integers' },
};

function within(range: [number, number] | undefined, iso: string): boolean {
	return range === undefined || (Date.parse(iso) >= range[0] && Date.parse(iso) <= range[1]);
}

/** Procore: the search looks at name, keywords, origin code and ABN or EIN. */
function matchesSearch(vendor: StoredVendor, search: string): boolean {
	const places = [vendor.name, vendor.notes, vendor.origin_code, vendor.business_register?.identifier];
	return places.some((place) => place?.toLowerCase().includes(search.toLowerCase()));
}

/** The vendors that the filters of a call leave, in the order it asks for (by id without one). */
export function selectVendors({ query }: Call, vendors: StoredVendor[]): StoredVendor[] {
	const originId = query.text('filters[origin_id]');
	const search = query.text('filters[search]');
	const created = query.range('filters[created_at]');
	const updated = query.range('filters[updated_at]');
	const names = query.list('filters[abbreviated_name]');
	const numbers = (name: string) => query.list(name)?.map(Number);
	const ids = numbers('filters[id]');
	const parents = numbers('filters[parent_id]');
	const trades = numbers('filters[trade_id]');
	const costCodes = numbers('filters[standard_cost_code_id]');
	const chosen = vendors.filter(
		(vendor) =>
			(originId === undefined || vendor.origin_id === originId) &&
			(search === undefined || matchesSearch(vendor, search)) &&
			within(created, vendor.created_at) &&
			within(updated, vendor.updated_at) &&
			(ids === undefined || ids.includes(vendor.id)) &&
			(parents === undefined || (vendor.parent_id !== null && parents.includes(vendor.parent_id))) &&
			(trades === undefined || vendor.trade_ids.some((id) => trades.includes(id))) &&
			(costCodes === undefined || vendor.standard_cost_code_ids.some((id) => costCodes.includes(id))) &&
			(names === undefined || names.includes(vendor.abbreviated_name ?? '')),
	);
	return query.text('sort') === undefined ? chosen : chosen.sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
}

function answerList(call: Call, vendors: StoredVendor[]) {
	const { vendors: max } = call.store.settings.maxPerPage;
	const view = call.query.text('view');
	return pageAnswer(call.request, call.query, selectVendors(call, vendors), { usual: 100, max }, (vendor) =>
		showVendor(vendor, call.store, view),
	);
}

export const vendorLists: Operation[] = [
	{
		method: 'GET',
		path: '/rest/v1.0/vendors',
		tool: 'directory',
		query: {
			...companyIdQuery,
			...pageQuery,
			...vendorFilters,
			view: vendorView,
			'filters[origin_id]': { type: 'string' },
			'filters[created_at]': { type: 'range' },
			'filters[updated_at]': { type: 'range' },
			sort: choice('name', 'main_office_name', 'project_and_bid_counts'),
		},
		handle: (call) =>
			answerList(
				call,
				call.store.ownVendors().filter((vendor) => vendor.is_active),
			),
	},
	{
		method: 'GET',
		path: '/rest/v1.0/companies/{company_id}/vendors/inactive',
		tool: 'directory',
		query: { ...pageQuery, view: vendorView, sort: choice('name') },
		handle: (call) =>
			answerList(
				call,
				call.store.ownVendors().filter((vendor) => !vendor.is_active),
			),
	},
];
