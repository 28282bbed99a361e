import type { IDataObject } from 'n8n-workflow';
import { outcome } from '../../nodes/shared/model';
import { desiredVendor } from '../support/examples.ts';
import { failed, jsonOf, World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

const desired = (n: number, more: object = {}) => desiredVendor(n, more);
const many = (count: number, more: object = {}) =>
	Array.from({ length: count }, (_, index) => desired(index + 1, more));
const writes = () => world.calls('procore').filter(({ method }) => method !== 'GET');
const syncs = () => world.calls('procore', 'PATCH', '/vendors/sync');
const rowsOf = (index: number) => (syncs()[index]?.body as { updates: unknown[] } | undefined)?.updates.length;
const byOrigin = (originId: string) => world.vendors().filter((vendor) => vendor.origin_id === originId);
/** Suppliers of SAP and vendors of Procore through Match: desired vendors that know what was observed. */
async function matched() {
	const suppliers = jsonOf(
		(await world.sap({ resource: 'supplier', operation: 'getAll', returnAll: true })).outputs[0],
	);
	const read = {
		resource: 'vendor',
		operation: 'getAll',
		returnAll: true,
		simplify: false,
		filters: { status: 'All' },
	};
	const vendors = jsonOf((await world.procore(read)).outputs[0]);
	return await world.desiredVendors(suppliers, vendors);
}

describe('what is read and what is sent', () => {
	it('items that do not say what Procore holds: all vendors are read once, in two lists', async () => {
		await world.upsert(many(5));
		const reads = world.calls('procore', 'GET');
		expect(reads.map(({ url }) => url.split('?')[0])).toEqual([
			'/rest/v1.0/vendors',
			'/rest/v1.0/companies/4242/vendors/inactive',
		]);
		expect(syncs()).toHaveLength(1);
	});

	it('items that say so: nothing is read', async () => {
		const { outputs } = await world.upsert(many(5, { observed: null }));
		expect(outputs[0]).toHaveLength(5);
		expect(world.calls('procore')).toHaveLength(1);
	});

	it('a dry run: every outcome is planned, nothing is written, Procore is as it was', async () => {
		const before = world.simulators.procore.simulator.state();
		const snapshot = JSON.stringify({ ...(before as object), tokensIssued: 0 });
		const items = await matched();
		const { outputs } = await world.upsert(items, { dryRun: true });
		expect(new Set(jsonOf(outputs[0]).map(({ status }) => status))).toEqual(new Set(['planned']));
		expect(new Set(jsonOf(outputs[0]).map(({ action }) => action))).toEqual(new Set(['create', 'link']));
		expect(outputs[0]).toHaveLength(items.length);
		expect(writes()).toEqual([]);
		expect(JSON.stringify({ ...(world.simulators.procore.simulator.state() as object), tokensIssued: 0 })).toBe(
			snapshot,
		);
	});

	it('2,500 vendors: three calls; the second run writes nothing', async () => {
		const items = many(2500, { observed: null });
		const first = await world.upsert(items);
		expect(jsonOf(first.outputs[0]).map(({ sapKey, status }) => `${String(sapKey)} ${String(status)}`)).toEqual(
			items.map(({ code }) => `${code} synced`),
		);
		expect([0, 1, 2].map(rowsOf)).toEqual([1000, 1000, 500]);
		expect(syncs()).toHaveLength(3);
		world.forgetCalls();
		const second = await world.upsert(many(2500));
		expect(new Set(jsonOf(second.outputs[0]).map(({ status }) => status))).toEqual(new Set(['unchanged']));
		expect(second.outputs[0]).toHaveLength(2500);
		expect(writes()).toEqual([]);
	});

	it('no items, and n8n’s empty items: nothing is asked, nothing comes out', async () => {
		for (const items of [[], [{}], [{}, {}]]) {
			const { status, outputs } = await world.upsert(items);
			expect(status).toBe('success');
			expect(outputs.flat()).toEqual([]);
		}
		expect(world.simulators.procore.traffic.entries('procore')).toEqual([]);
		const { outputs } = await world.upsert([{}, desired(1), {}]);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.sapKey, pairedItem])).toEqual([['1', { item: 1 }]]);
	});
});

describe('what is never touched', () => {
	it('a vendor with the origin ID of another integration: held, not written', async () => {
		world.changeProcore({
			do: 'add-vendor',
			vendor: { id: 500, name: 'Vendor 1', origin_id: 'other-erp:77', notes: 'theirs' },
		});
		const before = JSON.stringify(world.vendor(500));
		const items = [
			desired(1, { observed: { id: 500, name: 'Vendor 1', origin_id: 'other-erp:77', notes: 'theirs' } }),
			desired(2, { observed: null }),
		];
		const { outputs } = await world.upsert(items);
		expect(jsonOf(outputs[0]).map(({ sapKey, status, reason }) => [sapKey, status, reason])).toEqual([
			['1', 'held', 'foreign_origin_id'],
			['2', 'synced', ''],
		]);
		expect(jsonOf(outputs[0])[0]?.message).toContain('other-erp:77');
		expect(JSON.stringify(world.vendor(500))).toBe(before);
	});

	it('what a person noted: their text stays, and one managed line comes and changes', async () => {
		const notes = 'Ask for Maria.\nNever on Fridays.';
		world.changeProcore({ do: 'add-vendor', vendor: { id: 500, name: 'Vendor 1', notes } });
		await world.upsert([
			desired(1, { paymentTerms: 'NET30', observed: { id: 500, name: 'Vendor 1', origin_id: null, notes } }),
		]);
		expect(world.vendor(500)).toMatchObject({
			origin_id: 'sap:S4P:supplier:1',
			notes: `${notes}\nSAP payment terms: NET30`,
		});
		const { outputs } = await world.upsert([desired(1, { paymentTerms: 'NET60' })]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ action: 'update', status: 'synced' });
		expect(world.vendor(500)?.notes).toBe(`${notes}\nSAP payment terms: NET60`);
		expect(byOrigin('sap:S4P:supplier:1')).toHaveLength(1);
	});

	it('what a person noted, where the item does not bring the notes along: they are read first, once', async () => {
		const notes = 'Ask for Maria.';
		world.changeProcore({ do: 'add-vendor', vendor: { id: 500, name: 'Vendor 1', notes } });
		const item = desired(1, { paymentTerms: 'NET30', observed: { id: 500, name: 'Vendor 1', origin_id: null } });
		const planned = await world.upsert([item], { dryRun: true });
		expect(jsonOf(planned.outputs[0])[0]).toMatchObject({
			status: 'planned',
			detail: { remarks: [expect.stringContaining('were not read')] },
		});
		expect(world.calls('procore')).toEqual([]);
		const { outputs } = await world.upsert([item]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ action: 'link', status: 'synced', detail: { remarks: [] } });
		expect(world.calls('procore').map(({ method, url }) => `${method} ${url.split('?')[0]}`)).toEqual([
			'GET /rest/v1.0/vendors/500',
			'PATCH /rest/v1.0/vendors/sync',
		]);
		expect(world.vendor(500)?.notes).toBe(`${notes}\nSAP payment terms: NET30`);
		world.forgetCalls();
		const { id, name, origin_id, origin_data } = world.vendor(500) ?? {};
		const again = await world.upsert([{ ...item, observed: { id, name, origin_id, origin_data } }]);
		expect(jsonOf(again.outputs[0])[0]).toMatchObject({ status: 'unchanged' });
		expect(world.calls('procore')).toEqual([]);
	});

	it('a vendor that somebody edited in Procore, while SAP has not changed', async () => {
		await world.upsert([desired(1, { city: 'Ulm', paymentTerms: 'NET30' })]);
		const id = byOrigin('sap:S4P:supplier:1')[0]?.id ?? 0;
		world.changeProcore({ do: 'edit-vendor', id, set: { city: 'Bonn', business_phone: '+49 1', notes: 'by hand' } });
		world.forgetCalls();
		const { outputs } = await world.upsert([desired(1, { city: 'Ulm', paymentTerms: 'NET30' })]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ status: 'unchanged', action: 'none' });
		expect(writes()).toEqual([]);
		expect(world.vendor(id)).toMatchObject({ city: 'Bonn', notes: 'by hand' });
	});

	it('a value of Procore where SAP has none', async () => {
		world.changeProcore({
			do: 'add-vendor',
			vendor: { id: 500, name: 'Vendor 1', city: 'Bonn', email_address: 'a@b.example' },
		});
		await world.upsert([
			desired(1, { city: '', email: '', observed: { id: 500, name: 'Vendor 1', city: 'Bonn', notes: null } }),
		]);
		expect(world.vendor(500)).toMatchObject({
			city: 'Bonn',
			email_address: 'a@b.example',
			origin_id: 'sap:S4P:supplier:1',
		});
	});
});

describe('a vendor that moves to another country', () => {
	it('with a region that is not an ISO code: the old state goes with the old country, and the next run changes nothing', async () => {
		await world.upsert([desired(1, { country: 'US', region: 'TX' })]);
		const { outputs } = await world.upsert([desired(1, { country: 'DE', region: '' })]);
		expect(outputs[1]).toEqual([]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			action: 'update',
			status: 'synced',
			detail: { fields: ['country_code', 'state_code'] },
		});
		const [held] = byOrigin('sap:S4P:supplier:1');
		expect(held?.country_code).toBe('DE');
		expect(held?.state_code || null).toBeNull();
		world.forgetCalls();
		const again = await world.upsert([desired(1, { country: 'DE', region: '' })]);
		expect(jsonOf(again.outputs[0])[0]).toMatchObject({ status: 'unchanged' });
		expect(writes()).toEqual([]);
	});
});

describe('from SAP to Procore, and again', () => {
	it('links, creates and notes once; the second run decides on no change and writes nothing', async () => {
		const items = await matched();
		const first = await world.upsert(items);
		expect(first.outputs[1]).toEqual([]);
		const actions = jsonOf(first.outputs[0]).map(({ action }) => action);
		expect(new Set(actions)).toEqual(new Set(['create', 'link']));
		const linked = items.filter(({ observed }) => observed !== null);
		for (const { originId, observed } of linked) {
			const { notes } = observed as unknown as { notes: string | null };
			const [held, ...others] = byOrigin(String(originId));
			expect(others).toEqual([]);
			expect(held?.notes?.startsWith(notes ?? '')).toBe(true);
			expect(held?.notes?.match(/SAP payment terms: /g)).toHaveLength(1);
		}
		world.forgetCalls();
		const again = await world.upsert(await matched());
		expect(new Set(jsonOf(again.outputs[0]).map(({ status }) => status))).toEqual(new Set(['unchanged']));
		expect(writes()).toEqual([]);
	});

	it('an item that is no vendor, and another one for the same vendor: they alone fail', async () => {
		const { outputs } = await world.upsert([desired(1), { hello: 'world' }, desired(1, { city: 'Ulm' }), desired(2)]);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.sapKey, pairedItem])).toEqual([
			['1', { item: 0 }],
			['2', { item: 3 }],
		]);
		expect(outputs[1]?.map((item) => [item.pairedItem, failed(item).details.reason, failed(item).error])).toEqual([
			[
				{ item: 1 },
				'invalid_item',
				expect.stringMatching(/^This item is not a desired vendor: originId: .*\[item 1\]$/),
			],
			[{ item: 2 }, 'duplicate_item', expect.stringContaining('sap:S4P:supplier:1 [item 2]')],
		]);
		expect(byOrigin('sap:S4P:supplier:1')).toHaveLength(1);
	});
});

describe('the stream of a lane', () => {
	const held = outcome({
		...{ entity: 'supplier', sapKey: '77', action: 'none', status: 'held' },
		...{ reason: 'ambiguous_vendor_name', message: 'Several' },
	});
	const laneFailure = { error: 'SAP is down', details: { reason: 'system_unavailable', entity: 'supplier' } };

	it('outcomes and failed items of earlier nodes pass through in their places; a vendor fed twice counts once', async () => {
		const items: IDataObject[] = [held, desired(1), laneFailure, {}, desired(1), desired(2)];
		const { outputs } = await world.upsert(items, {}, { onError: 'continueRegularOutput' });
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.sapKey ?? json.error, json.status, pairedItem])).toEqual([
			['77', 'held', { item: 0 }],
			['1', 'synced', { item: 1 }],
			['SAP is down', undefined, { item: 2 }],
			['2', 'synced', { item: 5 }],
		]);
		expect(outputs[0]?.[0]?.json).toEqual(held);
		expect(outputs[0]?.[2]?.json).toEqual(laneFailure);
	});

	it('with an error output, n8n sends failed items of earlier nodes there', async () => {
		const { outputs } = await world.upsert([held, laneFailure, desired(1)]);
		expect(outputs.map((items) => jsonOf(items).map(({ sapKey, error }) => sapKey ?? error))).toEqual([
			['77', '1'],
			['SAP is down'],
		]);
	});

	it('outcomes are put out when the node cannot write at all, beside one failed item of the lane', async () => {
		const { outputs } = await world.upsert([held, desired(1), desired(2)], { run: '{"runId":1}' });
		expect(jsonOf(outputs[0])).toEqual([held]);
		expect(outputs[1]?.map((item) => [item.pairedItem, failed(item).details])).toEqual([
			[{ item: 1 }, expect.objectContaining({ reason: 'configuration_invalid', entity: 'supplier' })],
		]);
		expect(world.calls('procore')).toEqual([]);
	});
});

describe('rows that Procore refuses inside a 200', () => {
	const bad = (n: number) => desired(n, { country: 'US', region: 'ZZ', observed: null });
	const good = (n: number) => desired(n, { country: 'US', region: 'TX', observed: null });
	const items = () => [good(1), bad(2), good(3), bad(4), good(5)];

	it('they alone go to the error output, in order and with their items; the others are written', async () => {
		const { outputs } = await world.upsert(items());
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.sapKey, json.status, pairedItem])).toEqual([
			['1', 'synced', { item: 0 }],
			['3', 'synced', { item: 2 }],
			['5', 'synced', { item: 4 }],
		]);
		expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }]);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'state_code: Invalid State Code for Country [item 1]',
			details: {
				sapKey: '2',
				originId: 'sap:S4P:supplier:2',
				status: 'failed',
				reason: 'procore_rejected',
				detail: { advice: expect.stringContaining('map it in sap_procore_values') as string },
			},
		});
		expect(syncs()).toHaveLength(1);
		expect([1, 2, 3, 4, 5].map((n) => byOrigin(`sap:S4P:supplier:${n}`).length)).toEqual([1, 0, 1, 0, 1]);
	});

	it('without Continue On Fail the node stops and names the first, and the rest is written nevertheless', async () => {
		const { status, error, outputs } = await world.upsert(items(), {}, {});
		expect(status).toBe('error');
		expect(outputs).toEqual([]);
		expect(error).toMatchObject({
			message: 'state_code: Invalid State Code for Country [item 1]',
			description: expect.stringMatching(/supplier 2\. 2 items have failed in all\. .*of 5, 3 went through/) as string,
			context: { itemIndex: 1 },
		});
		expect([1, 2, 3, 4, 5].map((n) => byOrigin(`sap:S4P:supplier:${n}`).length)).toEqual([1, 0, 1, 0, 1]);
	});

	it('as regular output (Continue): one list in the order of the input', async () => {
		const { outputs } = await world.upsert(items(), {}, { onError: 'continueRegularOutput' });
		expect(outputs).toHaveLength(1);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
	});

	it('mixed with held, unchanged and planned ones: order and items stay, only failed ones are errors', async () => {
		await world.upsert([desired(1)]);
		const foreign = { id: 9001, name: 'X', origin_id: 'other:1', notes: null };
		const held = (n: number) => desired(n, { observed: foreign });
		const mixed: IDataObject[] = [held(7), desired(1), { wrong: true }, good(3), {}, bad(4)];
		const { outputs } = await world.upsert(mixed);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.status, pairedItem])).toEqual([
			['held', { item: 0 }],
			['unchanged', { item: 1 }],
			['synced', { item: 3 }],
		]);
		expect(outputs[1]?.map((item) => [failed(item).details.reason, item.pairedItem])).toEqual([
			['invalid_item', { item: 2 }],
			['procore_rejected', { item: 5 }],
		]);
	});
});
