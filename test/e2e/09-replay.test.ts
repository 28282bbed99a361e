import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Row } from '../../tools/n8n/tables.ts';
import { outcomesOf } from '../../demo/syncRun.ts';
import { differences } from './support/contracts.ts';
import { orderLanes } from '../support/lanes.ts';
import { World } from './support/world.ts';

describe('replay by webhook and form', () => {
	let world: World;
	let bad = '';
	const runs = async () => await world.rows('sap_procore_runs');
	/** What came of the lanes that a replay is about; the roster is refreshed in every run. */
	const told = (run: Row | undefined) => String(run?.summary).replace(/^Projects: \d+ unchanged\. /, '');
	const exception = async (sapKey: string) =>
		(await world.rows('sap_procore_exceptions')).find(({ sap_key }) => sap_key === sapKey);
	const writes = () =>
		world.simulators.procore.traffic
			.entries('procore')
			.filter(({ method, url }) => method !== 'GET' && !url.includes('/oauth/')).length;

	before(async () => {
		world = await World.start({ name: 'replay', dataset: 'tour', limits: false, settings: { lanes: orderLanes } });
		bad = world.simulators.dataset.cases.regionNotIso?.supplier ?? '';
		await world.n8n.rest.tables.insert('sap_procore_values', [
			{ customer: 'main', kind: 'region', sap_value: 'DE/09', procore_value: 'ZZ', note: '' },
		]);
		assert.equal((await world.syncOrders()).status, 'success');
		assert.deepEqual([(await exception(bad))?.status, (await exception(bad))?.reason], ['open', 'procore_rejected']);
	});
	after(async () => {
		await world.close();
	});

	it('without the header, or with a wrong one, it is refused and starts nothing', async () => {
		const before = (await world.n8n.rest.executions.list()).length;
		const { header } = world.playground.access.webhook;
		for (const headers of [{}, { [header]: '' }, { [header]: 'wrong' }])
			assert.equal((await world.askReplay({}, headers)).status, 403);
		assert.equal((await world.n8n.rest.executions.list()).length, before);
	});

	it('what cannot be meant is refused with the field that is wrong, and is no run', async () => {
		const before = (await runs()).length;
		for (const [body, field] of [
			[{ entity: 'vendor' }, 'entity'],
			[{ entity: 7 }, 'entity'],
			[{ key: ['4500000001'] }, 'key'],
			[{ key: 'x'.repeat(61) }, 'key'],
			[{ key: '45\n01' }, 'key'],
			[{ entitty: 'supplier' }, 'entitty'],
			[[], 'body'],
		] as const) {
			const { status, text } = await world.askReplay(body);
			assert.deepEqual([status, (JSON.parse(text) as { field?: string }).field], [400, field], text);
			assert.ok((JSON.parse(text) as { message: string }).message.includes(`"${field}"`), text);
		}
		const broken = await world.askReplay('{"entity":');
		assert.ok(broken.status >= 400 && broken.status < 500, String(broken.status));
		assert.equal((await runs()).length, before);
	});

	it('one document, before it is due: it is read afresh, goes through, and its exception is resolved', async () => {
		const conditions = [{ columnName: 'sap_value', condition: 'eq' as const, value: 'DE/09' }];
		await world.n8n.rest.tables.update('sap_procore_values', conditions, { procore_value: 'BY' });
		const { status, execution, text } = await world.askReplay({ entity: 'supplier', key: bad });
		assert.equal(status, 202, text);
		assert.deepEqual((JSON.parse(text) as { replay: unknown }).replay, { entity: 'supplier', key: bad });
		assert.equal((await world.n8n.rest.executions.wait(execution ?? '')).status, 'success');
		const run = (await runs()).at(-1);
		assert.deepEqual([run?.mode, run?.status, told(run)], ['replay', 'success', 'Suppliers: 1 synced']);
		assert.equal(world.vendorOf(bad)?.state_code, 'BY');
		assert.equal((await exception(bad))?.status, 'resolved');
	});

	it('pressed three times at once: one starts, the others say who holds the lease, nothing is sent twice', async () => {
		world.simulators.sap.faults.add({ kind: 'latency', ms: 1_500, path: '/sap/opu/' });
		const [before, sent] = [(await runs()).length, writes()];
		const answers = await Promise.all(
			[1, 2, 3].map(async () => await world.askReplay({ entity: 'supplier', key: bad })),
		);
		world.simulators.sap.faults.remove();
		assert.deepEqual(
			answers.map(({ status }) => status).sort(),
			[202, 409, 409],
			answers.map(({ text }) => text).join(),
		);
		const started = answers.find(({ status }) => status === 202)?.execution ?? '';
		for (const { text } of answers.filter(({ status }) => status === 409))
			assert.match(text, new RegExp(`execution ${started} since [^,]+, until .+ at the latest`));
		await world.n8n.rest.executions.wait(started);
		assert.deepEqual([(await runs()).length, writes()], [before + 1, sent]);
		assert.equal(told((await runs()).at(-1)), 'Suppliers: 1 unchanged');
	});

	it('pressed three times one after the other: each runs, the first takes up what is due, the later ones write nothing', async () => {
		const open = async () =>
			(await world.rows('sap_procore_exceptions'))
				.filter(({ status }) => status === 'open')
				.map(({ entity, sap_key, project_id }) => [entity, sap_key, project_id].join(' '))
				.sort();
		const after = [];
		for (const press of [1, 2, 3]) {
			const { status, execution } = await world.askReplay();
			assert.equal(status, 202, `press ${String(press)}`);
			assert.equal((await world.n8n.rest.executions.wait(execution ?? '')).status, 'success');
			assert.equal((await runs()).at(-1)?.mode, 'replay');
			after.push({ writes: writes(), open: await open() });
		}
		assert.deepEqual(after[1], after[0]);
		assert.deepEqual(after[2], after[0]);
		assert.deepEqual(differences(world.simulators), []);
	});

	it('by the form, which lets in only who has the password', async () => {
		const page = `${world.n8n.url}/form/sap-procore/replay-form`;
		const { replay, pages } = world.playground.access;
		const basic = ({ user, password }: typeof replay) =>
			`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
		const authorization = basic(replay);
		assert.equal((await fetch(page)).status, 401);
		// Who reads the pages may not start runs by it.
		assert.ok([401, 403].includes((await fetch(page, { headers: { authorization: basic(pages) } })).status));
		const shown = await fetch(page, { headers: { authorization } });
		const html = await shown.text();
		assert.equal(shown.status, 200);
		for (const text of ['What to take up again', 'Everything that is due', 'Purchase orders', 'SAP number'])
			assert.ok(html.includes(text), text);
		const before = (await runs()).length;
		const submit = async (what: string, key: string, headers: Record<string, string> = { authorization }) => {
			const body = new FormData();
			body.append('field-0', what);
			body.append('field-1', key);
			const answer = await fetch(page, { method: 'POST', headers, body });
			return { status: answer.status, text: await answer.text() };
		};
		assert.equal((await submit('Suppliers', bad, {})).status, 401);
		assert.equal((await runs()).length, before);
		const { text } = await submit('Suppliers', bad);
		const said = JSON.parse(text) as { formSubmittedText: string };
		const execution = /The replay has started in execution (\d+)\./.exec(said.formSubmittedText)?.[1] ?? '';
		await world.n8n.rest.executions.wait(execution);
		const run = (await runs()).at(-1);
		assert.deepEqual([run?.mode, told(run)], ['replay', 'Suppliers: 1 unchanged']);
		const refused = JSON.parse((await submit('Suppliers', 'x'.repeat(99))).text) as { formSubmittedText: string };
		assert.match(refused.formSubmittedText, /The field "key" cannot be used/);
	});

	it('two that start at the same moment: one runs, the other says who holds the lease, since when and until when', async () => {
		await world.configure({ lanes: orderLanes });
		// After the lease is taken: what comes before Start would only keep the two apart.
		world.simulators.sap.faults.add({ kind: 'latency', ms: 3_000, path: '/A_BusinessPartner', times: 'always' });
		const before = (await runs()).length;
		const ids = await Promise.all([world.startSync(), world.startSync()]);
		const ended = await Promise.all(ids.map(async (id) => await world.n8n.rest.executions.wait(id)));
		world.simulators.sap.faults.remove();
		assert.deepEqual(ended.map(({ status }) => status).sort(), ['error', 'success']);
		const [kept, worked] = ended[0]?.status === 'error' ? ended : ended.toReversed();
		const message = String(kept?.data.resultData.error?.message);
		assert.match(
			message,
			new RegExp(`execution ${String(worked?.id)} since 2\\d{3}-.+ UTC, until 2\\d{3}-.+ UTC at the latest`),
		);
		const rows = (await runs()).slice(before);
		assert.deepEqual(
			rows.map(({ run_id, status }) => [String(run_id).split('-').at(-1), status]),
			[[worked?.id, 'success']],
		);
	});

	it('a typo in the settings is named, and does not keep the next run out', async () => {
		const run = await world.syncOrders({ mode: 'dleta' });
		assert.equal(run.execution.status, 'error');
		assert.match(String(run.execution.data.resultData.error?.message), /The parameter Mode does not take "dleta"/);
		assert.equal((await world.syncOrders()).status, 'success');
	});

	const backfill = { lanes: orderLanes, mode: 'backfill', batchSize: 40 };
	/** Starts a backfill and comes back when its first batch is on record; each batch takes a second or more. */
	const backfillBegins = async () => {
		world.simulators.sap.faults.add({ kind: 'latency', ms: 1_000, path: '/PurchaseOrder\\?', times: 'always' });
		await world.configure(backfill);
		const before = (await runs()).length;
		const id = await world.startSync();
		for (let row: Row | undefined; !String(row?.summary ?? '').includes('read up to'); row = (await runs())[before])
			await new Promise((resolve) => setTimeout(resolve, 50));
		return id;
	};
	const orders = (run: Row | undefined): Record<string, number> => outcomesOf(run).purchase_order ?? {};
	const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);

	it('a run whose lease another one has taken stops after its batch, says so, and writes nothing more', async () => {
		const id = await backfillBegins();
		const until = new Date(Date.now() + 3_600_000).toISOString();
		const other = { holder: 'execution 999 since 2026-01-01T00:00:00.000Z', lease_until: until };
		const lease = [{ columnName: 'entity', condition: 'eq' as const, value: 'lease' }];
		await world.n8n.rest.tables.update('sap_procore_state', lease, other);
		const { status, data } = await world.n8n.rest.executions.wait(id);
		world.simulators.sap.faults.remove();
		const run = (await runs()).at(-1);
		// Its row is not its own any more: the next run closes it.
		assert.deepEqual([status, run?.status], ['error', 'running']);
		assert.match(String(data.resultData.error?.message), /^Lost lease\. Another run of customer main has taken over/);
		const done = total(orders(run));
		assert.ok(done >= 40 && done < 120, `${String(done)} orders of the batches before are on record`);
		const row = (await world.rows('sap_procore_state')).find(({ entity }) => entity === 'lease');
		assert.deepEqual([row?.holder, row?.lease_until], [other.holder, other.lease_until]);
		await world.releaseLease();
	});

	it('a table is dropped in the middle of a backfill: it is made again, the run goes on, and nothing is lost', async () => {
		const id = await backfillBegins();
		await world.n8n.rest.tables.drop('sap_procore_exceptions');
		assert.equal((await world.n8n.rest.executions.wait(id)).status, 'success');
		world.simulators.sap.faults.remove();
		const run = (await runs()).at(-1);
		assert.equal(run?.status, 'success');
		const lanes = JSON.parse(String(run?.counts)) as Record<string, { complete: boolean; to: string }>;
		for (const [entity, { complete }] of Object.entries(lanes)) assert.equal(complete, true, entity);
		// Lanes that an earlier backfill is through with read nothing, and have no window.
		assert.match(String(lanes.purchase_order?.to), /^2\d{3}-\d\d-\d\dT/);
		assert.deepEqual(differences(world.simulators), []);
	});

	it('neither header nor password stands in a table or goes on behind the trigger', async () => {
		const kept: unknown[] = [];
		for (const { name } of await world.n8n.rest.tables.list()) kept.push(await world.rows(name));
		for (const { id } of await world.n8n.rest.executions.list()) {
			const { runData } = (await world.n8n.rest.executions.get(id)).data.resultData;
			// n8n's own Webhook node keeps the request as it came.
			kept.push(Object.entries(runData).filter(([node]) => !['Open page', 'Replay by webhook'].includes(node)));
		}
		const text = JSON.stringify(kept);
		const { webhook, pages } = world.playground.access;
		const basic = Buffer.from(`${pages.user}:${pages.password}`).toString('base64');
		for (const secret of [webhook.value, pages.password, basic]) assert.ok(!text.includes(secret));
	});
});
