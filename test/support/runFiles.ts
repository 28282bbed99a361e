import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';

/** Most objects of a run are short-lived: with more room for them less time goes into looking for those that stay. */
export const execArgv = ['--max-semi-space-size=64'];

interface HowToRun {
	/** Names of files that share a process, so that what they load is loaded once. In the order given here: Node.js sorts files that its command line names, and the longest, begun last, would run alone at the end. */
	groups: (names: string[]) => string[][];
	/** Processes at a time. */
	concurrency?: number;
}

/** Each file in a process of its own. */
export const alone = (names: string[]): string[][] => names.map((name) => [name]);

/**
 * Runs the test files of a folder, two processes at a time by default.
 *
 * @param only parts of the names of files; none = all
 * @returns whether all tests passed
 */
export async function runFiles(
	folder: string,
	only: readonly string[],
	{ groups, concurrency = 2 }: HowToRun,
): Promise<boolean> {
	const names = readdirSync(folder).filter(
		(name) => name.endsWith('.test.ts') && (only.length === 0 || only.some((part) => name.includes(part))),
	);
	const scratch = mkdtempSync(join(tmpdir(), 'test-files-'));
	const files = groups(names.sort()).map((group, index) => {
		const paths = group.map((name) => join(folder, name));
		if (paths.length === 1) return paths[0] ?? '';
		const file = join(scratch, `${String(index)}.mjs`);
		writeFileSync(file, paths.map((path) => `import '${pathToFileURL(path).href}';\n`).join(''));
		return file;
	});
	let passed = files.length > 0;
	const tests = run({ files, concurrency, execArgv });
	tests.on('test:fail', () => {
		passed = false;
	});
	const report = tests.compose(spec);
	report.pipe(process.stdout);
	await once(report, 'end');
	rmSync(scratch, { recursive: true });
	return passed;
}
