// Mutation testing: `npm run bench:mutation [-- folder…] [--concurrency N] [--force]`. It changes the code in thousands of
// small ways, runs the unit tests that pass by each change, and prints how many they noticed, by folder; without a folder
// of all below. What has not changed since the last time is taken from then (`--force`: nothing is). What survived is
// listed in coverage/mutation.html.
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const folders = [
	'nodes/SapToProcore/lanes',
	'nodes/SapToProcore/lookup',
	'nodes/SapToProcore/sync',
	'nodes/Procore/objects',
	'nodes/Procore/api',
	'nodes/SapS4Hana/odata',
];

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { concurrency: { type: 'string', default: '2' }, force: { type: 'boolean', default: false } },
});
const chosen = positionals.length > 0 ? positionals.map((name) => name.replace(/\/$/, '')) : folders;

const started = Date.now();
const results = await new Stryker({
	mutate: chosen.map((folder) => (folder.endsWith('.ts') ? folder : `${folder}/**/*.ts`)),
	mutator: { plugins: [], excludedMutations: [] },
	plugins: ['./test/bench/mutation/runner.ts'],
	testRunner: 'unit-tests',
	ignorers: ['sentences'],
	coverageAnalysis: 'perTest',
	concurrency: Number(values.concurrency),
	timeoutMS: 20_000,
	incremental: true,
	incrementalFile: 'node_modules/.cache/stryker/results.json',
	force: values.force,
	// What git, ESLint, Prettier and Jest leave alone.
	tempDirName: 'coverage/stryker',
	ignorePatterns: ['/dist', '/.demo', '/coverage', '/docs', '/workflows'],
	reporters: ['html', 'progress-append-only'],
	htmlReporter: { fileName: 'coverage/mutation.html' },
	allowConsoleColors: false,
}).runMutationTest();

const seconds = Math.round((Date.now() - started) / 1000);
const found = (status: string) => ({ status });
void found;
for (const folder of chosen) {
	const inside = results.filter(({ fileName }) => fileName.includes(folder));
	const count = (...statuses: string[]) => inside.filter(({ status }) => statuses.includes(status)).length;
	const noticed = count('Killed', 'Timeout');
	const missed = count('Survived', 'NoCoverage');
	console.log(
		`${folder}: ${((100 * noticed) / (noticed + missed)).toFixed(1)} % (${String(noticed)} of ${String(noticed + missed)}; ${String(count('NoCoverage'))} in lines that no test passes)`,
	);
}
console.log(`${String(seconds)} s`);
