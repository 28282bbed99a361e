import type { IDataObject } from 'n8n-workflow';
import { fieldsOf, lackingFields, type EntitySets, type Has, type Lack } from './metadata';
import type { Branch, Tree } from './tree';

/** A tree without what the release lacks. @param lacks gets what that is */
export function fitTree(
	tree: Tree,
	sets: EntitySets | undefined,
	refused: ReadonlySet<string>,
	has: Has,
	lacks: Lack[],
): Tree {
	const { entitySet, children = {} } = tree;
	if (sets && !sets.has(entitySet)) {
		lacks.push({ entitySet, field: '' });
		return tree;
	}
	// What only conditions use is looked at where the condition is.
	lacks.push(...lackingFields(has, { ...tree, conditions: [], optional: pickSelected(tree) }));
	const isMissing = (name: string, branch: Branch) => {
		const navigations = sets?.get(entitySet)?.navigations;
		const isUndescribed = navigations !== undefined && navigations.size > 0 && !navigations.has(name);
		return isUndescribed || refused.has(name) || sets?.has(branch.entitySet) === false;
	};
	const branches = Object.entries(children).flatMap(([name, branch]) => {
		if (!isMissing(name, branch))
			return [[name, { ...branch, ...fitTree(branch, sets, refused, has, lacks) }] as const];
		lacks.push({ entitySet, field: name, instead: branch.instead });
		return [];
	});
	return {
		...tree,
		select: tree.select.filter((field) => has(entitySet, field)),
		...(tree.children ? { children: Object.fromEntries(branches) } : {}),
	};
}

const pickSelected = ({ select, optional = {} }: Tree) =>
	Object.fromEntries(Object.entries(optional).filter(([field]) => select.includes(field)));

/** Names of navigation properties and entity sets are not properties: they are looked up before anything is said of them. */
export function isNeededIn({ select, optional = {}, oneOf = [], children = {} }: Tree, field: string): boolean {
	const branches = Object.entries(children);
	if (branches.some(([name, branch]) => name === field && branch.instead !== undefined)) return false;
	if (select.includes(field)) return !(field in optional) && !oneOf.some((fields) => fields.includes(field));
	return branches.every(([, branch]) => isNeededIn(branch, field));
}

/** The entity set that a field is read of. */
export function setOf(tree: Tree, field: string): string {
	const branches = Object.values(tree.children ?? {});
	const own = fieldsOf(tree).includes(field) ? tree : branches.find((branch) => namesIn(branch).includes(field));
	return own === undefined || own === tree ? tree.entitySet : setOf(own, field);
}

/** Every name that a tree has: fields, entity sets, navigation properties. */
export function namesIn(tree: Tree): string[] {
	const { entitySet, children = {} } = tree;
	return [
		...fieldsOf(tree),
		entitySet,
		...Object.entries(children).flatMap(([name, branch]) => [name, ...namesIn(branch)]),
	];
}

/** Rows as they would be with all that was asked for: a list that the release lacks is empty. */
export function fillLists(rows: IDataObject[], asked: Tree, fitted: Tree): void {
	for (const [name, branch] of Object.entries(asked.children ?? {})) {
		const own = fitted.children?.[name];
		for (const row of rows) {
			if (own === undefined) row[name] = [];
			else if (Array.isArray(row[name])) fillLists(row[name] as IDataObject[], branch, own);
			else if (typeof row[name] === 'object' && row[name] !== null) fillLists([row[name] as IDataObject], branch, own);
		}
	}
}
