import type { INodeProperties } from 'n8n-workflow';
import { markdownTable } from './markdown.ts';
import { belongsTo, choicesOf, membersOf, type DescribedNode, type DescribedNodes } from './nodeDescriptions.ts';

export interface TemplateNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
}

/** What the template has filled, or what has no meaning for people. */
const notSettings = new Set([
	...['resource', 'operation', 'authentication', 'run', 'request', 'entity', 'returnAll', 'simplify', 'filters'],
	...['limit', 'project', 'contract', 'projectId', 'contractId', 'digest'],
]);

const plain = (text: string) => text.replace(/<\/?[a-z][^>]*>/gi, '');

/** The value as people see it in the panel. */
function shownValue(property: INodeProperties, value: unknown): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (value === '' || value === undefined || value === null) return 'empty';
	const values: unknown[] = Array.isArray(value) ? value : [value];
	const choices = choicesOf(property);
	if (property.type === 'resourceLocator') return 'empty';
	return values.map((each) => choices.find((choice) => choice.value === each)?.name ?? String(each)).join(', ');
}

function meaning(property: INodeProperties): string {
	const choices = choicesOf(property).filter(({ description }) => description !== undefined);
	const texts = choices.map(({ name, description = '' }) => `*${name}*: ${plain(description)}`);
	return [plain(property.description ?? ''), ...texts].filter((text) => text !== '').join('<br>');
}

function settingsOf({ parameters }: TemplateNode, type: DescribedNode): string[][] {
	const row = (property: INodeProperties, within: string, value: unknown = property.default) =>
		// An expression is the template's own business.
		typeof value === 'string' && value.startsWith('=')
			? []
			: [[`${within}${property.displayName}`, shownValue(property, value), meaning(property)]];
	return type.properties
		.filter((property) => property.type !== 'notice' && !notSettings.has(property.name))
		.filter((property) => belongsTo(property, { resource: parameters.resource, operation: parameters.operation }))
		.flatMap((property) => {
			const members = membersOf(property).filter(({ name }) => !notSettings.has(name));
			if (property.type !== 'collection') return row(property, '', parameters[property.name]);
			const given = (parameters[property.name] ?? {}) as Record<string, unknown>;
			return members.flatMap((member) => row(member, `${property.displayName} > `, given[member.name]));
		});
}

function nodeSection(node: TemplateNode, types: DescribedNodes): string[] {
	const type = types[node.type.split('.').at(-1) ?? ''];
	const rows = type === undefined || !node.type.startsWith('n8n-nodes-sap-procore.') ? [] : settingsOf(node, type);
	if (rows.length === 0) return [];
	return ['', `### ${node.name}`, '', ...markdownTable(['setting', 'in the template', 'meaning'], rows)];
}

/**
 * The page of all settings of the templates, in Markdown.
 * @param templates - nodes by the title of their template
 */
export function settingsPage(templates: Record<string, readonly TemplateNode[]>, types: DescribedNodes): string {
	const page = [
		'# Settings',
		'',
		'This page is made by `npm run docs` from the panels of the nodes: what each node of a template can be set to, and how',
		'the template sets it. What the settings of the money lanes do, in figures: [budget.md](budget.md).',
	];
	for (const [title, nodes] of Object.entries(templates))
		page.push('', `## ${title}`, ...nodes.flatMap((node) => nodeSection(node, types)));
	return `${page.join('\n')}\n`;
}
