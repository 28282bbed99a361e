import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

export interface LockOptions {
	/** Called once when somebody else holds the lock. */
	onWait?: (holder: string) => void;
	/** How often the holder says that it is alive, and a waiting process looks. */
	beatMs?: number;
	/** Age of the last sign of life after which the lock counts as left behind. */
	staleMs?: number;
}

/**
 * Runs work that only one process on the machine (or on a shared home folder) may do at a time.
 *
 * The lock is a folder, because making a folder is atomic everywhere. Its holder touches it while it works, so that a
 * process that was killed in the middle blocks nobody for longer than `staleMs`, or not at all on the same machine.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
	const { beatMs = 2_000, staleMs = 60_000, onWait } = options;
	await mkdir(dirname(folder), { recursive: true });
	let told = false;
	while (!(await take(folder))) {
		if (await isLeftBehind(folder, staleMs)) {
			await remove(folder);
			continue;
		}
		if (!told) onWait?.(await holderOf(folder));
		told = true;
		await new Promise((resolve) => setTimeout(resolve, beatMs));
	}
	const beat = setInterval(() => {
		const now = new Date();
		void utimes(folder, now, now).catch(() => undefined);
	}, beatMs);
	try {
		return await work();
	} finally {
		clearInterval(beat);
		await remove(folder);
	}
}

async function take(folder: string): Promise<boolean> {
	try {
		await mkdir(folder);
	} catch (error) {
		if (isCode(error, 'EEXIST')) return false;
		throw error;
	}
	await writeFile(join(folder, 'holder'), `${String(process.pid)} ${hostname()}`);
	return true;
}

/** Renamed first: of two processes that both see a dead lock, only one can rename it, so none removes a fresh one. */
async function remove(folder: string): Promise<void> {
	const aside = `${folder}.${String(process.pid)}.${String(Date.now())}`;
	try {
		await rename(folder, aside);
	} catch (error) {
		if (isCode(error, 'ENOENT')) return;
		throw error;
	}
	await rm(aside, { recursive: true, force: true });
}

/** Whether the lock's holder is gone: no sign of life for a while, or its process no longer exists on this machine. */
export async function isLeftBehind(folder: string, staleMs: number): Promise<boolean> {
	try {
		if (Date.now() - (await stat(folder)).mtimeMs > staleMs) return true;
	} catch (error) {
		if (isCode(error, 'ENOENT')) return false;
		throw error;
	}
	const [pid, host] = (await holderOf(folder)).split(' ');
	return host === hostname() && !isAlive(Number(pid));
}

async function holderOf(folder: string): Promise<string> {
	// Empty for a moment, between the folder and the file.
	return await readFile(join(folder, 'holder'), 'utf8').catch(() => '');
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return isCode(error, 'EPERM');
	}
}

function isCode(error: unknown, code: string): boolean {
	return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
