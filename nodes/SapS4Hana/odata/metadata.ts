import type { Tree } from './tree';

/** Properties of each entity set, as a service's `$metadata` describes them. */
export type EntitySets = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads the entity sets of a `$metadata` document, the same for V2 and V4: there, too, sets and types are elements with
 * attributes, whatever prefix the system writes before their names.
 */
export function readMetadata(xml: string): EntitySets {
	const types = new Map<string, Set<string>>();
	for (const [, attributes = '', content = ''] of xml.matchAll(entityType))
		types.set(attribute(attributes, 'Name'), propertiesIn(content));
	const sets = new Map<string, Set<string>>();
	for (const [, attributes = ''] of xml.matchAll(element('EntitySet'))) {
		const type = attribute(attributes, 'EntityType').split('.').at(-1) ?? '';
		sets.set(attribute(attributes, 'Name'), types.get(type) ?? new Set());
	}
	return sets;
}

const element = (name: string) => new RegExp(`<(?:\\w+:)?${name}\\b([^>]*)>`, 'g');
const entityType = /<(?:\w+:)?EntityType\b([^>]*[^/])>([\s\S]*?)<\/(?:\w+:)?EntityType>/g;

function propertiesIn(content: string): Set<string> {
	return new Set(
		[...content.matchAll(element('Property'))].map(([, attributes = '']) => attribute(attributes, 'Name')),
	);
}

function attribute(attributes: string, name: string): string {
	return new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)')`).exec(attributes)?.slice(1).find(Boolean) ?? '';
}

/** What a service lacks of all that is read from it, by entity set; [] as properties = the whole set. */
export interface Lack {
	entitySet: string;
	properties: string[];
}

/** Everything of a tree that a service does not have. */
export function lacksOf(sets: EntitySets, trees: readonly Tree[]): Lack[] {
	const needed = new Map<string, Set<string>>();
	for (const tree of trees) collect(tree, needed);
	return [...needed].flatMap(([entitySet, properties]) => {
		const present = sets.get(entitySet);
		if (!present) return [{ entitySet, properties: [] }];
		const lacking = [...properties].filter((property) => !present.has(property));
		return lacking.length > 0 ? [{ entitySet, properties: lacking }] : [];
	});
}

function collect({ entitySet, select, children = {} }: Tree, needed: Map<string, Set<string>>): void {
	const known = needed.get(entitySet) ?? new Set();
	for (const property of select) known.add(property);
	needed.set(entitySet, known);
	for (const branch of Object.values(children)) collect(branch, needed);
}
