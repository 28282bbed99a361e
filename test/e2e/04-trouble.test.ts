import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSimulators } from '../../simulators/index.ts';
import { credentialsFor } from '../../demo/credentials.ts';
import { check } from './support/checker.ts';
import { syncOnce } from '../../demo/syncRun.ts';
import { orderLanes } from '../support/lanes.ts';
import { until, World } from './support/world.ts';

/** Log-ons, leases and what n8n keeps; other trouble is in `test/engine/trouble.test.ts`. */
describe('trouble that only a real n8n shows', () => {
	let world: World;
	let watermark: unknown;
	/** The exceptions of lanes as a whole: entity, reason and message. */
	const laneTroubles = async (): Promise<Record<string, string[]>> => {
		const open = await world.openExceptions('');
		return Object.fromEntries(
			open.map(({ entity, reason, message }) => [String(entity), [String(reason), String(message)]]),
		);
	};
	const calls = (run: Awaited<ReturnType<World['sync']>>, system: string, part: string) =>
		run.traffic.filter((entry) => entry.system === system && entry.url.includes(part)).length;

	before(async () => {
		world = await World.start({ name: 'trouble', dataset: 'tour', limits: false });
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
		const tried = async (credential: typeof sap, data: Record<string, unknown> = {}) =>
			await world.n8n.rest.testCredential({ ...credential, data: { ...credential.data, ...data } });
		const test = async (...given: Parameters<typeof tried>) => (await tried(...given)).status;
		/** What people read of a credential that does not work. */
		const told = async (...given: Parameters<typeof tried>) => {
			const { status, message } = await tried(...given);
			assert.equal(status, 'Error');
			return message;
		};
		assert.deepEqual([await test(sap), await test(procore)], ['OK', 'OK']);
		assert.equal(await test(sap, { apiUrl: `${simulators.sap.url}/` }), 'OK');
		assert.equal(await test(sap, { tokenUrl: `${simulators.sap.url}/sap/bc/sec/oauth2/token` }), 'OK');
		assert.equal(await test(sap, { clientSecret: 'wrong' }), 'Error');
		simulators.sap.simulator.change({ do: 'unlock' });
		assert.equal(await test(sap, { apiUrl: 'http://127.0.0.1:1' }), 'Error');
		assert.equal(await test(sap, { tokenUrl: `${simulators.sap.url}/nowhere` }), 'Error');
		const host = simulators.procore.url.replace('http://', '');
		const wrong: Array<[Record<string, unknown>, RegExp]> = [
			[{ clientSecret: 'wrong' }, /Client authentication failed/],
			[{ companyId: '1' }, /does not let this app into the company. Check the Company ID/],
			[{ companyId: '' }, /does not take this Company ID/],
			[{ apiUrl: '' }, /has to be a whole address, such as https:/],
			[{ apiUrl: `${simulators.procore.url}/x` }, /does not lead to Procore's API/],
			// By https, which the simulator does not speak: that an address without a scheme is one, n8n would not say.
			[{ apiUrl: host }, /EPROTO/],
			[{ loginUrl: host }, /EPROTO/],
			[{ loginUrl: 'procore' }, /incorrect host/],
			[{ loginUrl: '' }, /incorrect host/],
		];
		for (const [data, words] of wrong) assert.match(await told(procore, data), words);
	});

	it('the credential of SAP says what is wrong with an address, a service or a log-on page', async (t) => {
		const simulators = await startSimulators({ dataset: 'tour' });
		t.after(async () => {
			await simulators.close();
		});
		const [sap] = credentialsFor(simulators);
		assert.ok(sap);
		const token = { tokenUrl: `${simulators.sap.url}/sap/bc/sec/oauth2/token` };
		const told = async (data: Record<string, unknown>) =>
			(await world.n8n.rest.testCredential({ ...sap, data: { ...sap.data, ...token, ...data } })).message;
		assert.match(await told({ apiUrl: '', tokenUrl: '' }), /incorrect host/);
		assert.match(await told({ apiUrl: simulators.procore.url }), /does not lead to SAP's OData services/);
		const answers = (fault: object) => {
			simulators.sap.faults.remove();
			simulators.sap.faults.add({ kind: 'status', path: '/API_BUSINESS_PARTNER/', times: 'always', ...fault });
		};
		const html = { headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><title>Log on</title>' };
		answers({ status: 200, ...html });
		assert.match(await told({}), /a log-on page instead of data\. In the public cloud, .* -api/);
		answers({ status: 302, headers: { location: `${simulators.procore.url}/saml2` } });
		assert.match(await told({}), /a log-on page instead of data/);
		answers({ status: 403, ...html });
		assert.match(await told({}), /communication arrangement for SAP_COM_0008/);
		answers({ status: 401, ...html });
		assert.match(await told({}), /user is not locked/);
	});

	it('a first run brings everything', async () => {
		assert.equal((await world.syncOrders()).status, 'success');
		await check(world);
		watermark = await world.watermark();
		assert.notEqual(watermark, '');
	});

	it('a wrong SAP secret: one token request in the whole run, and words that say what to do', async () => {
		world.simulators.sap.simulator.change({ do: 'rotate-secret', secret: 'another-secret' });
		world.simulators.sap.simulator.change({ do: 'revoke-tokens' });
		const run = await world.syncOrders();
		assert.equal(calls(run, 'sap', '/oauth2/token'), 1);
		assert.deepEqual([run.status, run.calls.procore.total], ['failed', 0]);
		assert.equal(await world.watermark(), watermark);
		const [exception, ...others] = await world.openExceptions('');
		assert.deepEqual([exception?.reason, others], ['credential_rejected', []]);
		assert.match(String(exception?.advice), /save: n8n then tests them/);
	});

	it('the secret is repaired: the next run reads from the old watermark and resolves it', async () => {
		world.simulators.sap.simulator.change({ do: 'rotate-secret', secret: 'demo-sap-secret' });
		const supplier = world.simulators.dataset.cases.chinese?.supplier;
		world.changeSap({ do: 'edit-supplier', supplier, name: '上海建工' });
		const run = await world.syncOrders();
		assert.deepEqual([run.status, run.outcomes.supplier?.synced], ['success', 1]);
		assert.deepEqual(await laneTroubles(), {});
		assert.notEqual(await world.watermark(), watermark);
		await check(world);
	});

	it('a second run is refused while one is under way, and says who holds the lease', async () => {
		const writes = () => world.simulators.procore.traffic.entries('procore').length;
		world.simulators.sap.faults.add({ kind: 'latency', ms: 4_000, path: '/PurchaseOrder\\?' });
		await world.configure({ lanes: orderLanes });
		const first = await world.startSync();
		await until('the first run reads orders', () => world.simulators.sap.faults.list().some(({ hits }) => hits > 0));
		const [before, rows] = [writes(), await world.rows('sap_procore_runs')];
		const second = await syncOnce(world.playground);
		assert.equal(second.execution.status, 'error');
		assert.match(
			String(second.execution.data.resultData.error?.message),
			new RegExp(`Another run of customer main is under way: execution ${first} since .+, until .+ at the latest`),
		);
		assert.equal(writes(), before, 'it has asked Procore for nothing');
		assert.equal((await world.rows('sap_procore_runs')).length, rows.length, 'and it is no run');
		await world.n8n.rest.executions.wait(first);
		world.simulators.sap.faults.remove();
		assert.equal((await world.rows('sap_procore_runs')).at(-1)?.status, 'success');
		assert.equal((await world.syncOrders()).status, 'success', 'the lease is free again');
		await check(world);
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
