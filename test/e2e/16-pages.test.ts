import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { reportWorkflow } from '../../demo/playground.ts';
import { reportTemplateWith } from '../../demo/reportTemplate.ts';
import { launchChromium } from '../../tools/browser/chromium.ts';
import { contractsOf } from './support/contracts.ts';
import { MailCatcher } from './support/mailCatcher.ts';
import { openFile, savedFile } from './support/reports.ts';
import { packageDir, World } from './support/world.ts';

describe('a person who works on the pages in Chromium, on a phone', () => {
	let world: World;
	let mail: MailCatcher;
	let browser: Browser;
	let context: BrowserContext;
	let page: Page;
	let clicks: number;

	before(async () => {
		mail = await MailCatcher.start();
		world = await World.start({ name: 'pages', dataset: 'tour', limits: false, mail: mail.address });
		assert.equal((await world.syncOrders()).status, 'success');
		browser = await launchChromium();
	});
	after(async () => {
		await browser.close();
		await world.close();
		await mail.close();
	});
	beforeEach(async () => {
		clicks = 0;
		const { user: username, password } = world.playground.access.pages;
		context = await browser.newContext({
			httpCredentials: { username, password },
			viewport: { width: 360, height: 800 },
		});
		page = await context.newPage();
	});
	afterEach(async () => {
		await context.close();
	});

	const click = async (target: Locator) => {
		clicks++;
		await target.click();
	};
	const main = async () => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
	const contractOf = (order: string) =>
		contractsOf(world.simulators).find(({ origin_id }) => origin_id?.startsWith(`sap:S4P:po:${order}:`));

	it('maps an account assignment: from a link in a mail to its orders in Procore, in at most 6 clicks and without leaving the page', async (test) => {
		await page.setContent(`<a href="${world.n8n.url}/webhook/sap-procore?page=mapping">Map them</a>`);
		await click(page.getByRole('link', { name: 'Map them' }));
		await page.locator('h1', { hasText: 'Mapping' }).waitFor();
		assert.match(await main(), /The cost codes of the projects have not been read from Procore/);
		await click(page.getByRole('button', { name: 'Refresh cost codes' }));
		await page.getByText('Cost codes as Procore had them at').waitFor();
		// What is suggested for something that waits.
		const entry = page
			.locator('div.entry', { hasText: /· [1-9]\d* documents? / })
			.filter({ has: page.locator('a.button') });
		await click(entry.first().locator('a.button').first());
		const text = await main();
		test.diagnostic(text.slice(0, 1200));
		assert.match(text, /The next run releases [1-9]\d* purchase orders?[^.]*\([\d,.]+ /);
		assert.match(text, /in Procore already will move/);
		const order = /purchase order\D*(45\d{8})/.exec(text)?.[1] ?? '';
		assert.notEqual(order, '');
		assert.equal(contractOf(order), undefined);
		await page.getByLabel('Your name').fill('Ann');
		await click(page.getByRole('button', { name: 'Save', exact: true }));
		assert.match(await main(), /Saved: .* purchase orders?.* can be sent now/);
		await click(page.getByRole('button', { name: 'Run now' }));
		await page.getByText('In Procore now:').waitFor({ timeout: 90_000 });
		assert.match(await main(), new RegExp(`In Procore now: .*purchase order ${order} `));
		assert.ok(contractOf(order));
		test.diagnostic(`${String(clicks)} clicks`);
		assert.ok(clicks <= 6);
	});

	for (const format of ['xlsx', 'csv'] as const)
		it(`fills the map in a spreadsheet program, brings it back as ${format}, and takes it back`, async (test) => {
			const { rows } = await openFile(world, 'mapping', format);
			const codesOf = async () =>
				(await world.rows('sap_procore_cost_codes')).map(({ id, cost_code }) => `${String(id)} ${String(cost_code)}`);
			const before = await codesOf();
			const filled = rows.find(({ suggestion, documents }) => suggestion && Number(documents) > 0);
			assert.ok(filled);
			const [cost_code = '', cost_type = ''] = String(filled.suggestion).split(' / ');
			Object.assign(filled, { cost_code, cost_type });
			const unknown = { ...filled, wbs_element: 'U-9.9', cost_code: '99-999' };
			await page.goto(`${world.n8n.url}/webhook/sap-procore?page=mapping`);
			await page.getByLabel('The file, as XLSX or CSV').setInputFiles({
				...{ name: `map.${format}`, mimeType: 'application/octet-stream' },
				buffer: savedFile([...rows, unknown], format),
			});
			await page.getByRole('button', { name: 'Look at it…' }).click();
			const text = await main();
			test.diagnostic(text.slice(0, 1500));
			assert.match(text, /1 row of the map from map\./);
			assert.match(text, /No project takes WBS element U-9\.9\./);
			assert.match(text, /The next run releases [1-9]\d* purchase orders?[^.]*\([\d,.]+ /);
			assert.deepEqual(await codesOf(), before);
			await page.getByLabel(/Save the 1 row without the 1 line/).check();
			await page.getByLabel('Your name').fill('Ann');
			await page.getByRole('button', { name: 'Save', exact: true }).click();
			await page.getByText(/^Saved: /).waitFor();
			assert.notDeepEqual(await codesOf(), before);
			await page.getByRole('link', { name: 'Undo…' }).first().click();
			await page.getByLabel('Your name').fill('Ann');
			await page.getByRole('button', { name: 'Undo', exact: true }).click();
			await page.getByText('Undone: 1 row.').waitFor();
			assert.deepEqual(await codesOf(), before);
		});

	it('decides on a held supplier: from the digest to the order in Procore, in at most 6 clicks and without leaving the page', async (test) => {
		const { supplier, vendors } = world.simulators.dataset.cases.ambiguousName ?? { supplier: '', vendors: [] };
		const { order = '' } = world.simulators.dataset.orderCases.supplierHeld ?? {};
		assert.equal(contractOf(order), undefined);
		const settings = { mailTo: 'clerk@acme.example', mailFrom: 'n8n@acme.example' };
		await world.n8n.rest.saveWorkflow(reportTemplateWith(packageDir, settings));
		const run = await world.n8n.rest.runManually(reportWorkflow.id, 'Digest on Mondays at 7:00');
		assert.equal(run.status, 'success', run.data.resultData.error?.message);
		const digest = mail.mails.find(({ html }) => html.includes('Decide on the suppliers'));
		assert.ok(digest, mail.mails.map(({ subject }) => subject).join(', '));
		await page.setContent(digest.html);
		await click(page.getByRole('link', { name: 'Decide on the suppliers' }).first());
		await page.locator('h1', { hasText: 'Vendors' }).waitFor();
		const entry = page.locator('details.group', { hasText: `Decision on supplier ${supplier}` });
		await click(entry.locator('summary').first());
		await click(entry.getByLabel(`Link vendor ${String(vendors[1])} `));
		await click(entry.getByRole('button', { name: 'Save and run now…' }));
		assert.match(await main(), /What waits for it goes to Procore then: 1 document, [\d,.]+ USD/);
		assert.equal(contractOf(order), undefined);
		await page.getByLabel('Your name').fill('Ann');
		await click(page.getByRole('button', { name: 'Save and run now' }));
		assert.equal(await page.locator('h1').innerText(), 'Vendors');
		await page.getByText('In Procore now:').waitFor({ timeout: 90_000 });
		assert.match(await main(), new RegExp(`Saved: supplier ${supplier}, .*In Procore now: .*purchase order ${order} `));
		assert.equal(contractOf(order)?.vendor_id, vendors[1]);
		assert.equal(await page.getByText(`Decision on supplier ${supplier}`).count(), 0);
		assert.equal(page.context().pages().length, 1);
		test.diagnostic(`${String(clicks)} clicks`);
		assert.ok(clicks <= 6);
	});
});
