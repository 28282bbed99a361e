import { NodeHelpers, type INode, type INodePropertyOptions } from 'n8n-workflow';
import { readableKey } from '../../../nodes/shared/entities';
import { SapToProcore } from '../../../nodes/SapToProcore/SapToProcore.node';

const { description } = new SapToProcore();
const optionsOf = (name: string, resource = '') =>
	description.properties
		.filter((each) => each.name === name && (!resource || each.displayOptions?.show?.resource?.includes(resource)))
		.flatMap(({ options }) => (options ?? []) as INodePropertyOptions[]);
const operations = optionsOf('resource').flatMap(({ value: resource }) =>
	optionsOf('operation', String(resource)).map(
		({ value: operation }) => [String(resource), String(operation)] as const,
	),
);

describe('a new node of SAP to Procore, outside of the template', () => {
	it('has operations', () => expect(operations.length).toBeGreaterThan(15));

	it.each(operations)('%s > %s opens without a field that is red', (resource, operation) => {
		const node: INode = {
			...{ id: '1', name: 'New', type: description.name, typeVersion: 1, position: [0, 0] },
			parameters: { resource, operation },
		};
		const filled = NodeHelpers.getNodeParameters(
			description.properties,
			node.parameters,
			true,
			false,
			node,
			description,
		);
		const opened = { ...node, parameters: filled ?? {} };
		expect(NodeHelpers.getNodeParametersIssues(description.properties, opened, description)).toBeNull();
		// An expression that names a node of the template is an error wherever that node is not.
		expect(JSON.stringify(filled)).not.toContain("$('");
	});
});

describe('SAP keys as people read them', () => {
	it.each([
		['purchase_order', '4500000001', '4500000001'],
		['budget', '03-310|M', '03-310 · M'],
		['budget', '03-310|', '03-310'],
		[
			'budget',
			'1010|63000000|17100101||U-2200.1|P01|2026|USD',
			'company code 1010, G/L account 63000000, cost center 17100101, WBS element U-2200.1, plan category P01, fiscal year 2026, currency USD',
		],
		['actual_cost', '1010|63000000||||0L|USD', '1010 · 63000000 · 0L · USD'],
		['run', '', ''],
	])('%s %s', (entity, key, text) => expect(readableKey(entity, key)).toBe(text));
});
