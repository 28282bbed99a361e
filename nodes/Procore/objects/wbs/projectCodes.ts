import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { known, readOnce } from '../../api/executionCache';
import { list, maxPerPage } from '../../api/paging';
import { listWbsCodes, segmentItemsOf, wbsPath, type SegmentItem } from './code';

/** A cost code with a cost type, as people write them; `costType` is `""` for a cost code that stands alone. */
export interface CodePair {
	costCode: string;
	costType: string;
}

export const pairKey = ({ costCode, costType }: CodePair) => JSON.stringify([costCode, costType]);

/** The active WBS codes by their ID as text. */
export const pairsById = ({ active }: ProjectCodes): Map<string, CodePair> =>
	new Map(
		[...active].map(([key, id]) => {
			const [costCode = '', costType = ''] = JSON.parse(key) as string[];
			return [String(id), { costCode, costType }];
		}),
	);

export type Id = number | string;

/** The WBS codes of a project by cost code and cost type. Codes with further segments (sub jobs) are not among them. */
export interface ProjectCodes {
	/** IDs by {@link pairKey}. */
	active: Map<string, Id>;
	inactive: Set<string>;
	/** Cost codes and cost types that are known so far, by code. */
	costCodes: Map<string, SegmentItem>;
	costTypes: Map<string, SegmentItem>;
	/** Whether all cost codes and cost types of the project are known, not only those of its WBS codes. */
	complete: boolean;
	/** Names of the segments that each WBS code has beside cost code and cost type; undefined while there is none. */
	further?: string[];
}

const isUsual = (segment: string) => segment === 'cost_code' || segment === 'line_item_type';

/** Adds a WBS code as Procore answers it. */
export function addWbsCode(codes: ProjectCodes, wbsCode: IDataObject): void {
	const items = segmentItemsOf(wbsCode);
	const costCode = items.find(({ type }) => type === 'cost_code');
	const costType = items.find(({ type }) => type === 'line_item_type');
	const others = items.filter(({ type }) => !isUsual(type)).map(({ segmentName }) => segmentName);
	codes.further = codes.further?.filter((name) => others.includes(name)) ?? others;
	if (costCode) codes.costCodes.set(costCode.code, costCode);
	if (costType) codes.costTypes.set(costType.code, costType);
	if (!costCode || items.length !== (costType ? 2 : 1)) return;
	const key = pairKey({ costCode: costCode.code, costType: costType?.code ?? '' });
	if (wbsCode.status === 'inactive') codes.inactive.add(key);
	else codes.active.set(key, wbsCode.id as Id);
}

const cacheName = (projectId: string) => `wbs ${projectId}`;

/** To be called after cost codes were added: those that are known are not all any more. */
export function forgetItems(client: Client, projectId: string): void {
	const codes = known<ProjectCodes>(client, cacheName(projectId));
	if (codes) codes.complete = false;
}

/** The WBS codes of a project, read once an execution. */
export async function projectCodes(client: Client, projectId: string): Promise<ProjectCodes> {
	return await readOnce(client, cacheName(projectId), async () => {
		const codes: ProjectCodes = {
			active: new Map(),
			inactive: new Set(),
			costCodes: new Map(),
			costTypes: new Map(),
			complete: false,
		};
		const wbsCodes = await listWbsCodes(client, projectId, { status: 'All' });
		for (const wbsCode of wbsCodes) addWbsCode(codes, wbsCode);
		return codes;
	});
}

/** Reads the cost codes and cost types that are in no WBS code yet. */
export async function completeCodes(client: Client, projectId: string, codes: ProjectCodes): Promise<void> {
	if (codes.complete) return;
	const task = 'wbsCode.read' as const;
	const path = `${wbsPath(projectId)}/segments`;
	const segments = await list(client, { task, path, query: {} });
	codes.further ??= segments
		.filter(({ type, required }) => !isUsual(String(type)) && required === true)
		.map(({ name, type }) => String(name ?? type));
	for (const [type, found] of [
		['cost_code', codes.costCodes],
		['line_item_type', codes.costTypes],
	] as const) {
		const segment = segments.find((one) => one.type === type);
		if (!segment) continue;
		const items = await list(client, {
			task,
			path: `${path}/${String(segment.id)}/segment_items`,
			query: { only_active_items: true },
			perPage: maxPerPage,
		});
		const named = items.map((item) => ({ ...item, segment: { id: segment.id, type } }));
		for (const item of segmentItemsOf({ segment_items: named })) found.set(item.code, item);
	}
	codes.complete = true;
}
