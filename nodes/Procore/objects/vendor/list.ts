import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { maxPerPage, pages } from '../../api/paging';
import { isWithin, range } from '../range';

export interface VendorFilters {
	status?: 'Active' | 'Inactive' | 'All';
	search?: string;
	originId?: string;
	ids?: string[];
	/** ISO 8601 */
	updatedFrom?: string;
	/** ISO 8601 */
	updatedTo?: string;
}

function active(client: Client, filters: VendorFilters, perPage: number) {
	return pages(client, {
		task: 'vendor.read',
		path: '/rest/v1.0/vendors',
		perPage,
		query: {
			company_id: client.companyId,
			'filters[search]': filters.search,
			'filters[origin_id]': filters.originId,
			'filters[id]': filters.ids,
			'filters[updated_at]': range(filters.updatedFrom, filters.updatedTo),
		},
	});
}

function inactive(client: Client, perPage: number) {
	const path = `/rest/v1.0/companies/${client.companyId}/vendors/inactive`;
	return pages(client, { task: 'vendor.read', path, perPage, query: {} });
}

/** The filters of the list of active vendors, for the list of inactive ones, which knows none. */
export function matches(vendor: IDataObject, filters: VendorFilters): boolean {
	const { search, originId, ids, updatedFrom, updatedTo } = filters;
	if (originId && vendor.origin_id !== originId) return false;
	if (ids?.length && !ids.includes(String(vendor.id))) return false;
	if (!isWithin(vendor.updated_at, updatedFrom, updatedTo)) return false;
	const register = vendor.business_register as IDataObject | null | undefined;
	const searched = [vendor.name, vendor.notes, vendor.origin_code, register?.identifier];
	return (
		!search ||
		searched.some((text) =>
			String(text ?? '')
				.toLowerCase()
				.includes(search.toLowerCase()),
		)
	);
}

/** Whether a list with these filters has every vendor: of an inactive one, the supplier would get a second vendor. */
export const isUnfiltered = ({ status, search, originId, ids = [], updatedFrom, updatedTo }: VendorFilters): boolean =>
	status === 'All' && !search && !originId && ids.length === 0 && !updatedFrom && !updatedTo;

/**
 * Reads the vendors of the company as Procore answers them (extended view). Inactive vendors are a list of their own:
 * they come after the active ones, always with `is_active: false`.
 */
export async function listVendors(client: Client, filters: VendorFilters, limit = Infinity): Promise<IDataObject[]> {
	const { status = 'Active' } = filters;
	const rows = new Map<string, IDataObject>();
	if (status !== 'Inactive') {
		for await (const page of active(client, filters, Math.min(limit, maxPerPage))) {
			for (const row of page) if (status === 'All' || row.is_active !== false) rows.set(String(row.id), row);
			if (rows.size >= limit) break;
		}
	}
	if (status !== 'Active' && rows.size < limit) {
		for await (const page of inactive(client, maxPerPage)) {
			for (const row of page) if (matches(row, filters)) rows.set(String(row.id), { ...row, is_active: false });
			if (rows.size >= limit) break;
		}
	}
	return [...rows.values()].slice(0, limit);
}
