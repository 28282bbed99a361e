import { notFound, ProcoreError, unprocessable, type FieldErrors } from '../errors.ts';
import { param } from '../filters.ts';
import type { Call, Operation } from '../operation.ts';
import { choice, each, oneOf, record, required, text, integer } from '../schema/rules.ts';
import type { QueryRule } from '../schema/rules.ts';
import { serviceAccountId } from '../token.ts';
import {
	companyResources,
	eventTypes,
	payloadVersions,
	projectResources,
	type Delivery,
	type EventType,
	type StoredHook,
	type StoredTrigger,
} from '../webhooks.ts';

const path = '/rest/v1.0/webhooks/hooks';
const tool = 'webhooks';
const scopeQuery: Record<string, QueryRule> = { company_id: { type: 'integer' }, project_id: { type: 'integer' } };
const scopeBody = each(['company_id', 'project_id'], integer);

/** Procore: hooks belong to a company or to a project, and every call says to which. */
function scopeOf(call: Call): Pick<StoredHook, 'owned_by_company_id' | 'owned_by_project_id'> {
	const given = (name: string) => {
		const value = call.body[name] ?? call.query.integer(name);
		return typeof value === 'number' ? value : null;
	};
	const scope = { owned_by_company_id: given('company_id'), owned_by_project_id: given('project_id') };
	if ((scope.owned_by_company_id === null) === (scope.owned_by_project_id === null))
		throw new ProcoreError(400, 'You must supply either a company_id or project_id');
	return scope;
}

const isIn = (hook: StoredHook, scope: ReturnType<typeof scopeOf>) =>
	hook.owned_by_company_id === scope.owned_by_company_id && hook.owned_by_project_id === scope.owned_by_project_id;

function hookOf(call: Call, name: string): StoredHook {
	const hook = call.store.webhooks.hooks.get(param(call, name));
	if (!hook || !isIn(hook, scopeOf(call))) throw notFound('Hook');
	return hook;
}

/** Procore: the header is masked to show the last five characters only. */
function showHook({ destination_headers: headers, ...hook }: StoredHook) {
	const { Authorization } = headers;
	const masked = Authorization?.replace(/.(?=.{5})/g, '*');
	return { ...hook, destination_headers: masked === undefined ? {} : { Authorization: masked } };
}

const showTrigger = (trigger: StoredTrigger, hook: StoredHook) => ({
	...{ id: trigger.id, webhook_hook_id: hook.id, resource_name: trigger.resource_name, resource_id: null },
	event_type: trigger.event_type.toUpperCase(),
	...{ company_id: hook.owned_by_company_id, project_id: hook.owned_by_project_id, user_id: trigger.user_id },
});

/** https, or this machine, where nothing can be read on the way. */
function isReachable(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
}

interface GivenHook {
	api_version: string;
	namespace?: string;
	destination_url: string;
	destination_headers?: { Authorization?: string };
}

function createHook(call: Call) {
	const { store, body } = call;
	const scope = scopeOf(call);
	const given = body.hook as GivenHook;
	const { namespace = 'procore' } = given;
	const others = [...store.webhooks.hooks.values()].filter((hook) => isIn(hook, scope));
	const errors: FieldErrors = {};
	if (!/^[a-z0-9-]+$/.test(namespace)) errors.namespace = ['only allows lowercase letters, digits and dashes'];
	if (!isReachable(given.destination_url)) errors.destination_url = ['must be a valid https URL'];
	if (store.settings.oneHookPerNamespace && others.some((hook) => hook.namespace === namespace))
		errors.namespace = ['has already been taken'];
	if (Object.keys(errors).length > 0) throw unprocessable(errors);
	const hook: StoredHook = {
		...{ id: store.newId(), api_version: given.api_version, namespace, destination_url: given.destination_url },
		...{ destination_headers: given.destination_headers ?? {}, ...scope, owned_by_user_id: serviceAccountId },
	};
	store.webhooks.hooks.set(hook.id, hook);
	return { status: 201, body: showHook(hook) };
}

function createTrigger(call: Call) {
	const { store, body } = call;
	const hook = hookOf(call, 'hook_id');
	const given = body.trigger as { resource_name: string; event_type: EventType };
	const offered = hook.owned_by_project_id === null ? companyResources : projectResources;
	const type = given.event_type;
	if (!offered[given.resource_name]) throw unprocessable({ resource_name: ['is not included in the list'] });
	if (!offered[given.resource_name]?.includes(type))
		throw unprocessable({ event_type: ['is not included in the list'] });
	if (body.api_version !== hook.api_version) throw unprocessable({ api_version: ['is not the one of the hook'] });
	const { webhooks } = store;
	const isThere = webhooks
		.triggersOf(hook.id)
		.some((trigger) => trigger.resource_name === given.resource_name && trigger.event_type === type);
	if (isThere) throw unprocessable({ resource_name: ['has already been taken'] });
	const trigger: StoredTrigger = {
		...{ id: store.newId(), webhook_hook_id: hook.id, resource_name: given.resource_name },
		...{ event_type: type, user_id: serviceAccountId },
	};
	webhooks.triggers.set(trigger.id, trigger);
	return { status: 201, body: showTrigger(trigger, hook) };
}

const outcomes: Record<string, (delivery: Delivery) => boolean> = {
	any: () => true,
	successful: ({ outcome }) => outcome === 'ok',
	failing: ({ outcome }) => outcome === 'retried' || outcome === 'failed',
	discarded: ({ outcome }) => outcome === 'discarded',
};

/** Hooks, what they are to hear of, and what was delivered to them. */
export const webhooks: Operation[] = [
	{
		method: 'GET',
		path,
		tool,
		query: { ...scopeQuery, namespace: { type: 'string' }, api_version: choice(...payloadVersions) },
		handle: (call) => {
			const scope = scopeOf(call);
			const [namespace, version] = [call.query.text('namespace') ?? 'procore', call.query.text('api_version')];
			const found = [...call.store.webhooks.hooks.values()].filter(
				(hook) =>
					isIn(hook, scope) && hook.namespace === namespace && (version === undefined || hook.api_version === version),
			);
			return { status: 200, body: found.map(showHook) };
		},
	},
	{
		method: 'POST',
		path,
		tool,
		query: {},
		body: record({
			...scopeBody,
			hook: required(
				record({
					api_version: required(oneOf(...payloadVersions)),
					namespace: text,
					destination_url: required(text),
					destination_headers: record({ Authorization: text }),
				}),
			),
		}),
		handle: createHook,
	},
	{
		method: 'DELETE',
		path: `${path}/{id}`,
		tool,
		query: scopeQuery,
		handle: (call) => {
			call.store.webhooks.removeHook(hookOf(call, 'id'));
			return { status: 200, body: {} };
		},
	},
	{
		method: 'GET',
		path: `${path}/{hook_id}/triggers`,
		tool,
		query: scopeQuery,
		handle: (call) => {
			const hook = hookOf(call, 'hook_id');
			const shown = call.store.webhooks.triggersOf(hook.id).map((trigger) => showTrigger(trigger, hook));
			return { status: 200, body: shown };
		},
	},
	{
		method: 'POST',
		path: `${path}/{hook_id}/triggers`,
		tool,
		query: {},
		body: record({
			...scopeBody,
			api_version: required(oneOf(...payloadVersions)),
			trigger: required(record({ resource_name: required(text), event_type: required(oneOf(...eventTypes)) })),
		}),
		handle: createTrigger,
	},
	{
		method: 'GET',
		path: `${path}/{hook_id}/deliveries`,
		tool,
		query: {
			...scopeQuery,
			page_size: { type: 'integer', unsupported: true },
			page_start: { type: 'integer', unsupported: true },
			'filters[status]': choice(...Object.keys(outcomes)),
		},
		handle: (call) => {
			const hook = hookOf(call, 'hook_id');
			const wanted = outcomes[call.query.text('filters[status]') ?? 'any'];
			return { status: 200, body: (call.store.webhooks.deliveries.get(hook.id) ?? []).filter((one) => wanted?.(one)) };
		},
	},
];
