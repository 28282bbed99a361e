import type { TrafficEntry } from '../simulators/core/traffic.ts';

export interface SystemCalls {
	total: number;
	byRoute: Record<string, number>;
}

export interface ProcoreCalls extends SystemCalls {
	/** Calls that change data; the token is none. */
	writes: number;
	/** Answers 4xx. */
	rejected: number;
}

export interface Calls {
	sap: SystemCalls;
	procore: ProcoreCalls;
}

const isToken = (entry: TrafficEntry) => entry.url.includes('/oauth');

/** Method and path without query, numbers in it as `{id}`: `PATCH /rest/v1.0/vendors/sync`. */
export function routeOf({ method, url }: TrafficEntry): string {
	const path = (url.split('?')[0] ?? '').replace(/\/\d+(?=\/|$)/g, '/{id}').replace(/\('[^']*'\)/g, '({key})');
	return `${method} ${path}`;
}

function count(entries: TrafficEntry[]): SystemCalls {
	const byRoute: Record<string, number> = {};
	for (const entry of entries) byRoute[routeOf(entry)] = (byRoute[routeOf(entry)] ?? 0) + 1;
	return { total: entries.length, byRoute };
}

/** Sums up recorded requests. */
export function countCalls(entries: TrafficEntry[]): Calls {
	const procore = entries.filter(({ system }) => system === 'procore');
	return {
		sap: count(entries.filter(({ system }) => system === 'sap')),
		procore: {
			...count(procore),
			writes: procore.filter((entry) => entry.method !== 'GET' && !isToken(entry)).length,
			rejected: procore.filter(({ status }) => status >= 400 && status < 500).length,
		},
	};
}
