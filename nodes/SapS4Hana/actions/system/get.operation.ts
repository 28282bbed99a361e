import type { INodeProperties } from 'n8n-workflow';
import { businessPartnerService } from '../../documents/supplier';
import { clockOf } from '../../odata/dates';
import { serviceUrl } from '../../odata/url';
import type { Call, Row } from '../operation';

export const description: INodeProperties[] = [];

/**
 * Tells the system and its time. A run takes its window from SAP's clock, not from n8n's, because it is SAP that stamps
 * changes; where the answer has no readable date, n8n's clock stands in and `clock` says so.
 */
export async function* execute({ client }: Call): AsyncGenerator<Row> {
	const { baseUrl, systemId } = client.connection;
	const url = `${serviceUrl(baseUrl, businessPartnerService)}?$format=json`;
	const { headers } = await client.get(businessPartnerService, url);
	const clock = clockOf(headers);
	yield {
		json: {
			system: systemId,
			now: new Date(clock ?? Date.now()).toISOString(),
			clock: clock === undefined ? 'n8n' : 'sap',
			host: new URL(baseUrl).host,
		},
	};
}
