import type { SapPurchaseOrder } from '../../../simulators/data/sap-order-types.ts';
import { isOwn, type HeldContract } from '../checks/seen.ts';
import type { SyncWorld } from '../support/syncWorld.ts';

/** What people have done in Procore, and what is still in the way of the sync. */
export interface Marks {
	/** Orders whose contracts people have worked on. */
	orders: Set<string>;
	suppliers: Set<string>;
	/** Requisitions whose drafts or pending contracts people have worked on. */
	requisitions: Set<string>;
	/** Orders with a change that was stamped before it was saved: the next run finds it in the overlap of its window. */
	late: Set<string>;
	/** Suppliers of which the same is true. */
	lateSuppliers: Set<string>;
	/** Projects whose direct costs, budget or codes people have worked on. */
	projects: Set<string>;
	/** Somebody has deleted the table of contracts. */
	forgotten: boolean;
	/** Puts right again what an event has broken. */
	repairs: Map<string, () => void>;
	/** Numbers documents that are made up. */
	next: number;
	/** What was left out meanwhile comes by a backfill. */
	leftOut: boolean;
	/** The cost code map was changed: what is in Procore follows when it is read next, or by a backfill. */
	mapped: boolean;
	/** Somebody has changed what a requisition becomes: what was there before stays to people. */
	requisitionsChanged: boolean;
}

export const noMarks = (): Marks => ({
	orders: new Set(),
	suppliers: new Set(),
	requisitions: new Set(),
	late: new Set(),
	lateSuppliers: new Set(),
	projects: new Set(),
	forgotten: false,
	repairs: new Map(),
	next: 1,
	leftOut: false,
	mapped: false,
	requisitionsChanged: false,
});

/** Something that happens between two runs. Numbers pick from what there is at that moment. */
export interface Event {
	do: string;
	one: number;
	two: number;
	three: number;
}

export type Happen = (world: SyncWorld, event: Event, marks: Marks) => void;

export const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)];

export const wbsElements = [
	...['P-1001.1.1', 'P-1001.2.1', 'P-1002.1.1', 'P-1002.2.2', 'P-1004.1.1', 'P-1005.2.2', 'P-1016.1.1'],
];

export const orderAt = (world: SyncWorld, number: number) => pick(world.sapData.orders, number);

export const accountAt = (world: SyncWorld, number: number) =>
	pick(
		[
			...new Set(
				world.sapData.orders.flatMap(({ items }) =>
					items.flatMap(({ assignments }) => assignments.map(({ GLAccount }) => GLAccount)),
				),
			),
		],
		number,
	);

export function onItem(world: SyncWorld, event: Event, change: (order: SapPurchaseOrder, item: string) => void): void {
	const order = orderAt(world, event.one);
	const item = order && pick(order.items, event.two);
	if (order && item) change(order, item.PurchaseOrderItem);
}

export const ownContracts = (world: SyncWorld) =>
	world.procoreData.contracts.filter(({ origin_id, deleted_at }) => isOwn(origin_id) && !deleted_at);

/** Somebody works on a contract of ours; from then on the sync may leave it to that person. */
export function onContract(
	world: SyncWorld,
	event: Event,
	marks: Marks,
	change: (contract: HeldContract) => void,
): void {
	const contract = pick(ownContracts(world), event.one);
	if (!contract) return;
	markContract(contract, marks);
	change(contract);
}

export function markContract({ origin_id }: Pick<HeldContract, 'origin_id'>, marks: Marks): void {
	const [, , kind, number = ''] = origin_id?.split(':') ?? [];
	(kind === 'prc' ? marks.requisitions : marks.orders).add(number);
}

export const price = ({ two, three }: Event) => `${String(10 + (three % 400))}.${String(two % 100).padStart(2, '0')}`;

/** A moment by SAP's clock. */
export const sapTime = (world: SyncWorld, minutesAgo: number): string =>
	new Date(world.engine.simulators.sap.simulator.clock.now() - minutesAgo * 60_000).toISOString();
