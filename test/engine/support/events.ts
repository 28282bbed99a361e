import fc from 'fast-check';
import type { FaultInput } from '../../../simulators/core/faults.ts';
import { InputError } from '../../../simulators/core/server.ts';
import type { SapPurchaseOrder } from '../../../simulators/data/sap-order-types.ts';
import type { HeldContract } from '../checks/seen.ts';
import { isOwn } from '../checks/seen.ts';
import type { SyncWorld } from './syncWorld.ts';

/** What people have done in Procore, and what is still in the way of the sync. */
export interface Marks {
	/** Orders whose contracts people have worked on. */
	orders: Set<string>;
	suppliers: Set<string>;
	/** Orders with a change that was stamped before it was saved: the next run finds it in the overlap of its window. */
	late: Set<string>;
	/** Somebody has deleted the table of contracts. */
	forgotten: boolean;
	/** Puts right again what an event has broken. */
	repairs: Map<string, () => void>;
	/** Numbers documents that are made up. */
	next: number;
}

export const noMarks = (): Marks => ({
	orders: new Set(),
	suppliers: new Set(),
	late: new Set(),
	forgotten: false,
	repairs: new Map(),
	next: 1,
});

/** Something that happens between two runs. Numbers pick from what there is at that moment. */
export interface Event {
	do: keyof typeof events;
	one: number;
	two: number;
	three: number;
}

type Happen = (world: SyncWorld, event: Event, marks: Marks) => void;

const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)];

const wbsElements = ['P-1001.1.1', 'P-1001.2.1', 'P-1002.1.1', 'P-1002.2.2', 'P-1004.1.1', 'P-1005.2.2', 'P-1016.1.1'];
const states = ['approved', 'approved', 'held', 'inRelease', 'rejected', 'unknownStatus'] as const;

const orderAt = (world: SyncWorld, number: number) => pick(world.sapData.orders, number);
const accountAt = (world: SyncWorld, number: number) =>
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

function onItem(world: SyncWorld, event: Event, change: (order: SapPurchaseOrder, item: string) => void): void {
	const order = orderAt(world, event.one);
	const item = order && pick(order.items, event.two);
	if (order && item) change(order, item.PurchaseOrderItem);
}

const ownContracts = (world: SyncWorld) =>
	world.procoreData.contracts.filter(({ origin_id, deleted_at }) => isOwn(origin_id) && !deleted_at);

function onContract(world: SyncWorld, event: Event, marks: Marks, change: (contract: HeldContract) => void): void {
	const contract = pick(ownContracts(world), event.one);
	if (!contract) return;
	marks.orders.add(contract.origin_id?.split(':')[3] ?? '');
	change(contract);
}

const price = (event: Event) => `${String(10 + (event.three % 400))}.${String(event.two % 100).padStart(2, '0')}`;

/** What people do in SAP. */
const inSap = {
	'change a price': (world, event) => {
		onItem(world, event, ({ header }, item) => {
			world.sap({ do: 'set-price', order: header.PurchaseOrder, item, price: price(event) });
		});
	},
	'change a quantity': (world, event) => {
		onItem(world, event, ({ header }, item) => {
			world.sap({ do: 'set-quantity', order: header.PurchaseOrder, item, quantity: String(1 + (event.three % 9)) });
		});
	},
	'save a price late': (world, event, marks) => {
		const stamp = new Date(Date.now() - (1 + (event.three % 10)) * 60_000).toISOString();
		onItem(world, event, ({ header }, item) => {
			const last = header.LastChangeDateTime;
			if (last !== null && Date.parse(last) > Date.parse(stamp)) return;
			marks.late.add(header.PurchaseOrder);
			world.sap({ do: 'set-price', order: header.PurchaseOrder, item, price: price(event), stamp });
		});
	},
	'add an item': (world, event) => {
		const order = orderAt(world, event.one);
		const glAccount = accountAt(world, event.two);
		const wbsElement = pick(wbsElements, event.three);
		if (order)
			world.sap({
				do: 'add-item',
				order: order.header.PurchaseOrder,
				item: { price: price(event), glAccount, wbsElement },
			});
	},
	'delete an item': (world, event) => {
		onItem(world, event, ({ header }, item) => {
			world.sap({ do: 'delete-item', order: header.PurchaseOrder, item, deleted: event.three % 3 > 0 });
		});
	},
	'move an account assignment': (world, event) => {
		onItem(world, event, ({ header, items }, item) => {
			const found = items.find((each) => each.PurchaseOrderItem === item)?.assignments[0]?.AccountAssignmentNumber;
			const wbsElement = pick(wbsElements, event.three);
			world.sap({ do: 'move-assignment', order: header.PurchaseOrder, item, assignment: found, wbsElement });
		});
	},
	'void an order': (world, event) => {
		const order = orderAt(world, event.one)?.header.PurchaseOrder ?? '';
		world.sap({ do: 'void-order', order, how: event.two % 2 > 0 ? 'items' : 'header' });
	},
	'restore an order': (world, event) => {
		world.sap({ do: 'restore-order', order: orderAt(world, event.one)?.header.PurchaseOrder ?? '' });
	},
	'release or hold an order': (world, event) => {
		const state = pick(states, event.two);
		world.sap({
			do: 'set-order-state',
			order: orderAt(world, event.one)?.header.PurchaseOrder ?? '',
			state: state ?? 'approved',
		});
	},
	'give an order to another supplier': (world, event) => {
		const supplier = pick(world.sapData.suppliers, event.two)?.supplier.Supplier ?? '';
		world.sap({ do: 'set-supplier', order: orderAt(world, event.one)?.header.PurchaseOrder ?? '', supplier });
	},
	'order something': (world, event, marks) => {
		const item = { price: price(event), glAccount: accountAt(world, event.one), quantity: '2' };
		world.sap({
			do: 'create-order',
			number: String(4600000000 + marks.next++),
			supplier: pick(world.sapData.suppliers, event.two)?.supplier.Supplier ?? '',
			wbsElement: pick(wbsElements, event.three) ?? '',
			items: event.two % 2 > 0 ? [item] : [item, { ...item, wbsElement: pick(wbsElements, event.one) }],
		});
	},
	'change a requisition': (world, event) => {
		const requisition = pick(world.sapData.requisitions, event.one);
		const item = requisition && pick(requisition.items, event.two);
		if (!item) return;
		world.sap({
			do: 'change-requisition-item',
			requisition: requisition.header.PurchaseRequisition,
			item: item.PurchaseRequisitionItem,
			...(event.three % 4 === 0
				? { deleted: !item.IsDeleted }
				: { price: price({ ...event, three: event.three % 40 }) }),
		});
	},
	'name a supplier anew': (world, event, marks) => {
		const supplier = pick(world.sapData.suppliers, event.one)?.supplier.Supplier ?? '';
		world.sap({ do: 'edit-supplier', supplier, name: `Renamed ${String(marks.next++)} Builders` });
	},
	'move a supplier': (world, event) => {
		const record = pick(world.sapData.suppliers, event.one);
		if (record && record.addresses.length > 0)
			world.sap({
				do: 'edit-supplier',
				supplier: record.supplier.Supplier,
				address: { CityName: `City ${String(event.two)}` },
			});
	},
	'get a new supplier': (world, _event, marks) => {
		const number = String(marks.next++);
		world.sap({ do: 'create-supplier', number: `2000${number.padStart(2, '0')}`, name: `New supplier ${number}` });
	},
	'flag a supplier for deletion': (world, event) => {
		world.sap({ do: 'flag-for-deletion', supplier: pick(world.sapData.suppliers, event.one)?.supplier.Supplier ?? '' });
	},
	'post a cost': (world, event) => {
		const glAccount = accountAt(world, event.one) ?? '';
		world.sap({ do: 'post-cost', glAccount, amount: price(event), wbsElement: pick(wbsElements, event.two) });
	},
	'reverse a cost': (world, event) => {
		const open = world.sapData.postings.filter(({ IsReversed, IsReversal }) => !IsReversed && !IsReversal);
		world.sap({ do: 'reverse-cost', document: pick(open, event.one)?.AccountingDocument ?? '' });
	},
	'change a price while it is read': (world, event) => {
		onItem(world, event, ({ header }, item) => {
			const change = { do: 'set-price', order: header.PurchaseOrder, item, price: price(event) };
			world.sap({ do: 'when-requested', path: 'Order', nth: 1 + (event.three % 4), change });
		});
	},
} satisfies Record<string, Happen>;

/** What people and other programs do in Procore. */
const inProcore = {
	'edit a line': (world, event, marks) => {
		onContract(world, event, marks, ({ lines }) => {
			const line = pick(lines, event.two);
			if (line) world.procore({ do: 'edit-line', id: line.id, set: { amount: price(event) } });
		});
	},
	'delete a contract': (world, event, marks) => {
		onContract(world, event, marks, ({ id }) => {
			world.procore({ do: 'delete-contract', id });
		});
	},
	'bill a contract': (world, event, marks) => {
		onContract(world, event, marks, ({ id, lines }) => {
			const line = pick(lines, event.two);
			if (line) world.procore({ do: 'bill', contract: id, lines: [{ id: line.id, amount: line.amount }] });
		});
	},
	'approve a contract': (world, event) => {
		const contract = pick(ownContracts(world), event.one);
		if (contract) world.procore({ do: 'set-contract-status', id: contract.id, status: 'Approved' });
	},
	'close a project': (world, event, marks) => {
		const project = pick(
			world.procoreData.projects.filter(({ active }) => active),
			event.one,
		);
		if (!project) return;
		world.procore({ do: 'edit-project', id: project.id, set: { active: false } });
		marks.repairs.set(`project ${String(project.id)}`, () => {
			world.procore({ do: 'edit-project', id: project.id, set: { active: true } });
		});
	},
	'close a billing period': (world, event, marks) => {
		const period = pick(
			world.procoreData.billingPeriods.filter(({ status }) => status === 'open'),
			event.one,
		);
		if (!period) return;
		world.procore({ do: 'set-period-status', id: period.id, status: 'closed' });
		marks.repairs.set(`period ${String(period.id)}`, () => {
			world.procore({ do: 'set-period-status', id: period.id, status: 'open' });
		});
	},
	'switch commitments off': (world, event, marks) => {
		const project = pick(world.procoreData.projects, event.one)?.id;
		world.procore({ do: 'set-tool', tool: 'commitments', enabled: false, project });
		marks.repairs.set(`tool ${String(project)}`, () => {
			world.procore({ do: 'set-tool', tool: 'commitments', enabled: true, project });
		});
	},
	'rename a vendor': (world, event, marks) => {
		const vendor = pick(
			world.procoreData.vendors.filter(({ origin_id }) => isOwn(origin_id)),
			event.one,
		);
		if (!vendor) return;
		marks.suppliers.add(vendor.origin_id?.split(':')[3] ?? '');
		world.procore({ do: 'edit-vendor', id: vendor.id, set: { name: `Vendor ${String(marks.next++)}` } });
	},
	'enter a vendor of another integration': (world, event, marks) => {
		const name = `New supplier ${String(marks.next + (event.one % 2))}`;
		const origin_id = `sage:vendor:${String(1000 + marks.next)}`;
		world.procore({ do: 'add-vendor', vendor: { name, origin_id } });
	},
} satisfies Record<string, Happen>;

/** What people do in the tables. */
const inTables = {
	'empty a cost code': (world, event, marks) => {
		const { tables } = world.engine;
		const name = 'sap_procore_cost_codes';
		const row = tables.names().includes(name) ? pick(tables.rows(name), event.one) : undefined;
		const cost_code = row?.cost_code;
		if (!row || typeof cost_code !== 'string' || cost_code === '') return;
		const { id } = row;
		tables.empty(name, (each) => each.id === id, 'cost_code');
		marks.repairs.set(`cost code ${String(id)}`, () => {
			tables.edit(name, (each) => each.id === id, { cost_code });
		});
	},
	'decide on a supplier': (world, event, marks) => {
		const { tables } = world.engine;
		const name = 'sap_procore_vendors';
		const row = tables.names().includes(name) ? pick(tables.rows(name), event.one) : undefined;
		if (!row) return;
		const decision = event.two % 2 > 0 ? 'create' : 'Ignore';
		if (decision === 'Ignore') marks.suppliers.add(String(row.supplier));
		tables.edit(name, ({ id }) => id === row.id, { decision });
	},
	'delete the state': (world) => {
		drop(world, ['state', 'exceptions']);
	},
	'delete what is only read': (world, _event, marks) => {
		marks.forgotten = true;
		drop(world, ['contracts', 'allocations']);
	},
	'delete all that the sync has written': (world, _event, marks) => {
		marks.forgotten = true;
		drop(world, ['state', 'exceptions', 'contracts', 'allocations', 'runs', 'audit']);
	},
	'add a column': (world, event) => {
		const name = pick(world.engine.tables.names(), event.one);
		const column = `mine_${String(event.two)}`;
		if (name && !world.engine.tables.columns(name).some((each) => each.name === column))
			world.engine.tables.addColumn(name, column, 'string');
	},
	'remove a column': (world, event) => {
		const { tables } = world.engine;
		const name = pick(
			['sap_procore_runs', 'sap_procore_audit', 'sap_procore_allocations'].filter((each) =>
				tables.names().includes(each),
			),
			event.one,
		);
		const column = name && pick(tables.columns(name), event.two)?.name;
		if (
			name &&
			column &&
			!['customer', 'run_id', 'origin_id', 'action', 'status', 'entity', 'sap_key'].includes(column)
		)
			tables.dropColumn(name, column);
	},
} satisfies Record<string, Happen>;

function drop(world: SyncWorld, names: string[]): void {
	for (const name of names.map((each) => `sap_procore_${each}`))
		if (world.engine.tables.names().includes(name)) world.engine.tables.dropTable(name);
}

const events = { ...inSap, ...inProcore, ...inTables } satisfies Record<string, Happen>;

/** Lets something happen; what one of the systems does not allow at that moment does not happen. */
export function happen(world: SyncWorld, event: Event, marks: Marks): void {
	try {
		(events[event.do] as Happen)(world, event, marks);
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
	}
}

const number = fc.nat({ max: 999 });
const someOf = (group: Record<string, Happen>) =>
	fc.record({
		do: fc.constantFrom(...(Object.keys(group) as Array<Event['do']>)),
		one: number,
		two: number,
		three: number,
	});

export const sapEvents = fc.array(someOf(inSap), { maxLength: 4 });
export const procoreEvents = fc.array(someOf(inProcore), { maxLength: 2 });
export const tableEvents = fc.array(someOf(inTables), { maxLength: 1 });

const where = fc.record({
	nth: fc.integer({ min: 1, max: 25 }),
	times: fc.integer({ min: 1, max: 8 }),
});
const faultKinds: Array<fc.Arbitrary<FaultInput>> = [
	where.map((at) => ({ kind: 'drop-before', ...at })),
	where.map((at) => ({ kind: 'drop-after', ...at })),
	where.map((at) => ({ kind: 'truncate', ...at })),
	fc.tuple(where, fc.integer({ min: 1_000, max: 500_000 })).map(([at, ms]) => ({ kind: 'latency', ms, ...at })),
	fc
		.tuple(where, fc.constantFrom(400, 403, 404, 408, 422, 500, 502, 503, 504), fc.boolean())
		.map(([at, status, processed]) => ({ kind: 'status', status, processed, body: { errors: 'Planted' }, ...at })),
	fc.tuple(where, fc.integer({ min: 1, max: 4_000 })).map(([at, seconds]) => ({
		kind: 'status',
		status: 429,
		body: { errors: 'Planted' },
		headers: { 'retry-after': String(seconds) },
		...at,
	})),
];

export const faults = fc.array(
	fc.record({ system: fc.constantFrom('sap' as const, 'procore' as const), fault: fc.oneof(...faultKinds) }),
	{ maxLength: 2 },
);
