import type { INodeProperties } from 'n8n-workflow';

/**
 * What stands below a node on the canvas: what it does, in the words of the list of its actions.
 * @param properties of the node, with a property `operation` a resource, or several
 */
export function subtitleOf(properties: readonly INodeProperties[]): string {
	const words = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			(displayOptions?.show?.resource ?? []).flatMap((resource) =>
				options.flatMap((option) =>
					'value' in option ? [[`${String(resource)}.${String(option.value)}`, option.action ?? option.name]] : [],
				),
			),
		);
	const table = JSON.stringify(Object.fromEntries(words));
	return `={{ (${table})[$parameter["resource"] + "." + $parameter["operation"]] ?? $parameter["operation"] }}`;
}
