import { createHash } from 'crypto';
import { NodeOperationError, type IDataObject, type IHookFunctions } from 'n8n-workflow';
import { isSecure } from '../../shared/http/origin';
import type { HookEvent, HookScope, NewHook } from '../objects/webhook';
import { readEvent } from './events';

/** What the panel asks for, beside the secret that is made when the hooks are. */
export interface TriggerSettings extends Omit<NewHook, 'authorization'> {
	scopes: HookScope[];
	ignoreOwn: boolean;
}

function unusable(context: IHookFunctions, message: string, description: string): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), message, {
		description,
		failure: { cause: 'configuration-invalid' },
	});
	error.context.reason = 'configuration_invalid';
	return error;
}

/**
 * Hooks of the same name are those of the same address, so that no other n8n of the company is in the way. Letters alone,
 * as earlier versions of Procore's rules want it.
 */
function namespaceOf(url: string): string {
	const bytes = [...createHash('sha256').update(url).digest().subarray(0, 12)];
	return `sap-procore-${bytes.map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`;
}

/**
 * Reads the panel.
 * @param baseUrl address of Procore's API
 * @throws NodeOperationError for what cannot be listened to, or an address that Procore cannot reach
 */
export function settingsOf(context: IHookFunctions, baseUrl: string): TriggerSettings {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const url = context.getNodeWebhookUrl('default') ?? '';
	refuseUnreachable(context, url, baseUrl);
	return {
		...{ url, namespace: namespaceOf(url), scopes: scopesOf(context), events: eventsIn(context, options) },
		payloadVersion: options.payloadVersion === 'v4.0' ? 'v4.0' : 'v2',
		ignoreOwn: options.ignoreOwn !== false,
	};
}

/** A Procore on this machine, as in the playground, may call by http. */
function refuseUnreachable(context: IHookFunctions, url: string, baseUrl: string): void {
	if (url.startsWith('https://') || (URL.canParse(url) && isSecure(url) && !baseUrl.startsWith('https://'))) return;
	throw unusable(
		context,
		`Procore cannot reach this n8n at ${url || 'an address that n8n does not know'}`,
		'Procore sends events by https only. Set WEBHOOK_URL of n8n to the https address at which the internet reaches it, restart n8n, and publish the workflow again.',
	);
}

function scopesOf(context: IHookFunctions): HookScope[] {
	if (context.getNodeParameter('scope', 'projects') === 'company') return [''];
	const ids = String(context.getNodeParameter('projectIds', '')).split(',');
	const given = [...new Set(ids.map((id) => id.trim()).filter((id) => id !== ''))];
	const wrong = given.find((id) => !/^\d+$/.test(id));
	if (wrong !== undefined)
		throw unusable(
			context,
			`'Project IDs' holds "${wrong}"`,
			'Enter Procore IDs, which have digits only, with commas between them.',
		);
	if (given.length > 0) return given;
	throw unusable(
		context,
		"'Project IDs' is empty",
		'Enter the IDs of the projects whose events start the workflow, or choose the scope Company.',
	);
}

function eventsIn(context: IHookFunctions, options: IDataObject): HookEvent[] {
	const chosen = context.getNodeParameter('events', []) as unknown;
	const others = String(options.otherEvents ?? '').split(',');
	const texts = [...(Array.isArray(chosen) ? chosen.map(String) : []), ...others.filter((text) => text.trim() !== '')];
	const events = new Map<string, HookEvent>();
	for (const text of texts) {
		const event = readEvent(text);
		if (!event)
			throw unusable(
				context,
				`"${text.trim()}" is not an event`,
				'Enter the name of a resource as Procore writes it, a colon, and create, update or delete, as in Sub Jobs: create.',
			);
		events.set(JSON.stringify(event), event);
	}
	if (events.size > 0) return [...events.values()];
	throw unusable(context, 'No event is chosen', 'Choose at least one under Events.');
}
