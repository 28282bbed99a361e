import type { INode } from 'n8n-workflow';
import { executionIdOf } from '../../shared/callCounter';
import { apiError, backoffMs, maxAttempts, pause, type Answer, type RequestContext } from '../../shared/http';
import { send } from '../../shared/logOn/send';
import { addressTrouble } from '../../shared/logOn/words';
import { readConnection, sapSystem, type Connection } from './connection';
import { clockOf } from './dates';
import { contextOf, openEnvelope } from './envelope';
import { readErrorBody } from './errorBody';
import { answerError, isLasting } from './errors';
import { completeLists, type Page } from './paging';
import type { ODataService, ODataVersion } from './service';
import { ownUrl, serviceUrl } from './url';

/** Reads OData services of the credential's SAP system. It can do nothing but GET. */
export interface ODataClient {
	node: INode;
	connection: Connection;
	/** The execution that it reads in; undefined in the editor's list searches. */
	executionId: string | undefined;
	/**
	 * Reads one page of a list; its expanded lists are whole.
	 * @throws NodeApiError with a reason code, for every answer that is no such page
	 */
	page(service: ODataService, url: string, headers?: Record<string, string>): Promise<Page>;
	/**
	 * Reads anything that is JSON.
	 * @throws NodeApiError with a reason code, for every other answer
	 */
	get(service: ODataService, url: string, headers?: Record<string, string>): Promise<Answer>;
	/**
	 * Reads the description of a service, which is XML in every version.
	 * @throws NodeApiError with a reason code, for every other answer
	 */
	metadata(service: ODataService): Promise<string>;
}

/**
 * A client with the credential of the node.
 * @throws NodeApiError when the credential has no API URL that may be used
 */
export async function connect(context: RequestContext): Promise<ODataClient> {
	const node = context.getNode();
	const connection = await readConnection(context);
	const unfit = addressTrouble(sapSystem, 'API URL', connection.baseUrl);
	if (unfit) throw apiError(node, unfit);
	const get: ODataClient['get'] = async (service, url, headers = {}) => {
		const answer = await sendUntilWhole(context, connection, url, headers);
		if (answer.status !== 200 || typeof answer.body !== 'object' || readErrorBody(answer.body).kind === 'odata')
			throw answerError(node, answer, service);
		return answer;
	};
	const metadata: ODataClient['metadata'] = async (service) => {
		const url = `${serviceUrl(connection.baseUrl, service)}$metadata`;
		const answer = await sendUntilWhole(context, connection, url, { accept: 'application/xml' });
		if (answer.status !== 200 || typeof answer.body !== 'string' || !/<(?:\w+:)?Edmx\b/.test(answer.body))
			throw answerError(node, answer, service);
		return answer.body;
	};
	const page: ODataClient['page'] = async (service, url, headers = {}) => {
		const answer = await get(service, url, { ...acceptOf[service.version], ...headers });
		const envelope = openEnvelope(answer.body, service.version);
		if (!envelope) throw answerError(node, answer, service);
		const place = { url, context: contextOf(answer.body) };
		const own = (link: string) => ownUrl(link, place, connection.baseUrl, service) ?? link;
		for (const list of envelope.cut ?? []) list.next = own(list.next);
		await completeLists(node, async (link) => await page(service, link, headers), url, envelope);
		const { rows, next } = envelope;
		return { rows, ...(next === undefined ? {} : { next: own(next) }), at: clockOf(answer.headers) ?? Date.now() };
	};
	return { node, connection, executionId: executionIdOf(context), get, metadata, page };
}

/** V4 writes decimals as numbers, which lose digits in JavaScript, unless it is asked for texts. */
const acceptOf: Record<ODataVersion, Record<string, string>> = {
	V2: {},
	V4: { accept: 'application/json;IEEE754Compatible=true' },
};

/** A body that breaks off leaves text that is no JSON behind status 200: as passing as a broken connection. */
async function sendUntilWhole(
	context: RequestContext,
	connection: Connection,
	url: string,
	headers: Record<string, string>,
): Promise<Answer> {
	for (let attempt = 0; ; attempt++) {
		const answer = await send(context, {
			system: sapSystem,
			credentialType: connection.credentialType,
			authentication: connection.authentication,
			baseUrl: connection.baseUrl,
			url,
			method: 'GET',
			headers: { accept: 'application/json', ...connection.headers, ...headers },
			repeatable: true,
			isLasting,
		});
		if (!isBroken(answer) || attempt + 1 >= maxAttempts) return answer;
		await pause(context, backoffMs(attempt));
	}
}

/** Text that begins with `<` is whole: a web page or XML, and it would come again. */
function isBroken({ status, body }: Answer): boolean {
	return status === 200 && (typeof body !== 'object' || body === null) && !/^\s*</.test(String(body ?? ''));
}
