import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { divergence, losses } from './checks/convergence.ts';
import { needlessWrites } from './checks/run.ts';
import { noMarks } from './model/event.ts';
import { copyOf, SyncWorld } from './support/syncWorld.ts';

/** Approved contracts, requisitions and costs that change after a first run has gone well. */
async function changed(): Promise<SyncWorld> {
	const world = new SyncWorld();
	const first = await world.run();
	assert.deepEqual([first.status, ...first.problems], ['success']);
	for (const [index, { header }] of copyOf('tiny').sap.orders.entries())
		world.sap({ do: 'set-price', order: header.PurchaseOrder, item: '10', price: `${String(50 + index)}.55` });
	world.engine.later();
	return world;
}

const scenarios: Array<[what: string, prepare: () => Promise<SyncWorld>]> = [
	['the first run', async () => await Promise.resolve(new SyncWorld())],
	['a run in which every order changed', changed],
];

/** Places of the writes among the requests to Procore, the first one is 1; log-ons count, as they do for a kill. */
async function writesOf(prepare: () => Promise<SyncWorld>): Promise<Array<{ nth: number; request: string }>> {
	const world = await prepare();
	const run = await world.run();
	assert.equal(run.status, 'success');
	const requests = run.traffic.filter(({ system }) => system === 'procore');
	return requests.flatMap(({ method, url }, index) =>
		method === 'GET' || url.includes('/oauth')
			? []
			: [{ nth: index + 1, request: `${method} ${url.split('?')[0] ?? ''}` }],
	);
}

describe('n8n is killed at each write of a run: the next runs bring the rest, nothing twice', () => {
	for (const [what, prepare] of scenarios)
		it(`${what}: after each write, before it is answered; and before the first one`, async (t) => {
			const writes = await writesOf(prepare);
			assert.ok(writes.length >= 8, `only ${String(writes.length)} writes`);
			// Killed before a write, Procore is as it was after the one before.
			const moments: Array<[when: 'before' | 'after', nth: number, request: string]> = [
				...writes.slice(0, 1).map(({ nth, request }) => ['before', nth, request] as [when: 'before', number, string]),
				...writes.map(({ nth, request }) => ['after', nth, request] as [when: 'after', number, string]),
			];
			for (const [when, nth, request] of moments) {
				const told = `killed ${when} ${request}`;
				const world = await prepare();
				const killed = await world.run({ kill: { at: 'procore', nth, when } });
				assert.deepEqual([killed.status, ...killed.problems], ['killed'], told);
				world.engine.later(25 * 60);
				const next = await world.run();
				assert.deepEqual([next.status, ...next.problems], ['success'], told);
				// A requisition may wait for its contract, which an interrupted run has left for the next one.
				world.engine.later(25 * 60);
				assert.deepEqual((await world.run()).problems, [], told);
				assert.deepEqual(
					[...losses(world.engine, noMarks()), ...divergence(world.engine, noMarks())],
					[],
					`${told}: ${world.exceptions().join('; ')}`,
				);
				world.engine.later(61);
				assert.deepEqual(needlessWrites(await world.run()), [], told);
			}
			t.diagnostic(`killed at ${String(moments.length)} moments`);
		});
});
