import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSimulators } from '../../demo/simulators/index.ts';
import { credentialsFor } from '../../demo/playground/playground.ts';
import { World } from './support/world.ts';

describe('trouble that lasts for one run', () => {
	let world: World;
	let watermark: unknown;
	const laneException = async () => (await world.rows('sap_procore_exceptions')).find(({ sap_key }) => sap_key === '');
	const calls = (run: Awaited<ReturnType<World['sync']>>, system: string, part: string) =>
		run.traffic.filter((entry) => entry.system === system && entry.url.includes(part)).length;

	before(async () => {
		world = await World.start({ name: 'trouble', dataset: 'tour' });
	});
	after(async () => {
		await world.close();
	});

	it('both credentials can be tested before their first use, and each wrong value is noticed', async (t) => {
		// Of their own, because wrong values make requests that no run ever makes.
		const simulators = await startSimulators({ dataset: 'tour' });
		t.after(async () => {
			await simulators.close();
		});
		const [sap, procore] = credentialsFor(simulators);
		assert.ok(sap && procore);
		const test = async (credential: typeof sap, data: Record<string, unknown> = {}) => {
			const tried = { ...credential, data: { ...credential.data, ...data } };
			return (await world.n8n.rest.testCredential(tried)).status;
		};
		assert.deepEqual([await test(sap), await test(procore)], ['OK', 'OK']);
		assert.equal(await test(sap, { apiUrl: `${simulators.sap.url}/` }), 'OK');
		assert.equal(await test(sap, { tokenUrl: `${simulators.sap.url}/sap/bc/sec/oauth2/token` }), 'OK');
		assert.equal(await test(sap, { clientSecret: 'wrong' }), 'Error');
		simulators.sap.simulator.change({ do: 'unlock' });
		assert.equal(await test(sap, { apiUrl: 'http://127.0.0.1:1' }), 'Error');
		assert.equal(await test(sap, { tokenUrl: `${simulators.sap.url}/nowhere` }), 'Error');
		assert.equal(await test(procore, { clientSecret: 'wrong' }), 'Error');
		assert.equal(await test(procore, { companyId: '1' }), 'Error');
		assert.equal(await test(procore, { companyId: '' }), 'Error');
	});

	it('Procore answers 503 all along: nothing is decided without its vendors, nothing is created', async () => {
		const vendors = JSON.stringify(world.vendors());
		world.simulators.procore.faults.add({ kind: 'status', status: 503, path: '/rest/', times: 'always' });
		const run = await world.sync();
		world.simulators.procore.faults.remove();
		assert.equal(run.status, 'failed');
		assert.equal(JSON.stringify(world.vendors()), vendors);
		assert.equal(await world.watermark(), '');
		const exception = await laneException();
		assert.deepEqual([exception?.status, exception?.reason], ['open', 'system_unavailable']);
		assert.match(String(exception?.message), /Vendors could not be read/);
	});

	it('the next run catches up and resolves it', async () => {
		const run = await world.sync();
		assert.deepEqual([run.status, run.outcomes.supplier?.synced], ['success', 53]);
		assert.equal((await laneException())?.status, 'resolved');
		watermark = await world.watermark();
		assert.notEqual(watermark, '');
	});

	it('SAP breaks every connection: the run says so, and the watermark stays', async () => {
		world.simulators.sap.faults.add({ kind: 'drop-before', path: '/sap/opu/', times: 'always' });
		const run = await world.sync();
		world.simulators.sap.faults.remove();
		assert.deepEqual([run.status, run.calls.procore.writes], ['failed', 0]);
		assert.equal(await world.watermark(), watermark);
		const exception = await laneException();
		assert.deepEqual([exception?.status, exception?.reason], ['open', 'system_unavailable']);
		assert.match(String(exception?.message), /SAP S\/4HANA could not be reached/);
	});

	it('a wrong SAP secret: one token request in the whole run, and words that say what to do', async () => {
		world.simulators.sap.simulator.change({ do: 'rotate-secret', secret: 'another-secret' });
		world.simulators.sap.simulator.change({ do: 'revoke-tokens' });
		const run = await world.sync();
		assert.equal(calls(run, 'sap', '/oauth2/token'), 1);
		assert.deepEqual([run.status, await world.watermark()], ['failed', watermark]);
		const exception = await laneException();
		assert.equal(exception?.reason, 'credential_rejected');
		assert.match(String(exception?.advice), /save: n8n then tests them/);
	});

	it('the secret is repaired: the next run reads from the old watermark and resolves it', async () => {
		world.simulators.sap.simulator.change({ do: 'rotate-secret', secret: 'demo-sap-secret' });
		const supplier = world.simulators.dataset.cases.chinese?.supplier;
		world.simulators.sap.simulator.change({ do: 'edit-supplier', supplier, name: '上海建工' });
		const run = await world.sync();
		assert.deepEqual([run.status, run.outcomes.supplier?.synced], ['success', 1]);
		assert.equal((await laneException())?.status, 'resolved');
		assert.notEqual(await world.watermark(), watermark);
	});

	it('a vendor that Procore refuses becomes an exception of its own; the others go on', async () => {
		await world.n8n.rest.tables.insert('sap_procore_values', [
			{ customer: 'main', kind: 'region', sap_value: 'DE/09', procore_value: 'ZZ', note: '' },
		]);
		const bad = world.simulators.dataset.cases.regionNotIso?.supplier ?? '';
		const good = world.simulators.dataset.cases.umlaut?.supplier ?? '';
		world.simulators.sap.simulator.change({ do: 'edit-supplier', supplier: good, name: 'Schönbau AG' });
		const run = await world.sync({ mode: 'backfill' });
		assert.equal(run.status, 'success');
		assert.equal(world.vendorOf(good)?.name, 'Schönbau AG');
		const exceptions = await world.rows('sap_procore_exceptions');
		const exception = exceptions.find(({ sap_key }) => sap_key === bad);
		assert.deepEqual([exception?.status, exception?.reason], ['open', 'procore_rejected']);
		assert.match(String(exception?.message), /state/i);
	});

	it('the value is corrected: the next run that reads the supplier resolves it', async () => {
		const bad = world.simulators.dataset.cases.regionNotIso?.supplier ?? '';
		const conditions = [{ columnName: 'sap_value', condition: 'eq' as const, value: 'DE/09' }];
		await world.n8n.rest.tables.update('sap_procore_values', conditions, { procore_value: 'BY' });
		await world.sync({ mode: 'backfill' });
		assert.equal(world.vendorOf(bad)?.state_code, 'BY');
		const exceptions = await world.rows('sap_procore_exceptions');
		assert.equal(exceptions.find(({ sap_key }) => sap_key === bad)?.status, 'resolved');
	});

	it('the quota is used up for longer than Maximum Wait: the rest goes on in a later run by itself', async () => {
		const suppliers = ['umlaut', 'apostrophe'].map((name) => world.simulators.dataset.cases[name]?.supplier ?? '');
		for (const supplier of suppliers)
			world.simulators.sap.simulator.change({ do: 'edit-supplier', supplier, name: `Later ${supplier}` });
		world.simulators.procore.simulator.change({ do: 'set-limits', spikeLimit: 2 });
		const run = await world.sync({ maximumWaitSeconds: 1 });
		world.simulators.procore.simulator.change({ do: 'set-limits', spikeLimit: 25 });
		assert.deepEqual([run.outcomes.supplier?.waiting, run.calls.procore.writes], [2, 0]);
		// The limit fell in the middle of a window: that the first call finds out.
		assert.ok(run.calls.procore.rejected <= 1);
		const waiting = (await world.rows('sap_procore_exceptions')).filter(({ reason }) => reason === 'rate_limited');
		assert.deepEqual(
			waiting.map(({ status }) => status),
			['open', 'open'],
		);
		const due = Math.max(...waiting.map(({ next_attempt_at }) => Date.parse(String(next_attempt_at))));
		assert.ok(due - Date.now() < 15_000, 'it waits as long as Procore says, not longer');
		await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - Date.now()) + 100));
		const next = await world.sync();
		assert.equal(next.outcomes.supplier?.synced, 2);
		assert.deepEqual(
			suppliers.map((supplier) => world.vendorOf(supplier)?.name),
			suppliers.map((supplier) => `Later ${supplier}`),
		);
	});

	it('a SAP service that is not activated names the communication scenario', async () => {
		world.simulators.sap.simulator.change({ do: 'set-service', service: 'API_BUSINESS_PARTNER', active: false });
		const run = await world.sync();
		world.simulators.sap.simulator.change({ do: 'set-service', service: 'API_BUSINESS_PARTNER', active: true });
		assert.equal(run.status, 'failed');
		const audit = await world.lastAudit();
		assert.deepEqual(
			audit.map(({ reason }) => reason),
			['service_not_available'],
		);
		assert.match(String((await laneException())?.advice), /SAP_COM_0008/);
	});

	it('no secret and no token stands in any table or in what n8n keeps of the runs', async () => {
		const kept = [];
		for (const { name } of await world.n8n.rest.tables.list()) kept.push(await world.rows(name));
		for (const { id } of await world.n8n.rest.executions.list()) kept.push(await world.n8n.rest.executions.get(id));
		const text = JSON.stringify(kept);
		for (const secret of ['demo-sap-secret', 'another-secret', 'demo-procore-secret', 'Bearer '])
			assert.ok(!text.includes(secret), secret);
	});
});
