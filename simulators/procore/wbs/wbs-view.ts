import { segmentIds } from '../finance/defaults.ts';
import type { StoredCostCode, StoredCostType, StoredWbsCode } from '../finance/records.ts';
import type { Store, StoredProject } from '../store.ts';
import { furtherOf, furtherSegments, type FurtherSegment } from './further.ts';

/** The cost types that a project has. */
export const costTypesOf = (store: Store, project: StoredProject): StoredCostType[] =>
	store.finance.costTypes.all().filter((type) => !project.missingCostTypes.includes(type.code));

type Shown = Record<string, unknown>;

/** Shows what belongs to the work breakdown structure of one project; made anew for each answer. */
export class WbsView {
	readonly #store: Store;
	readonly #project: StoredProject;
	readonly #costCodeSegment: Shown;
	readonly #costTypeSegment: Shown;
	readonly #parents: Set<number | null>;

	constructor(store: Store, project: StoredProject) {
		const codes = store.finance.costCodes.inGroup(project.id).filter((code) => code.sub_job === '');
		this.#store = store;
		this.#project = project;
		this.#parents = new Set(codes.map((code) => code.parent_id));
		this.#costCodeSegment = this.#segment(segmentIds.costCode, codes.length);
		this.#costTypeSegment = this.#segment(segmentIds.costType, costTypesOf(store, project).length);
	}

	#further({ id, type, name, required, items }: FurtherSegment): Shown {
		const place = this.#project.custom_segments.findIndex((each) => each.name === name);
		const shown = this.#segment(segmentIds.costType, items.length);
		const changeable = { project_can_modify_origin_project: true, project_can_delete_origin_company: true };
		return { ...shown, ...changeable, id, type, name, position: place + 1, required };
	}

	furtherItem(segment: FurtherSegment, { id, code }: FurtherSegment['items'][number]): Shown {
		const name = `${segment.name} ${code}`;
		return {
			...{ id, code, name, path_code: code, path_codes: [code], path_names: [name], path_ids: [id] },
			...{ created_at: this.#store.loadedAt, updated_at: this.#store.loadedAt, parent_id: null, is_parent: false },
			...{ in_use: true, segment: this.#further(segment), status: 'active' },
		};
	}

	#segment(id: number, count: number): Shown {
		const isCostCode = id === segmentIds.costCode;
		return {
			id,
			type: isCostCode ? 'cost_code' : 'line_item_type',
			name: isCostCode ? 'Cost Code' : 'Cost Type',
			position: this.#project.custom_segments.length + (isCostCode ? 1 : 2),
			segment_items_count: count,
			required: true,
			delimiter: '.',
			project_can_modify_origin_project: isCostCode,
			project_can_delete_origin_company: false,
			structure: isCostCode ? 'tiered' : 'flat',
			created_at: this.#store.loadedAt,
			updated_at: this.#store.loadedAt,
			wbs_pattern_id: segmentIds.pattern,
		};
	}

	costTypes(): StoredCostType[] {
		return costTypesOf(this.#store, this.#project);
	}

	/** Procore: the segments list knows more of a segment than a segment item does. */
	segments(): Shown[] {
		const further = furtherSegments(this.#store, this.#project).map((segment) => this.#further(segment));
		return [...further, this.#costCodeSegment, this.#costTypeSegment].map((segment) => ({
			...segment,
			selectable_tiers: false,
			is_included_in_project_pattern: true,
			tiered: segment.structure === 'tiered',
		}));
	}

	pattern(): Shown {
		return {
			id: segmentIds.pattern,
			description: this.segments()
				.map(({ name }) => String(name))
				.join('.'),
			created_at: this.#store.loadedAt,
			updated_at: this.#store.loadedAt,
			is_project_level_ordered: false,
			segments: this.segments(),
		};
	}

	/** A cost code with those above it, the topmost first. */
	#path(code: StoredCostCode): StoredCostCode[] {
		const parent = code.parent_id === null ? undefined : this.#store.finance.costCodes.get(code.parent_id);
		return parent === undefined ? [code] : [...this.#path(parent), code];
	}

	costCodeItem(code: StoredCostCode): Shown {
		const path = this.#path(code);
		return {
			id: code.segment_item_id,
			code: code.code,
			name: code.name,
			created_at: code.created_at,
			updated_at: code.updated_at,
			parent_id: path.at(-2)?.segment_item_id ?? null,
			path_ids: path.map((item) => item.segment_item_id),
			path_code: code.full_code,
			is_parent: this.#parents.has(code.id),
			path_codes: path.map((item) => item.code),
			path_names: path.map((item) => item.name),
			in_use: true,
			segment: this.#costCodeSegment,
			status: code.status,
		};
	}

	costTypeItem(type: StoredCostType): Shown {
		return {
			id: type.segment_item_id,
			code: type.code,
			name: type.name,
			created_at: this.#store.loadedAt,
			updated_at: this.#store.loadedAt,
			parent_id: null,
			path_ids: [type.segment_item_id],
			path_code: type.code,
			is_parent: false,
			path_codes: [type.code],
			path_names: [type.name],
			in_use: true,
			segment: this.#costTypeSegment,
			status: 'active',
		};
	}

	code(code: StoredWbsCode): Shown {
		const { costCodes, costTypes } = this.#store.finance;
		const costCode = costCodes.get(code.cost_code_id);
		const costType = costTypes.get(code.cost_type_id);
		const { flat_code, flat_name } = flatOf(this.#store, code);
		return {
			id: code.id,
			flat_code,
			flat_name,
			description: code.description ?? flat_name,
			status: code.status,
			created_at: code.created_at,
			updated_at: code.updated_at,
			segment_items: [
				...furtherOf(this.#store, code).map(({ segment, item }) => this.furtherItem(segment, item)),
				...(costCode === undefined ? [] : [this.costCodeItem(costCode)]),
				...(costType === undefined ? [] : [this.costTypeItem(costType)]),
			],
			wbs_pattern_id: segmentIds.pattern,
		};
	}
}

/** Procore: the codes and the names of the segments of a WBS code, joined by the delimiter. */
export function flatOf(store: Store, code: StoredWbsCode): { flat_code: string; flat_name: string } {
	const costCode = store.finance.costCodes.get(code.cost_code_id);
	const costType = store.finance.costTypes.get(code.cost_type_id);
	const further = furtherOf(store, code);
	return {
		flat_code: [...further.map(({ item }) => item.code), costCode?.full_code, costType?.code].join('.'),
		flat_name: [
			...further.map(({ segment, item }) => `${segment.name} ${item.code}`),
			costCode?.name,
			costType?.name,
		].join('.'),
	};
}

/** The short form in which other records name their WBS code. */
export function showWbsReference(store: Store, id: number): Shown | null {
	const code = store.finance.wbsCodes.get(id);
	if (code === undefined) return null;
	const { flat_code, flat_name } = flatOf(store, code);
	return { id, flat_code, description: code.description ?? flat_name };
}
