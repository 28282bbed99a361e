import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Pages } from './support/pages.ts';
import { World } from './support/scenarioWorld.ts';

const textOf = (html: string) =>
	html
		.replace(/<style>[^]*?<\/style>/, '')
		.replaceAll('<wbr>', '')
		.replace(/<[^>]+>/g, ' ')
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

	it('Exceptions says that a preview leaves none, and calls nothing good', async () => {
		const html = await pages.open({ page: 'exceptions' });
		assert.match(textOf(html), /Only previews have run, and a preview leaves no exceptions\./);
		assert.match(html, /<div class="tile unknown"><div class="label">Need somebody/);
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
