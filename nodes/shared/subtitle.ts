import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

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

/** The same for what is chosen in a list, in the words of that list. */
export function subtitleOfChoices(parameter: string, choices: readonly INodePropertyOptions[]): string {
	const table = JSON.stringify(Object.fromEntries(choices.map(({ name, value }) => [String(value), name])));
	return `={{ $parameter["${parameter}"].map((value) => (${table})[value] ?? value).join(", ") }}`;
}
