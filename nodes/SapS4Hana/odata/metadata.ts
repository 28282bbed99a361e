import type { Tree } from './tree';

/** What a `$metadata` document says that entities of a set have. */
export interface Described {
	properties: ReadonlySet<string>;
	navigations: ReadonlySet<string>;
}

/** Each entity set of a service, as its `$metadata` describes it. */
export type EntitySets = ReadonlyMap<string, Described>;

const nothing: Described = { properties: new Set(), navigations: new Set() };

/**
 * Reads the entity sets of a `$metadata` document, the same for V2 and V4: there, too, sets and types are elements with
 * attributes, whatever prefix the system writes before their names.
 */
export function readMetadata(xml: string): EntitySets {
	const types = new Map<string, Described>();
	const typeOf = new Map<string, string>();
	let open: { properties: Set<string>; navigations: Set<string> } | undefined;
	for (const [, end, tag, attributes = ''] of xml.matchAll(tags)) {
		const name = attribute(attributes, 'Name');
		if (tag === 'EntityType') {
			open = end || attributes.endsWith('/') ? undefined : { properties: new Set(), navigations: new Set() };
			if (open) types.set(name, open);
		} else if (tag === 'Property') open?.properties.add(name);
		else if (tag === 'NavigationProperty') open?.navigations.add(name);
		else if (tag === 'EntitySet') typeOf.set(name, attribute(attributes, 'EntityType').split('.').at(-1) ?? '');
	}
	return new Map([...typeOf].map(([set, type]) => [set, types.get(type) ?? nothing]));
}

/** One after the other, so that a document with a million of them is gone through once. */
const tags = /<(\/?)(?:\w+:)?(\w+)([^<>]*)>/g;

function attribute(attributes: string, name: string): string {
	return new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)')`).exec(attributes)?.slice(1).find(Boolean) ?? '';
}

/** Something that is read of a service and that its release does not have. */
export interface Lack {
	entitySet: string;
	/** Name of a property or navigation property, or of several of which one would do; `""` = the whole set. */
	field: string;
	/** What reading does without it; undefined = nothing is read without it. */
	instead?: string | undefined;
}

/** Whether a service has a property, or a navigation property, of an entity set. */
export type Has = (entitySet: string, field: string) => boolean;

/** What `$metadata` says; some systems leave navigation properties out of it, and then it says nothing about them. */
export const describedIn =
	(sets: EntitySets): Has =>
	(entitySet, field) => {
		const { properties, navigations } = sets.get(entitySet) ?? nothing;
		return properties.has(field) || navigations.has(field);
	};

/** Everything of a tree that a service does not have, each thing once. */
export function lacksOf(sets: EntitySets, trees: readonly Tree[]): Lack[] {
	const lacks = trees.flatMap((tree) => lacksOfTree(sets, describedIn(sets), tree));
	return [...new Map(lacks.map((lack) => [`${lack.entitySet}/${lack.field}`, lack])).values()];
}

function lacksOfTree(sets: EntitySets, has: Has, tree: Tree): Lack[] {
	const { entitySet, children = {} } = tree;
	const described = sets.get(entitySet);
	if (!described) return [{ entitySet, field: '' }];
	return [
		...lackingFields(has, tree),
		...Object.entries(children).flatMap(([navigation, branch]) => {
			const isUnknown = described.navigations.size > 0 && !described.navigations.has(navigation);
			const below: Lack[] = isUnknown ? [{ entitySet, field: navigation }] : lacksOfTree(sets, has, branch);
			// Without its set or its way there, the branch as a whole is what may be done without.
			return below.map((lack) =>
				branch.instead !== undefined && (isUnknown || (lack.entitySet === branch.entitySet && lack.field === ''))
					? { ...lack, instead: branch.instead }
					: lack,
			);
		}),
	];
}

/** What is lacking of the fields of a tree itself. */
export function lackingFields(has: Has, tree: Tree): Lack[] {
	const { entitySet, optional = {}, oneOf = [] } = tree;
	const choices = oneOf
		.filter((fields) => !fields.some((field) => has(entitySet, field)))
		.map((fields) => ({ entitySet, field: fields.join(' or ') }));
	const single = fieldsOf(tree)
		.filter((field) => !oneOf.some((fields) => fields.includes(field)) && !has(entitySet, field))
		.map((field) => ({ entitySet, field, instead: optional[field] }));
	return [...single, ...choices];
}

/** All properties that are used of the set of a tree, in conditions too. */
export const fieldsOf = ({ select, conditions = [], optional = {} }: Tree): string[] => [
	...new Set([...select, ...conditions, ...Object.keys(optional)]),
];
