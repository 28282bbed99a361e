import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

	it('leads every output to error of a node that has one', () => {
		const ports: Record<string, number> = { 'Fetch suppliers': 1, 'Match suppliers': 3, 'Upsert vendors': 1 };
		const withErrorOutput = workflow.nodes
			.filter(({ onError }) => onError === 'continueErrorOutput')
			.map(({ name }) => name);
		expect(withErrorOutput.sort()).toEqual(Object.keys(ports).sort());
		for (const [name, port] of Object.entries(ports)) expect(outputs(name)[port]?.[0]?.node).toBe('Collect outcomes');
	});

	it("never lets n8n repeat a node of ours as a whole: repeating is the node's own business", () => {
		expect(workflow.nodes.filter(({ retryOnFail }) => retryOnFail)).toEqual([]);
	});

	it('stores outcomes before the watermark moves: n8n works branches off from top to bottom', () => {
		expect(outputs('Record outcomes').flatMap(([first]) => first?.node ?? [])).toEqual([
			'Write audit rows',
			'Update exceptions',
			'Move watermark',
		]);
		expect(y('Write audit rows')).toBeLessThan(y('Update exceptions'));
		expect(y('Update exceptions')).toBeLessThan(y('Move watermark'));
	});

	it('never cuts the inputs of a node with several inputs to one item', () => {
		for (const name of ['Match suppliers', 'Collect outcomes', 'Record outcomes'])
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
