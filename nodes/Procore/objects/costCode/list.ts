import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { list, maxPerPage } from '../../api/paging';

export interface CostCodeFilters {
	ids?: string[];
	originId?: string;
}

/** Reads the cost codes of a project. */
export async function listCostCodes(
	client: Client,
	projectId: string,
	filters: CostCodeFilters,
	limit?: number,
): Promise<IDataObject[]> {
	const query = { project_id: projectId, 'filters[id]': filters.ids, 'filters[origin_id]': filters.originId };
	const request = { task: 'costCode.read' as const, path: '/rest/v1.0/cost_codes', query, perPage: maxPerPage };
	return await list(client, request, limit);
}

/** A cost code in ten fields, the most useful first. */
export function simplifyCostCode(code: IDataObject): IDataObject {
	const parent = code.parent as IDataObject | null | undefined;
	return {
		id: code.id,
		fullCode: code.full_code ?? code.code,
		name: code.name,
		code: code.code,
		parentId: parent?.id ?? null,
		originId: code.origin_id ?? null,
		budgeted: code.budgeted ?? null,
		biller: code.biller ?? null,
		standardCostCodeId: code.standard_cost_code_id ?? null,
		updatedAt: code.updated_at ?? null,
	};
}
