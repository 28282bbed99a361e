import type { ODataClient } from '../../odata/client';
import type { ODataService } from '../../odata/service';
import { searchRows, type Found } from '../search';

/** One page of purchase requisitions whose number or description holds the text, highest number first. */
export async function searchRequisitions(
	client: ODataClient,
	service: ODataService,
	text: string,
	after?: string,
): Promise<Found> {
	const wanted = text.trim();
	return await searchRows(client, {
		service,
		entitySet: service.version === 'V2' ? 'A_PurchaseRequisitionHeader' : 'PurchaseReqn',
		key: 'PurchaseRequisition',
		newestFirst: true,
		select: ['PurchaseRequisition', 'PurReqnDescription'],
		holds: { PurchaseRequisition: wanted.toUpperCase(), PurReqnDescription: wanted },
		after,
	});
}
