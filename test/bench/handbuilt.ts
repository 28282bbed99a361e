// The flow that people build by hand, against the package: the same SAP, the same Procore, a real n8n each, one after the
// other. First `npm run build`, then `npm run bench:handbuilt` (one to two hours on two cores). It prints the tables and puts
// them into docs/evidence.md. `-- load`, `-- kill`, `-- faults` measure one part; the rest stays as it was measured last.
// `-- load tour` takes the small data set, to try it out.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { e2eFolder, packageDir } from '../e2e/support/world.ts';
import type { RunningSimulators } from '../../simulators/index.ts';
import { meetFaults } from './handbuilt/faults.ts';
import { killInTheMiddle } from './handbuilt/kill.ts';
import { measureLoad } from './handbuilt/load.ts';
import { type AllResults, type Results, tablesOf } from './handbuilt/report.ts';
import { handBuiltSide, packageSide, type Side } from './handbuilt/sides.ts';

interface Contestant {
	title: string;
	start(simulators: RunningSimulators, name: string): Promise<Side>;
	/** Which request with lines is about the middle of a first load of `tour`: one a line, or one a contract. */
	middle: number;
}

const contestants: Contestant[] = [
	{
		title: 'By hand',
		start: async (simulators, name) => await handBuiltSide(simulators, `${name}-plain`, 'plain'),
		middle: 350,
	},
	{
		title: 'By hand, with sync actions',
		start: async (simulators, name) => await handBuiltSide(simulators, `${name}-sync`, 'sync'),
		middle: 50,
	},
	{
		title: 'This package',
		start: async (simulators, name) => await packageSide(simulators, `${name}-package`),
		middle: 50,
	},
];

const [only, dataset = 'seed'] = process.argv.slice(2);
const parts: Record<string, (contestant: Contestant) => Promise<Results>> = {
	load: async ({ start }) => ({
		load: await measureLoad((simulators) => start(simulators, 'load'), dataset === 'tour' ? 'tour' : 'seed'),
	}),
	kill: async ({ start, middle }) => ({
		killed: await killInTheMiddle((simulators) => start(simulators, 'kill'), middle),
	}),
	faults: async ({ start }) => ({ faults: await meetFaults((simulators) => start(simulators, 'faults')) }),
};
if (only !== undefined && !(only in parts))
	throw new Error(`There is no part "${only}": ${Object.keys(parts).join(', ')}`);

const folder = join(packageDir, '.demo');
const file = join(folder, 'handbuilt.json');
mkdirSync(e2eFolder, { recursive: true });
const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as AllResults) : {};
const results: AllResults = Object.fromEntries(contestants.map(({ title }) => [title, kept[title] ?? {}]));
for (const [part, measure] of Object.entries(parts)) {
	if (only !== undefined && only !== part) continue;
	for (const contestant of contestants) {
		console.log(`${part}: ${contestant.title}`);
		Object.assign((results[contestant.title] ??= {}), await measure(contestant));
		writeFileSync(file, JSON.stringify(results));
	}
}

const made = tablesOf(results);
console.log(`\n${made}`);
if (dataset === 'seed') {
	const page = join(packageDir, 'docs', 'evidence.md');
	const between = /(<!-- made: handbuilt -->\n)[^]*?(\n<!-- end -->)/;
	writeFileSync(page, readFileSync(page, 'utf8').replace(between, `$1\n${made}\n$2`));
}
