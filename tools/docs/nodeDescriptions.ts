import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** What the pages need of a node type's description. */
export interface DescribedNode {
	displayName: string;
	description: string;
	properties: INodeProperties[];
}

/** Node types by the last part of their name: `sapS4Hana`. */
export type DescribedNodes = Record<string, DescribedNode>;

type Shown = Pick<INodeProperties, 'displayOptions'>;

/** Whether a property belongs to what is chosen; what depends on other properties of the panel belongs to it as well. */
export function belongsTo({ displayOptions }: Shown, chosen: Readonly<Record<string, unknown>>): boolean {
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) => {
		const value = chosen[name];
		return value === undefined || (values ?? []).some((each) => each === value);
	});
}

/** Options of a drop-down; none for other properties. */
export const choicesOf = ({ options = [] }: Pick<INodeProperties, 'options'>): INodePropertyOptions[] =>
	options.filter((option): option is INodePropertyOptions => 'value' in option);

/** Properties of a collection; none for other properties. */
export const membersOf = ({ type, options = [] }: INodeProperties): INodeProperties[] =>
	type === 'collection' ? options.filter((option): option is INodeProperties => 'type' in option) : [];
