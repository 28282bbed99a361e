import { createHash, randomBytes } from 'crypto';
import type { IHookFunctions } from 'n8n-workflow';
import { rememberSecrets } from '../../shared/redact';
import { connect, type Client } from '../api/client';
import { createHook, deleteHook, eventsOf, hooksTo, ownUserId, tidyUp, type HookEvent } from '../objects/webhook';
import { written } from './events';
import { keptIn, type Kept } from './memory';
import { settingsOf, type TriggerSettings } from './settings';

/** Hash of what hooks are made for. */
const hashOf = (settings: TriggerSettings, { baseUrl, companyId }: Client): string =>
	createHash('sha256')
		.update(JSON.stringify([settings, baseUrl, companyId]))
		.digest('hex');

/** Hash of a header as it is compared with the one that comes. */
export const secretHashOf = (header: string): string => createHash('sha256').update(header).digest('hex');

const isSame = (a: HookEvent[], b: HookEvent[]) =>
	JSON.stringify(a.map(written).sort()) === JSON.stringify(b.map(written).sort());

/** Whether Procore has just the hooks that the panel asks for, and this n8n the secret that they send. */
export async function hooksExist(context: IHookFunctions): Promise<boolean> {
	const kept = keptIn(context.getWorkflowStaticData('node'));
	if (!kept) return false;
	const client = await connect(context);
	const settings = settingsOf(context, client.baseUrl);
	if (kept.settings !== hashOf(settings, client) || kept.hooks.length !== settings.scopes.length) return false;
	for (const { id, scope } of kept.hooks) {
		const [only, ...more] = await hooksTo(client, scope, settings);
		if (only !== id || more.length > 0 || !isSame(await eventsOf(client, scope, id), settings.events)) return false;
	}
	return true;
}

/** Removes what an earlier activation left, and makes the hooks that the panel asks for, with a new secret. */
export async function createHooks(context: IHookFunctions): Promise<boolean> {
	const data = context.getWorkflowStaticData('node');
	const client = await connect(context);
	const settings = settingsOf(context, client.baseUrl);
	await removeHooks(client, keptIn(data), settings);
	const authorization = `Bearer ${randomBytes(32).toString('base64url')}`;
	rememberSecrets([authorization, authorization.slice('Bearer '.length)]);
	const own = settings.ignoreOwn ? await ownUserId(client) : '';
	const hooks: Kept['hooks'] = [];
	try {
		for (const scope of settings.scopes)
			hooks.push({ scope, id: await createHook(client, scope, { ...settings, authorization }) });
	} finally {
		if (hooks.length < settings.scopes.length) for (const { id, scope } of hooks) await tidyUp(client, scope, id);
	}
	data.kept = {
		...{ hooks, url: settings.url, companyId: client.companyId, settings: hashOf(settings, client) },
		...{ secretHash: secretHashOf(authorization), ownUserId: own },
	} satisfies Kept;
	return true;
}

/**
 * Removes the hooks. Where that fails, as when Procore is down, they are known still: what they deliver goes nowhere, and the
 * next activation removes them.
 */
export async function deleteHooks(context: IHookFunctions): Promise<boolean> {
	const data = context.getWorkflowStaticData('node');
	const kept = keptIn(data);
	if (!kept) return true;
	try {
		await removeHooks(await connect(context), kept);
	} catch (error) {
		const { message } = error as Error;
		context.logger.warn(`Hooks of the node "${context.getNode().name}" are left in Procore: ${message}`);
		return false;
	}
	delete data.kept;
	delete data.seen;
	return true;
}

/** Removes the hooks that are known, and with settings those that lead here although nobody knows them. */
async function removeHooks(client: Client, kept: Kept | undefined, settings?: TriggerSettings): Promise<void> {
	// With the credential of another company those of the first cannot be reached.
	const known = kept?.companyId === client.companyId ? kept.hooks : [];
	for (const { id, scope } of known) await deleteHook(client, scope, id);
	for (const scope of settings?.scopes ?? [])
		for (const id of await hooksTo(client, scope, settings as TriggerSettings)) await deleteHook(client, scope, id);
}
