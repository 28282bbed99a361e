// Mutation testing: `npm run bench:mutation [-- folder…] [--concurrency N] [--force]`. The code of the folders (all below
// where none is named) is changed in thousands of small ways; it prints by how many of them a unit test fails. What has not
// changed since the last time is taken from then (`--force`: nothing is; needed for what a file does as it is loaded).
// coverage/mutation.html shows what survived.
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { folders } from './mutation/folders.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { concurrency: { type: 'string', default: '2' }, force: { type: 'boolean', default: false } },
});
const chosen = positionals.length > 0 ? positionals.map((name) => name.replace(/\/$/, '')) : Object.keys(folders);

const started = Date.now();
const results = await new Stryker({
	mutate: chosen.map((folder) => (folder.endsWith('.ts') ? folder : `${folder}/**/*.ts`)),
	plugins: ['./test/bench/mutation/runner.ts', './test/bench/mutation/sentences.ts'],
	testRunner: 'unit-tests',
	// The only thing that does not count; no kind of change is left out.
	ignorers: ['sentences'],
	coverageAnalysis: 'perTest',
	concurrency: Number(values.concurrency),
	timeoutMS: 20_000,
	incremental: true,
	incrementalFile: 'node_modules/.cache/stryker/results.json',
	force: values.force,
	// Below a folder that git, ESLint, Prettier and Jest leave alone.
	tempDirName: 'coverage/stryker',
	ignorePatterns: ['/dist', '/.demo', '/coverage', '/docs', '/workflows'],
	reporters: ['html', 'progress-append-only'],
	htmlReporter: { fileName: 'coverage/mutation.html' },
	allowConsoleColors: false,
}).runMutationTest();

for (const folder of chosen) {
	const inside = results.filter(({ fileName }) => fileName.includes(folder));
	const count = (...statuses: string[]) => inside.filter(({ status }) => statuses.includes(status)).length;
	const noticed = count('Killed', 'Timeout');
	const all = noticed + count('Survived', 'NoCoverage');
	console.log(
		`${folder}: ${((100 * noticed) / all).toFixed(1)} % (${String(noticed)} of ${String(all)} changes; ${String(count('NoCoverage'))} of the others where no test comes by)`,
	);
}
console.log(`${String(Math.round((Date.now() - started) / 1000))} s`);
