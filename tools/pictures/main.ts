// Takes the pictures of the docs: starts the playground, runs the sync and looks at n8n's editor with headless Chromium.
// `npm run pictures -- template` takes those of the template only.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Editor } from '../browser/editor.ts';
import { type Playground, startPlayground, syncWorkflow } from '../../demo/playground.ts';
import { syncOnce } from '../../demo/syncRun.ts';
import { takeCredentials } from './credentials.ts';

const packageDir = join(import.meta.dirname, '..', '..');
const images = join(packageDir, 'docs', 'images');
const log = (line: string) => {
	console.log(line);
};

async function main(): Promise<void> {
	mkdirSync(images, { recursive: true });
	const userFolder = join(packageDir, '.demo', 'pictures');
	// With a first load in the last hour the usual quota would leave nothing to the reports.
	const reportSettings = { procoreCallsPerHour: 3_600 };
	const playground = await startPlayground({
		packageDir,
		userFolder,
		dataset: 'tour',
		limits: false,
		// On the hour the schedule would start a run in the middle of the pictures.
		settings: { schedule: '0 0 29 2 *' },
		reportSettings,
		log,
	});
	try {
		await syncOnce(playground);
		await takePictures(playground);
	} finally {
		await playground.close();
	}
}

async function takePictures({ n8n, access }: Playground): Promise<void> {
	const editor = await Editor.open(n8n.url);
	try {
		const { page } = editor;
		await editor.show(syncWorkflow.id);
		await page.screenshot({ path: join(images, 'template.png') });
		await editor.expand('Suppliers → vendors');
		await page.screenshot({ path: join(images, 'template-lane.png') });
		if (process.argv.includes('template')) return;
		await takeCredentials(editor, n8n.url, images);
		const { user: username, password } = access.pages;
		const reports = await editor.browser.newPage({
			viewport: { width: 1400, height: 1000 },
			httpCredentials: { username, password },
		});
		// As somebody has it before them who maps: with SAP's texts, and the codes that the projects have.
		for (const read of ['codes=read', 'sap=read'])
			await reports.goto(`${n8n.url}/webhook/sap-procore?page=mapping&${read}`);
		for (const report of ['status', 'exceptions', 'mapping', 'reconciliation', 'readiness']) {
			// Readiness: with its result.
			await reports.goto(`${n8n.url}/webhook/sap-procore?page=${report}&check=now`);
			await reports.screenshot({ path: join(images, `report-${report}.png`) });
		}
	} finally {
		await editor.close();
	}
	log(`Pictures are in ${images}`);
}

try {
	await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
