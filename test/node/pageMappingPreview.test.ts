import { contractOriginId } from '../../nodes/shared/originId';
import { tablesWith, type Given } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { assignment, orderItem, purchaseOrder } from '../support/orders.ts';
import { openPage, readRequest, sendForm, textOf, tokenIn, webhook } from '../support/pages.ts';
import { exceptionRow } from '../support/reports.ts';

const now = new Date().toISOString();
const lanes = 'project, supplier, purchase_order, requisition, actual_cost';
const projects = [
	{
		project_id: '2201',
		project_name: 'Tower',
		sap_project: 'P-1001',
		active: true,
		sync_enabled: true,
		currency: 'USD',
	},
];
const keys = { company_code: '1010', gl_account: '630000', cost_center: '' };
const rows = [
	{ ...keys, wbs_element: 'P-1001.1', cost_code: '', enabled: true },
	{ ...keys, gl_account: '640000', wbs_element: 'P-1001.2', cost_code: '', enabled: true },
	{ ...keys, wbs_element: 'P-1001.3', cost_code: '03-100', cost_type: 'M', enabled: true },
];
const on = (wbsElement: string, glAccount = '630000', amount = '100.00') =>
	orderItem({
		netAmount: amount,
		netPrice: amount,
		quantity: '1',
		assignments: [assignment({ wbsElement, glAccount })],
	});
const orders = [
	purchaseOrder({ purchaseOrder: '4500000001', items: [on('P-1001.1')] }),
	purchaseOrder({ purchaseOrder: '4500000002', items: [on('P-1001.1', '630000', '50.00')], supplier: '100002' }),
	purchaseOrder({ purchaseOrder: '4500000003', items: [on('P-1001.2', '640000', '25.00')] }),
	purchaseOrder({ purchaseOrder: '4500000004', items: [on('P-1001.3', '630000', '10.00')] }),
].map((order) => ({ ...order, changedAt: '2026-01-01T00:00:00Z' }));
const sap = [
	{ read: 'system', record: { system: 'S4P', now } },
	...orders.map((record) => ({ read: 'orders', record })),
];
const waits = (sap_key: string, more: object = {}) =>
	exceptionRow({ entity: 'purchase_order', sap_key, project_id: '2201', reason: 'unmapped_cost_code', ...more });
const exceptions = [
	...[waits('4500000001'), waits('4500000002'), waits('4500000003')],
	exceptionRow({ entity: 'supplier', sap_key: '100002', project_id: '', reason: 'vendor_ambiguous' }),
];
const state = [
	{ entity: 'lease', sync_workflow: 'sync1' },
	{ entity: 'purchase_order', watermark: '2026-06-01T00:00:00Z' },
];
const sent = {
	sap_key: '4500000004',
	project_id: '2201',
	origin_id: contractOriginId('S4P', '4500000004', '2201'),
};

const some = async (given: Given = {}) => {
	const tables = await tablesWith({ projects, cost_codes: rows, exceptions, state, settings: { lanes }, ...given });
	tables.addRows('sap_procore_contracts', [{ customer: 'acme', ...sent }]);
	return tables;
};
const preview = async (tables: MemoryTables, query: object) =>
	await openPage(tables, { page: 'mapping', do: 'map', scope: 'combination', ...query }, { sap });
const one = { ...keys, wbs_element: 'P-1001.1', code: '03-100 / M' };
const box = (wbs: string, account = '630000') => JSON.stringify(['1010', account, '', wbs]);
const send = async (tables: MemoryTables, html: string, name = 'Ann') => {
	const token = tokenIn(html);
	const { item, location } = await sendForm(tables, { token, name }, { query: { page: 'mapping' } });
	return { item, html: await openPage(tables, Object.fromEntries(location), { sap }) };
};

describe('The preview of the page Mapping', () => {
	it('reads all that the next run goes by', async () => {
		const { report } = await readRequest(await some(), webhook({ page: 'mapping', do: 'map', ...one }));
		expect(report).toMatchObject({
			sapReads: ['system', 'orders', 'requisitions', 'costs', 'texts'],
			procoreReads: [],
			texts: { glAccounts: ['630000', '640000'], costCenters: [], wbsElements: ['P-1001.1', 'P-1001.2'] },
		});
		const undo = await readRequest(await some(), webhook({ page: 'mapping', do: 'undo' }));
		expect(undo.report).toMatchObject({ sapReads: [] });
	});

	it('a suggestion leads there with one click', async () => {
		const html = await openPage(await some(), { page: 'mapping', sap: 'read' }, { sap });
		const [, address = ''] = /<a class="button" href="\?([^"]+)">03-100 \/ M</.exec(html) ?? [];
		const query = Object.fromEntries(new URLSearchParams(address.replaceAll('&amp;', '&')));
		expect(query).toMatchObject({ do: 'map', ...one, scope: 'combination' });
		expect(textOf(html)).toMatch(/Value with a cost code 5\.4 % 10\.00 USD of 185\.00 USD/);
	});

	it('shows what SAP calls account and object; without that the rest is as good', async () => {
		const anew = { page: 'mapping', sap: 'read' };
		const texts = [{ read: 'texts', record: { of: 'glAccounts', key: '630000', text: 'Raw materials' } }];
		const named = textOf(await openPage(await some(), anew, { sap: [...sap, ...texts] }));
		expect(named).toContain('Raw materials · Concrete');
		const failed = { error: 'No authorization', details: { read: 'texts' } };
		const text = textOf(await openPage(await some(), anew, { sap: [...sap, failed] }));
		expect(text).toContain('Texts could not be read: No authorization');
		expect(text).toContain('5.4 % 10.00 USD of 185.00 USD');
	});

	it('opened again soon it reads the tables afresh and SAP only when asked, and says as at when', async () => {
		const tables = await some();
		await openPage(tables, { page: 'mapping', sap: 'read' }, { sap });
		for (const query of [{}, { format: 'xlsx' }]) {
			const { report } = await readRequest(tables, webhook({ page: 'mapping', ...query }));
			expect(report).toMatchObject({ kept: true, sapReads: [] });
		}
		tables.addRows('sap_procore_cost_codes', [{ customer: 'acme', ...rows[1], cost_code: '04-100' }]);
		const text = textOf(await openPage(tables, { page: 'mapping' }));
		expect(text).toMatch(/SAP as at \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Read SAP again/);
		expect(text).toContain('18.9 % 35.00 USD of 185.00 USD');
		for (const query of [
			{ page: 'mapping', sap: 'read' },
			{ page: 'mapping', do: 'map' },
		])
			expect((await readRequest(tables, webhook(query))).report).toMatchObject({ kept: false });
	});

	it('says what is released and moved, also when it is nothing, and what still waits and why', async () => {
		const text = textOf(await preview(await some(), one));
		expect(text).toContain('The next run releases 1 purchase order (100.00 USD) that waits for this.');
		expect(text).toContain('0 documents that are in Procore already will move.');
		expect(text).toMatch(/Still not sent \([^)]+\): 1 purchase order \(50\.00 USD\)\./);
		expect(text).toContain('The row of WBS element P-1001.1');
		expect(text).toContain('The same code instead for: all of G/L account 630000 in company code 1010');
	});

	it('says what moves that is in Procore', async () => {
		const text = textOf(await preview(await some(), { ...one, wbs_element: 'P-1001.3', code: '04-200 / S' }));
		expect(text).toContain('The next run releases 0 documents.');
		expect(text).toMatch(/1 purchase order \(10\.00 USD\) will be released or moved later: with Run now/);
	});

	it('takes a line to stand where a run has put it, not where a preview would', async () => {
		const place = { project_id: '2201', cost_code: '04-200', cost_type: 'S' };
		const line = { entity: 'purchase_order', sap_key: '4500000004', sap_item: '10', assignment: '1', ...place };
		// The next run reads the order again.
		const early = state.map((row) => (row.entity === 'lease' ? row : { ...row, watermark: '2025-06-01T00:00:00Z' }));
		const textAfter = async (mode: string) => {
			const run = { run_id: '20261101T000000Z-7', mode };
			const tables = await some({ state: early, allocations: [{ ...line, run_id: run.run_id }], runs: [run] });
			return textOf(await preview(tables, { ...one, wbs_element: 'P-1001.3', code: '04-200 / S' }));
		};
		expect(await textAfter('delta')).toContain('0 documents that are in Procore already will move.');
		expect(await textAfter('preview')).toMatch(
			/1 purchase order \(10\.00 USD\) that is in Procore already will move there\./,
		);
	});

	it.each([
		[{ settings: null }, sap, 'No run is on record'],
		[{}, sap.slice(1), 'SAP did not say which system it is.'],
		[{}, [...sap, { error: 'SAP is down', details: { read: 'orders' } }], 'Orders could not be read: SAP is down'],
	])('says so when it cannot be told: %#', async (given, read, said) => {
		const html = await openPage(
			await some(given),
			{ page: 'mapping', do: 'map', scope: 'combination', ...one },
			{ sap: read },
		);
		expect(textOf(html)).toContain('What the next run does because of it is not known: ');
		expect(textOf(html)).toContain(said);
		expect(tokenIn(html)).not.toBe('');
	});

	it('several at once: one code for all, or each its first suggestion', async () => {
		const tables = await some();
		const row = [box('P-1001.1'), box('P-1001.2', '640000')];
		const all = await preview(tables, { row, each: 'code', code: '05-500' });
		expect(textOf(all)).toContain('Cost codes for 2 account assignments');
		expect(textOf(all)).toContain('The next run releases 2 purchase orders (125.00 USD) that wait for this.');
		const each = await preview(tables, { row, each: 'suggestion', code: '' });
		expect(textOf(each)).toContain(
			'The row of WBS element P-1001.1 · G/L account 630000 · company code 1010 gets the cost code 03-100 / M.',
		);
		expect((await send(tables, each)).html).toContain('Saved: 03-100 / M for 1010 630000 P-1001.1');
	});

	it.each([
		[{ each: 'code', code: '03-100' }, 'Choose an account assignment'],
		[{ each: 'code', code: '03-100', row: ['x'] }, 'Choose an account assignment'],
		[{ each: 'code', code: '03-100', row: [JSON.stringify(['', '', '', ''])] }, 'Choose an account assignment'],
		[{ each: 'code', code: '', row: [box('P-1001.1')] }, 'That is not a cost code'],
		[{ each: 'suggestion', row: [box('P-9', '9')] }, 'Nothing is suggested for WBS element P-9'],
	])('%j is refused', async (query, said) => {
		const html = await preview(await some(), query);
		expect(textOf(html)).toContain(said);
		expect(tokenIn(html)).toBe('');
	});

	it('names a code that the project does not have in Procore', async () => {
		const tables = await some();
		const codes = [{ costCode: '03-100', costType: 'M', costCodeName: 'Concrete', costTypeName: 'Material' }];
		const procore = [{ read: 'codes', record: { projectId: '2201', codes } }];
		await openPage(tables, { page: 'mapping', codes: 'refresh' }, { procore });
		expect(textOf(await preview(tables, { ...one, code: '09-900' }))).toMatch(
			/Tower did not have 09-900 in Procore at/,
		);
		expect(textOf(await preview(tables, one))).not.toContain('did not have');
	});

	it('after Save a button starts a run for what was released, without asking for the name again', async () => {
		const tables = await some();
		const saved = await send(tables, await preview(tables, one));
		expect(textOf(saved.html)).toContain(
			'Saved: 03-100 / M for 1010 630000 P-1001.1. 1 purchase order can be sent now',
		);
		expect(saved.html).toContain('<input type="hidden" name="name" value="Ann">');
		const { item, html } = await send(tables, saved.html);
		expect(item).toMatchObject({
			started: true,
			syncWorkflow: 'sync1',
			replay: { documents: [{ entity: 'purchase_order', key: '4500000001' }] },
		});
		expect(textOf(html)).toContain('A run for 1 purchase order was requested. It is about to begin');
		// Another one is under way: the button is there again.
		const busy = await send(tables, (await send(tables, await preview(tables, { ...one, code: '03-200' }))).html);
		expect(textOf(busy.html)).toContain('Another run of customer acme is under way');
	});

	it('while only previews have run nothing can be started, so there is no button', async () => {
		const watermark = [{ entity: 'lease', sync_workflow: 'sync1' }];
		const runs = [{ run_id: 'P1', mode: 'preview', status: 'success', started_at: now }];
		const tables = await some({ state: watermark, runs, settings: null });
		const saved = await send(tables, await preview(tables, one));
		expect(textOf(saved.html)).toContain('Saved: 03-100 / M for 1010 630000 P-1001.1.');
		expect(textOf(saved.html)).not.toContain('can be sent now');
	});

	it('says which documents a run has left in Procore', async () => {
		const tables = await some();
		const saved = await send(tables, await preview(tables, one));
		const { item } = await sendForm(
			tables,
			{ token: tokenIn(saved.html), name: 'Ann' },
			{ query: { page: 'mapping' } },
		);
		const run = {
			customer: 'acme',
			run_id: 'R2',
			mode: 'replay',
			status: 'success',
			started_at: new Date().toISOString(),
		};
		tables.addRows('sap_procore_runs', [run]);
		const outcome = {
			customer: 'acme',
			run_id: 'R2',
			entity: 'purchase_order',
			sap_key: '4500000001',
			project_id: '2201',
		};
		tables.addRows('sap_procore_audit', [{ ...outcome, status: 'synced' }]);
		const html = await openPage(tables, Object.fromEntries(new URLSearchParams(String(item.location).slice(1))), {
			sap,
		});
		expect(textOf(html)).toContain('In Procore now: purchase order 4500000001 (Tower).');
	});
});
