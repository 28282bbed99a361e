import type { EdmEntitySet, EdmNavigation, EdmProperty, EdmService, EdmType } from './types.ts';

interface SetDefinition {
	name: string;
	type: string;
	aggregate?: boolean;
	/** One property a line or between bars: `*Name Type(length,scale) flags`; `*` marks a key, flags: alpha, numc, day, nofilter. */
	properties: string;
	/** `one('A_Supplier', {...})` or `many(...)` by navigation property. */
	navigations?: Record<string, Omit<EdmNavigation, 'name'>>;
}

/** A navigation to at most one row of the target set. */
export const one = (target: string, on: Record<string, string>) => ({ target, on, many: false });

/** A navigation to any number of rows of the target set. */
export const many = (target: string, on: Record<string, string>, where: Record<string, string> = {}) => ({
	target,
	on,
	where,
	many: true,
});

const propertyPattern = /^(\*?)(\w+) (\w+)(?:\((\d+)(?:,(\w+))?\))?((?: (?:alpha|numc|day|nofilter))*)$/;

/** Reads an entity set written in the short form. Throws on a line it cannot read: that is a mistake in this repository. */
export function defineSet(definition: SetDefinition): EdmEntitySet {
	const keys: string[] = [];
	const properties = new Map<string, EdmProperty>();
	for (const text of definition.properties.split(/[|\n]/).map((part) => part.trim())) {
		if (text === '') continue;
		const match = propertyPattern.exec(text);
		if (!match) throw new Error(`${definition.name}: cannot read property "${text}"`);
		const [, key, name = '', type = '', length, scale, flags = ''] = match;
		if (key === '*') keys.push(name);
		properties.set(name, {
			name,
			type: type as EdmType,
			...(length === undefined ? {} : { length: Number(length) }),
			...(scale === undefined ? {} : { scale }),
			alpha: flags.includes('alpha') || flags.includes('numc'),
			digitsOnly: flags.includes('numc'),
			day: flags.includes('day'),
			filterable: !flags.includes('nofilter'),
		});
	}
	const navigations = new Map(
		Object.entries(definition.navigations ?? {}).map(([name, navigation]) => [name, { name, ...navigation }]),
	);
	const { name, type, aggregate = false } = definition;
	return { name, type, keys, aggregate, properties, navigations };
}

/** A service from its entity sets. */
export function defineService(service: Omit<EdmService, 'sets'>, sets: readonly EdmEntitySet[]): EdmService {
	return { ...service, sets: new Map(sets.map((set) => [set.name, set])) };
}

/** The same service without one property, as a tenant of another release would publish it. */
export function withoutProperty(service: EdmService, setName: string, property: string): EdmService {
	const sets = new Map(service.sets);
	const set = sets.get(setName);
	if (set) {
		const properties = new Map(set.properties);
		properties.delete(property);
		sets.set(setName, { ...set, properties });
	}
	return { ...service, sets };
}

/** The same service, which takes numbers in filters as they are written. */
export function withKeysAsStored(service: EdmService): EdmService {
	const stored = ({ properties }: EdmEntitySet) =>
		new Map([...properties].map(([name, property]) => [name, { ...property, asStored: true }]));
	const sets = [...service.sets].map(([name, set]) => [name, { ...set, properties: stored(set) }] as const);
	return { ...service, sets: new Map(sets) };
}

/** The same service with single rows instead of sums. */
export function withoutAggregation(service: EdmService): EdmService {
	const sets = [...service.sets].map(([name, set]) => [name, { ...set, aggregate: false }] as const);
	return { ...service, sets: new Map(sets) };
}
