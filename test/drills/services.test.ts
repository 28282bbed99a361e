import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { freePort } from '../../tools/n8n/ports.ts';
import type { Queue } from '../../tools/n8n/queue.ts';
import { missingService, openQueue } from '../e2e/support/queueServices.ts';
import { World } from '../e2e/support/world.ts';
import { endOf, recovered, startedRun } from './support/drill.ts';
import { type Line, openLine } from './support/line.ts';

const missing = await missingService();

/** A run in queue mode that stands on a database or a queue that can be taken away. */
async function inQueue(name: string, change: (queue: Queue) => Promise<Queue>, drill: (world: World) => Promise<void>) {
	const services = await openQueue({ workers: 1, concurrency: 1, lockMs: 12_000 });
	try {
		const queue = await change(services.queue);
		const world = await World.start({
			name,
			dataset: 'tour',
			procoreEmpty: true,
			limits: false,
			oneClock: true,
			queue,
		});
		try {
			await drill(world);
		} finally {
			// In good order it would wait for an execution that nobody carries out any more.
			await world.n8n.kill();
			await world.close();
		}
	} finally {
		await services.close();
	}
}

async function startRedis(port: number): Promise<ChildProcess> {
	const server = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
		stdio: 'ignore',
	});
	await once(server, 'spawn');
	await setTimeout(1_000);
	return server;
}

describe('what n8n stands on goes away in the middle of a run', { skip: missing ?? false }, () => {
	it('the database for a minute', async (test) => {
		let line: Line | undefined;
		const byLine = async (queue: Queue) => {
			line = await openLine(queue.database);
			return { ...queue, database: { ...queue.database, port: line.port } };
		};
		await inQueue('database', byLine, async (world) => {
			const id = await startedRun(world);
			line?.cut();
			await setTimeout(60_000);
			line?.mend();
			test.diagnostic(`the run: ${await endOf(world, id)}`);
			// Each process of n8n looks for its database again every half a minute.
			await setTimeout(35_000);
			test.diagnostic(`runs to recover: ${String(await recovered(world, { lease: true }))}`);
		});
		await line?.close();
	});

	it('Redis is restarted, and has forgotten everything', async (test) => {
		const port = await freePort();
		let server = await startRedis(port);
		try {
			const ownRedis = async (queue: Queue) => await Promise.resolve({ ...queue, redis: { ...queue.redis, port } });
			await inQueue('redis', ownRedis, async (world) => {
				const id = await startedRun(world);
				server.kill('SIGKILL');
				await once(server, 'exit');
				await setTimeout(5_000);
				server = await startRedis(port);
				test.diagnostic(`the run: ${await endOf(world, id)}`);
				test.diagnostic(`runs to recover: ${String(await recovered(world, { lease: true }))}`);
			});
		} finally {
			server.kill('SIGKILL');
		}
	});
});
