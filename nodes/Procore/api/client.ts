import type { IDataObject } from 'n8n-workflow';
import type { Lease } from '../../shared/heartbeat';
import type { Answer, Pacer, RequestContext } from '../../shared/http';
import { send } from '../../shared/logOn/send';
import { readEnvironment, type Environment } from './environment';
import { answerError, isOutage, isSuccess, uncertainError } from './errors';
import type { Task } from './permissions';
import { rateLimit } from './rateLimit';
import { credentialType, procore } from './system';

/** Values of a query; a list becomes `name[]=…` once a value, empty ones are left out. */
export type Query = Record<string, string | number | boolean | Array<string | number> | undefined>;

export interface ApiRequest {
	task: Task;
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Path from `/rest` on, or an absolute address that Procore gave. */
	path: string;
	query?: Query;
	body?: IDataObject;
	/** Whether sending it twice does the same as once; GET always does. */
	repeatable?: boolean;
	/** Whether the caller deals with the answer: another attempt would end in the same. */
	isLasting?: (answer: Answer) => boolean;
}

/** A connection to one company of one Procore environment. */
export interface Client extends Environment {
	context: RequestContext;
	pacer: Pacer;
	/** Names the quota that requests count against. */
	quotaKey: string;
	/** Of the run that the node works for; confirmed before every request that may change something. */
	lease?: Lease;
}

/**
 * Reads the credential, once for all requests of an operation.
 * @param maximumWait longest single wait for Procore's quota, in seconds
 * @throws NodeApiError `configuration_invalid`
 */
export async function connect(context: RequestContext, maximumWait?: number): Promise<Client> {
	const environment = readEnvironment(context.getNode(), await context.getCredentials(credentialType));
	const quotaKey = `${environment.baseUrl} ${environment.companyId}`;
	return { ...environment, context, quotaKey, pacer: rateLimit(context, quotaKey, maximumWait) };
}

function encode(query: Query = {}): string {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		if (Array.isArray(value)) value.forEach((one) => search.append(`${name}[]`, String(one)));
		else if (value !== undefined && value !== '') search.append(name, String(value));
	}
	const text = search.toString();
	return text ? `?${text}` : '';
}

/** Whether a request may be sent again when its answer is lost. */
export function isRepeatable({ repeatable, method }: ApiRequest): boolean {
	return repeatable ?? method === 'GET';
}

/** Absolute address of a request. */
export function addressOf(client: Environment, path: string, query?: Query): string {
	return `${path.startsWith('/') ? client.baseUrl : ''}${path}${encode(query)}`;
}

/**
 * Sends a request and returns the answer, whatever its status.
 * @throws NodeApiError for log-on, network and over-long waits, see `send` and `rateLimit`; NodeOperationError
 *   `lease_lost` or `table_unavailable` when the run of the node may not write any more, or nobody can tell
 */
export async function exchange(client: Client, request: ApiRequest): Promise<Answer> {
	if (request.method !== 'GET') await client.lease?.confirm();
	return await send(client.context, {
		system: procore,
		credentialType,
		authentication: 'oAuth2',
		baseUrl: client.baseUrl,
		url: addressOf(client, request.path, request.query),
		method: request.method,
		// Needed even where the company is also in the path, the query or the body.
		headers: { 'Procore-Company-Id': client.companyId, accept: 'application/json' },
		...(request.body ? { body: request.body } : {}),
		repeatable: isRepeatable(request),
		...(request.isLasting ? { isLasting: request.isLasting } : {}),
		pacer: client.pacer,
	});
}

/** @throws NodeApiError for every status other than 2xx, and for a web page */
export function successOf(client: Client, request: ApiRequest, answer: Answer): Answer {
	if (isSuccess(answer)) return answer;
	const node = client.context.getNode();
	if (!isRepeatable(request) && isOutage(answer.status)) throw uncertainError(node, answer);
	throw answerError(node, answer, request.task);
}

/**
 * Sends a request and returns its success.
 * @throws NodeApiError also for every status other than 2xx, and for a web page
 */
export async function call(client: Client, request: ApiRequest): Promise<Answer> {
	return successOf(client, request, await exchange(client, request));
}
