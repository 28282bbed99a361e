import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { reportWorkflow } from '../../demo/playground.ts';
import { reportTemplateWith } from '../../demo/reportTemplate.ts';
import { launchChromium } from '../../tools/browser/chromium.ts';
import { contractsOf } from './support/contracts.ts';
import { MailCatcher } from './support/mailCatcher.ts';
import { packageDir, World } from './support/world.ts';

describe('a person who decides on a held supplier in Chromium', () => {
	let world: World;
	let mail: MailCatcher;
	let browser: Browser;
	let page: Page;
	let clicks = 0;

	before(async () => {
		mail = await MailCatcher.start();
		world = await World.start({ name: 'vendors', dataset: 'tour', limits: false, mail: mail.address });
		assert.equal((await world.syncOrders()).status, 'success');
		const settings = { mailTo: 'clerk@acme.example', mailFrom: 'n8n@acme.example' };
		await world.n8n.rest.saveWorkflow(reportTemplateWith(packageDir, settings));
		const run = await world.n8n.rest.runManually(reportWorkflow.id, 'Digest on Mondays at 7:00');
		assert.equal(run.status, 'success', run.data.resultData.error?.message);
		const { user: username, password } = world.playground.access.pages;
		browser = await launchChromium();
		const context = await browser.newContext({
			httpCredentials: { username, password },
			viewport: { width: 360, height: 800 },
		});
		page = await context.newPage();
	});
	after(async () => {
		await browser.close();
		await world.close();
		await mail.close();
	});

	const click = async (target: Locator) => {
		clicks++;
		await target.click();
	};
	const main = async () => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
	const contractOf = (order: string) =>
		contractsOf(world.simulators).find(({ origin_id }) => origin_id?.startsWith(`sap:S4P:po:${order}:`));

	it('from the digest to the order in Procore, in at most 6 clicks and without leaving the page', async (test) => {
		const { supplier, vendors } = world.simulators.dataset.cases.ambiguousName ?? { supplier: '', vendors: [] };
		const { order = '' } = world.simulators.dataset.orderCases.supplierHeld ?? {};
		assert.equal(contractOf(order), undefined);
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
