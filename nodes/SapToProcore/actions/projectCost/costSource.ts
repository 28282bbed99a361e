import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether a node that maps costs gets them just as SAP gave them. A step of somebody's own in between may move a cost to
 * another project, or leave some out: then nothing can be told of a part of the projects.
 */
export function isFedBySap(context: IExecuteFunctions, node: string): boolean {
	const [source, ...more] = context.getParentNodes(node, { depth: 1, includeNodeParameters: true });
	if (!source || more.length > 0 || source.disabled) return false;
	const { resource, operation } = source.parameters ?? {};
	return source.type.endsWith('.sapS4Hana') && resource === 'projectCost' && operation === 'fetch';
}
