import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { template } from '../../support/templates.ts';

const documented = ['operations.md', 'audit.md']
	.map((page) => readFileSync(join(__dirname, '..', '..', '..', 'docs', page), 'utf8'))
	.filter((page) => page.includes('*Settings > Timezone*'))
	.join();
const names = readdirSync(join(__dirname, '..', '..', '..', 'workflows')).map((file) => file.replace(/\.json$/, ''));

describe.each(names)('%s', (name) => {
	const { text, workflow } = template(name);

	it('has unique ids and names, and every connection ends at a node', () => {
		const names = workflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(names.length);
		const ends = Object.entries(workflow.connections).flatMap(([from, { main = [], ai_tool = [] }]) => [
			from,
			...[...main, ...ai_tool].flat().map(({ node: to }) => to),
		]);
		expect(ends.filter((name) => !names.includes(name))).toEqual([]);
	});

	it('keeps at most one of the triggers that the editor allows only once: the others would be dropped on import', () => {
		expect(workflow.nodes.filter(({ type }) => type.endsWith('.manualTrigger')).length).toBeLessThan(2);
	});

	test('import-from-file-drops-settings: no schedule says or means a time zone that the import leaves out', () => {
		const schedules = workflow.nodes.filter(({ type }) => type.endsWith('.scheduleTrigger'));
		for (const { name: called, parameters } of schedules) {
			expect(called).not.toMatch(/UTC/);
			const { rule } = parameters as { rule: { interval: Array<{ field: string; triggerAtDayOfMonth?: number }> } };
			// Every hour is the same in any time zone; a day of the month is named in the docs with how to set the zone.
			for (const interval of rule.interval)
				expect(interval.field === 'hours' || documented.includes(`*${called}*`)).toBe(true);
		}
	});

	it('has one source for each input of a node with several: n8n would run the node once for each source', () => {
		const sources = new Map<string, string[]>();
		for (const [from, { main = [] }] of Object.entries(workflow.connections))
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

	it('carries no secret, no address and no id of an instance', () => {
		expect(text).not.toMatch(/secret|https?:\/\/(?!schema)|instanceId|password/i);
	});

	it('names nothing by expression that it does not have', () => {
		const all = workflow.nodes.map((each) => each.name);
		const named = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, other]) => other ?? '');
		expect(named.filter((other) => !all.includes(other))).toEqual([]);
	});

	it('lets nobody in from outside without a credential', () => {
		const doors = workflow.nodes.filter(({ type }) => /\.(webhook|formTrigger|mcpTrigger)$/.test(type));
		for (const door of doors) {
			expect(door.parameters.authentication).toMatch(/^(headerAuth|basicAuth|bearerAuth)$/);
			expect(Object.keys(door.credentials ?? {})).toHaveLength(1);
		}
	});
});
