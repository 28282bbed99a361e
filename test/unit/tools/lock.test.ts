import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, withLock } from '../../../tools/n8n/lock.ts';

describe('lock between processes', () => {
	let scratch: string;
	let folder: string;
	const fast = { beatMs: 5, staleMs: 60_000 };

	beforeEach(() => {
		scratch = mkdtempSync(join(tmpdir(), 'lock-'));
		folder = join(scratch, 'some.lock');
	});
	afterEach(() => {
		rmSync(scratch, { recursive: true });
	});

	const heldBy = (holder: string, ageMs = 0) => {
		mkdirSync(folder);
		writeFileSync(join(folder, 'holder'), holder);
		const then = new Date(Date.now() - ageMs);
		utimesSync(folder, then, then);
	};

	it('lets one work at a time', async () => {
		let inside = 0;
		let most = 0;
		const work = async () => {
			most = Math.max(most, ++inside);
			await new Promise((resolve) => setTimeout(resolve, 10));
			inside--;
		};
		await Promise.all(Array.from({ length: 5 }, () => withLock(folder, work, fast)));
		expect(most).toBe(1);
		expect(existsSync(folder)).toBe(false);
	});

	it('is free again after work that fails', async () => {
		await expect(withLock(folder, () => Promise.reject(new Error('no')), fast)).rejects.toThrow('no');
		expect(existsSync(folder)).toBe(false);
	});

	it('says once whom it waits for', async () => {
		heldBy(`${String(process.pid)} ${hostname()}`);
		const waits: string[] = [];
		const options = { ...fast, onWait: (holder: string) => void waits.push(holder) };
		const done = withLock(folder, () => Promise.resolve('done'), options);
		await new Promise((resolve) => setTimeout(resolve, 40));
		rmSync(folder, { recursive: true });
		await expect(done).resolves.toBe('done');
		expect(waits).toEqual([`${String(process.pid)} ${hostname()}`]);
	});

	it('takes over from a process that no longer exists', async () => {
		const gone = 2 ** 22 + 7;
		expect(isAlive(gone)).toBe(false);
		heldBy(`${String(gone)} ${hostname()}`);
		await expect(withLock(folder, () => Promise.resolve('done'), fast)).resolves.toBe('done');
	});

	it('takes over from another machine only when that has been silent for long', async () => {
		heldBy('1 elsewhere.example', 120_000);
		await expect(withLock(folder, () => Promise.resolve('done'), fast)).resolves.toBe('done');
	});
});
