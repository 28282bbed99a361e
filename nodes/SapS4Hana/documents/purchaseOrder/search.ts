import type { ODataClient } from '../../odata/client';
import { readDate, utcDay } from '../../odata/dates';
import { allOf, textLiteral } from '../../odata/literals';
import type { ODataService } from '../../odata/service';
import { queryUrl } from '../../odata/url';

const pageSize = 50;

export interface FoundOrders {
	/** `date` is `""` when the order has none. */
	found: Array<{ purchaseOrder: string; supplier: string; date: string }>;
	/** Where to go on; undefined after the last page. */
	next?: string;
}

/** One page of purchase orders whose number or supplier's number holds the text, highest number first. */
export async function searchOrderNumbers(
	client: ODataClient,
	service: ODataService,
	text: string,
	after?: string,
): Promise<FoundOrders> {
	const wanted = text.trim().toUpperCase();
	const holds = (property: string) =>
		service.version === 'V2'
			? `substringof(${textLiteral(wanted)},${property})`
			: `contains(${property},${textLiteral(wanted)})`;
	const url = queryUrl(client.connection.baseUrl, service, {
		entitySet: service.version === 'V2' ? 'A_PurchaseOrder' : 'PurchaseOrder',
		filter: allOf(
			wanted ? `${holds('PurchaseOrder')} or ${holds('Supplier')}` : undefined,
			after && `PurchaseOrder lt ${textLiteral(after)}`,
		),
		select: ['PurchaseOrder', 'Supplier', 'PurchaseOrderDate'],
		orderBy: 'PurchaseOrder desc',
		top: pageSize,
	});
	const { rows } = await client.page(service, url);
	const last = rows.length < pageSize ? undefined : rows.at(-1)?.PurchaseOrder;
	return {
		found: rows.map((row) => ({
			purchaseOrder: String(row.PurchaseOrder),
			supplier: String(row.Supplier ?? ''),
			date: dayOf(String(row.PurchaseOrderDate ?? '')),
		})),
		...(typeof last === 'string' ? { next: last } : {}),
	};
}

function dayOf(date: string): string {
	const ms = readDate(date);
	return ms === undefined ? '' : utcDay(ms);
}
