import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { check } from '../e2e/support/checker.ts';
import { orderLanes } from '../support/lanes.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

describe('trouble that lasts for one run', () => {
	let world: World;

	before(async () => {
		world = await World.start({ name: 'trouble', dataset: 'tour', limits: false });
	});

	/** The exceptions of lanes as a whole: reason, message and advice by entity. */
	const laneTroubles = async () =>
		Object.fromEntries(
			(await world.openExceptions('')).map(({ entity, reason, message, advice }) => [
				String(entity),
				{ reason: String(reason), message: String(message), advice: String(advice) },
			]),
		);
	/** A run while a service of SAP is not activated. */
	async function without(service: string): Promise<ScenarioRun> {
		const setService = (active: boolean) => {
			world.simulators.sap.simulator.change({ do: 'set-service', service, active });
		};
		setService(false);
		const run = await world.syncOrders();
		setService(true);
		return run;
	}
	const procoreState = () => {
		const state = world.simulators.procore.simulator.state() as object;
		// Being asked for a token is no change.
		return JSON.stringify({ ...state, tokensIssued: undefined });
	};

	it('Procore answers 503 all along: nothing is decided without it, no lane counts as read', async () => {
		const state = procoreState();
		world.simulators.procore.faults.add({ kind: 'status', status: 503, path: '/rest/', times: 'always' });
		const run = await world.syncOrders();
		world.simulators.procore.faults.remove();
		assert.deepEqual([run.status, run.calls.procore.writes], ['failed', 0]);
		assert.equal(procoreState(), state);
		const troubles = await laneTroubles();
		for (const lane of orderLanes.split(', ')) {
			assert.equal(await world.watermark(lane), '', lane);
			assert.equal(troubles[lane]?.reason, 'system_unavailable', lane);
			assert.match(String(troubles[lane]?.message), /Procore is not available \(status 503\)/, lane);
		}
	});

	it('the next run catches up and resolves it', async () => {
		const run = await world.syncOrders();
		assert.deepEqual([run.status, run.outcomes.supplier?.synced], ['success', 53]);
		assert.deepEqual(await laneTroubles(), {});
		await check(world);
		assert.notEqual(await world.watermark(), '');
	});

	it('SAP breaks every connection: one exception says so, Procore is not asked in vain, watermarks stay', async () => {
		const watermarks = [await world.watermark(), await world.watermark('purchase_order')];
		world.simulators.sap.faults.add({ kind: 'drop-before', path: '/sap/opu/', times: 'always' });
		const run = await world.syncOrders();
		world.simulators.sap.faults.remove();
		assert.deepEqual([run.status, run.calls.procore.total], ['failed', 0]);
		assert.deepEqual([await world.watermark(), await world.watermark('purchase_order')], watermarks);
		await check(world);
		const [trouble, ...others] = Object.values(await laneTroubles());
		assert.deepEqual([trouble?.reason, others], ['system_unavailable', []]);
		assert.match(String(trouble?.message), /SAP S\/4HANA could not be reached/);
		await world.syncOrders();
		assert.deepEqual(await laneTroubles(), {});
	});

	it('a vendor that Procore refuses becomes an exception of its own; the others go on', async () => {
		world.addRows('sap_procore_values', [
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
		world.editRows('sap_procore_values', { sap_value: 'DE/09' }, { procore_value: 'BY' });
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
		const limited = async () =>
			(await world.rows('sap_procore_exceptions')).filter(
				({ reason, status }) => reason === 'rate_limited' && status !== 'resolved',
			);
		const waiting = (await limited()).filter(({ entity }) => entity === 'supplier');
		assert.deepEqual(waiting.map(({ sap_key }) => sap_key).sort(), suppliers.sort());
		const due = Math.max(...(await limited()).map(({ next_attempt_at }) => Date.parse(String(next_attempt_at))));
		const now = world.simulators.sap.simulator.clock.now();
		assert.ok(due - now < 15_000, 'it waits as long as Procore says, not longer');
		world.until(due + 100);
		const next = await world.syncOrders();
		assert.equal(next.outcomes.supplier?.synced, 2);
		await check(world);
		assert.deepEqual(
			suppliers.map((supplier) => world.vendorOf(supplier)?.name),
			suppliers.map((supplier) => `Later ${supplier}`),
		);
		assert.deepEqual(await limited(), []);
	});

	it('a SAP service that is not activated names the communication scenario; the other lanes go on without it', async () => {
		const run = await without('API_BUSINESS_PARTNER');
		assert.deepEqual([run.status, run.calls.procore.writes], ['partial', 0]);
		const troubles = await laneTroubles();
		assert.deepEqual(
			Object.entries(troubles).map(([lane, { reason }]) => [lane, reason]),
			[['supplier', 'service_not_available']],
		);
		assert.match(String(troubles.supplier?.advice), /SAP_COM_0008/);
	});

	it('orders cannot be read: suppliers go on without them, and the watermark of the orders stays', async () => {
		const watermark = await world.watermark('purchase_order');
		const supplier = world.simulators.dataset.cases.ampersand?.supplier ?? '';
		world.changeSap({ do: 'edit-supplier', supplier, name: 'Smith & Sons' });
		const run = await without('API_PURCHASEORDER_2');
		assert.deepEqual([run.status, world.vendorOf(supplier)?.name], ['partial', 'Smith & Sons']);
		assert.equal(await world.watermark('purchase_order'), watermark);
		const troubles = await laneTroubles();
		assert.deepEqual(
			Object.entries(troubles).map(([lane, { reason }]) => [lane, reason]),
			[['purchase_order', 'service_not_available']],
		);
		assert.match(String(troubles.purchase_order?.advice), /SAP_COM_0053/);
		await world.syncOrders();
		assert.deepEqual(await laneTroubles(), {});
		assert.notEqual(await world.watermark('purchase_order'), watermark);
		await check(world);
	});
});
