import type { PurchaseOrder } from '../../../shared/model';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { hasAssignment, liveItems } from './lines';
import { releaseOf } from './release';
import type { OrderSettings } from './settings';
import type { SupplierVendors } from './vendors';

/** Suppliers of orders that are about to be sent and that have no vendor of ours in Procore yet, each once. */
export function neededSuppliers(
	orders: PurchaseOrder[],
	vendors: SupplierVendors,
	gate: OrderSettings['releaseGate'],
): string[] {
	const sent = orders.filter(
		(order) => releaseOf(order, gate).kind === 'send' && liveItems(order).some((item) => hasAssignment(item)),
	);
	const suppliers = new Set(sent.map(({ supplier }) => supplier).filter((supplier) => !vendors.of(supplier)));
	return [...suppliers].sort(compareSapKeys);
}
