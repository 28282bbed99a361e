import { accountAt, type Happen, onItem, orderAt, pick, price, sapTime, wbsElements } from './event.ts';

const states = ['approved', 'approved', 'held', 'inRelease', 'rejected', 'unknownStatus'] as const;

/** What people do to purchase orders in SAP. */
export const orderEvents = {
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
		const stamp = sapTime(world, 1 + (event.three % 10));
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
	'add an item over several assignments': (world, event) => {
		const order = orderAt(world, event.one);
		const glAccount = accountAt(world, event.two);
		const [first, second, third] = [0, 1, 2].map((index) => pick(wbsElements, event.three + index));
		const assignments = [
			{ glAccount, wbsElement: first, percent: '33.3' },
			{ glAccount, wbsElement: second, percent: '33.3' },
			{ glAccount, wbsElement: third, percent: '33.4' },
		];
		if (order)
			world.sap({
				do: 'add-item',
				order: order.header.PurchaseOrder,
				item: { price: price(event), split: 'percent', assignments },
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
		world.sap({
			do: 'set-order-state',
			order: orderAt(world, event.one)?.header.PurchaseOrder ?? '',
			state: pick(states, event.two) ?? 'approved',
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
	'change a price while it is read': (world, event) => {
		onItem(world, event, ({ header }, item) => {
			const change = { do: 'set-price', order: header.PurchaseOrder, item, price: price(event) };
			world.sap({ do: 'when-requested', path: 'Order', nth: 1 + (event.three % 4), change });
		});
	},
} satisfies Record<string, Happen>;
