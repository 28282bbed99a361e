import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pages } from './support/pages.ts';
import { World } from './support/scenarioWorld.ts';

const codesTable = 'sap_procore_cost_codes';

/** What each account assignment on a page waits for: `WBS element …` → `3 documents 1,200.00 USD`. */
function waitingOn(html: string): Map<string, string> {
	const entries = html.split('<div class="entry">').slice(1);
	return new Map(
		entries.map((entry) => {
			const [, keys = ''] = /<strong>([^<]*)<\/strong>/.exec(entry) ?? [];
			const [, waits = ''] = /· (\d+ documents? [^·<]*|nothing waits now|what waits is not known)/.exec(entry) ?? [];
			return [keys, waits];
		}),
	);
}

describe('the page Mapping after a run', () => {
	it('says of the tables alone what waits for each cost code, to the cent as SAP has it', async () => {
		const world = await World.start({ name: 'mapping', dataset: 'tour', limits: false });
		const pages = new Pages(world.engine);
		const { tables } = world.engine;
		// Somebody has filled only a part of the map.
		tables.edit(codesTable, ({ id }) => id % 3 === 0, { cost_code: '' });
		await world.sync({});
		world.later();
		await world.sync({});
		const requests = () => world.simulators.sap.traffic.entries('sap').length;
		const before = requests();
		const onRecord = await pages.open({ page: 'mapping' });
		assert.equal(requests(), before, 'SAP is not asked');
		const asSap = await pages.open({ page: 'mapping', sap: 'read' });
		assert.ok(requests() > before);
		const [recorded, read] = [waitingOn(onRecord), waitingOn(asSap)];
		const waiting = [...recorded].filter(([, waits]) => waits !== 'nothing waits now');
		assert.ok(waiting.length > 5, JSON.stringify([...recorded]));
		// SAP also has orders that do not wait yet, such as those in release, and a page shows a hundred.
		const compared = waiting.filter(([keys]) => read.has(keys));
		assert.ok(compared.length > waiting.length / 2);
		const differing = compared.filter(([keys, waits]) => read.get(keys) !== waits);
		assert.deepEqual(
			differing.map(([keys, waits]) => [keys, waits, read.get(keys)]),
			[],
		);
		assert.match(onRecord, /Amounts as runs have recorded them, the last at /);
	});
});
