import type { IDataObject } from 'n8n-workflow';
import type { RequisitionStatus } from '../../../shared/model';
import type { Client } from '../../api/client';
import { list, pages } from '../../api/paging';
import { range } from '../range';
import { procoreRequisitionSchema, requisitionsPath, type ProcoreRequisition } from './record';

export interface RequisitionFilters {
	status?: RequisitionStatus | '';
	ids?: string[];
	contractId?: string;
	originId?: string;
	/** ISO 8601 */
	updatedFrom?: string;
	/** ISO 8601 */
	updatedTo?: string;
}

/** Procore's default is 30; as the items of each may come along, pages are kept smaller than elsewhere. */
const perPage = 500;

function request(projectId: string, filters: RequisitionFilters, view: string) {
	const query = {
		project_id: projectId,
		view,
		'filters[id]': filters.ids,
		'filters[commitment_id]': filters.contractId,
		'filters[status]': filters.status,
		'filters[origin_id]': filters.originId,
		'filters[updated_at]': range(filters.updatedFrom, filters.updatedTo),
	};
	return { task: 'requisition.read' as const, path: requisitionsPath, query, perPage };
}

/** Reads the requisitions (subcontractor invoices) of a project. */
export async function listRequisitions(
	client: Client,
	projectId: string,
	filters: RequisitionFilters,
	limit?: number,
): Promise<IDataObject[]> {
	return await list(client, request(projectId, filters, 'default'), limit);
}

/** Reads the requisitions of a project that have one of these origin IDs, with their items. */
export async function ownRequisitions(
	client: Client,
	projectId: string,
	originIds: ReadonlySet<string>,
): Promise<Map<string, ProcoreRequisition>> {
	const found = new Map<string, ProcoreRequisition>();
	for await (const page of pages(client, request(projectId, {}, 'items')))
		for (const row of page)
			if (originIds.has(String(row.origin_id))) found.set(String(row.origin_id), procoreRequisitionSchema.parse(row));
	return found;
}
