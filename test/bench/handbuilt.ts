// The flow that people build by hand, against the package: the same SAP, the same Procore, a real n8n each, one after the
// other. First `npm run build`, then `npm run bench:handbuilt` (one to two hours on two cores). It prints the tables and puts
// them into docs/evidence.md. Words after `--` choose what is measured, the rest stays as it was measured last: parts (load,
// kill, faults) and sides (plain, sync, package). `load tour` takes the small data set, to try it out; `print` measures
// nothing and makes the tables of what was.
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

const contestants: Record<string, Contestant> = {
	plain: {
		title: 'By hand',
		start: async (simulators, name) => await handBuiltSide(simulators, name, 'plain'),
		middle: 350,
	},
	sync: {
		title: 'By hand, with sync actions',
		start: async (simulators, name) => await handBuiltSide(simulators, name, 'sync'),
		middle: 50,
	},
	package: { title: 'This package', start: packageSide, middle: 50 },
};

const asked = process.argv.slice(2);
const dataset = asked.includes('tour') ? 'tour' : 'seed';
const parts: Record<string, (contestant: Contestant, name: string) => Promise<Results>> = {
	load: async ({ start }, name) => ({
		load: await measureLoad((simulators) => start(simulators, `load-${name}`), dataset),
	}),
	kill: async ({ start, middle }, name) => ({
		killed: await killInTheMiddle((simulators) => start(simulators, `kill-${name}`), middle),
	}),
	faults: async ({ start }, name) => ({
		faults: await meetFaults((simulators) => start(simulators, `faults-${name}`)),
	}),
};
const known = ['tour', 'print', ...Object.keys(parts), ...Object.keys(contestants)];
const wrong = asked.find((word) => !known.includes(word));
if (wrong !== undefined) throw new Error(`"${wrong}" is not one of ${known.join(', ')}`);

/** Those that were asked for; all when none was. */
function chosen<T>(from: Record<string, T>): Array<[name: string, T]> {
	const some = Object.entries(from).filter(([name]) => asked.includes(name));
	return some.length > 0 ? some : Object.entries(from);
}

const folder = join(packageDir, '.demo');
const file = join(folder, 'handbuilt.json');
mkdirSync(e2eFolder, { recursive: true });
const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as AllResults) : {};
const results: AllResults = Object.fromEntries(
	Object.values(contestants).map(({ title }) => [title, kept[title] ?? {}]),
);
for (const [part, measure] of asked.includes('print') ? [] : chosen(parts)) {
	for (const [name, contestant] of chosen(contestants)) {
		console.log(`${part}: ${contestant.title}`);
		Object.assign((results[contestant.title] ??= {}), await measure(contestant, name));
		// The tables of the documentation are about the large data set.
		if (dataset === 'seed') writeFileSync(file, JSON.stringify(results));
	}
}

const made = tablesOf(results);
console.log(`\n${made}`);
if (dataset === 'seed') {
	const page = join(packageDir, 'docs', 'evidence.md');
	const between = /(<!-- made: handbuilt -->\n)[^]*?(\n<!-- end -->)/;
	writeFileSync(page, readFileSync(page, 'utf8').replace(between, `$1\n${made}\n$2`));
}
