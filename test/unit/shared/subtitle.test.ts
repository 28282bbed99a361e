import { Workflow, type INodeParameters, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { ProcoreTrigger } from '../../../nodes/Procore/ProcoreTrigger.node';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { SapToProcore } from '../../../nodes/SapToProcore/SapToProcore.node';

/** The subtitle as n8n evaluates it. */
function shown(type: INodeType, parameters: INodeParameters): unknown {
	const node = {
		...{ id: '1', name: 'Node', type: 'type', typeVersion: 1, position: [0, 0] as [number, number] },
		parameters,
	};
	const types = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: types });
	return workflow.expression.getSimpleParameterValue(node, type.description.subtitle, 'internal', {});
}

const operationsOf = ({ properties }: INodeTypeDescription) =>
	properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			(displayOptions?.show?.resource ?? []).flatMap((resource) =>
				options.map((option) => [String(resource), 'value' in option ? String(option.value) : ''] as const),
			),
		);

describe.each([new Procore(), new SapS4Hana(), new SapToProcore()])('subtitles of $description.displayName', (type) => {
	it('are words for every operation, each another one', () => {
		const all = operationsOf(type.description).map(([resource, operation]) => shown(type, { resource, operation }));
		expect(all.length).toBeGreaterThan(15);
		for (const text of all) expect(text).toMatch(/^[A-Z][a-z]+( [A-Za-z/0-9]+)+$/);
		expect(new Set(all).size).toBe(all.length);
	});

	it('of an operation that this version does not know are its name', () => {
		const [[resource = ''] = []] = operationsOf(type.description);
		expect(shown(type, { resource, operation: 'paint' })).toBe('paint');
	});
});

it('say what a lane does', () => {
	expect(shown(new Procore(), { resource: 'purchaseOrderContract', operation: 'upsertMany' })).toBe(
		'Upsert many purchase order contracts',
	);
});

it('of a trigger are its events in the words of the list, and those that the list does not have', () => {
	const events = ['Purchase Order Contracts: update', 'Sub Jobs: create'];
	expect(shown(new ProcoreTrigger(), { events })).toBe('Purchase Order Contract Updated, Sub Jobs: create');
});
