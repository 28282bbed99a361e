import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { owner } from '../tools/n8n/rest.ts';
import { n8nVersion } from '../tools/n8n/cache.ts';
import { demoOptions, usage } from './options.ts';
import { startPlayground } from './playground.ts';
import { describeRun, summaryOf } from './report.ts';
import { type SyncRun, syncOnce } from './syncRun.ts';

const packageDir = join(import.meta.dirname, '..');
const log = (line: string) => {
	console.log(line);
};

async function main(): Promise<number> {
	const options = demoOptions(process.argv.slice(2));
	if (options === 'help') {
		log(usage);
		return 0;
	}
	const playground = await startPlayground({
		packageDir,
		userFolder: join(packageDir, '.demo', 'n8n'),
		dataset: options.dataset,
		limits: options.limits,
		port: options.port,
		log,
		...(options.traffic === undefined ? {} : { trafficFile: options.traffic }),
	});
	const stopped = new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const)
			process.once(signal, () => {
				resolve();
			});
	});
	try {
		const { idle } = await playground.n8n.memory({ reset: true });
		const runs: SyncRun[] = [];
		for (let index = 0; index < options.runs; index++) {
			log(`\nRunning the sync (${String(index + 1)} of ${String(options.runs)}) ...`);
			const run = await syncOnce(playground);
			runs.push(run);
			log(describeRun(run, index));
			const { error } = run.execution.data.resultData;
			if (error) log(`  n8n reports: ${error.message}`);
		}
		const { peak } = await playground.n8n.memory();
		log(`\nMemory of n8n: ${String(idle)} MB idle, ${String(peak)} MB at the most`);
		const summary = summaryOf(runs, { version: n8nVersion, rssMb: { idle, peak } });
		if (options.summary) writeFileSync(options.summary, `${JSON.stringify(summary, null, 2)}\n`);
		if (!options.once) {
			log(`\nLook around: ${playground.n8n.url}`);
			log(`  log in as ${owner.email} with the password ${owner.password}`);
			log('  the workflow is under Overview, its tables under Overview > Data tables');
			const { user, password } = playground.access.pages;
			log(`\nReports, which open with the user ${user} and the password ${password}:`);
			log(`  ${playground.n8n.url}/webhook/sap-procore`);
			log(
				`\n  SAP and Procore are simulated at ${playground.simulators.sap.url} and ${playground.simulators.procore.url}`,
			);
			const { replay } = playground.access;
			log(`  replay exceptions: ${playground.n8n.url}/form/sap-procore/replay-form`);
			log(`  (user ${replay.user}, password ${replay.password})`);
			log('\nPress Ctrl+C to stop.');
			await stopped;
		}
		return runs.every(({ status }) => status === 'success') ? 0 : 1;
	} finally {
		await playground.close();
	}
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
