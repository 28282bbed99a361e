import { expectedContracts } from '../../simulators/data/expected.ts';
import type { World } from './world.ts';

const notCommitted = ['order_incomplete', 'not_released', 'order_rejected', 'unknown_order_status', 'order_deleted'];
const notCompared = ['project_inactive', 'not_a_project_purchase', 'no_account_assignment'];

/** What the sync keeps back of the data set: its odd cases, by the independent arithmetic of the data. Asked once the suppliers are sent. */
export function keptBack(world: World): string[] {
	const { vendors } = world.simulators.procore.simulator.state() as { vendors: Array<{ origin_id: string | null }> };
	const known = new Set(vendors.map(({ origin_id }) => origin_id));
	const suppliers = world.simulators.dataset.sap.orders.map(({ header }) => header.Supplier);
	const missingSuppliers = new Set(suppliers.filter((key) => !known.has(`sap:S4P:supplier:${key}`)));
	return expectedContracts(world.simulators.dataset, { missingSuppliers })
		.filter(({ reason }) => reason !== '' && !notCommitted.includes(reason) && !notCompared.includes(reason))
		.map(({ order }) => order)
		.sort();
}
