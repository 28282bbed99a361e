import { rowAt, WorkflowBuilder } from '../../../templates/builder.ts';
import { boxesWhenCollapsed, crossings, groupViolations, overlaps, type Canvas } from '../../support/canvas.ts';

const at = rowAt(0);
const head = { id: 'x', name: 'X', description: '', settings: {} };

/** Four nodes in a row, of which the last three may be put into a group. */
function row(): WorkflowBuilder {
	const w = new WorkflowBuilder();
	for (const [column, name] of ['Trigger', 'Fetch', 'Map', 'Record'].entries())
		w.add({
			name,
			type: column === 0 ? 'n8n-nodes-base.manualTrigger' : 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: at(column),
			parameters: {},
		});
	w.chain('Trigger', 'Fetch', 'Map', 'Record');
	return w;
}
const built = (w: WorkflowBuilder) => w.build(head) as Canvas;

describe('groups of a template', () => {
	it('are taken by n8n when they are entered at the first node and left at the last', () => {
		const w = row();
		w.connect('Fetch', 'Record', { input: 1 });
		w.group('Lane', ['Fetch', 'Map', 'Record'], 'What it does');
		const canvas = built(w);
		expect(groupViolations(canvas)).toEqual([]);
		expect(canvas.nodeGroups).toMatchObject([{ name: 'Lane', description: 'What it does' }]);
		expect(boxesWhenCollapsed(canvas)).toBe(2);
	});

	it('a trigger inside is refused', () => {
		const w = row();
		w.group('Lane', ['Trigger', 'Fetch']);
		expect(groupViolations(built(w))).toEqual([expect.stringMatching(/cannot contain trigger nodes: Trigger/)]);
	});

	it('a wire from outside into its middle is refused', () => {
		const w = row();
		w.connect('Trigger', 'Map');
		w.group('Lane', ['Fetch', 'Map', 'Record']);
		expect(groupViolations(built(w))).toHaveLength(1);
	});

	it('a node that is not there, or a description that n8n would cut, does not get as far as n8n', () => {
		expect(() => row().group('Lane', ['Fetch', 'Mapp'])).toThrow('"Mapp", which is not a node');
		expect(() => row().group('Lane', ['Fetch'], 'x'.repeat(146))).toThrow('longer than 145 characters');
	});

	it('a template without groups has no key for them', () => {
		expect(built(row())).not.toHaveProperty('nodeGroups');
	});
});

describe('what a person sees', () => {
	it('wires that cross are named, wires that meet in a node or lie on one line are not', () => {
		const w = row();
		w.connect('Fetch', 'Record', { input: 1 });
		expect(crossings(built(w))).toEqual([]);
		for (const [name, column, below] of [
			['Above', 2, -1],
			['Below', 3, 1],
		] as const)
			w.add({ name, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: at(column, below), parameters: {} });
		w.connect('Above', 'Below');
		expect(crossings(built(w))).toEqual(['Fetch → Record crosses Above → Below', 'Map → Record crosses Above → Below']);
	});

	it('nodes that cover each other are named', () => {
		const w = row();
		w.add({ name: 'Late', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [600, 40], parameters: {} });
		expect(overlaps(built(w))).toEqual(['Fetch covers Late']);
	});
});
