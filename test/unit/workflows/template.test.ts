import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncTemplate } from '../../../demo/workflows/sync/index.ts';
import { outcome } from '../../../nodes/shared/model';
import { finishRun } from '../../../nodes/SapToProcore/rules/run/finish';
import { record } from '../../../nodes/SapToProcore/rules/record';
import { decisions } from '../../../nodes/SapToProcore/rules/vendor/decisions';
import { decisionRowsToFill } from '../../../nodes/SapToProcore/rules/vendor/decisionsToFill';
import { plan, recordInput } from '../../support/examples.ts';

interface Node {
	id: string;
	name: string;
	type: string;
	position: [number, number];
	parameters: Record<string, unknown> & { tableName?: string; columns?: { column?: Array<{ name: string }> } };
	credentials?: Record<string, { id: string; name: string }>;
	onError?: string;
	retryOnFail?: boolean;
	executeOnce?: boolean;
}
type Links = Array<Array<{ node: string; index: number }>>;

const text = readFileSync(join(__dirname, '..', '..', '..', 'workflows', 'sap-procore-sync.json'), 'utf8');
const workflow = JSON.parse(text) as { nodes: Node[]; connections: Record<string, { main: Links }>; settings: object };
const node = (name: string) => {
	const found = workflow.nodes.find((each) => each.name === name);
	if (!found) throw new Error(`The template has no node ${name}`);
	return found;
};
const outputs = (name: string): Links => workflow.connections[name]?.main ?? [];
const y = (name: string) => node(name).position[1];

describe('template workflow', () => {
	it('has unique ids and names, and every connection ends at a node', () => {
		const names = workflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(names.length);
		const ends = Object.entries(workflow.connections).flatMap(([from, { main }]) => [
			from,
			...main.flat().map(({ node: to }) => to),
		]);
		expect(ends.filter((name) => !names.includes(name))).toEqual([]);
	});

	it('keeps at most one of the triggers that the editor allows only once: the others would be dropped on import', () => {
		expect(workflow.nodes.filter(({ type }) => type.endsWith('.manualTrigger'))).toHaveLength(1);
	});

	it('is what its lanes make: npm run workflows', () => {
		expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(syncTemplate())));
	});

	it('leads the output to error of each node that has one to where outcomes are collected', () => {
		const withErrorOutput = workflow.nodes.filter(({ onError }) => onError === 'continueErrorOutput');
		expect(withErrorOutput.length).toBeGreaterThan(4);
		for (const { name } of withErrorOutput) expect(outputs(name).at(-1)?.[0]?.node).toMatch(/^Collect /);
	});

	it('has one source for each input of a node with several: n8n would run the node once for each source', () => {
		const sources = new Map<string, string[]>();
		for (const [from, { main }] of Object.entries(workflow.connections))
			for (const { node: to, index } of main.flat()) {
				const key = `${to} ${index}`;
				sources.set(key, [...(sources.get(key) ?? []), from]);
			}
		const inputs = new Map<string, number>();
		for (const key of sources.keys()) {
			const to = key.replace(/ \d+$/, '');
			inputs.set(to, (inputs.get(to) ?? 0) + 1);
		}
		const several = [...sources].filter(([key, from]) => {
			return from.length > 1 && (inputs.get(key.replace(/ \d+$/, '')) ?? 0) > 1;
		});
		expect(several).toEqual([]);
	});

	it("never lets n8n repeat a node of ours as a whole: repeating is the node's own business", () => {
		expect(workflow.nodes.filter(({ retryOnFail }) => retryOnFail)).toEqual([]);
	});

	it('stores outcomes before the watermark moves: n8n works branches off from top to bottom', () => {
		expect(outputs('Record outcomes').flatMap(([first]) => first?.node ?? [])).toEqual([
			...['Write audit rows', 'Write allocations', 'Note contracts', 'Update exceptions', 'Move watermark'],
		]);
		const order = outputs('Record outcomes').map(([first]) => y(first?.node ?? ''));
		expect(order).toEqual([...order].sort((a, b) => a - b));
	});

	it('never cuts the inputs of a node with several inputs to one item', () => {
		for (const name of ['Match suppliers', 'Map orders', 'Collect vendors', 'All outcomes', 'Record outcomes'])
			expect(node(name).executeOnce).toBeUndefined();
	});

	it('names its tables so that none is part of the name of another: n8n finds a table by a part of its name', () => {
		const tables = workflow.nodes.flatMap(({ parameters }) => parameters.tableName ?? []);
		for (const one of tables) expect(tables.filter((other) => other.includes(one))).toEqual([one]);
	});

	it('carries no secret, no address and no id of an instance', () => {
		expect(text).not.toMatch(/secret|https?:\/\/(?!schema)|instanceId|password/i);
	});

	const columns = (table: string) =>
		workflow.nodes
			.find(({ parameters }) => parameters.tableName === table)
			?.parameters.columns?.column?.map(({ name }) => name)
			.sort();
	const recorded = record(
		recordInput({
			outcomes: [
				outcome({ entity: 'supplier', sapKey: '1', action: 'none', status: 'held', reason: 'ambiguous_vendor_name' }),
			],
		}),
	);

	it.each<[string, object | undefined]>([
		['sap_procore_audit', recorded.audit[0]?.row],
		['sap_procore_exceptions', recorded.exceptions[0]?.row],
		['sap_procore_runs', finishRun(plan(), '', '2026-10-01T06:00:00.000Z')],
		[
			'sap_procore_vendors',
			decisionRowsToFill(
				'acme',
				[outcome({ entity: 'supplier', sapKey: '1', action: 'none', status: 'held', reason: 'ambiguous_vendor_name' })],
				decisions([]),
			)[0]?.row,
		],
	])('%s has exactly the columns of the rows that are written to it', (table, row) => {
		expect(Object.keys(row ?? {}).sort()).toEqual(columns(table));
	});
});
