import type { INodeProperties } from 'n8n-workflow';

/** The same fields without expressions: Run > Start reads them from the panels of the nodes, where nothing is evaluated yet. */
export const policies = (properties: INodeProperties[]): INodeProperties[] => properties.map(policy);

function policy(property: INodeProperties): INodeProperties {
	const fixed = { ...property, noDataExpression: true };
	if (property.type !== 'collection') return fixed;
	const options = (property.options ?? []).map((option) => ('type' in option ? policy(option) : option));
	return { ...fixed, options: options as INodeProperties['options'] };
}
