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

/** Without a single entry: lists, and fields that people add. */
const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** The value as people see it in the panel. */
function shownValue(property: INodeProperties, value: unknown): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (value === '' || value === undefined || value === null) return 'empty';
	if (isEmpty(value)) return 'empty';
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

/** A setting of a node: name, what the template chose, and what it means. */
type Row = [name: string, value: string, meaning: string];

function settingsOf({ parameters }: TemplateNode, type: DescribedNode): Row[] {
	const row = (property: INodeProperties, within: string, value: unknown = property.default): Row[] =>
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

interface NodeSettings {
	node: string;
	rows: Row[];
}

function settingsOfAll(nodes: readonly TemplateNode[], types: DescribedNodes): NodeSettings[] {
	return nodes.flatMap((node) => {
		const type = types[node.type.split('.').at(-1) ?? ''];
		const isOurs = type !== undefined && node.type.startsWith('n8n-nodes-sap-procore.');
		return isOurs ? [{ node: node.name, rows: settingsOf(node, type) }] : [];
	});
}

const isUpsert = ({ node }: NodeSettings) => node.startsWith('Upsert ');
/** The same for a setting that two panels have, wherever it is in them. */
const sharedKey = ([name, value, means]: Row) => JSON.stringify([name.replace(/^Options > /, ''), value, means]);

/** Settings that several Upsert nodes have in common, each with the nodes that have it. */
function sharedByUpserts(nodes: readonly NodeSettings[]): Map<string, { row: Row; having: string[] }> {
	const found = new Map<string, { row: Row; having: string[] }>();
	for (const { node, rows } of nodes.filter(isUpsert))
		for (const row of rows) {
			const key = sharedKey(row);
			found.set(key, { row: found.get(key)?.row ?? row, having: [...(found.get(key)?.having ?? []), node] });
		}
	return new Map([...found].filter(([, { having }]) => having.length > 1));
}

function upsertSection(nodes: readonly NodeSettings[]): string[] {
	const shared = [...sharedByUpserts(nodes).values()];
	if (shared.length === 0) return [];
	const all = nodes.filter(isUpsert).length;
	const rows = shared.map(({ row: [name, value, means], having }) => [
		name,
		having.length === all ? 'all' : having.map((node) => node.replace('Upsert ', '')).join(', '),
		value,
		means,
	]);
	return [
		'',
		'### In the Upsert nodes',
		'',
		...markdownTable(['setting', 'nodes', 'in the template', 'meaning'], rows),
	];
}

function nodeSection(settings: NodeSettings, shared: ReadonlyMap<string, unknown>): string[] {
	const { node, rows } = settings;
	const own = isUpsert(settings) ? rows.filter((row) => !shared.has(sharedKey(row))) : rows;
	if (own.length === 0) return [];
	return ['', `### ${node}`, '', ...markdownTable(['setting', 'in the template', 'meaning'], own)];
}

function templateSections(title: string, templateNodes: readonly TemplateNode[], types: DescribedNodes): string[] {
	const nodes = settingsOfAll(templateNodes, types);
	const shared = sharedByUpserts(nodes);
	return ['', `## ${title}`, ...nodes.flatMap((node) => nodeSection(node, shared)), ...upsertSection(nodes)];
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
		'the template sets it. What the settings of the money lanes do, in figures: [budget.md](budget.md). What several Upsert',
		'nodes have is [at the end of the sync](#in-the-upsert-nodes).',
	];
	for (const [title, nodes] of Object.entries(templates)) page.push(...templateSections(title, nodes, types));
	return `${page.join('\n')}\n`;
}
