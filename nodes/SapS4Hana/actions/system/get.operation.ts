import type { INode, INodeProperties, NodeApiError } from 'n8n-workflow';
import { apiError } from '../../../shared/http';
import { businessPartnerService } from '../../documents/supplier/query';
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
	if (systemId === '') throw withoutSystemId(client.node);
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

function withoutSystemId(node: INode): NodeApiError {
	return apiError(node, {
		message: 'The System ID in the SAP S/4HANA credential is empty',
		description:
			'It becomes part of the identity of everything in Procore. Enter a short name of this SAP system in the credential, for example S4P, and never change it later.',
		failure: { cause: 'configuration-invalid' },
		reason: 'configuration_invalid',
	});
}
