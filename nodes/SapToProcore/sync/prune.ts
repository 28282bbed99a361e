/** What is older than the audit trail is kept. */
export interface Pruning {
	/** ISO 8601; for `at` of the audit, `started_at` of the runs, `last_seen` of resolved exceptions. */
	before: string;
	/** For `run_id`, which begins with its time, of allocations. */
	beforeRun: string;
}

const dayMs = 24 * 3600_000;

/** `retentionDays` = 0 keeps everything: undefined. `now` is ISO 8601. */
export function pruning(retentionDays: number, now: string): Pruning | undefined {
	if (retentionDays === 0) return undefined;
	const before = new Date(Date.parse(now) - retentionDays * dayMs).toISOString();
	return { before, beforeRun: runStamp(before) };
}

/** The time with which a run ID begins: `20261001T060000Z`. */
export function runStamp(iso: string): string {
	return iso.replace(/[-:]|\.\d+/g, '');
}
