import assert from 'node:assert/strict';
import { it } from 'node:test';
import { randomFor } from '../../simulators/data/random.ts';
import { startSimulators } from '../../simulators/index.ts';
import { World } from '../e2e/support/world.ts';
import { startBadProxy } from './support/badProxy.ts';
import { recovered } from './support/drill.ts';

for (const seed of [1, 2, 3])
	it(`a proxy before SAP and Procore delays, loses, doubles and cuts off requests at random (${String(seed)})`, async (test) => {
		const simulators = await startSimulators({ dataset: 'tour', procoreEmpty: true, limits: false });
		const { sap, procore } = simulators;
		const proxies = await Promise.all(
			[sap, procore].map(async ({ url, port }) => await startBadProxy(url, randomFor('line', seed, port))),
		);
		const [beforeSap, beforeProcore] = proxies;
		const world = await World.startBeside(
			{
				...simulators,
				sap: { ...sap, url: beforeSap?.url ?? '' },
				procore: { ...procore, url: beforeProcore?.url ?? '' },
			},
			`line-${String(seed)}`,
			{ oneClock: true },
		);
		try {
			for (let run = 0; run < 3; run++) {
				const { status } = await world.press();
				test.diagnostic(`run ${String(run + 1)}: ${status}`);
				world.later(61);
			}
			test.diagnostic(JSON.stringify(proxies.map(({ counts }) => counts)));
			for (const { counts } of proxies) assert.ok(Object.keys(counts).length > 0);
			for (const proxy of proxies) proxy.mend();
			test.diagnostic(`runs to recover: ${String(await recovered(world))}`);
		} finally {
			await world.close();
			await Promise.all(
				proxies.map(async (proxy) => {
					await proxy.close();
				}),
			);
		}
	});
