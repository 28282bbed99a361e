import { startSimulators, type RunningSimulators } from '../../../simulators/index.ts';
import { sapState } from '../../e2e/support/contracts.ts';
import { Comparison, type Findings, kinds } from './compare.ts';
import type { Side } from './sides.ts';

/** What happens to whom, and what is healed before the next run. */
interface Fault {
	title: string;
	/** Returns the order or supplier that it is about. */
	plant(scene: Scene): string;
	/** Somebody does what there is to do. Faults of the network end by themselves. */
	heal?(scene: Scene): Promise<void> | void;
}

interface Scene {
	side: Side;
	/** An ordinary order that no other fault has met. */
	nextOrder(): string;
	sap(command: Record<string, unknown>): void;
	procore: RunningSimulators['procore'];
}

/** More than what one request is repeated, less than for ever. */
const forARun = { times: 'always' };
const unmappedAccount = '63999999';

function raisePrice({ side, sap }: Scene, order: string): string {
	const found = sapState(side.simulators).orders.find(({ header }) => header.PurchaseOrder === order);
	const item = found?.items[0];
	const price = (Number(item?.NetPriceAmount) + 1).toFixed(2);
	sap({ do: 'set-price', order, item: item?.PurchaseOrderItem ?? '10', price });
	return order;
}

const wbsElement = 'P-1001.1.1';

export const faults: Fault[] = [
	{
		title: 'Procore answers 500 to the lines of an order, in one run',
		plant(scene) {
			scene.procore.faults.add({ kind: 'status', status: 500, method: 'PATCH', path: '/line_items', ...forARun });
			return raisePrice(scene, scene.nextOrder());
		},
	},
	{
		title: 'The hourly quota of Procore ends in the middle of four orders',
		plant(scene) {
			const reset = Math.ceil(scene.procore.simulator.clock.now() / 1000) + 1_800;
			const headers = { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(reset) };
			scene.procore.faults.add({ kind: 'status', status: 429, headers, path: '/rest/', nth: 14, ...forARun });
			const orders = Array.from({ length: 4 }, () => raisePrice(scene, scene.nextOrder()));
			return orders.at(-1) ?? '';
		},
	},
	{
		title: 'Procore creates a contract, and its response is lost',
		plant({ sap, procore }) {
			for (const request of [
				{ method: 'POST', path: '/purchase_order_contracts$' },
				{ method: 'PATCH', path: '/purchase_order_contracts/sync$' },
			])
				procore.faults.add({ kind: 'drop-after', ...request });
			const items = [{ text: 'Anchor bolts', price: '12.50', quantity: '80' }];
			sap({ do: 'create-order', number: '4500099001', supplier: '100030', wbsElement, items });
			return '4500099001';
		},
	},
	{
		title: 'SAP answers 503 to the second page of orders',
		plant(scene) {
			scene.sap({ do: 'page-size', v4: { default: 2, max: 2 } });
			const path = '/PurchaseOrder\\?';
			scene.side.simulators.sap.faults.add({ kind: 'status', status: 503, path, nth: 2, ...forARun });
			const orders = Array.from({ length: 3 }, () => raisePrice(scene, scene.nextOrder()));
			return orders.at(-1) ?? '';
		},
		heal({ sap }) {
			sap({ do: 'page-size', v4: { default: 100, max: 5_000 } });
		},
	},
	{
		title: 'A G/L account has no cost code; somebody adds it to the map',
		plant(scene) {
			const order = scene.nextOrder();
			const item = sapState(scene.side.simulators).orders.find(({ header }) => header.PurchaseOrder === order)
				?.items[0];
			const assignment = item?.assignments[0]?.AccountAssignmentNumber ?? '1';
			scene.sap({
				...{ do: 'edit-order', order, item: item?.PurchaseOrderItem ?? '10', assignment },
				set: { GLAccount: unmappedAccount },
			});
			return order;
		},
		async heal({ side }) {
			const row = {
				...{ customer: 'main', company_code: '', gl_account: unmappedAccount, cost_center: '', wbs_element: '' },
				...{ cost_code: '03-100', cost_type: 'M', enabled: true, source: 'manual', note: '' },
			};
			side.simulators.dataset.tables.sap_procore_cost_codes.push(row);
			await side.mapCostCode(row);
		},
	},
	{
		title: 'A new supplier is called almost like a vendor',
		plant({ side, sap }) {
			const ordinary = side.simulators.dataset.sap.suppliers.at(-1)?.businessPartner.BusinessPartnerFullName ?? '';
			sap({ do: 'create-supplier', number: '200001', name: ordinary.toUpperCase() });
			return '200001';
		},
	},
	{
		title: 'An order is deleted in SAP',
		plant({ sap, nextOrder }) {
			const order = nextOrder();
			sap({ do: 'void-order', order, how: 'header' });
			return order;
		},
	},
	{
		title: 'The release of an order is taken back',
		plant({ sap, nextOrder }) {
			const order = nextOrder();
			sap({ do: 'set-order-state', order, state: 'inRelease' });
			return order;
		},
	},
	{
		title: 'An item of an order is deleted',
		plant({ side, sap, nextOrder }) {
			const order = nextOrder();
			const found = sapState(side.simulators).orders.find(({ header }) => header.PurchaseOrder === order);
			sap({ do: 'delete-item', order, item: found?.items.at(-1)?.PurchaseOrderItem ?? '10' });
			return order;
		},
	},
	{
		title: 'SAP stamps a change before the last run and commits it after',
		plant(scene) {
			const { side, sap } = scene;
			const order = scene.nextOrder();
			const found = sapState(side.simulators).orders.find(({ header }) => header.PurchaseOrder === order);
			const item = found?.items[0];
			const stamp = new Date(side.simulators.sap.simulator.clock.now() - 62 * 60_000).toISOString();
			const price = (Number(item?.NetPriceAmount) + 1).toFixed(2);
			sap({ do: 'set-price', order, item: item?.PurchaseOrderItem ?? '10', price, stamp });
			return order;
		},
	},
];

export interface Verdict {
	title: string;
	/** What is in Procore after the next run that was not there before, by kind. */
	left: Record<string, number>;
	/** What people are told about it after the run that met the fault. */
	told: string[];
}

const flat = (findings: Findings) => new Set(kinds.flatMap((kind) => findings[kind].map((what) => `${kind}: ${what}`)));

/** Plants one fault after the other in `tour`, each with the run that meets it and the next one. */
export async function meetFaults(
	start: (simulators: RunningSimulators) => Promise<Side>,
): Promise<{ first: Findings; verdicts: Verdict[] }> {
	const simulators = await startSimulators({ dataset: 'tour', limits: false });
	try {
		const comparison = new Comparison(simulators);
		const side = await start(simulators);
		try {
			await side.press();
			const first = comparison.findings();
			const known = flat(first);
			const orders = comparison.ordinaryOrders().filter((order) => ![...known].some((what) => what.includes(order)));
			const scene: Scene = {
				side,
				nextOrder: () => orders.pop() ?? '',
				sap: (command) => {
					simulators.sap.simulator.change(command);
				},
				procore: simulators.procore,
			};
			const verdicts: Verdict[] = [];
			for (const fault of faults) verdicts.push(await meet(fault, scene, comparison));
			return { first, verdicts };
		} finally {
			await side.close();
		}
	} finally {
		await simulators.close();
	}
}

async function meet(fault: Fault, scene: Scene, comparison: Comparison): Promise<Verdict> {
	const { side } = scene;
	const before = flat(comparison.findings());
	side.later(61);
	const key = fault.plant(scene);
	side.later(10);
	await side.press();
	const told = await side.told(key);
	for (const { faults: planted } of [side.simulators.sap, side.simulators.procore]) planted.remove();
	await fault.heal?.(scene);
	side.later(61);
	await side.press();
	const left: Record<string, number> = {};
	for (const what of flat(comparison.findings())) {
		const kind = what.slice(0, what.indexOf(':'));
		if (!before.has(what)) left[kind] = (left[kind] ?? 0) + 1;
	}
	console.log(`    ${fault.title}: ${JSON.stringify(left)}, told: ${JSON.stringify(told)}`);
	return { title: fault.title, left, told };
}
