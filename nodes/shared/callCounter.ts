import type { RequestContext } from './http/types';
import { RecentMap } from './recentMap';
import type { RemoteSystem } from './remoteSystem';

export type CallCounts = Record<RemoteSystem['id'], number>;

const counts = new RecentMap<CallCounts>(500);

/** Counts one HTTP request of an execution (token requests are n8n's own and are not counted). */
export function countCall(executionId: string | undefined, system: RemoteSystem['id']): void {
	if (executionId === undefined) return;
	counts.getOrMake(executionId, () => ({ sap: 0, procore: 0 }))[system] += 1;
}

/** Requests that the nodes of this package have made so far in an execution, in this process. */
export function callsOf(executionId: string | undefined): CallCounts {
	return { ...(counts.get(executionId ?? '') ?? { sap: 0, procore: 0 }) };
}

/** The execution a node runs in; undefined in the editor's list searches, and while a trigger is published. */
export function executionIdOf(context: RequestContext): string | undefined {
	return 'getExecutionId' in context ? context.getExecutionId() : undefined;
}
