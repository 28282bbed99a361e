import type { ODataClient } from '../../odata/client';
import type { ODataService } from '../../odata/service';
import { searchRows, type Found } from '../search';

/** One page of purchase orders whose number or supplier's number holds the text, highest number first. */
export async function searchOrders(
	client: ODataClient,
	service: ODataService,
	text: string,
	after?: string,
): Promise<Found> {
	const wanted = text.trim().toUpperCase();
	return await searchRows(client, {
		service,
		entitySet: service.version === 'V2' ? 'A_PurchaseOrder' : 'PurchaseOrder',
		key: 'PurchaseOrder',
		newestFirst: true,
		select: ['PurchaseOrder', 'Supplier', 'PurchaseOrderDate'],
		holds: { PurchaseOrder: wanted, Supplier: wanted },
		after,
	});
}
