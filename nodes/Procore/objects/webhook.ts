import type { IDataObject } from 'n8n-workflow';
import { call, exchange, successOf, type ApiRequest, type Client } from '../api/client';
import { list } from '../api/paging';
import { recordOf } from '../api/record';
import { shapeError } from '../api/errors';

const path = '/rest/v1.0/webhooks/hooks';
const task = 'webhook.manage';

/** Whose events a hook hears: those of one project, or those of the company; `""` = the company's. */
export type HookScope = string;

/** What a hook hears of. */
export interface HookEvent {
	/** As Procore writes it: `Purchase Order Contracts`. */
	resource: string;
	type: 'create' | 'update' | 'delete';
}

/** A hook to be made. */
export interface NewHook {
	/** Lowercase letters, digits and dashes; tells hooks of several programs apart. */
	namespace: string;
	/** Where Procore sends events to. */
	url: string;
	/** What it sends in the header Authorization. */
	authorization: string;
	/** Format of what is delivered: `v2`, `v4.0`. */
	payloadVersion: string;
	events: HookEvent[];
}

const scopeOf = (client: Client, scope: HookScope) =>
	scope === '' ? { company_id: Number(client.companyId) } : { project_id: Number(scope) };

/** IDs of the hooks in a namespace that lead to an address. */
export async function hooksTo(
	client: Client,
	scope: HookScope,
	{ namespace, url }: Pick<NewHook, 'namespace' | 'url'>,
) {
	const query = { ...scopeOf(client, scope), namespace };
	const hooks = await list(client, { task, path, query });
	return hooks.filter(({ destination_url: to }) => to === url).map(({ id }) => String(id));
}

/** What a hook hears of. */
export async function eventsOf(client: Client, scope: HookScope, hookId: string): Promise<HookEvent[]> {
	const triggers = await list(client, {
		...{ task, path: `${path}/${encodeURIComponent(hookId)}/triggers`, query: scopeOf(client, scope) },
	});
	return triggers.map(({ resource_name: resource, event_type: type }) => ({
		resource: String(resource),
		type: String(type).toLowerCase() as HookEvent['type'],
	}));
}

/**
 * Makes a hook that hears of events. Where one of them is refused, the hook goes again.
 * @returns its ID
 * @throws NodeApiError when Procore refuses it
 */
export async function createHook(client: Client, scope: HookScope, hook: NewHook): Promise<string> {
	const { namespace, url, authorization, payloadVersion, events } = hook;
	const request = {
		...({ task, method: 'POST', path } as const),
		body: {
			...scopeOf(client, scope),
			hook: {
				...{ api_version: payloadVersion, namespace, destination_url: url },
				destination_headers: { Authorization: authorization },
			},
		},
	};
	const hookId = String(recordOf(client, await call(client, request)).id);
	let isWhole = false;
	try {
		for (const event of events) await listen(client, scope, hookId, payloadVersion, event);
		isWhole = true;
	} finally {
		if (!isWhole) await tidyUp(client, scope, hookId);
	}
	return hookId;
}

async function listen(
	client: Client,
	scope: HookScope,
	hookId: string,
	version: string,
	{ resource, type }: HookEvent,
) {
	await call(client, {
		...{ task, method: 'POST', path: `${path}/${encodeURIComponent(hookId)}/triggers` },
		body: {
			...{ ...scopeOf(client, scope), api_version: version },
			trigger: { resource_name: resource, event_type: type },
		},
	});
}

/** Deletes a hook that is of no use. Where that fails, too, what went wrong first is the news; the next activation finds it. */
export async function tidyUp(client: Client, scope: HookScope, hookId: string): Promise<void> {
	await deleteHook(client, scope, hookId).catch(() => undefined);
}

/** Deletes a hook; one that is gone is as good. */
export async function deleteHook(client: Client, scope: HookScope, hookId: string): Promise<void> {
	const request: ApiRequest = {
		...{ task, method: 'DELETE', path: `${path}/${encodeURIComponent(hookId)}` },
		...{ query: scopeOf(client, scope), repeatable: true },
	};
	const answer = await exchange(client, request);
	if (answer.status !== 404) successOf(client, request, answer);
}

/** The ID of the user that the app's service account is. */
export async function ownUserId(client: Client): Promise<string> {
	const query = { company_id: client.companyId };
	const answer = await call(client, { task: 'account.read', method: 'GET', path: '/rest/v1.0/me', query });
	const { id } = (answer.body ?? {}) as IDataObject;
	if (typeof id === 'number' || typeof id === 'string') return String(id);
	throw shapeError(client.context.getNode(), answer, 'the user');
}
