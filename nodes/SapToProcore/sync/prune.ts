/** What is older than the audit trail is kept: values for the conditions of the Data Table node. */
export interface Pruning {
	customer: string;
	/** ISO 8601; for `at` of the audit, `started_at` of the runs, `last_seen` of resolved exceptions: lt. */
	before: string;
	/** For `run_id`, which begins with its time, of allocations: lt. */
	before_run: string;
}

const dayMs = 24 * 3600_000;

/** `retentionDays` = 0 keeps everything: undefined. `now` is ISO 8601. */
export function pruning(customer: string, retentionDays: number, now: string): Pruning | undefined {
	if (retentionDays === 0) return undefined;
	const before = new Date(Date.parse(now) - retentionDays * dayMs).toISOString();
	return { customer, before, before_run: runStamp(before) };
}

/** The time with which a run ID begins: `20261001T060000Z`. */
export function runStamp(iso: string): string {
	return iso.replace(/[-:]|\.\d+/g, '');
}
