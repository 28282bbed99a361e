import type { ODataVersion } from './service';
import type { ODataQuery } from './url';

/** An entity set, the properties that are used of it, and what is read along with it. */
export interface Tree {
	entitySet: string;
	select: readonly string[];
	/** Properties that are used in conditions only. */
	conditions?: readonly string[];
	/**
	 * What reading does without a property, for those of `select` or of conditions that it can do without: SAP's releases
	 * differ. Said to people, so a sentence.
	 */
	optional?: Readonly<Record<string, string>>;
	/** Properties of `select` that stand for one another: one of each group is enough. */
	oneOf?: ReadonlyArray<readonly string[]>;
	children?: Readonly<Record<string, Branch>>;
}

/** What a navigation property leads to. */
export interface Branch extends Tree {
	/**
	 * Pairs of a property here and the one of the parent that it equals, both texts; by the first pair the rows are asked
	 * for. With them, the branch can be read on its own where SAP refuses to expand it.
	 */
	on?: ReadonlyArray<readonly [own: string, parents: string]>;
	/** One row at most hangs on a parent, and not in a list. */
	single?: true;
	/** What reading does where the release lacks the set or the way to it; undefined = it does not read without it. */
	instead?: string;
}

/** `$select` and `$expand` for a tree: V2 writes both as paths, V4 nests the one into the other. */
export function selection(version: ODataVersion, tree: Tree): Pick<ODataQuery, 'select' | 'expand'> {
	return version === 'V2' ? selectionV2(tree, '') : selectionV4(tree);
}

function selectionV2({ select, children = {} }: Tree, path: string): { select: string[]; expand: string[] } {
	const below = Object.entries(children).map(([name, branch]) => ({
		name: `${path}${name}`,
		...selectionV2(branch, `${path}${name}/`),
	}));
	return {
		select: [...select.map((property) => `${path}${property}`), ...below.flatMap((branch) => branch.select)],
		expand: below.flatMap(({ name, expand }) => [name, ...expand]),
	};
}

function selectionV4({ select, children = {} }: Tree): { select: string[]; expand: string[] } {
	const expand = Object.entries(children).map(([name, branch]) => {
		const inner = selectionV4(branch);
		const nested = inner.expand.length > 0 ? `;$expand=${inner.expand.join(',')}` : '';
		return `${name}($select=${inner.select.join(',')}${nested})`;
	});
	return { select: [...select], expand };
}
