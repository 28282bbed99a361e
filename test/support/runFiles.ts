import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** Most objects of a run are short-lived: with more room for them less time goes into looking for those that stay. */
export const execArgv = ['--max-semi-space-size=64'];

/**
 * Runs the test files of a folder, two at a time by default, in the order given here: Node.js sorts files that its command line names,
 * and the longest, begun last, would run alone at the end.
 *
 * @param order sorts the names of the files
 * @returns whether all tests passed
 */
export async function runFiles(
	folder: string,
	only: readonly string[],
	order: (names: string[]) => string[],
	concurrency = 2,
): Promise<boolean> {
	const names = readdirSync(folder).filter(
		(name) => name.endsWith('.test.ts') && (only.length === 0 || only.some((part) => name.includes(part))),
	);
	const files = order(names.sort()).map((name) => join(folder, name));
	let passed = files.length > 0;
	const tests = run({ files, concurrency, execArgv });
	tests.on('test:fail', () => {
		passed = false;
	});
	const report = tests.compose(spec);
	report.pipe(process.stdout);
	await once(report, 'end');
	return passed;
}
