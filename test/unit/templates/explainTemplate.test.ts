import type { IExecuteFunctions } from 'n8n-workflow';
import { SapToProcore } from '../../../nodes/SapToProcore/SapToProcore.node';
import { explainTemplate } from '../../../templates/explain/index.ts';
import { template } from '../../support/templates.ts';

const explain = template('sap-procore-explain');
const tool = explain.node('Explain document');

describe('the workflow for assistants', () => {
	it('is what it is made from: npm run workflows', () => {
		expect(JSON.parse(explain.text)).toEqual(JSON.parse(JSON.stringify(explainTemplate())));
	});

	it('offers the node as the one tool of an MCP server, and needs no model', () => {
		expect(explain.workflow.connections).toEqual({
			'Explain document': { ai_tool: [[{ node: 'MCP server', type: 'ai_tool', index: 0 }]] },
		});
		expect(explain.workflow.nodes.map(({ type }) => type)).toEqual([
			'n8n-nodes-base.stickyNote',
			'@n8n/n8n-nodes-langchain.mcpTrigger',
			'n8n-nodes-sap-procore.sapToProcoreTool',
		]);
	});

	it('fills fields that the tool has, and leaves the word that is searched to the model', () => {
		const { usableAsTool } = new SapToProcore().description;
		const offered = (usableAsTool as { replacements: { properties: Array<{ name: string }> } }).replacements.properties;
		const names = ['descriptionType', 'toolDescription', ...offered.map(({ name }) => name)];
		expect(Object.keys(tool.parameters).filter((name) => !names.includes(name))).toEqual([]);
		expect(tool.parameters.search).toMatch(/^=\{\{ \$fromAI\('search', '[^']+', 'string'\) \}\}$/);
	});
});

describe('the node as a tool', () => {
	const { description } = new SapToProcore();
	const { replacements } = description.usableAsTool as {
		replacements: { properties: Array<{ name: string; default: unknown; options?: Array<{ value: unknown }> }> };
	};

	it('offers nothing but Document > Explain', () => {
		const choices = replacements.properties.filter(({ name }) => name === 'resource' || name === 'operation');
		expect(choices.map(({ options = [] }) => options.map(({ value }) => value))).toEqual([['document'], ['explain']]);
	});

	it.each([
		['run', 'start'],
		['outcome', 'record'],
	])('refuses %s > %s, whatever stands in its parameters', async (resource, operation) => {
		const context = {
			getNode: () => ({ name: 'Tool', type: tool.type }),
			getNodeParameter: (name: string) => ({ resource, operation })[name],
			continueOnFail: () => false,
		} as unknown as IExecuteFunctions;
		await expect(new SapToProcore().execute.call(context)).rejects.toThrow('can only have documents explained');
	});

	it('has the same default resource as the node: the editor leaves out what is at its default', () => {
		const byDefault = (properties: Array<{ name: string; default: unknown }>) =>
			properties.find(({ name }) => name === 'resource')?.default;
		expect(byDefault(replacements.properties)).toBe(byDefault(description.properties));
	});
});
