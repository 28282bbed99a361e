import type { ProjectSpec } from '../project-spec.ts';
import { randomFor } from '../random.ts';
import type { SapPurchaseOrder } from '../sap-order-types.ts';
import { buildOrder, type InternalIdOf } from './build-order.ts';
import { type PlainOrder, plainOrder } from './plain-orders.ts';

export interface OrderSurroundings {
	/** Active ones, and closed ones behind them. */
	projects: readonly ProjectSpec[];
	/** Suppliers that orders may go to: not blocked, and in Procore sooner or later. */
	suppliers: readonly PlainOrder['supplier'][];
	internalIdOf: InternalIdOf;
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

/** When a program changed many orders at once. */
const massChange = '2026-09-24T22:00:00.0000000Z';

/** All purchase orders of a data set. */
export function buildOrders(sizes: OrderSizes, surroundings: OrderSurroundings): SapPurchaseOrder[] {
	const { projects, suppliers, internalIdOf } = surroundings;
	const active = projects.filter((project) => project.active);
	const counts = spread(sizes.assignments, sizes.orders);
	return counts.map((assignments, index) => {
		const old = index < sizes.nullStamps;
		const number = old ? String(4400000001 + index) : String(4500000001 + index - sizes.nullStamps);
		const project = active[index % active.length];
		const supplier = suppliers[(index * 7) % suppliers.length];
		if (!project || !supplier) throw new RangeError('orders need an active project and a supplier');
		const inMass = !old && index - sizes.nullStamps >= 20 && index - sizes.nullStamps < 20 + sizes.equalStamps;
		const stamp = old ? { changedAt: null } : inMass ? { changedAt: massChange } : {};
		return buildOrder(plainOrder({ number, supplier, projects: [project], assignments, ...stamp }), internalIdOf);
	});
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
