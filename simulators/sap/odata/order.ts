import { badRequest } from '../errors.ts';
import type { EdmEntitySet, EdmService } from '../metadata/types.ts';
import type { ReadPath } from './filter.ts';
import { propertyPath } from './paths.ts';
import { comparable, compare } from './values.ts';

/** Compares two rows, each given by how its values are read. */
export type Order = (a: ReadPath, b: ReadPath) => number;

/** Compiles an $orderby. Throws ODataError 400 for unknown names and directions. */
export function compileOrder(text: string, service: EdmService, set: EdmEntitySet): Order {
	const parts = text.split(',').map((part) => {
		const [name = '', direction = 'asc', ...rest] = part.trim().split(/\s+/);
		if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) throw badRequest(`Invalid $orderby: ${part}`);
		const path = propertyPath(service, set, name);
		if (path.navigations.some((navigation) => navigation.many)) throw badRequest(`Invalid $orderby: ${part}`);
		return { path, sign: direction === 'asc' ? 1 : -1 };
	});
	return (a, b) => {
		for (const { path, sign } of parts) {
			const order = compare(comparable(a(path), path.property), comparable(b(path), path.property));
			if (order !== 0) return sign * order;
		}
		return 0;
	};
}
