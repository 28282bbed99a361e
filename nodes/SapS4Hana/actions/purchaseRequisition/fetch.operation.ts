import { laneOf, type Lane, type Run } from '../../../shared/model';
import { everyOrder, requisitionsOf, type OrderSelection } from '../../documents/purchaseOrder/query';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { everyRequisition, purchaseRequisitionPages } from '../../documents/purchaseRequisition/query';
import { purchaseRequisitionServices } from '../../documents/purchaseRequisition/service';
import { orderedRequisitionType } from '../../documents/purchaseRequisition/withOrders';
import { fetchOperation, laneRows, stamps } from '../fetch';
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
	const orderLane = laneOf(run, 'purchase_order');
	const requisitions: string[] = [];
	for (const orders of [...ordersOfBatch(context, orderLane), ...missedOrders(context, lane, orderLane)])
		requisitions.push(...(await requisitionsOf(client, service, orders)));
	return requisitions;
}

/** A window that begins longer before its watermark is one that a person chose, not the overlap of two runs. */
const longestOverlapMs = 24 * 3600_000;

/**
 * Orders that were read in runs in which this lane was off, failed or was not reached: their requisitions would otherwise
 * never come along. They changed between where this lane begins to read and where the order lane does.
 */
function missedOrders(context: Call['context'], lane: Lane, orders: Lane): OrderSelection[] {
	const { from } = lane.window;
	const readsOrders = orders.reads && orders.readWindow;
	const to = readsOrders ? orders.window.from : orders.watermark || null;
	if (!lane.reads || !lane.readWindow || lane.afterKey !== '' || from === null || to === null) return [];
	const isDelta = Date.parse(lane.watermark) - Date.parse(from) <= longestOverlapMs;
	return isDelta && Date.parse(from) < Date.parse(to) ? [{ ...everyOrder, ...stamps(context, { from, to }) }] : [];
}
