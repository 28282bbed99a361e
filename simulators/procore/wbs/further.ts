import type { StoredWbsCode } from '../finance/records.ts';
import { keys } from '../finance/finance.ts';
import type { Store, StoredProject } from '../store.ts';

interface FurtherItem {
	id: number;
	code: string;
}

/** A segment of a project beside cost code and cost type. */
export interface FurtherSegment {
	id: number;
	type: 'custom' | 'sub_job';
	name: string;
	required: boolean;
	items: FurtherItem[];
}

/** Procore: segments and the items of custom ones belong to the company, sub jobs to their project. */
export const furtherSegments = (store: Store, project: StoredProject): FurtherSegment[] =>
	project.custom_segments.map(({ name, type = 'custom', required, items }) => ({
		id: store.segmentId(name),
		...{ type, name, required },
		items: items.map((code) => ({
			id: store.segmentId(name, code, ...(type === 'sub_job' ? [String(project.id)] : [])),
			code,
		})),
	}));

/** The further items of a WBS code, in the order of the pattern. */
export function furtherOf(store: Store, code: StoredWbsCode): { segment: FurtherSegment; item: FurtherItem }[] {
	const project = store.projects.get(code.project_id);
	return (project === undefined ? [] : furtherSegments(store, project)).flatMap((segment) => {
		const item = segment.items.find((each) => each.code === code.segments[segment.name]);
		return item === undefined ? [] : [{ segment, item }];
	});
}

/** Somebody gives the WBS codes that lack a required segment its first item. */
export function fillRequired(store: Store, project: StoredProject): void {
	const { wbsCodes } = store.finance;
	for (const { name, required, items } of project.custom_segments) {
		const [first] = items;
		if (!required || first === undefined) continue;
		for (const code of wbsCodes.inGroup(project.id)) {
			const segments = { [name]: first, ...code.segments };
			const taken = wbsCodes.byKey(keys.wbsCode(code.cost_code_id, code.cost_type_id, segments));
			if (taken === undefined) wbsCodes.update(code, { segments });
		}
	}
}
