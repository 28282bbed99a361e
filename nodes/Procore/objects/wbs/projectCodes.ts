import type { IDataObject } from 'n8n-workflow';
import { rewrittenCodeText, subJobSegment } from '../../../shared/segments';
import type { Client } from '../../api/client';
import { known, readOnce } from '../../api/executionCache';
import { list, maxPerPage } from '../../api/paging';
import { codeOfItems, listWbsCodes, segmentItemsOf, wbsPath, type SegmentItem } from './code';

/**
 * A WBS code as people write it. `costType` is the cost type and whatever further segments the code has, as
 * `shared/segments.ts` writes them; `""` for a cost code that stands alone.
 */
export interface CodePair {
	costCode: string;
	costType: string;
}

/** Equal for pairs that mean the same WBS code, also where a step of the workflow has written one. */
export const pairKey = ({ costCode, costType }: CodePair) => JSON.stringify([costCode, rewrittenCodeText(costType)]);

/** WBS codes by their ID as text: the active ones, or some others. */
export const pairsById = (codes: Iterable<readonly [key: string, id: Id]>): Map<string, CodePair> =>
	new Map(
		[...codes].map(([key, id]) => {
			const [costCode = '', costType = ''] = JSON.parse(key) as string[];
			return [String(id), { costCode, costType }];
		}),
	);

export type Id = number | string;

/** What an item of a WBS code is an item of. */
export interface Place {
	type: 'cost_code' | 'line_item_type' | 'further';
	/** Of a further segment its name; of a cost code its sub job, which may have cost codes of its own. `""` = none. */
	name: string;
}

const placeKey = ({ type, name }: Place) => `${type} ${name}`;

interface ProjectSegment {
	id: Id;
	place: Place;
	required: boolean;
}

/** The WBS codes of a project and what they are made of, as far as it is known. */
export interface ProjectCodes {
	/** IDs by {@link pairKey}. */
	active: Map<string, Id>;
	inactive: Map<string, Id>;
	/** Items by their place, then by code. */
	items: Map<string, Map<string, SegmentItem>>;
	/** Places of which all items are known, not only those of WBS codes. */
	whole: Set<string>;
	/** The segments of the project by their place; undefined until somebody needs an item that no WBS code has. */
	segments?: Map<string, ProjectSegment>;
	/** Names of the further segments that each WBS code has; undefined while there is no WBS code. */
	further?: string[];
}

export const itemsAt = ({ items }: ProjectCodes, place: Place): Map<string, SegmentItem> => {
	const found = items.get(placeKey(place)) ?? new Map<string, SegmentItem>();
	items.set(placeKey(place), found);
	return found;
};

/** Names of the further segments of the project, if its segments were read. */
export const furtherSegments = ({ segments }: ProjectCodes): string[] =>
	[...(segments?.values() ?? [])].flatMap(({ place: { type, name } }) => (type === 'further' ? [name] : []));

/** Adds a WBS code as Procore answers it. */
export function addWbsCode(codes: ProjectCodes, wbsCode: IDataObject): void {
	const items = segmentItemsOf(wbsCode);
	const { costCode, costType, further, pair } = codeOfItems(items);
	const names = further.map(([name]) => name);
	codes.further = codes.further?.filter((name) => names.includes(name)) ?? names;
	const subJob = further.find(([name]) => name === subJobSegment)?.[1].code ?? '';
	if (costCode) itemsAt(codes, { type: 'cost_code', name: subJob }).set(costCode.code, costCode);
	if (costType) itemsAt(codes, { type: 'line_item_type', name: '' }).set(costType.code, costType);
	for (const [name, item] of further) itemsAt(codes, { type: 'further', name }).set(item.code, item);
	if (pair) codes[wbsCode.status === 'inactive' ? 'inactive' : 'active'].set(pairKey(pair), wbsCode.id as Id);
}

const cacheName = (projectId: string) => `wbs ${projectId}`;

/** To be called after cost codes were added: those that are known are not all any more. */
export function forgetItems(client: Client, projectId: string): void {
	const codes = known<ProjectCodes>(client, cacheName(projectId));
	for (const key of codes?.whole ?? [])
		if (key.startsWith(placeKey({ type: 'cost_code', name: '' }))) codes?.whole.delete(key);
}

/** The WBS codes of a project, read once an execution. */
export async function projectCodes(client: Client, projectId: string): Promise<ProjectCodes> {
	return await readOnce(client, cacheName(projectId), async () => {
		const codes: ProjectCodes = { active: new Map(), inactive: new Map(), items: new Map(), whole: new Set() };
		const wbsCodes = await listWbsCodes(client, projectId, { status: 'All' });
		for (const wbsCode of wbsCodes) addWbsCode(codes, wbsCode);
		return codes;
	});
}

const task = 'wbsCode.read' as const;

function placeOf({ type, name }: IDataObject): Place {
	if (type === 'cost_code' || type === 'line_item_type') return { type, name: '' };
	return { type: 'further', name: type === 'sub_job' ? subJobSegment : String(name ?? type).trim() };
}

async function readSegments(client: Client, projectId: string, codes: ProjectCodes) {
	if (codes.segments) return codes.segments;
	const rows = await list(client, { task, path: `${wbsPath(projectId)}/segments`, query: {} });
	const all = rows
		.filter((row) => row.is_included_in_project_pattern !== false)
		.map((row): ProjectSegment => ({ id: row.id as Id, place: placeOf(row), required: row.required === true }));
	codes.further ??= all.flatMap(({ place, required }) => (required && place.type === 'further' ? [place.name] : []));
	codes.segments = new Map(all.map((segment) => [placeKey(segment.place), segment]));
	return codes.segments;
}

/** Reads the items that are in no WBS code yet: of each place once an execution. */
export async function completeCodes(
	client: Client,
	projectId: string,
	codes: ProjectCodes,
	places: readonly Place[],
): Promise<void> {
	const wanted = new Map(places.map((place) => [placeKey(place), place]));
	for (const [key, place] of wanted) {
		if (!codes.whole.has(key)) await readItems(client, projectId, codes, place);
		codes.whole.add(key);
	}
}

async function readItems(client: Client, projectId: string, codes: ProjectCodes, place: Place): Promise<void> {
	const segments = await readSegments(client, projectId, codes);
	const ofSubJob = place.type === 'cost_code' && place.name !== '';
	const segment = segments.get(placeKey(ofSubJob ? { ...place, name: '' } : place));
	const found = itemsAt(codes, place);
	if (!segment) return;
	let subJobId: Id | undefined;
	if (ofSubJob) {
		const subJobs: Place = { type: 'further', name: subJobSegment };
		await completeCodes(client, projectId, codes, [subJobs]);
		const subJob = itemsAt(codes, subJobs).get(place.name);
		if (!subJob) return;
		subJobId = subJob.id;
	}
	const path = `${wbsPath(projectId)}/segments/${encodeURIComponent(segment.id)}/segment_items`;
	const query = { only_active_items: true, legacy_sub_job_id: subJobId };
	const rows = await list(client, { task, path, query, perPage: maxPerPage });
	const named = rows.map((row) => ({ ...row, segment: { id: segment.id, type: place.type } }));
	for (const item of segmentItemsOf({ segment_items: named })) found.set(item.code, item);
	if (!ofSubJob) return;
	const ofProject: Place = { type: 'cost_code', name: '' };
	await completeCodes(client, projectId, codes, [ofProject]);
	// Sub jobs have no cost codes of their own: each takes those of the project.
	if (rows.length === 0) for (const [code, item] of itemsAt(codes, ofProject)) found.set(code, item);
}
