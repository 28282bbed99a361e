import type { SapSupplier } from '../../../simulators/data/sap-types.ts';
import type { SimVendor } from '../../../simulators/procore/types.ts';
import type { RunningSimulators } from '../../../simulators/index.ts';
import { procoreState, sapState } from './contracts.ts';

const originOf = (system: string, supplier: string) => `sap:${system}:supplier:${supplier}`;
const isBlocked = ({ supplier }: SapSupplier) =>
	supplier.PostingIsBlocked || supplier.PurchasingIsBlocked || supplier.DeletionIndicator;

/**
 * Whether a person has to decide before a supplier gets a vendor, by the vendors that Procore had at the start: two of its
 * name, one that is inactive or another integration's, or a lower supplier of the same name.
 */
function needsDecision({ supplier }: SapSupplier, all: SapSupplier[], atFirst: SimVendor[]): boolean {
	const named = atFirst.filter(({ name }) => name === supplier.SupplierName);
	const twin = all.some(
		(other) =>
			other.supplier.SupplierName === supplier.SupplierName &&
			Number(other.supplier.Supplier) < Number(supplier.Supplier),
	);
	return twin || named.length > 1 || named.some(({ is_active, origin_id }) => is_active === false || origin_id);
}

/**
 * Compares every supplier of SAP with the vendors of Procore, by rules worked out without the nodes' code. Answers the
 * differences. A supplier that waits for a decision may have a vendor or not.
 */
export function vendorDifferences(simulators: RunningSimulators): string[] {
	const { system, procore } = simulators.dataset;
	const { suppliers } = sapState(simulators);
	const own = procoreState(simulators).vendors.filter(({ origin_id }) => origin_id?.startsWith('sap:') ?? false);
	const byOrigin = new Map(own.map((vendor) => [vendor.origin_id, vendor]));
	const known = new Set(suppliers.map(({ supplier }) => originOf(system, supplier.Supplier)));
	const problems = suppliers.flatMap((each) => {
		const { Supplier, SupplierName } = each.supplier;
		const vendor = byOrigin.get(originOf(system, Supplier));
		if (vendor)
			return vendor.name === SupplierName ? [] : [`vendor of ${Supplier}: ${vendor.name}, not ${SupplierName}`];
		return isBlocked(each) || needsDecision(each, suppliers, procore.vendors) ? [] : [`no vendor of ${Supplier}`];
	});
	const left = own.filter(({ origin_id }) => !known.has(origin_id ?? ''));
	return [...problems, ...left.map(({ origin_id }) => `${origin_id ?? ''}: no supplier of SAP`)];
}
