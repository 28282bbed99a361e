/** n8n in queue mode: one main process takes requests and the schedule, workers carry the executions out. */
export interface Queue {
	/** What credentials are encrypted with; every process needs the same. */
	encryptionKey: string;
	/** PostgreSQL: several processes cannot share a SQLite file. */
	database: { host: string; port: number; user: string; password: string; name: string };
	redis: { host: string; port: number; prefix: string };
	/** 0: one process on PostgreSQL, without a queue. */
	workers: number;
	/** How many executions a worker takes on at a time. */
	concurrency: number;
	/** How long n8n waits for a sign of life of a worker before it gives up what that one was doing; n8n's own: 60 s. */
	lockMs: number;
}

/** What main process, workers and commands need to know of the queue. */
export function queueEnvironment({ encryptionKey, database, redis, workers, lockMs }: Queue) {
	const onPostgres = {
		N8N_ENCRYPTION_KEY: encryptionKey,
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: database.host,
		DB_POSTGRESDB_PORT: String(database.port),
		DB_POSTGRESDB_USER: database.user,
		DB_POSTGRESDB_PASSWORD: database.password,
		DB_POSTGRESDB_DATABASE: database.name,
	};
	if (workers === 0) return onPostgres;
	return {
		...onPostgres,
		EXECUTIONS_MODE: 'queue',
		// Without it, Run now is carried out by the main process.
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		QUEUE_BULL_PREFIX: redis.prefix,
		N8N_REDIS_KEY_PREFIX: redis.prefix,
		// The proportions of n8n's own values.
		QUEUE_WORKER_LOCK_DURATION: String(lockMs),
		QUEUE_WORKER_LOCK_RENEW_TIME: String(Math.round(lockMs / 6)),
		QUEUE_WORKER_STALLED_INTERVAL: String(Math.round(lockMs / 2)),
	};
}

/** What a worker needs in addition: how much it takes on, and a port of its own for its health check. */
export function workerEnvironment(port: number, queue?: Queue) {
	return {
		// On a worker it goes before the flag `--concurrency`.
		...(queue ? { N8N_CONCURRENCY_PRODUCTION_LIMIT: String(queue.concurrency) } : {}),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}
