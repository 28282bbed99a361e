import { entities } from '../../../nodes/shared/entities';
import { lanes } from '../../../templates/sync/lanes.ts';
import { syncTemplate } from '../../../templates/sync/index.ts';
import { boxesWhenCollapsed, crossings, groupViolations, overlaps, workingNodes } from '../../support/canvas.ts';
import { template } from '../../support/templates.ts';

const { text, workflow, node, outputs } = template('sap-procore-sync');
const canvas = workflow as unknown as Parameters<typeof crossings>[0];
const next = (name: string, output = 0) => outputs(name)[output]?.map(({ node: to, index }) => [to, index]) ?? [];
const triggers = ['Every hour', 'Run now', 'When called'];

describe('the sync template', () => {
	it('is what its lanes make: npm run workflows', () => {
		expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(syncTemplate())));
	});

	it('has at most 48 nodes, none of them for plumbing', () => {
		expect(workingNodes(canvas).length).toBeLessThanOrEqual(48);
		expect(workingNodes(canvas).filter(({ type }) => /dataTable|\.code$|\.if$|\.merge$|\.set$/i.test(type))).toEqual(
			[],
		);
	});

	it('opens as at most 15 boxes, in groups that n8n takes', () => {
		expect(groupViolations(canvas)).toEqual([]);
		expect(boxesWhenCollapsed(canvas)).toBeLessThanOrEqual(15);
	});

	it('has at most 40 nodes and 13 boxes without the lanes for the budget and for invoices, which are off at first', () => {
		const optional = new Set(
			canvas.nodeGroups
				?.filter(({ name }) => /^(Budget|Supplier invoices)$/.test(name))
				.flatMap(({ nodeIds }) => nodeIds),
		);
		expect(optional.size).toBe(8);
		expect(workingNodes(canvas).length - optional.size).toBeLessThanOrEqual(40);
		expect(boxesWhenCollapsed(canvas) - 2).toBeLessThanOrEqual(13);
	});

	it('has no crossing wires and no node on another', () => {
		expect(crossings(canvas)).toEqual([]);
		expect(overlaps(canvas)).toEqual([]);
	});

	it('has a lane for each entity, in their order', () => {
		expect(lanes.map(({ entity }) => entity)).toEqual(entities);
	});

	it('begins the same way whoever starts it, and waits for nobody from outside', () => {
		for (const trigger of triggers) expect(next(trigger)).toEqual([['Get SAP clock', 0]]);
		expect(workflow.nodes.filter(({ type }) => /webhook|formTrigger|respond/i.test(type))).toEqual([]);
	});

	it("writes nothing at anybody's first click", () => {
		expect(node('Start').parameters.mode).toBe('preview');
	});

	it('runs every hour, whatever the time zone', () => {
		expect(node('Every hour').parameters.rule).toEqual({ interval: [{ field: 'hours' }] });
	});

	it('ends as an error only after everything else', () => {
		expect([next('Finish', 0), next('Finish', 1), next('Finish', 2)]).toEqual([
			[],
			[['New exceptions', 0]],
			[['Trouble', 0]],
		]);
		expect(node('Trouble').position[1]).toBeGreaterThan(node('New exceptions').position[1]);
	});
});

describe.each(lanes.map((lane) => [lane.title, lane] as const))('the lane %s', (title, lane) => {
	const group = canvas.nodeGroups?.find(({ name }) => name === title);
	const names = group?.nodeIds.map((id) => workflow.nodes.find((each) => each.id === id)?.name ?? '') ?? [];
	const fetch = names[0] ?? '';

	it('goes on whatever fails and however little there is to do', () => {
		for (const name of names)
			expect([name, node(name)]).toMatchObject([name, { onError: 'continueRegularOutput', alwaysOutputData: true }]);
	});

	it('reads once for all items, and never cuts what is mapped, written or recorded to one item', () => {
		const once = names.filter((name) => node(name).executeOnce);
		expect(once).toEqual(names.filter((name) => /^(Fetch|Get) /.test(name)));
	});

	it('records what was fetched, past all that stands in between', () => {
		expect(next(fetch)).toContainEqual([lane.record, 1]);
		expect(node(lane.record).parameters).toMatchObject({
			resource: 'outcome',
			operation: 'record',
			entity: lane.entity,
		});
	});

	it('has the wire from Fetch to Map on top, where a person adds a step', () => {
		const map = names.find((name) => /^(Match|Map) /.test(name));
		expect(next(fetch).at(-1)).toEqual([map, 0]);
	});

	it('begins and ends at one node', () => {
		const outside = Object.keys(workflow.connections).filter((from) => !names.includes(from));
		const entered = outside.flatMap((from) => next(from).filter(([to]) => names.includes(String(to))));
		expect(new Set(entered.map(([to]) => to))).toEqual(new Set([fetch]));
		const left = names.flatMap((from) => next(from).flatMap(([to]) => (names.includes(String(to)) ? [] : [from])));
		expect(left).toEqual([lane.record]);
	});
});
