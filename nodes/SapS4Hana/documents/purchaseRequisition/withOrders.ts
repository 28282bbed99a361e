import type { PurchaseOrder, PurchaseRequisition } from '../../../shared/model';
import type { ODataClient } from '../../odata/client';
import { normalKey } from '../../odata/keys';
import type { ODataService, ODataVersion } from '../../odata/service';
import { ordersByNumber, ordersMadeOf } from '../purchaseOrder/query';
import type { DocumentType } from '../type';
import { purchaseRequisitionType } from './query';

/**
 * Requisitions with the orders made of them: those that their items name, which is only the last one of each item, and those
 * whose own items name the requisition. The orders of a page of requisitions are read together, each once.
 * An order that SAP does not have, or that cannot be read, is left out.
 * @param orderService where orders are read
 */
export function orderedRequisitionType(
	version: ODataVersion,
	orderService: ODataService,
): DocumentType<PurchaseRequisition> {
	const plain = purchaseRequisitionType(version);
	return {
		...plain,
		reader: async (client, page) => {
			const read = await plain.reader(client, page);
			const readings = new Map(page.rows.map((row) => [row, read(row)]));
			const requisitions = [...readings.values()].flatMap((each) => ('document' in each ? [each.document] : []));
			const orders = await ordersOf(client, orderService, requisitions);
			return (record) => {
				const reading = readings.get(record) ?? read(record);
				if (!('document' in reading)) return reading;
				return { document: { ...reading.document, orders: ownParts(reading.document, orders) } };
			};
		},
	};
}

const liveItems = ({ items }: PurchaseRequisition) => items.filter(({ deleted }) => !deleted);

/** The orders of all these requisitions, in the order of their number. */
async function ordersOf(
	client: ODataClient,
	service: ODataService,
	requisitions: readonly PurchaseRequisition[],
): Promise<PurchaseOrder[]> {
	const live = requisitions.filter((requisition) => liveItems(requisition).length > 0);
	const keys = live.map(({ purchaseRequisition }) => purchaseRequisition);
	const made = keys.length > 0 ? await ordersMadeOf(client, service, keys) : [];
	const named = live.flatMap(liveItems).flatMap(({ purchaseOrder }) => purchaseOrder || []);
	const orderKeys = [...new Set([...made.map(normalKey), ...named])];
	return await ordersByNumber(client, service, orderKeys);
}

/** The orders of one requisition, each with only the items made of it; without any where only the requisition names it. */
function ownParts(requisition: PurchaseRequisition, orders: readonly PurchaseOrder[]): PurchaseOrder[] {
	const live = liveItems(requisition);
	const orderKeys = new Set(live.map(({ purchaseOrder }) => purchaseOrder));
	const itemKeys = new Set(live.map((item) => `${item.purchaseOrder}/${item.purchaseOrderItem}`));
	return orders.flatMap((order) => {
		const items = order.items.filter(
			(item) =>
				item.requisition === requisition.purchaseRequisition || itemKeys.has(`${order.purchaseOrder}/${item.item}`),
		);
		return items.length > 0 || orderKeys.has(order.purchaseOrder) ? [{ ...order, items }] : [];
	});
}
