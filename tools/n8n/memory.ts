import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Process {
	pid: number;
	parent: number;
	rssKb: number;
}

/** Resident memory, in MB, of a process and everything below it (n8n starts a task runner beside itself). */
export async function rssMb(rootPid: number): Promise<number> {
	const processes = process.platform === 'linux' ? await fromProc() : await fromPs();
	return Math.round(sumOfTree(processes, rootPid) / 1024);
}

/** Adds up the memory of one process and its descendants, in KB. */
export function sumOfTree(processes: Process[], rootPid: number): number {
	const own = processes.find(({ pid }) => pid === rootPid)?.rssKb ?? 0;
	return processes
		.filter(({ parent }) => parent === rootPid)
		.reduce((sum, { pid }) => sum + sumOfTree(processes, pid), own);
}

async function fromProc(): Promise<Process[]> {
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const found = await Promise.all(
		pids.map(async (name) => {
			// A process may end while we look.
			const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
			const number = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
			return { pid: Number(name), parent: number('PPid'), rssKb: number('VmRSS') };
		}),
	);
	return found;
}

async function fromPs(): Promise<Process[]> {
	const { stdout } = await run('ps', ['-axo', 'pid=,ppid=,rss=']);
	return stdout
		.trim()
		.split('\n')
		.map((line) => {
			const [pid = 0, parent = 0, rssKb = 0] = line.trim().split(/\s+/).map(Number);
			return { pid, parent, rssKb };
		});
}

export interface Memory {
	/** Lowest and highest of the samples since the sampler started, and the last one, in MB. */
	idle: number;
	peak: number;
	now: number;
}

/** Samples the memory of a process tree until it is stopped. */
export class MemorySampler {
	readonly #samples: number[] = [];
	readonly #timer: NodeJS.Timeout;
	readonly #pid: number;

	constructor(pid: number, everyMs = 1_000) {
		this.#pid = pid;
		this.#timer = setInterval(() => void this.sample(), everyMs);
		this.#timer.unref();
	}

	async sample(): Promise<number> {
		const mb = await rssMb(this.#pid);
		if (mb > 0) this.#samples.push(mb);
		return mb;
	}

	/** Forgets what was seen, to measure one phase on its own. */
	reset(): void {
		this.#samples.length = 0;
	}

	async read(): Promise<Memory> {
		const now = await this.sample();
		return { idle: Math.min(...this.#samples), peak: Math.max(...this.#samples), now };
	}

	stop(): void {
		clearInterval(this.#timer);
	}
}
