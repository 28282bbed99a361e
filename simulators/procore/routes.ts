import type { Operation } from './operation.ts';

interface Route {
	operation: Operation;
	pattern: RegExp;
	names: string[];
}

export interface Match {
	operation: Operation;
	params: Record<string, number>;
}

function compile(operation: Operation): Route {
	const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
	const source = operation.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '(\\d+)');
	return { operation, pattern: new RegExp(`^${source}$`), names };
}

/** Finds the operation of a method and path; one with fewer parameters wins, as `vendors/sync` over `vendors/{id}`. */
export function createRouter(operations: Operation[]): (method: string, path: string) => Match | undefined {
	const routes = operations.map(compile).sort((a, b) => a.names.length - b.names.length);
	return (method, path) => {
		for (const { operation, pattern, names } of routes) {
			const match = operation.method === method ? pattern.exec(path) : null;
			if (match === null) continue;
			return { operation, params: Object.fromEntries(names.map((name, i) => [name, Number(match[i + 1])])) };
		}
		return undefined;
	};
}
