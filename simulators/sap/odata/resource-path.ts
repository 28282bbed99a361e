import { badRequest, notFound, propertyNotFound } from '../errors.ts';
import type { EdmEntitySet, EdmNavigation, EdmService } from '../metadata/types.ts';
import { parseLiteral } from './literals.ts';
import { targetOf } from './paths.ts';
import { splitOutside } from './tokens.ts';
import type { Comparable } from './values.ts';

/** Which resource of a service a path names. */
export type Resource =
	| { kind: 'service' }
	| { kind: 'metadata' }
	| {
			kind: 'entities';
			set: EdmEntitySet;
			/** Key values by property name, when one entity is addressed. */
			key?: Map<string, Comparable | null>;
			/** Navigation from that entity. */
			navigation?: EdmNavigation;
			/** The number of entities instead of the entities. */
			count: boolean;
	  };

/**
 * Reads the part of a path behind the service, not yet decoded.
 * Throws ODataError 404 for a set or segment that is not there, 400 for a key that does not fit.
 */
export function parseResourcePath(rest: string, service: EdmService): Resource {
	const segments = rest
		.split('/')
		.map(decode)
		.filter((segment) => segment !== '');
	const [first, ...others] = segments;
	if (first === undefined) return { kind: 'service' };
	if (first === '$metadata' && others.length === 0) return { kind: 'metadata' };
	const [, name = '', keyText] = /^([^(]+)(?:\((.*)\))?$/s.exec(first) ?? [];
	const set = service.sets.get(name);
	if (!set) throw notFound(`segment ${first}`);
	const key = keyText === undefined ? undefined : parseKey(keyText, set, service);
	const count = others.at(-1) === '$count';
	if (count) others.pop();
	const [step, ...tooMany] = others;
	if (tooMany.length > 0 || (step !== undefined && key === undefined)) throw notFound(`segment ${others.join('/')}`);
	if (step === undefined) return { kind: 'entities', set, count, ...(key === undefined ? {} : { key }) };
	const navigation = set.navigations.get(step);
	if (!navigation) throw notFound(`segment ${step}`);
	targetOf(service, navigation);
	return { kind: 'entities', set, count, navigation, ...(key === undefined ? {} : { key }) };
}

function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		throw badRequest('Malformed percent encoding in the path');
	}
}

function parseKey(text: string, set: EdmEntitySet, service: EdmService): Map<string, Comparable | null> {
	const values = new Map<string, Comparable | null>();
	for (const part of splitOutside(text, ',')) {
		const [, name = set.keys.length === 1 ? set.keys[0] : undefined, literal = ''] =
			/^(?:(\w+)=)?((?:[a-z]+)?'.*'|[^']*)$/s.exec(part) ?? [];
		const property = name === undefined ? undefined : set.properties.get(name);
		if (!property) throw propertyNotFound(name ?? part, set.type);
		values.set(property.name, parseLiteral(literal, property, service.version));
	}
	if (set.keys.some((name) => !values.has(name)) || values.size !== set.keys.length) {
		throw badRequest(`The key of ${set.name} is ${set.keys.join(', ')}`);
	}
	return values;
}
