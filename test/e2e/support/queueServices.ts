import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureN8n } from '../../../tools/n8n/install.ts';
import { isAlive } from '../../../tools/n8n/lock.ts';
import type { Queue } from '../../../tools/n8n/queue.ts';

/** As much of the clients that n8n brings along as is used here. */
interface Postgres {
	connect(): Promise<unknown>;
	query(text: string): Promise<{ rows: Array<Record<string, unknown>> }>;
	end(): Promise<void>;
}
interface Redis {
	connect(): Promise<unknown>;
	keys(pattern: string): Promise<string[]>;
	del(...keys: string[]): Promise<number>;
	disconnect(): void;
	on(event: 'error', listener: () => void): unknown;
}

/** The usual variables of both, for whoever has them elsewhere or with a password. */
const { env } = process;
const database = {
	host: env.PGHOST ?? '127.0.0.1',
	port: Number(env.PGPORT ?? 5432),
	user: env.PGUSER ?? 'postgres',
	password: env.PGPASSWORD ?? '',
};
const redis = { host: env.REDIS_HOST ?? '127.0.0.1', port: Number(env.REDIS_PORT ?? 6379) };

const prefix = 'sap_procore_e2e_';
const own = `${prefix}${String(process.pid)}`;

/** A database and a place in Redis for one test run. */
export interface QueueServices {
	queue: Queue;
	/** Drops the database, and deletes what n8n has left in Redis. */
	close(): Promise<void>;
}

/** What is missing on this machine for a test in queue mode; undefined when nothing is. */
export async function missingService(): Promise<string | undefined> {
	const found = [
		await answers('PostgreSQL', `${database.host}:${String(database.port)}`, async () => {
			await withPostgres(async () => {});
		}),
		await answers('Redis', `${redis.host}:${String(redis.port)}`, async () => {
			await withRedis(async () => {});
		}),
	].filter((text) => text !== undefined);
	return found.length > 0 ? `queue mode was not tried: ${found.join(', ')}` : undefined;
}

async function answers(what: string, where: string, tryIt: () => Promise<void>): Promise<string | undefined> {
	return await tryIt().then(
		() => undefined,
		(error: unknown) =>
			`${what} does not answer at ${where} (${error instanceof Error ? error.message : String(error)})`,
	);
}

/** Creates the database, empty. */
export async function openQueue(settings: Pick<Queue, 'workers' | 'concurrency' | 'lockMs'>): Promise<QueueServices> {
	await withPostgres(async (client) => {
		await dropLeft(client);
		await client.query(`CREATE DATABASE ${own}`);
	});
	const queue = {
		...settings,
		encryptionKey: randomBytes(16).toString('hex'),
		database: { ...database, name: own },
		redis: { ...redis, prefix: own },
	};
	return {
		queue,
		close: async () => {
			await withRedis(async (client) => {
				// n8n puts braces around the prefix of its queue.
				const keys = await client.keys(`*${own}*`);
				if (keys.length > 0) await client.del(...keys);
			});
			await withPostgres(async (client) => {
				await client.query(`DROP DATABASE ${own} WITH (FORCE)`);
			});
		},
	};
}

/** Drops what test runs left that were killed. */
async function dropLeft(client: Postgres): Promise<void> {
	const { rows } = await client.query(`SELECT datname FROM pg_database WHERE datname LIKE '${prefix}%'`);
	for (const name of rows.map(({ datname }) => String(datname)))
		if (name === own || !isAlive(Number(name.slice(prefix.length))))
			// Not by force: who is connected may be a test run on another machine.
			await client.query(`DROP DATABASE ${name}`).catch(() => undefined);
}

async function withPostgres(work: (client: Postgres) => Promise<void>): Promise<void> {
	const { Client } = (await fromN8n('pg')) as { Client: new (options: object) => Postgres };
	const client = new Client({ ...database, database: 'postgres', connectionTimeoutMillis: 3_000 });
	await client.connect();
	try {
		await work(client);
	} finally {
		await client.end();
	}
}

async function withRedis(work: (client: Redis) => Promise<void>): Promise<void> {
	const { Redis } = (await fromN8n('ioredis')) as { Redis: new (options: object) => Redis };
	const client = new Redis({ ...redis, lazyConnect: true, connectTimeout: 3_000, retryStrategy: () => null });
	// Without a listener it prints what `connect` throws as well.
	client.on('error', () => {});
	try {
		await client.connect();
		await work(client);
	} finally {
		client.disconnect();
	}
}

async function fromN8n(module: string): Promise<unknown> {
	const { modulesDir } = await ensureN8n({ log: console.log });
	return createRequire(join(modulesDir, 'x.js'))(module);
}
