import { attempt } from '../../../shared/failure';
import { laneOf, type Lane, type Run } from '../../../shared/model';
import { suppliersOf } from '../../documents/purchaseOrder/query';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { supplierPages, supplierType } from '../../documents/supplier/query';
import { fetchOperation, laneRows } from '../fetch';
import { ordersOfRun } from '../laneOrders';
import type { Call } from '../operation';
import { documentPageSize, supplierDayOverlap } from '../parameters';

const everySupplier = {
	changedFrom: '',
	changedTo: '',
	dayOverlap: 0,
	supplierKeys: [],
	pageSize: documentPageSize,
};

/**
 * Suppliers in the order of their business partner number, then those that are read by key, among them the suppliers of the
 * orders that the run is about to read: an order can be sent only when its vendor is there.
 */
export const { description, once, execute } = fetchOperation('supplier', async function* (call, run, lane) {
	const { client } = call;
	yield* laneRows(
		call,
		lane,
		{
			type: supplierType,
			windowPages: ({ changedFrom, changedTo }) =>
				supplierPages(client, {
					...everySupplier,
					...{ changedFrom, changedTo },
					dayOverlap: supplierDayOverlap,
				}),
			keyPages: (supplierKeys) => supplierPages(client, { ...everySupplier, supplierKeys }),
		},
		await suppliersOfOrders(call, run, lane),
	);
});

/**
 * Suppliers of all orders of the run, found in its first batch. Orders that cannot be listed do not stop the suppliers: the
 * order lane tells that it could not read them.
 */
async function suppliersOfOrders({ context, client }: Call, run: Run, lane: Lane): Promise<string[]> {
	const readsAll = lane.reads && lane.readWindow && lane.window.from === null;
	if (!lane.on || lane.waits || run.batch > 1 || readsAll) return [];
	const service = purchaseOrderServices[client.connection.versions.purchaseOrder];
	const listed = await attempt(context, async () => {
		const suppliers: string[] = [];
		for (const orders of ordersOfRun(context, laneOf(run, 'purchase_order')))
			suppliers.push(...(await suppliersOf(client, service, orders)));
		return suppliers;
	});
	return 'value' in listed ? listed.value : [];
}
