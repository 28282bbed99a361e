import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../api/client';
import { list, maxPerPage } from '../api/paging';

/** Reads the cost types (line item types) of a project. */
export async function listCostTypes(
	client: Client,
	projectId: string,
	filters: { originId?: string },
	limit?: number,
): Promise<IDataObject[]> {
	const query = {
		company_id: client.companyId,
		project_id: projectId,
		'filters[origin_id]': filters.originId,
	};
	const request = { task: 'costType.read' as const, path: '/rest/v1.0/line_item_types', query, perPage: maxPerPage };
	return await list(client, request, limit);
}

/** A cost type in the fields that people look at. */
export function simplifyCostType(type: IDataObject): IDataObject {
	return {
		id: type.id,
		code: type.code,
		name: type.name,
		baseType: type.base_type ?? null,
		originId: type.origin_id ?? null,
	};
}
