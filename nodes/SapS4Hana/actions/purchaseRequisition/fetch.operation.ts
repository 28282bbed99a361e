import { laneOf, type Lane, type Run } from '../../../shared/model';
import { requisitionsOf } from '../../documents/purchaseOrder/query';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { everyRequisition, purchaseRequisitionPages } from '../../documents/purchaseRequisition/query';
import { purchaseRequisitionServices } from '../../documents/purchaseRequisition/service';
import { orderedRequisitionType } from '../../documents/purchaseRequisition/withOrders';
import { fetchOperation, laneRows } from '../fetch';
import { ordersOfBatch } from '../laneOrders';
import type { Call } from '../operation';
import { documentPageSize } from '../parameters';

/**
 * Purchase requisitions with the orders made of them, in the order of their number, then those that are read by key, among
 * them the requisitions that the orders of this batch were made of: the order may be what a requisition waited for.
 */
export const { description, once, execute } = fetchOperation('purchaseRequisition', async function* (call, run, lane) {
	const { client } = call;
	const { versions } = client.connection;
	const service = purchaseRequisitionServices[versions.purchaseRequisition];
	const query = { ...everyRequisition, pageSize: documentPageSize };
	yield* laneRows(
		call,
		lane,
		{
			type: orderedRequisitionType(service.version, purchaseOrderServices[versions.purchaseOrder]),
			windowPages: ({ after, ...window }) =>
				purchaseRequisitionPages(client, service, { ...query, ...window, afterRequisition: after }),
			keyPages: (requisitionKeys) => purchaseRequisitionPages(client, service, { ...query, requisitionKeys }),
		},
		await requisitionsOfOrders(call, run, lane),
	);
});

async function requisitionsOfOrders({ context, client }: Call, run: Run, lane: Lane): Promise<string[]> {
	if (!lane.on || lane.waits) return [];
	const service = purchaseOrderServices[client.connection.versions.purchaseOrder];
	const requisitions: string[] = [];
	for (const orders of ordersOfBatch(context, laneOf(run, 'purchase_order')))
		requisitions.push(...(await requisitionsOf(client, service, orders)));
	return requisitions;
}
