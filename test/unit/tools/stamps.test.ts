import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOf, isStale, sameAsInstalled, stampMatches } from '../../../tools/bootstrap/stamps.cjs';

describe('stamps', () => {
	let folder: string;
	const at = (name: string, second: number) => {
		const file = join(folder, name);
		writeFileSync(file, name);
		utimesSync(file, second, second);
		return file;
	};

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'stamps-'));
	});
	afterEach(() => {
		rmSync(folder, { recursive: true });
	});

	it('match only the content they were made from', () => {
		const lock = at('lock', 100);
		const stamp = join(folder, 'stamp');
		expect(stampMatches(stamp, hashOf(lock))).toBe(false);
		writeFileSync(stamp, `${hashOf(lock)}\n`);
		expect(stampMatches(stamp, hashOf(lock))).toBe(true);
		writeFileSync(lock, 'changed');
		expect(stampMatches(stamp, hashOf(lock))).toBe(false);
	});

	it('find a build stale that is missing, or older than a source in any depth', () => {
		mkdirSync(join(folder, 'nodes', 'deep'), { recursive: true });
		const source = at('nodes/deep/file', 100);
		for (const name of ['nodes/deep', 'nodes']) utimesSync(join(folder, name), 100, 100);
		const sources = [join(folder, 'nodes'), join(folder, 'missing')];
		expect(isStale(join(folder, 'stamp'), sources)).toBe(true);
		const stamp = at('stamp', 200);
		expect(isStale(stamp, sources)).toBe(false);
		utimesSync(source, 300, 300);
		expect(isStale(stamp, sources)).toBe(true);
	});

	it('find a build stale when a source was deleted', () => {
		mkdirSync(join(folder, 'nodes'));
		const source = at('nodes/file', 100);
		const stamp = at('stamp', 200);
		rmSync(source);
		expect(isStale(stamp, [join(folder, 'nodes')])).toBe(true);
	});
});

describe("npm's record of what is installed", () => {
	const lock = {
		packages: {
			'': { version: '0.1.0' },
			'node_modules/a': { version: '1.0.0' },
			'node_modules/other-platform': { version: '1.0.0', optional: true },
		},
	};

	it.each([
		['equal', { 'node_modules/a': { version: '1.0.0' } }, true],
		['another version', { 'node_modules/a': { version: '1.0.1' } }, false],
		['missing', {}, false],
		['too many', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }, false],
	])('%s', (_name, packages, same) => {
		expect(sameAsInstalled(lock, { packages: packages as Record<string, { version: string }> })).toBe(same);
	});
});
