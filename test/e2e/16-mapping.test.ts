import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../tools/browser/chromium.ts';
import { contractsOf } from './support/contracts.ts';
import { openFile, savedFile } from './support/reports.ts';
import { World } from './support/world.ts';

describe('a person who maps account assignments in Chromium', () => {
	let world: World;
	let browser: Browser;
	let page: Page;
	let clicks = 0;

	before(async () => {
		world = await World.start({ name: 'mapping', dataset: 'tour', limits: false });
		assert.equal((await world.syncOrders()).status, 'success');
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
	});

	const click = async (target: Locator) => {
		clicks++;
		await target.click();
	};
	const main = async () => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
	const inProcore = (order: string) =>
		contractsOf(world.simulators).some(({ origin_id }) => origin_id?.startsWith(`sap:S4P:po:${order}:`));

	it('from a link in a mail to its orders in Procore, in at most 6 clicks and without leaving the page', async (test) => {
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
		assert.match(text, /The next run releases [1-9]\d* documents?, /);
		assert.match(text, /in Procore already will move/);
		const order = /purchase order\D*(45\d{8})/.exec(text)?.[1] ?? '';
		assert.notEqual(order, '');
		assert.equal(inProcore(order), false);
		await page.getByLabel('Your name').fill('Ann');
		await click(page.getByRole('button', { name: 'Save', exact: true }));
		assert.match(await main(), /Saved: .* documents? can be sent now/);
		await click(page.getByRole('button', { name: 'Run now' }));
		await page.getByText('In Procore now:').waitFor({ timeout: 90_000 });
		assert.match(await main(), new RegExp(`In Procore now: .*purchase order ${order} `));
		assert.ok(inProcore(order));
		test.diagnostic(`${String(clicks)} clicks`);
		assert.ok(clicks <= 6);
	});

	for (const format of ['xlsx', 'csv'] as const)
		it(`fills the file in a spreadsheet program, brings it back as ${format}, and takes it back`, async (test) => {
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
			assert.match(text, /The next run releases [1-9]\d* documents?, /);
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
});
