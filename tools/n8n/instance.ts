import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { giveDatabase } from './database.ts';
import { type Credential, type Workflow, importAll } from './import.ts';
import { type Log, type N8nInstall, ensureN8n } from './install.ts';
import { endLeftover } from './leftover.ts';
import type { Memory } from './memory.ts';
import { installPackage, registerPackage } from './package.ts';
import { freePort } from './ports.ts';
import type { Queue } from './queue.ts';
import { Rest } from './rest.ts';
import { N8nServer, type ServerOptions } from './server.ts';

export interface InstanceOptions {
	/** Everything this n8n knows; an existing one is taken up again. */
	userFolder: string;
	/** The preferred one; another is taken when it is in use. */
	port?: number;
	/** The built package: package.json and dist/. */
	packageDir: string;
	credentials: Credential[];
	workflows: Workflow[];
	/** Ids of workflows to publish once n8n runs. */
	publish?: string[];
	env?: Record<string, string>;
	/** Queue mode, with workers beside the main process. */
	queue?: Queue;
	/** Another n8n than that of the playground. */
	install?: N8nInstall;
	log: Log;
}

/** A process of queue mode that carries executions out. */
export type Worker = Pick<N8nServer, 'kill' | 'logFile'>;

/** A real n8n with our package in it. */
export interface Instance {
	readonly url: string;
	readonly rest: Rest;
	readonly logFile: string;
	/** Processes beside the main one; none without a queue. */
	readonly workers: readonly Worker[];
	/** Seconds the last start took. */
	readonly bootSeconds: number;
	/** Ends n8n in good order. */
	stop(): Promise<void>;
	/** Ends n8n as a power failure would. */
	kill(): Promise<void>;
	/**
	 * Starts n8n again on the same folder and port, after `stop` or `kill` (a running one is stopped first).
	 *
	 * @param install another version from now on
	 */
	restart(install?: N8nInstall): Promise<void>;
	/** Memory in MB, of n8n and the processes it started. */
	memory(options?: { reset?: boolean }): Promise<Memory>;
	/** The last lines of n8n's log. */
	tail(lines?: number): Promise<string>;
}

/** Installs, fills, starts and logs in to an n8n. Fails with what to do, and leaves no process behind when it does. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
	const { userFolder, packageDir, credentials, workflows, log } = options;
	const install = options.install ?? (await ensureN8n({ log }));
	await mkdir(userFolder, { recursive: true });
	// First of all, because it holds the port and the database.
	await endLeftover(userFolder);
	const port = await freePort(options.port);
	const settings = {
		userFolder,
		port,
		brokerPort: await freePort(),
		...(options.queue ? { queue: options.queue } : {}),
	};

	log('Installing the package into n8n and importing credentials and workflows ...');
	const manifest = await installPackage(packageDir, userFolder, install);
	if (!options.queue) await giveDatabase(userFolder, install);
	await importAll(install, settings, { credentials, workflows });

	const serverOptions = { ...settings, install, ...(options.env ? { env: options.env } : {}) };
	const server = new N8nServer(serverOptions);
	const workers = await workersBeside(serverOptions, packageDir, install);
	const all = [server, ...workers];
	const onAll = async (act: (process: N8nServer) => Promise<void>) => {
		await Promise.all(all.map(act));
	};
	const rest = new Rest(server.url);
	const start = async () => {
		log('Starting n8n ...');
		await registerPackage(manifest, userFolder, install);
		await server.start();
		// They find the database as the main process has set it up.
		await Promise.all(
			workers.map(async (worker) => {
				await worker.start();
			}),
		);
		await rest.logIn();
		log(`n8n answers at ${server.url} after ${server.bootSeconds.toFixed(1)} s`);
	};
	try {
		await start();
		for (const id of options.publish ?? []) await rest.publish(id);
	} catch (error) {
		await onAll(async (each) => {
			await each.kill();
		});
		throw error;
	}
	return {
		url: server.url,
		rest,
		logFile: server.logFile,
		workers,
		get bootSeconds() {
			return server.bootSeconds;
		},
		stop: async () => {
			await onAll(async (each) => {
				await each.stop();
			});
		},
		kill: async () => {
			await onAll(async (each) => {
				await each.kill();
			});
		},
		restart: async (other) => {
			await onAll(async (each) => {
				await each.stop();
				if (other) each.install = other;
			});
			await start();
		},
		memory: async (memoryOptions) => await server.memory(memoryOptions),
		tail: async (lines) => await server.tail(lines),
	};
}

/** Each with a folder and a copy of the package of its own, as a container has. */
async function workersBeside(main: ServerOptions, packageDir: string, install: N8nInstall): Promise<N8nServer[]> {
	const workers: N8nServer[] = [];
	for (let number = 1; number <= (main.queue?.workers ?? 0); number++) {
		const userFolder = join(main.userFolder, `worker-${String(number)}`);
		await mkdir(userFolder, { recursive: true });
		await endLeftover(userFolder);
		await installPackage(packageDir, userFolder, install);
		const [brokerPort, healthPort] = [await freePort(), await freePort()];
		workers.push(new N8nServer({ ...main, userFolder, brokerPort, healthPort }));
	}
	return workers;
}
