import { accountAt, type Happen, onItem, orderAt, pick, price, sapTime, wbsElements } from './event.ts';

/** What people do to suppliers, requisitions, costs, plans and invoices in SAP. */
export const documentEvents = {
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
	'close or release a requisition': (world, event) => {
		const requisition = pick(world.sapData.requisitions, event.one);
		const item = requisition && pick(requisition.items, event.two);
		if (!item) return;
		world.sap({
			do: 'change-requisition-item',
			requisition: requisition.header.PurchaseRequisition,
			item: item.PurchaseRequisitionItem,
			...(event.three % 2 > 0 ? { closed: !item.IsClosed } : { released: item.ReleaseIsNotCompleted }),
		});
	},
	'move what was requested': (world, event) => {
		const requisition = pick(world.sapData.requisitions, event.one);
		const item = requisition && pick(requisition.items, event.two);
		const [row] = item?.assignments ?? [];
		if (!item || !row) return;
		world.sap({
			do: 'move-requisition-assignment',
			requisition: requisition.header.PurchaseRequisition,
			item: item.PurchaseRequisitionItem,
			assignment: row.PurchaseReqnAcctAssgmtNumber,
			wbsElement: pick(wbsElements, event.three),
		});
	},
	'request something': (world, event, marks) => {
		const item = { price: price(event), glAccount: accountAt(world, event.one), quantity: '4' };
		world.sap({
			do: 'create-requisition',
			number: String(10600000 + marks.next++),
			wbsElement: pick(wbsElements, event.three) ?? '',
			items: event.two % 2 > 0 ? [item] : [item, { ...item, wbsElement: pick(wbsElements, event.one) }],
		});
	},
	'order what was requested': (world, event, marks) => {
		const open = world.sapData.requisitions.flatMap(({ header, items }) =>
			items
				.filter(({ OrderedQuantity, IsDeleted, IsClosed }) => Number(OrderedQuantity) === 0 && !IsDeleted && !IsClosed)
				.map((item) => ({ requisition: header.PurchaseRequisition, item })),
		);
		const found = pick(open, event.one);
		const [row] = found?.item.assignments ?? [];
		if (!found || !row) return;
		const { requisition, item } = found;
		const order = String(4600000000 + marks.next++);
		const quantity = event.three % 3 === 0 ? '1' : item.RequestedQuantity;
		world.sap({
			do: 'create-order',
			number: order,
			supplier: pick(world.sapData.suppliers, event.two)?.supplier.Supplier ?? '',
			wbsElement: row.WBSElementExternalID,
			items: [{ price: item.PurchaseRequisitionPrice, quantity, glAccount: row.GLAccount }],
		});
		const of = { requisition, item: item.PurchaseRequisitionItem };
		world.sap({ do: 'order-requisition-item', ...of, order, orderItem: '10', quantity });
	},
	'name a supplier anew': (world, event, marks) => {
		const supplier = pick(world.sapData.suppliers, event.one)?.supplier.Supplier ?? '';
		world.sap({ do: 'edit-supplier', supplier, name: `Renamed ${String(marks.next++)} Builders` });
	},
	'save a supplier late': (world, event, marks) => {
		const supplier = pick(world.sapData.suppliers, event.one)?.supplier.Supplier ?? '';
		const name = `Late ${String(marks.next++)} Builders`;
		marks.lateSuppliers.add(supplier);
		world.sap({ do: 'late-commit', supplier, name, at: sapTime(world, 1 + (event.two % 10)) });
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
	'block or unblock a supplier': (world, event) => {
		const supplier = pick(world.sapData.suppliers, event.one)?.supplier;
		if (!supplier) return;
		const set = { supplier: { PurchasingIsBlocked: !supplier.PurchasingIsBlocked } };
		world.sap({ do: 'edit-supplier', supplier: supplier.Supplier, set });
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
	'post a cost on an order': (world, event) => {
		onItem(world, event, ({ header }, item) => {
			const of = { purchaseOrder: header.PurchaseOrder, purchaseOrderItem: item };
			world.sap({ do: 'post-cost', kind: 'goodsReceipt', ...of, amount: price(event) });
		});
	},
	'reverse a cost': (world, event) => {
		const open = world.sapData.postings.filter(({ IsReversed, IsReversal }) => !IsReversed && !IsReversal);
		world.sap({ do: 'reverse-cost', document: pick(open, event.one)?.AccountingDocument ?? '' });
	},
	'move a cost': (world, event) => {
		const document = pick(world.sapData.postings, event.one)?.AccountingDocument ?? '';
		world.sap({ do: 'move-cost', document, wbsElement: pick(wbsElements, event.two) ?? '' });
	},
	'plan a cost': (world, event) => {
		const { GLAccount: glAccount } = pick(world.sapData.planItems, event.one) ?? {};
		world.sap({
			do: 'set-plan',
			planningCategory: event.three % 3 > 0 ? 'PLN' : 'BUD01',
			glAccount: glAccount ?? '',
			amount: price(event),
			wbsElement: pick(wbsElements, event.two),
		});
	},
	'invoice an order': (world, event) => {
		const order = orderAt(world, event.one)?.header.PurchaseOrder ?? '';
		world.sap({ do: 'post-supplier-invoice', order });
	},
	'invoice part of an item': (world, event) => {
		onItem(world, event, ({ header }, item) => {
			const amount = `${String(1 + (event.three % 20))}.25`;
			world.sap({ do: 'post-supplier-invoice', order: header.PurchaseOrder, items: [{ item, amount }] });
		});
	},
	'reverse an invoice': (world, event) => {
		const open = world.sapData.invoices.filter(({ header }) => header.ReverseDocument === '' && !header.IsReversal);
		world.sap({ do: 'reverse-supplier-invoice', invoice: pick(open, event.one)?.header.SupplierInvoice ?? '' });
	},
} satisfies Record<string, Happen>;
