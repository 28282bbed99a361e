import { dayBefore, stampBefore } from '../dates.ts';
import type { ProjectSpec } from '../project-spec.ts';
import { randomFor } from '../random.ts';
import { orderRecipes } from './case-recipes.ts';
import type { CaseWorld, OrderRecipe } from './case-world.ts';
import type { OrderSpec } from './order-spec.ts';
import { type PlainOrder, plainOrder } from './plain-orders.ts';

export interface OrderSurroundings {
	/** Active ones, and closed ones behind them. */
	projects: readonly ProjectSpec[];
	/** Suppliers that orders may go to: not blocked, and in Procore sooner or later. */
	suppliers: readonly PlainOrder['supplier'][];
	cases: CaseWorld;
}

export interface OrderSizes {
	orders: number;
	/** Account assignments of all orders. */
	assignments: number;
	/** Orders that a mass change stamped alike. */
	equalStamps: number;
	/** Old orders that were never stamped. */
	nullStamps: number;
}

/** When a program changed many orders at once, and the first of them. */
const massChange = '2026-09-24T22:00:00.0000000Z';
const firstInMass = 20;

/** An awkward situation that a name stands for: the order it is about and others that belong to it. */
export interface OrderCase {
	order: string;
	others: string[];
	note: string;
}

/**
 * What is decided about all purchase orders of a data set, and the cases among them. Ordinary orders (`plain`) count from
 * 4500000001, old ones without a stamp from 4400000001, those of the recipes from 4500090001.
 *
 * @param others orders that are decided on elsewhere; they count as part of the sizes
 */
export function decideOrders(
	sizes: OrderSizes,
	surroundings: OrderSurroundings,
	others: readonly OrderSpec[],
): { plain: OrderSpec[]; odd: OrderSpec[]; cases: Record<string, OrderCase> } {
	const recipes = orderRecipes.map(({ name, number, recipe }) => ({
		name,
		order: recipeOrder(recipe, number, surroundings),
		note: recipe.note,
	}));
	const odd = [...recipes.map(({ order }) => order), ...others];
	const counts = spread(sizes.assignments - assignmentsIn(odd), sizes.orders - odd.length);
	const plain = counts.map((count, index) => plainOrder(plainAt(index, count, sizes, surroundings)));
	const equal = plain.filter(({ changedAt }) => changedAt === massChange).map(({ number }) => number);
	const unstamped = plain.filter(({ changedAt }) => changedAt === null).map(({ number }) => number);
	return {
		plain,
		odd,
		cases: {
			...Object.fromEntries(recipes.map(({ name, order, note }) => [name, caseOf([order.number], note)])),
			nullStamp: caseOf(unstamped, 'Old orders that SAP never stamped.'),
			equalStamps: caseOf(equal, 'A mass change gave them one stamp: more of them than a page holds.'),
		},
	};
}

const assignmentsIn = (orders: readonly OrderSpec[]) =>
	orders.flatMap(({ items }) => items).reduce((sum, item) => sum + item.assignments.length, 0);

function caseOf([order = '', ...others]: string[], note: string): OrderCase {
	return { order, others, note };
}

/** The order of a recipe, changed on one of the last 20 days. */
export function recipeOrder(
	recipe: OrderRecipe,
	number: string,
	{ cases, projects, suppliers }: OrderSurroundings,
): OrderSpec {
	const { project = projects[0], ...odd } = recipe.order(cases);
	const random = randomFor('order case', number);
	const supplier = random.pick(suppliers);
	if (!project) throw new RangeError('orders need a project');
	return {
		number,
		supplier: supplier.number,
		companyCode: project.companyCode,
		currency: project.currency,
		date: dayBefore(random.int(21, 60)),
		changedAt: stampBefore(random.int(1, 20), random),
		paymentTerms: supplier.paymentTerms,
		...odd,
	};
}

function plainAt(index: number, assignments: number, sizes: OrderSizes, surroundings: OrderSurroundings): PlainOrder {
	const { projects, suppliers } = surroundings;
	const at = index - sizes.nullStamps;
	const active = projects.filter((project) => project.active);
	const project = active[index % active.length];
	const supplier = suppliers[(index * 7) % suppliers.length];
	if (!project || !supplier) throw new RangeError('orders need an active project and a supplier');
	const order: PlainOrder = { number: String(4500000001 + at), supplier, projects: [project], assignments };
	if (at < 0) return { ...order, number: String(4400000001 + index), changedAt: null };
	return at >= firstInMass && at < firstInMass + sizes.equalStamps ? { ...order, changedAt: massChange } : order;
}

/** Splits `total` into `count` whole numbers between 1 and twice the average, the same every time. */
function spread(total: number, count: number): number[] {
	const average = total / count;
	const random = randomFor('assignments', total, count);
	const parts = Array.from({ length: count }, () => random.int(1, Math.floor(2 * average) - 1));
	let left = total - parts.reduce((sum, part) => sum + part, 0);
	for (let index = 0; left !== 0; index = (index + 1) % count) {
		const step = Math.sign(left);
		const part = (parts[index] ?? 1) + step;
		if (part < 1) continue;
		parts[index] = part;
		left -= step;
	}
	return parts;
}
