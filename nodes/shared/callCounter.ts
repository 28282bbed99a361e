import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import type { RemoteSystem } from './remoteSystem';

export type CallCounts = Record<RemoteSystem['id'], number>;

const kept = 500;
const counts = new Map<string, CallCounts>();

/** Counts one HTTP request of an execution (token requests are n8n's own and are not counted). */
export function countCall(executionId: string | undefined, system: RemoteSystem['id']): void {
	if (executionId === undefined) return;
	const known = counts.get(executionId) ?? { sap: 0, procore: 0 };
	known[system] += 1;
	counts.delete(executionId);
	counts.set(executionId, known);
	if (counts.size > kept) counts.delete(counts.keys().next().value as string);
}

/** Requests that the nodes of this package have made so far in an execution, in this process. */
export function callsOf(executionId: string | undefined): CallCounts {
	return { ...(counts.get(executionId ?? '') ?? { sap: 0, procore: 0 }) };
}

/** The execution a node runs in; undefined in the editor's list searches. */
export function executionIdOf(context: IExecuteFunctions | ILoadOptionsFunctions): string | undefined {
	return 'getExecutionId' in context ? context.getExecutionId() : undefined;
}
