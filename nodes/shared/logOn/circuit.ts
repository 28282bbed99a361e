import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { executionIdOf } from '../callCounter';
import type { ApiErrorFields } from '../http/error';
import type { RequestContext } from '../http/types';
import { RecentMap } from '../recentMap';
import { hashOf } from './session';

/** In the editor nothing ends as an execution does: long enough for a person who types, short enough to try again. */
const shortLifetimeMs = 60_000;

interface Opened {
	fields: ApiErrorFields;
	until: number;
}

const open = new RecentMap<Opened>(500);
const turns = new Map<string, Promise<unknown>>();

/** What a circuit is for: one credential in one execution, or in the editor one credential as it is entered now. */
export interface CircuitKey {
	key: string;
	lifetimeMs: number;
}

/**
 * In the editor the key holds the log-on data themselves (hashed), so that a corrected secret works at once.
 */
export function circuitKey(
	context: RequestContext,
	credentialType: string,
	credentials: ICredentialDataDecryptedObject,
): CircuitKey {
	const credentialId = context.getNode().credentials?.[credentialType]?.id ?? '';
	const executionId = executionIdOf(context);
	if (executionId !== undefined) return { key: `${executionId}:${credentialId}`, lifetimeMs: Infinity };
	return { key: `editor:${credentialId}:${hashOf(credentials)}`, lifetimeMs: shortLifetimeMs };
}

/**
 * Remembers, for the rest of an execution or for a minute in the editor, that a system refused our log-on.
 *
 * S/4HANA Cloud locks a communication user after three refused log-ons, and n8n asks for a token anew for every item
 * and for every letter typed into a search, so the second request must not be sent. Several nodes of one execution
 * share it; hence it keeps what the error says and not the error, which belongs to one node.
 */
export const circuit = {
	/** What opened the circuit, or undefined while it is closed. */
	check({ key }: CircuitKey): ApiErrorFields | undefined {
		const opened = open.get(key);
		return opened && opened.until > Date.now() ? opened.fields : undefined;
	},
	/** @param passing whether it may be over before the execution is */
	open({ key, lifetimeMs }: CircuitKey, fields: ApiErrorFields, passing = false): void {
		open.set(key, { fields, until: Date.now() + (passing ? shortLifetimeMs : lifetimeMs) });
	},
};

/** Does one thing after the other: searches that overlap would each ask for the first token before one was refused. */
export async function inTurn<T>({ key }: CircuitKey, task: () => Promise<T>): Promise<T> {
	const mine = afterSettled(turns.get(key), task);
	turns.set(key, mine);
	try {
		return await mine;
	} finally {
		if (turns.get(key) === mine) turns.delete(key);
	}
}

async function afterSettled<T>(before: Promise<unknown> | undefined, task: () => Promise<T>): Promise<T> {
	await Promise.allSettled([before]);
	return await task();
}
