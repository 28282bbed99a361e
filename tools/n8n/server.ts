import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import axios from 'axios';
import { n8nEnvironment, type N8nSettings } from './environment.ts';
import type { N8nInstall } from './install.ts';
import { endLeftover, remember } from './leftover.ts';
import { type Memory, MemorySampler } from './memory.ts';
import { workerEnvironment } from './queue.ts';

const READY_MS = 180_000;
const STOP_MS = 30_000;

const endings: [NodeJS.Signals, number][] = [
	['SIGHUP', 129],
	['SIGINT', 130],
	['SIGTERM', 143],
];
/** How many servers of this process listen to the signals above. */
let servers = 0;

export interface ServerOptions extends Omit<N8nSettings, 'nodeBin'> {
	install: N8nInstall;
	/** Makes it a worker of a queue, which answers at this port only whether it is ready. `port` is the main process's. */
	healthPort?: number;
	/** More variables for this n8n, such as a NODE_EXTRA_CA_CERTS. */
	env?: Record<string, string>;
}

/**
 * One n8n process, a server or a worker, on a folder of its own. It can be stopped, killed and started again; what it
 * knows is in the folder, or in the database of its queue.
 */
export class N8nServer {
	readonly url: string;
	readonly logFile: string;
	/** What the next start takes. */
	install: N8nInstall;
	readonly #options: ServerOptions;
	#child: ChildProcess | undefined;
	#sampler: MemorySampler | undefined;
	/** Seconds from the start of the process until its REST API answered. */
	bootSeconds = 0;

	constructor(options: ServerOptions) {
		this.#options = options;
		this.install = options.install;
		this.url = `http://localhost:${String(options.healthPort ?? options.port)}`;
		this.logFile = join(options.userFolder, 'logs', 'n8n.log');
		// Whatever ends this process, no n8n may be left behind on the port.
		process.on('exit', () => {
			this.#signal('SIGKILL');
		});
		for (const [signal, code] of endings) {
			process.on(signal, () => {
				// Somebody else who listens decides when this process ends; without one, Node would skip `exit`.
				if (process.listenerCount(signal) === servers) process.exit(code);
			});
		}
		servers++;
	}

	get running(): boolean {
		return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
	}

	async start(): Promise<void> {
		if (this.running) return;
		const { install, ...options } = { ...this.#options, install: this.install };
		const { env, healthPort, ...settings } = options;
		mkdirSync(dirname(this.logFile), { recursive: true });
		await endLeftover(settings.userFolder);
		const log = openSync(this.logFile, 'a');
		const started = Date.now();
		// A process group of its own: n8n starts a task runner, which must die with it, and Ctrl+C is ours to handle.
		this.#child = spawn(install.nodeBin, [install.n8nBin, healthPort === undefined ? 'start' : 'worker'], {
			cwd: settings.userFolder,
			env: {
				...n8nEnvironment({ ...settings, nodeBin: install.nodeBin }),
				...(healthPort === undefined ? {} : workerEnvironment(healthPort, settings.queue)),
				...env,
			},
			stdio: ['ignore', log, log],
			detached: true,
		});
		closeSync(log);
		if (this.#child.pid !== undefined) await remember(settings.userFolder, this.#child.pid);
		const failed = new Promise<never>((_resolve, reject) => {
			this.#child?.once('error', reject);
		});
		await Promise.race([failed, this.#ready()]);
		this.bootSeconds = (Date.now() - started) / 1000;
		if (this.#child.pid !== undefined) this.#sampler = new MemorySampler(this.#child.pid);
	}

	/** Asks n8n to end, which lets running executions finish, and kills it when that takes too long. */
	async stop(): Promise<void> {
		await this.#end('SIGTERM', STOP_MS);
	}

	/** As a power failure would: n8n and all its processes at once, with no chance to save anything. */
	async kill(): Promise<void> {
		await this.#end('SIGKILL', STOP_MS);
	}

	/** Memory of n8n and its processes since the start, or since the last `reset`. */
	async memory({ reset = false } = {}): Promise<Memory> {
		if (!this.#sampler) throw new Error('n8n is not running.');
		const memory = await this.#sampler.read();
		if (reset) this.#sampler.reset();
		return memory;
	}

	/** The end of n8n's log, for an error message. */
	async tail(lines = 30): Promise<string> {
		const text = await readFile(this.logFile, 'utf8').catch(() => '');
		return text.trimEnd().split('\n').slice(-lines).join('\n');
	}

	/** /healthz answers while n8n still loads nodes; only when the REST API knows about log-ins is it really there. */
	async #ready(): Promise<void> {
		const client = axios.create({ baseURL: this.url, timeout: 5_000, validateStatus: () => true, proxy: false });
		const answers = async (path: string, wanted: number) =>
			await client.get(path).then(
				({ status, headers }) => status === wanted && String(headers['content-type']).includes('json'),
				() => false,
			);
		const end = Date.now() + READY_MS;
		const isReady = async () =>
			this.#options.healthPort === undefined
				? (await answers('/healthz', 200)) && (await answers('/rest/login', 401))
				: await answers('/healthz/readiness', 200);
		while (!(await isReady())) {
			if (!this.running) throw new Error(await this.#report('n8n ended while it started'));
			if (Date.now() > end) {
				await this.kill();
				throw new Error(await this.#report(`n8n did not answer within ${String(READY_MS / 1000)} s`));
			}
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
	}

	async #report(what: string): Promise<string> {
		return `${what}.\n${await this.tail()}\nThe whole log is in ${this.logFile}`;
	}

	#signal(signal: NodeJS.Signals): void {
		if (!this.running || this.#child?.pid === undefined) return;
		try {
			process.kill(-this.#child.pid, signal);
		} catch {
			// It has exited in the meantime.
		}
	}

	async #end(signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
		this.#sampler?.stop();
		const child = this.#child;
		if (!child || !this.running) return;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		this.#signal(signal);
		const timer = setTimeout(() => {
			this.#signal('SIGKILL');
		}, timeoutMs);
		await ended;
		clearTimeout(timer);
	}
}
