import { type CostType, glAccountOf } from '../cost-codes.ts';
import { dayBefore } from '../dates.ts';
import type { ProjectSpec } from '../project-spec.ts';
import type { AssignmentSpec, ItemSpec, OrderSpec } from './order-spec.ts';

/** What the recipes of awkward orders build on. */
export interface CaseWorld {
	/** A project by Procore's id. */
	project(id: number): ProjectSpec;
	/** The supplier of a supplier case. */
	supplier(caseName: string): string;
	/** A supplier that only this case orders from: it is not in Procore and did not change lately. */
	unknownSupplier: string;
	/** Internal ID of a WBS element. */
	internalId(wbsElement: string): string;
}

/** An order that differs from an ordinary one; the rest is filled in. */
export interface OrderRecipe {
	note: string;
	/** Given the world, what is odd; `project` gives company code and currency, 2201 when left out. */
	order(world: CaseWorld): Partial<OrderSpec> & { items: ItemSpec[]; project?: ProjectSpec };
}

/** Account assignment to a WBS element of a project, by default for cast-in-place concrete, materials. */
export function on(project: ProjectSpec, position: string, more: Partial<AssignmentSpec> = {}): AssignmentSpec {
	return { glAccount: account(), wbsElement: `${project.sapProject}.${position}`, ...more };
}

export const account = (code = '03-300', type: CostType = 'M') => glAccountOf(code, type);

/** Account assignment to a cost center. */
export function center(costCenter: string, more: Partial<AssignmentSpec> = {}): AssignmentSpec {
	return { glAccount: account(), costCenter, ...more };
}

/** One piece of something, delivered in November. */
export function item(price: string, assignments: AssignmentSpec[], more: Partial<ItemSpec> = {}): ItemSpec {
	return {
		text: 'Ready-mix concrete',
		quantity: '1',
		unit: 'EA',
		price,
		deliveryDate: dayBefore(-45),
		assignments,
		...more,
	};
}
