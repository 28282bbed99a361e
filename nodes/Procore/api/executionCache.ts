import { ExecutionMemory } from '../../shared/executionMemory';
import type { Client } from './client';

const executions = new ExecutionMemory<Map<string, unknown>>();
const cacheOf = ({ context }: Client) => executions.of(context, () => new Map());

/**
 * Reads something once an execution, whichever nodes of it need it. What failed is read again.
 * @param name tells it apart from all else that is read of this company
 */
export async function readOnce<T>(client: Client, name: string, read: () => Promise<T>): Promise<T> {
	const cache = cacheOf(client);
	const key = `${client.quotaKey} ${name}`;
	const cached = cache?.get(key);
	if (cached !== undefined) return cached as T;
	const value = await read();
	cache?.set(key, value);
	return value;
}

/**
 * Something that the nodes of an execution share, made by the first of them that asks. Outside of an execution everyone
 * has their own.
 * @param name tells it apart from all else that is kept of this company
 */
export function sharedInExecution<T>(client: Client, name: string, make: () => T): T {
	const cache = cacheOf(client);
	if (!cache) return make();
	const key = `${client.quotaKey} shared ${name}`;
	const value = cache.has(key) ? (cache.get(key) as T) : make();
	cache.set(key, value);
	return value;
}

/** What `readOnce` has read under a name; undefined when it has not. */
export function known<T>(client: Client, name: string): T | undefined {
	return cacheOf(client)?.get(`${client.quotaKey} ${name}`) as T | undefined;
}
