import { markdownTable } from './markdown.ts';
import { belongsTo, choicesOf, type DescribedNode, type DescribedNodes } from './nodeDescriptions.ts';

/** Operations of a node, by resource. */
export function operationsOf({
	properties,
}: DescribedNode): Array<{ resource: string; names: string[]; rows: string[][] }> {
	const resources = properties.filter(({ name }) => name === 'resource').flatMap(choicesOf);
	const operations = properties.filter(({ name }) => name === 'operation');
	return resources.map(({ name, value }) => {
		const choices = operations.filter((each) => belongsTo(each, { resource: value })).flatMap(choicesOf);
		return {
			resource: name,
			names: choices.map((choice) => choice.name),
			rows: choices.map((choice) => [name, choice.name, choice.description ?? '']),
		};
	});
}

/** Events that a trigger starts on, by scope. */
function eventsOf({ properties }: DescribedNode): string[][] {
	const scopes = properties.filter(({ name }) => name === 'scope').flatMap(choicesOf);
	const events = properties.filter(({ name }) => name === 'events');
	return scopes.flatMap(({ name, value }) =>
		events
			.filter((each) => belongsTo(each, { scope: value }))
			.flatMap(choicesOf)
			.map((choice) => [name, choice.name, choice.description ?? '']),
	);
}

/** The page of all operations of the nodes and all events of the triggers, in Markdown. */
export function nodesPage(types: DescribedNodes, triggers: readonly DescribedNode[]): string {
	const page = ['# Nodes', '', 'This page is made by `npm run docs` from the descriptions of the nodes.'];
	for (const type of Object.values(types)) {
		const rows = operationsOf(type).flatMap((each) => each.rows);
		page.push('', `## ${type.displayName}`, '', `${type.description}.`, '');
		page.push(...markdownTable(['resource', 'operation', 'what it does'], rows));
	}
	for (const trigger of triggers) {
		page.push('', `## ${trigger.displayName}`, '', `${trigger.description}.`, '');
		page.push(...markdownTable(['scope', 'event', 'note'], eventsOf(trigger)));
	}
	return `${page.join('\n')}\n`;
}
