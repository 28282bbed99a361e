import type { INode, INodeProperties, NodeApiError } from 'n8n-workflow';
import { attempt, failureDetails } from '../../../shared/failure';
import { apiError } from '../../../shared/http';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { businessPartnerService } from '../../documents/supplier/query';
import type { ODataClient } from '../../odata/client';
import { clockOf } from '../../odata/dates';
import type { ODataService } from '../../odata/service';
import { serviceUrl } from '../../odata/url';
import type { Call, Row } from '../operation';

export const description: INodeProperties[] = [];

/**
 * Tells the system and its time. A run takes its window from SAP's clock, not from n8n's, because it is SAP that stamps
 * changes; where the answer has no readable date, n8n's clock stands in and `clock` says so.
 */
export async function* execute({ context, client }: Call): AsyncGenerator<Row> {
	const { baseUrl, systemId } = client.connection;
	if (systemId === '') throw withoutSystemId(client.node);
	const { headers } = await answerOf(context, client);
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

/** Any service tells the time: one that is not active must not keep a run from what the others have. */
async function answerOf(context: Call['context'], client: Call['client']): ReturnType<ODataClient['get']> {
	const { baseUrl, versions } = client.connection;
	const ask = async (service: ODataService) =>
		await client.get(service, `${serviceUrl(baseUrl, service)}${service.version === 'V2' ? '?$format=json' : ''}`);
	const asked = await attempt(context, async () => await ask(businessPartnerService));
	if ('value' in asked) return asked.value;
	if (failureDetails(asked.error).reason !== 'service_not_available') throw asked.error;
	const other = await attempt(context, async () => await ask(purchaseOrderServices[versions.purchaseOrder]));
	if ('value' in other) return other.value;
	throw asked.error;
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
