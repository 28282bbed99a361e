import { purchaseOrderPages, purchaseOrderType, everyOrder } from '../../documents/purchaseOrder/query';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { fetchOperation, laneRows } from '../fetch';
import { documentPageSize } from '../parameters';

/** Purchase orders in the order of their number, then those that are read by key. */
export const { description, once, execute } = fetchOperation('purchaseOrder', async function* (call, _run, lane) {
	const { client } = call;
	const service = purchaseOrderServices[client.connection.versions.purchaseOrder];
	yield* laneRows(call, lane, {
		type: purchaseOrderType(service.version),
		windowPages: ({ after, ...window }) =>
			purchaseOrderPages(client, service, { ...everyOrder, ...window, afterOrder: after, pageSize: documentPageSize }),
		keyPages: (orderKeys) =>
			purchaseOrderPages(client, service, { ...everyOrder, orderKeys, pageSize: documentPageSize }),
	});
});
