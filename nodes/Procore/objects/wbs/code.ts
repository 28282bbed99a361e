import type { IDataObject } from 'n8n-workflow';
import { codePartsText, subJobSegment } from '../../../shared/segments';
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
		const code = (String(item.path_code ?? '') || String(item.code ?? '')).trim();
		const type = String(segment.type ?? '');
		const name = typeof item.name === 'string' ? item.name : '';
		return [{ id: item.id, code, name, segmentId: segment.id, type, segmentName: String(segment.name ?? type).trim() }];
	});
}

/** What the parts of a WBS code are. */
interface CodeItems {
	costCode?: SegmentItem;
	costType?: SegmentItem;
	/** Sub job and segments of the company's own, by the names that people give them. */
	further: Array<readonly [name: string, item: SegmentItem]>;
	/** The code as people write it, see {@link CodePair}; undefined without a cost code. */
	pair?: { costCode: string; costType: string };
}

export function codeOfItems(items: readonly SegmentItem[]): CodeItems {
	const costCode = items.find(({ type }) => type === 'cost_code');
	const costType = items.find(({ type }) => type === 'line_item_type');
	const further = items
		.filter((item) => item !== costCode && item !== costType)
		.map((item) => [item.type === 'sub_job' ? subJobSegment : item.segmentName, item] as const);
	const text = codePartsText({
		costType: costType?.code ?? '',
		further: further.map(([name, { code }]) => [name, code]),
	});
	return {
		further,
		...(costType ? { costType } : {}),
		...(costCode ? { costCode, pair: { costCode: costCode.code, costType: text } } : {}),
	};
}

/** A WBS code in ten fields, the most useful first. */
export function simplifyWbsCode(wbsCode: IDataObject): IDataObject {
	const { costCode, costType, further } = codeOfItems(segmentItemsOf(wbsCode));
	return {
		id: wbsCode.id,
		flatCode: wbsCode.flat_code,
		flatName: wbsCode.flat_name ?? null,
		description: wbsCode.description ?? null,
		costCode: costCode?.code ?? null,
		costType: costType?.code ?? null,
		segments: codePartsText({ costType: '', further: further.map(([name, { code }]) => [name, code]) }),
		status: wbsCode.status ?? null,
		createdAt: wbsCode.created_at ?? null,
		updatedAt: wbsCode.updated_at ?? null,
	};
}
