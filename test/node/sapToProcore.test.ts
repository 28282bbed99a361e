import { builtNode, runNode } from '../support/nodeHarness.ts';
import { asJson, run, supplier } from '../support/examples.ts';
import { shownTypes, typesOf } from '../support/shownFields.ts';
import { jsonOf } from '../support/world.ts';

describe('a node that is to stop on errors', () => {
	it('stops at a document that is none, and names the item and where documents come from', async () => {
		const { error, status } = await runNode({
			node: 'sapToProcore',
			parameters: { resource: 'vendor', operation: 'match', run: asJson(run()) },
			inputs: [[asJson(supplier()), { hello: 'world' }], []],
		});
		expect(status).toBe('error');
		expect(error?.message).toBe('This item is not a supplier [item 1]');
		expect(error?.description).toContain('SAP S/4HANA > Supplier > Fetch');
	});

	it('stops when the run does not know the System ID of SAP', async () => {
		const { error } = await runNode({
			node: 'sapToProcore',
			parameters: { resource: 'vendor', operation: 'match', run: asJson(run({ system: '' })) },
			inputs: [[asJson(supplier())], []],
		});
		expect(error?.context?.reason).toBe('system_unavailable');
	});
});

it('an operation that the node does not know is a message, not a crash', async () => {
	const { error } = await runNode({ node: 'sapToProcore', parameters: { resource: 'vendor', operation: 'merge' } });
	expect(error?.message).toContain('does not know the operation');
});

it('every operation of every resource can be chosen, and has named inputs and outputs', async () => {
	const { description } = await builtNode('sapToProcore');
	const chosen = description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			options.flatMap((option) =>
				(displayOptions?.show?.resource ?? []).map(
					(resource) => `${String(resource)}.${'value' in option ? String(option.value) : ''}`,
				),
			),
		);
	expect(chosen.length).toBeGreaterThan(10);
	for (const operation of chosen) {
		expect(description.inputs).toContain(`"${operation}":[`);
		expect(description.outputs).toContain(`"${operation}":[`);
	}
});

it('SAP to Procore > Run > Describe puts out what the editor shows, whatever it was given', async () => {
	const failure = { execution: { id: '7', error: { message: 'Stopped' } }, workflow: { name: 'Sync' } };
	const row = { run_id: 'r', status: 'partial', customer: 'acme', mode: 'delta', summary: 'Nothing', counts: '' };
	const { outputs } = await runNode({
		node: 'sapToProcore',
		parameters: { resource: 'run', operation: 'describe' },
		inputs: [[failure, row, { hello: 'world' }]],
	});
	const items = jsonOf(outputs[0]);
	expect(items).toHaveLength(3);
	for (const item of items) expect(typesOf(item)).toEqual(shownTypes('run/describe'));
});
