import type { NodeApiError } from 'n8n-workflow';

const kept = 500;
const open = new Map<string, NodeApiError>();

/**
 * Remembers, for the rest of an execution, that a system refused our log-on.
 *
 * S/4HANA Cloud locks a communication user after three refused log-ons, and n8n asks for a token anew for every item,
 * so the second request must not be sent. Keyed by execution and credential: several nodes of one execution share it.
 */
export const circuit = {
	/** The error that opened the circuit, or undefined while it is closed. */
	check(key: string): NodeApiError | undefined {
		return open.get(key);
	},
	open(key: string, error: NodeApiError): void {
		open.set(key, error);
		if (open.size > kept) open.delete(open.keys().next().value as string);
	},
};
