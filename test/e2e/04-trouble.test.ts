import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSimulators } from '../../simulators/index.ts';
import { credentialsFor } from '../../demo/credentials.ts';
import { check } from './support/checker.ts';
import { syncOnce } from '../../demo/syncRun.ts';
import { orderLanes } from '../support/lanes.ts';
import { until, World } from './support/world.ts';

describe('trouble that lasts for one run', () => {
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
			[{ apiUrl: host }, /has to be a whole address, such as https:/],
			[{ apiUrl: `${simulators.procore.url}/x` }, /does not lead to Procore's API/],
			[{ loginUrl: host }, /Invalid URL/],
		];
		for (const [data, words] of wrong) assert.match(await told(procore, data), words);
	});

	it('Procore answers 503 all along: nothing is decided without it, no lane counts as read', async () => {
		const state = JSON.stringify(procoreState(world));
		world.simulators.procore.faults.add({ kind: 'status', status: 503, path: '/rest/', times: 'always' });
		const run = await world.syncOrders();
		world.simulators.procore.faults.remove();
		assert.deepEqual([run.status, run.calls.procore.writes], ['failed', 0]);
		assert.equal(withoutTokens(procoreState(world)), withoutTokens(JSON.parse(state) as object));
		const troubles = await laneTroubles();
		for (const lane of orderLanes.split(', ')) {
			assert.equal(await world.watermark(lane), '', lane);
			const [reason, message] = troubles[lane] ?? [];
			assert.equal(reason, 'system_unavailable', lane);
			assert.match(String(message), /Procore is not available \(status 503\)/, lane);
		}
	});

	it('the next run catches up and resolves it', async () => {
		const run = await world.syncOrders();
		assert.deepEqual([run.status, run.outcomes.supplier?.synced], ['success', 53]);
		assert.deepEqual(await laneTroubles(), {});
		await check(world);
		watermark = await world.watermark();
		assert.notEqual(watermark, '');
	});

	it('SAP breaks every connection: one exception says so, Procore is not asked in vain, watermarks stay', async () => {
		const orders = await world.watermark('purchase_order');
		world.simulators.sap.faults.add({ kind: 'drop-before', path: '/sap/opu/', times: 'always' });
		const run = await world.syncOrders();
		world.simulators.sap.faults.remove();
		assert.deepEqual([run.status, run.calls.procore.total], ['failed', 0]);
		assert.equal(await world.watermark(), watermark);
		assert.equal(await world.watermark('purchase_order'), orders);
		await check(world);
		const troubles = Object.values(await laneTroubles());
		assert.deepEqual(
			troubles.map(([reason]) => reason),
			['system_unavailable'],
		);
		assert.match(String(troubles[0]?.[1]), /SAP S\/4HANA could not be reached/);
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

	it('a vendor that Procore refuses becomes an exception of its own; the others go on', async () => {
		await world.n8n.rest.tables.insert('sap_procore_values', [
			{ customer: 'main', kind: 'region', sap_value: 'DE/09', procore_value: 'ZZ', note: '' },
		]);
		const bad = world.simulators.dataset.cases.regionNotIso?.supplier ?? '';
		const good = world.simulators.dataset.cases.umlaut?.supplier ?? '';
		world.simulators.sap.simulator.change({ do: 'edit-supplier', supplier: good, name: 'Schönbau AG' });
		const run = await world.syncOrders({ mode: 'backfill' });
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
		await world.syncOrders({ mode: 'backfill' });
		assert.equal(world.vendorOf(bad)?.state_code, 'BY');
		const exceptions = await world.rows('sap_procore_exceptions');
		assert.equal(exceptions.find(({ sap_key }) => sap_key === bad)?.status, 'resolved');
		await check(world);
	});

	it('the quota is used up for longer than Maximum Wait: the rest goes on in a later run by itself', async () => {
		const suppliers = ['umlaut', 'apostrophe'].map((name) => world.simulators.dataset.cases[name]?.supplier ?? '');
		for (const supplier of suppliers) world.changeSap({ do: 'edit-supplier', supplier, name: `Later ${supplier}` });
		// Projects, vendors and inactive vendors are read, and the quota of ten seconds is gone.
		world.changeProcore({ do: 'set-limits', limits: true, spikeLimit: 3 });
		const run = await world.syncOrders({ maximumWait: 1 });
		world.changeProcore({ do: 'set-limits', limits: false });
		assert.deepEqual([run.outcomes.supplier?.waiting, run.calls.procore.writes], [2, 0]);
		await check(world, { settled: false });
		assert.equal(run.calls.procore.rejected, 0);
		const rows = (await world.rows('sap_procore_exceptions')).filter(({ reason }) => reason === 'rate_limited');
		assert.ok(rows.every(({ status }) => status === 'open'));
		const waiting = rows.filter(({ entity }) => entity === 'supplier');
		assert.deepEqual(waiting.map(({ sap_key }) => sap_key).sort(), suppliers.sort());
		const due = Math.max(...rows.map(({ next_attempt_at }) => Date.parse(String(next_attempt_at))));
		assert.ok(due - Date.now() < 15_000, 'it waits as long as Procore says, not longer');
		await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - Date.now()) + 100));
		const next = await world.syncOrders();
		assert.equal(next.outcomes.supplier?.synced, 2);
		await check(world);
		assert.deepEqual(
			suppliers.map((supplier) => world.vendorOf(supplier)?.name),
			suppliers.map((supplier) => `Later ${supplier}`),
		);
		assert.deepEqual(
			(await world.rows('sap_procore_exceptions')).filter(
				({ reason, status }) => reason === 'rate_limited' && status !== 'resolved',
			),
			[],
		);
	});

	it('a SAP service that is not activated names the communication scenario; the other lanes go on without it', async () => {
		const setService = (service: string, active: boolean) => {
			world.simulators.sap.simulator.change({ do: 'set-service', service, active });
		};
		setService('API_BUSINESS_PARTNER', false);
		const run = await world.syncOrders();
		setService('API_BUSINESS_PARTNER', true);
		assert.deepEqual([run.status, run.calls.procore.writes], ['partial', 0]);
		const lanes = await laneTroubles();
		assert.deepEqual(
			Object.entries(lanes).map(([lane, [reason]]) => [lane, reason]),
			[['supplier', 'service_not_available']],
		);
		const open = await world.openExceptions('');
		assert.match(String(open.find(({ entity }) => entity === 'supplier')?.advice), /SAP_COM_0008/);
	});

	it('orders cannot be read: suppliers go on without them, and the watermark of the orders stays', async () => {
		const before = await world.watermark('purchase_order');
		const supplier = world.simulators.dataset.cases.ampersand?.supplier ?? '';
		world.changeSap({ do: 'edit-supplier', supplier, name: 'Smith & Sons' });
		const setOrders = (active: boolean) => {
			world.simulators.sap.simulator.change({ do: 'set-service', service: 'API_PURCHASEORDER_2', active });
		};
		setOrders(false);
		const run = await world.syncOrders();
		setOrders(true);
		assert.deepEqual([run.status, world.vendorOf(supplier)?.name], ['partial', 'Smith & Sons']);
		assert.equal(await world.watermark('purchase_order'), before);
		const open = await world.openExceptions('');
		assert.deepEqual(
			open.map(({ entity, reason }) => [entity, reason]),
			[['purchase_order', 'service_not_available']],
		);
		assert.match(String(open[0]?.advice), /SAP_COM_0053/);
		await world.syncOrders();
		assert.deepEqual(await laneTroubles(), {});
		assert.notEqual(await world.watermark('purchase_order'), before);
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

const procoreState = (world: World) => world.simulators.procore.simulator.state() as object;

/** The state without what changes by being asked. */
function withoutTokens(state: object): string {
	return JSON.stringify({ ...state, tokensIssued: undefined });
}
