import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Pages } from './support/pages.ts';
import { World } from './support/scenarioWorld.ts';

const textOf = (html: string) =>
	html
		.replace(/<style>[^]*?<\/style>/, '')
		.replaceAll('<wbr>', '')
		.replace(/<[^>]+>/g, ' ')
		.replaceAll('&quot;', '"')
		.replace(/\s+/g, ' ');

describe('the pages after a preview, before anything was written', () => {
	let world: World;
	let pages: Pages;

	before(async () => {
		world = await World.start({ name: 'preview', dataset: 'tour', limits: false });
		pages = new Pages(world.engine);
		await world.sync({ mode: 'preview' });
	});

	const page = async (name: string) => textOf(await pages.open({ page: name }));
	const supplier = () => String(world.simulators.dataset.cases.ambiguousName?.supplier);

	it('Vendors has the suppliers that would be held, with candidates, and what would be linked and created', async () => {
		const text = await page('vendors');
		assert.match(text, /As the preview of 2026-10-02 08:\d\d UTC found it: a preview writes nothing to Procore\./);
		assert.match(text, new RegExp(`Decision on supplier ${supplier()}`));
		assert.match(text, /It would link 1 supplier to a vendor that is there, create 52 vendors\./);
		assert.match(text, /link vendor \d+/);
	});

	it('Projects has the WBS elements in no project, with the amounts that would wait', async () => {
		const text = await page('projects');
		assert.match(text, /As the preview of /);
		assert.match(text, /Documents in no project [1-9]\d* [\d,.]+ USD/);
		assert.match(text, /WBS element P-10010\.1\.1 on \d+ documents? of [\d,.]+ USD in all/);
	});

	it('Projects says how many have been given a project since, and lists them no more', async () => {
		const [, found = ''] = /Documents in no project (\d+)/.exec(await page('projects')) ?? [];
		const query = { page: 'projects', do: 'branch', branch: 'P-10010', project: '2201' };
		await pages.confirm('projects', await pages.open(query));
		const text = await page('projects');
		assert.match(text, new RegExp(`Documents in no project 0 ${found} have been given one since`));
		assert.match(text, /WBS elements in no project .* None that an exception names\./);
		const form = world.engine.tables.rows('sap_procore_changes').at(-1)?.form_id;
		await pages.confirm('projects', await pages.open({ page: 'projects', do: 'undo', form: String(form) }));
		assert.match(await page('projects'), new RegExp(`Documents in no project ${found} `));
	});

	it('counts of a project what would be held, and not the requisitions whose contracts the run would make', async () => {
		const text = await page('projects');
		const waiting = world.engine.tables.rows('sap_procore_audit').filter(({ reason }) => reason === 'contract_missing');
		assert.ok(waiting.some(({ project_id: id }) => id === '2210'));
		assert.match(text, /2210 County Courthouse Annex \S.* P-1010 USD 0 2204/);
	});

	const audit = (status: string) =>
		world.engine.tables.rows('sap_procore_audit').filter((row) => row.status === status);

	it('Exceptions lists what the preview would hold, by reason, with project, vendor, amount and what to do', async () => {
		const html = await pages.open({ page: 'exceptions' });
		const text = textOf(html);
		assert.match(text, /Only previews have run, and a preview leaves no exceptions\. Below is what the preview of /);
		const held = audit('held');
		assert.ok(held.length > 10);
		assert.match(
			html,
			new RegExp(`<div class="tile warn"><div class="label">Would be held</div><div class="value">${held.length}<`),
		);
		for (const { sap_key: key } of held) assert.ok(text.includes(String(key).split('|')[0] ?? ''), String(key));
		const order = held.find(({ reason }) => reason === 'number_taken');
		const row = new RegExp(`${String(order?.sap_key)} [^$]*? 1000\\d\\d "[^"]+" [^$]*? [\\d,.]+ USD`);
		assert.match(text, row);
		assert.match(text, /Give the contract that was made by hand another number/);
		assert.doesNotMatch(html, /value="retry"|value="ignore"|name="all"/);
	});

	it('Exceptions lists what the preview would write, by kind with amounts, and requisitions that follow their contracts', async () => {
		const text = textOf(await pages.open({ page: 'exceptions' }));
		const orders = audit('planned').filter(({ entity }) => entity === 'purchase_order');
		const costs = audit('planned').filter(({ entity }) => entity === 'actual_cost');
		assert.match(text, new RegExp(`Purchase orders ${orders.length} to create · [\\d,.]+ USD`));
		assert.match(text, new RegExp(`Actual costs ${costs.length} to create · [\\d,.]+ `));
		assert.match(text, /Suppliers 52 to create, 1 to link/);
		const contracts = orders.map(({ origin_id: id }) => String(id));
		const following = audit('waiting').filter(({ detail }) =>
			contracts.some((id) => String(detail).includes(`"${id}"`)),
		);
		assert.match(text, new RegExp(`Requisitions ${following.length} to create · `));
		assert.match(text, /once the run has written its contract/);
		const file = await pages.open({ page: 'exceptions', format: 'csv' });
		for (const { sap_key: key } of orders) assert.match(file, new RegExp(`preview would write,[^\n]*${String(key)}`));
		for (const { sap_key: key } of audit('held').filter(({ entity }) => entity === 'purchase_order'))
			assert.match(file, new RegExp(`preview would hold,[^\n]*${String(key)}`));
	});

	it('Exceptions finds one document of the preview, where Why? leads', async () => {
		const [order] = audit('held').filter(({ reason }) => reason === 'number_taken');
		const why = await pages.open({ page: 'why', find: String(order?.sap_key) });
		const [, address = ''] = /href="\?(page=exceptions&[^"]*)"/.exec(why) ?? [];
		assert.doesNotMatch(textOf(why), /retry or ignore/);
		const query = Object.fromEntries(new URLSearchParams(address.replaceAll('&amp;', '&')));
		const text = textOf(await pages.open(query));
		assert.ok(text.includes('1 document'), text);
		assert.match(text, new RegExp(`"${String(order?.sap_key)}": the preview would hold 1`));
		const planned = String(audit('planned').find(({ entity }) => entity === 'purchase_order')?.sap_key);
		assert.match(textOf(await pages.open({ page: 'exceptions', find: planned })), /would hold 0 and write \d/);
	});

	it('Exceptions and Mapping name as many account assignments, with what waits for them', async () => {
		const [, count = ''] = /To map (\d+)/.exec(await page('mapping')) ?? [];
		const text = await page('exceptions');
		assert.match(text, new RegExp(`Account assignments without a cost code ${count} `));
		assert.match(text, /1710 69000900 P-1002\.4\.3 1 70\.00 USD/);
		const [, read = ''] = /To map (\d+)/.exec(textOf(await pages.open({ page: 'mapping', sap: 'read' }))) ?? [];
		assert.equal(read, count);
	});

	it('Vendors names the suppliers that it would create', async () => {
		const text = await page('vendors');
		assert.match(text, / 1000\d\d [^\d]+ create /);
		assert.doesNotMatch(text, / 1000\d\d create/);
	});

	it('what was decided on Vendors stays under Decided after another preview', async () => {
		const held = String(audit('held').find(({ reason }) => reason === 'foreign_origin_id')?.sap_key);
		await pages.confirm(
			'vendors',
			await pages.open({ page: 'vendors', do: 'decide', supplier: held, choice: 'create' }),
		);
		assert.match(await page('vendors'), new RegExp(`Decided 1 .*${held}[^.]* it gets a vendor of its own`));
		world.later();
		await world.sync({ mode: 'preview' });
		assert.match(await page('vendors'), new RegExp(`Decided 1 .*${held}[^.]* it gets a vendor of its own`));
	});

	it('Status says where the findings are, and calls no figure good that no run has counted', async () => {
		const html = await pages.open({ page: 'status' });
		assert.match(textOf(html), /The last one would have held \d+ documents: the page Exceptions lists them\./);
		assert.match(html, /<div class="tile unknown"><div class="label">Open exceptions/);
	});

	it('Reconciliation ties nothing out', async () => {
		const html = await pages.open({ page: 'reconciliation' });
		assert.doesNotMatch(html, /class="tile good"/);
		assert.match(textOf(html), /Totals not compared only previews have run/);
	});

	it('a supplier is decided on before the first run that writes, which then does it', async () => {
		const vendor = world.simulators.dataset.cases.ambiguousName?.vendors[1];
		const query = { page: 'vendors', do: 'decide', supplier: supplier(), choice: `link:${String(vendor)}` };
		await pages.confirm('vendors', await pages.open(query));
		assert.match(await page('vendors'), new RegExp(`${supplier()}[^.]* it is vendor ${String(vendor)}`));
		await world.sync();
		assert.equal(world.vendorOf(supplier())?.id, vendor);
		for (const name of ['vendors', 'projects', 'exceptions'])
			assert.doesNotMatch(await page(name), /the preview|Only previews/);
	});
});
