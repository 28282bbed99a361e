import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { webAddress, type Answer, type ApiErrorFields } from '../../shared/http';
import { logOn, type LogOn } from '../../shared/logOn/logOn';
import type { Http } from '../../shared/logOn/tokenRequest';
import type { Authentication } from '../../shared/remoteSystem';
import { businessPartnerService as service } from '../documents/supplier/query';
import { connectionOf, sapSystem, type Connection } from '../odata/connection';
import { readErrorBody } from '../odata/errorBody';
import { wordsOfAnswer } from '../odata/errors';
import { serviceUrl } from '../odata/url';

const endpoint = '/sap/bc/sec/oauth2/token';

/**
 * Logs an SAP credential on, and looks at the service document of the first service that the sync reads: it is small, and
 * needs authorization.
 */
export async function logOnToSap(
	http: Http,
	authentication: Authentication,
	credentials: ICredentialDataDecryptedObject,
): Promise<{ session: string }> {
	const connection = connectionOf(credentials, authentication);
	return await logOn(http, credentials, {
		system: sapSystem,
		authentication,
		baseUrl: connection.baseUrl,
		...(authentication === 'oAuth2' ? { token: tokenRequest(credentials, connection) } : {}),
		look: {
			method: 'GET',
			url: `${serviceUrl(connection.baseUrl, service)}?$format=json`,
			headers: { accept: 'application/json', ...connection.headers },
		},
		judge,
	});
}

function tokenRequest(
	{ tokenUrl, sapClient, clientId, clientSecret }: ICredentialDataDecryptedObject,
	{ baseUrl }: Connection,
): NonNullable<LogOn['token']> {
	const client = String(sapClient ?? '').trim();
	const derived = `${baseUrl}${endpoint}${client ? `?sap-client=${encodeURIComponent(client)}` : ''}`;
	return {
		url: webAddress(String(tokenUrl ?? '')) || derived,
		clientId: String(clientId ?? ''),
		clientSecret: String(clientSecret ?? ''),
		sendIn: 'header',
		field: 'Token URL',
		example: `${sapSystem.addressExample}${endpoint}`,
	};
}

function judge(answer: Answer): ApiErrorFields | undefined {
	const { status, body } = answer;
	if (status === 200 && isServiceDocument(body)) return undefined;
	if (status === 404 && readErrorBody(body).kind !== 'odata')
		return {
			message: "The API URL does not lead to SAP's OData services, or a proxy leaves out part of the path",
			description: `It is the address of the API host without a path, such as ${sapSystem.addressExample}.`,
		};
	return wordsOfAnswer(answer, service);
}

function isServiceDocument(body: unknown): boolean {
	const { d } = (body ?? {}) as { d?: { EntitySets?: unknown } | null };
	return Array.isArray(d?.EntitySets);
}
