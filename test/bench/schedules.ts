// Random schedules in two processes: `npm run bench:schedules -- N [--seed S] [--processes P]`. It prints the seed, how far
// it is, each violation with its smallest schedule, what a schedule took, and how often each thing took place. One that
// failed: `-- 1 --seed S --path P` with what was printed. `--no-shrink` leaves schedules as they are.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { eventNames } from '../engine/model/index.ts';
import type { Checked } from '../engine/support/schedules.ts';
import { tally } from '../engine/support/tally.ts';
import { execArgv } from '../support/runFiles.ts';

/** Schedules with a seed of their own: what fails stands alone, and the others go on. */
const chunk = 20;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		seed: { type: 'string' },
		path: { type: 'string', default: '' },
		processes: { type: 'string', default: '2' },
		'no-shrink': { type: 'boolean', default: false },
		part: { type: 'string' },
	},
});
const total = Number(positionals[0] ?? 1000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const processes = values.path === '' ? Number(values.processes) : 1;

/** What a process tells after each chunk. */
interface Told extends Checked {
	seconds: number;
	counts: Record<string, number>;
}

/** Every n-th chunk, from the given one on. */
async function work(part: number): Promise<void> {
	// It replaces the clock of this process, and loads n8n.
	const { tryOut } = await import('../engine/support/schedules.ts');
	for (let first = part * chunk; first < total; first += processes * chunk) {
		const started = process.hrtime.bigint();
		const checked = await tryOut(seed + first / chunk, Math.min(chunk, total - first), {
			...{ path: values.path, shrink: !values['no-shrink'] },
		});
		const seconds = Number(process.hrtime.bigint() - started) / 1e9;
		const told: Told = { ...checked, seconds, counts: tally() };
		process.send?.(told);
	}
	process.disconnect();
}

async function lead(): Promise<void> {
	console.log(`${String(total)} schedules from seed ${String(seed)} in ${String(processes)} processes`);
	const started = Date.now();
	const counts: Record<string, number>[] = [];
	let done = 0;
	let seconds = 0;
	let violations = 0;
	const parts = Array.from({ length: processes }, (_, part) => {
		const given = [...process.argv.slice(2), '--seed', String(seed), '--part', String(part)];
		const child = fork(import.meta.filename, given, { execArgv });
		child.on('message', (told: Told) => {
			done += told.runs;
			seconds += told.seconds;
			counts[part] = told.counts;
			if (told.violation) {
				violations++;
				const { problems, schedule, seed: at, path } = told.violation;
				console.log(`\nVIOLATION (--seed ${String(at)} --path ${path})\n${problems.join('\n')}`);
				console.log(JSON.stringify(schedule));
			}
			const minutes = ((Date.now() - started) / 60_000).toFixed(1);
			if (told.violation || done % 100 < chunk)
				console.log(
					`${String(done)} of ${String(total)}, ${String(violations)} violations, ${String(Math.round((seconds * 1000) / done))} ms each, ${minutes} min`,
				);
		});
		return once(child, 'exit');
	});
	const codes = (await Promise.all(parts)).map(([code]: unknown[]) => code);
	const sum = (name: string) => counts.reduce((all, each) => all + (each[name] ?? 0), 0);
	const names = [...new Set([...eventNames, ...counts.flatMap((each) => Object.keys(each))])];
	console.log('\nWhat took place:');
	for (const name of names) console.log(`${String(sum(name)).padStart(7)} ${name}`);
	console.log(`\n${String(done)} schedules from seed ${String(seed)}: ${String(violations)} violations`);
	process.exit(violations > 0 || codes.some((code) => code !== 0) ? 1 : 0);
}

await (values.part === undefined ? lead() : work(Number(values.part)));
