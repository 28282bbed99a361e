// Runs the sync on other versions of n8n. Each is installed once, which takes about eight minutes and 3 GB.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * The lowest that is supported, the last one before an emptied cell of a Data Table is null, and the one that everything
 * else is tested on. What is lower is refused (`test/node/n8nVersion.test.ts`); it needs a download that npm does not have.
 */
const tested = ['2.33.7', '2.35.7', '2.41.1'];

const args = process.argv.slice(2);
if (args[0] === '--list') {
	console.log(JSON.stringify(tested));
	process.exit(0);
}
const versions = args.length > 0 ? args : tested;
const results = versions.map((version) => {
	console.log(`\nn8n ${version}`);
	const { status } = spawnSync(
		process.execPath,
		['--test', '--test-reporter=spec', join(import.meta.dirname, 'versions.test.ts')],
		{ stdio: 'inherit', env: { ...process.env, SAP_PROCORE_N8N: version } },
	);
	return { version, passed: status === 0 };
});
for (const { version, passed } of results) console.log(`n8n ${version}: ${passed ? 'passed' : 'did not pass'}`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
