import type { IDataObject } from 'n8n-workflow';
import type { RequisitionStatus } from '../../../shared/model';
import type { Client } from '../../api/client';
import { list } from '../../api/paging';
import { range } from '../range';
import { identityIn } from './identity';
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
	const { originId } = filters;
	const asked = request(projectId, filters, 'default');
	if (!originId) return await list(client, asked, limit);
	// Most carry their identity in `origin_data`, which Procore does not filter by.
	return (await list(client, asked)).filter((row) => identityIn(row) === originId).slice(0, limit);
}

/** Reads the requisitions of a project with their items. */
export async function readRequisitions(client: Client, projectId: string): Promise<ProcoreRequisition[]> {
	const rows = await list(client, request(projectId, {}, 'items'));
	return rows.map((row) => procoreRequisitionSchema.parse(row));
}
