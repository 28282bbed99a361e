// Takes the pictures of the docs: starts the playground, runs the sync and looks at n8n's editor with headless Chromium.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { owner } from '../n8n/rest.ts';
import { type Playground, startPlayground, syncWorkflow } from '../../demo/playground.ts';
import { syncOnce } from '../../demo/syncRun.ts';

const packageDir = join(import.meta.dirname, '..', '..');
const images = join(packageDir, 'docs', 'images');
const log = (line: string) => {
	console.log(line);
};

async function main(): Promise<void> {
	mkdirSync(images, { recursive: true });
	const userFolder = join(packageDir, '.demo', 'pictures');
	const playground = await startPlayground({ packageDir, userFolder, dataset: 'tour', limits: false, log });
	try {
		await syncOnce(playground);
		await takePictures(playground);
	} finally {
		await playground.close();
	}
}

async function takePictures({ n8n, access }: Playground): Promise<void> {
	const browser = await launchChromium(log);
	try {
		const page = await browser.newPage({ viewport: { width: 2200, height: 1000 }, deviceScaleFactor: 1 });
		await logIn(page, n8n.url);
		await page.goto(`${n8n.url}/workflow/${syncWorkflow.id}`);
		await page.getByText('Upsert vendors').first().waitFor();
		// n8n opens a checklist over the canvas a moment after the first visit.
		await page.waitForTimeout(2_500);
		await page.keyboard.press('Escape');
		await page.mouse.click(1_300, 960);
		await page.keyboard.press('1');
		await page.waitForTimeout(1_500);
		await page.screenshot({ path: join(images, 'template.png') });
		const tables = await n8n.rest.tables.list();
		const exceptions = tables.find(({ name }) => name === 'sap_procore_exceptions');
		if (exceptions) {
			await page.setViewportSize({ width: 1600, height: 420 });
			await page.goto(`${n8n.url}/projects/${exceptions.projectId}/datatables/${exceptions.id}`);
			await page.getByText('ambiguous_vendor_name').first().waitFor();
			await page.waitForTimeout(1_500);
			await page.screenshot({ path: join(images, 'exceptions.png') });
		}
		const { user: username, password } = access.pages;
		const reports = await browser.newPage({
			viewport: { width: 1400, height: 1000 },
			httpCredentials: { username, password },
		});
		for (const report of ['status', 'exceptions', 'reconciliation', 'readiness']) {
			await reports.goto(`${n8n.url}/webhook/sap-procore/${report}`);
			await reports.screenshot({ path: join(images, `report-${report}.png`) });
		}
	} finally {
		await browser.close();
	}
	log(`Pictures are in ${images}`);
}

async function logIn(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"], input[type="email"]').first().fill(owner.email);
	await page.locator('input[type="password"]').first().fill(owner.password);
	await page.locator('input[type="password"]').first().press('Enter');
	await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
}

try {
	await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
