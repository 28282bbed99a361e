import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { list, maxPerPage } from '../../api/paging';
import { range } from '../range';

export interface WbsCodeFilters {
	status?: 'Active' | 'Inactive' | 'All';
	/** Text in the code or its description. */
	search?: string;
	/** ISO 8601 */
	updatedFrom?: string;
	/** ISO 8601 */
	updatedTo?: string;
}

/** Where everything about the Work Breakdown Structure of a project is. */
export const wbsPath = (projectId: string) =>
	`/rest/v1.0/projects/${encodeURIComponent(projectId)}/work_breakdown_structure`;

/** Reads the WBS codes (budget codes) of a project, inactive ones only when asked. */
export async function listWbsCodes(
	client: Client,
	projectId: string,
	filters: WbsCodeFilters,
	limit?: number,
): Promise<IDataObject[]> {
	const { status = 'Active', search, updatedFrom, updatedTo } = filters;
	const query = {
		'filters[status]': status === 'All' ? undefined : [status.toLowerCase()],
		'filters[updated_at]': range(updatedFrom, updatedTo),
		query: search,
	};
	const path = `${wbsPath(projectId)}/wbs_codes`;
	return await list(client, { task: 'wbsCode.read', path, query, perPage: maxPerPage }, limit);
}

/** One part of a WBS code: a cost code, a cost type, a sub job or a segment of the company's own. */
export interface SegmentItem {
	id: number | string;
	/** The full code as people write it. */
	code: string;
	/** `""` where it has none. */
	name: string;
	segmentId: number | string;
	/** `cost_code`, `line_item_type`, … */
	type: string;
	/** What the segment is called in the project. */
	segmentName: string;
}

const isId = (value: unknown): value is number | string => typeof value === 'number' || typeof value === 'string';

/** The parts of a WBS code. A part of a tree of codes (03 › 03-310) has its full code in `path_code`. */
export function segmentItemsOf(wbsCode: IDataObject): SegmentItem[] {
	return ((wbsCode.segment_items ?? []) as IDataObject[]).flatMap((item) => {
		const segment = (item.segment ?? {}) as IDataObject;
		if (!isId(item.id) || !isId(segment.id)) return [];
		const code = String(item.path_code ?? '') || String(item.code ?? '');
		const type = String(segment.type ?? '');
		const name = typeof item.name === 'string' ? item.name : '';
		return [{ id: item.id, code, name, segmentId: segment.id, type, segmentName: String(segment.name ?? type) }];
	});
}

/** A WBS code in nine fields, the most useful first. */
export function simplifyWbsCode(wbsCode: IDataObject): IDataObject {
	const items = segmentItemsOf(wbsCode);
	const codeOf = (type: string) => items.find((item) => item.type === type)?.code ?? null;
	return {
		id: wbsCode.id,
		flatCode: wbsCode.flat_code,
		flatName: wbsCode.flat_name ?? null,
		description: wbsCode.description ?? null,
		costCode: codeOf('cost_code'),
		costType: codeOf('line_item_type'),
		status: wbsCode.status ?? null,
		createdAt: wbsCode.created_at ?? null,
		updatedAt: wbsCode.updated_at ?? null,
	};
}
