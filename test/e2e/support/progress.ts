import type { Row } from '../../../tools/n8n/tables.ts';
import type { World } from './world.ts';

/** How far a run that is under way has come, as its run row tells. */
export interface Progress {
	status: string;
	/** Last order that is on record; empty before the first batch is. */
	cursor: string;
	summary: string;
}

const progressOf = (row: Row | undefined): Progress => {
	const counts = JSON.parse(String(row?.counts ?? '') || '{}') as Record<string, { cursor?: string }>;
	return {
		status: String(row?.status ?? ''),
		cursor: counts.purchase_order?.cursor ?? '',
		summary: String(row?.summary ?? ''),
	};
};

/** Rows of `sap_procore_runs`; none while the first run has not made the table. */
export async function runRows(world: World): Promise<Row[]> {
	const tables = await world.n8n.rest.tables.list();
	return tables.some(({ name }) => name === 'sap_procore_runs') ? await world.rows('sap_procore_runs') : [];
}

export async function lastProgress(world: World): Promise<Progress> {
	return progressOf((await runRows(world)).at(-1));
}

/**
 * Follows the last run batch by batch: `onBatch` gets each new state of its run row and says whether to go on. Ends when
 * the run ends, too.
 *
 * @param runs how many run rows there were before it
 */
export async function follow(
	world: World,
	runs: number,
	onBatch: (progress: Progress, batch: number) => Promise<boolean>,
	timeoutMs = 180_000,
): Promise<Progress> {
	const end = Date.now() + timeoutMs;
	let cursor = '';
	for (let batch = 0; Date.now() < end; ) {
		const rows = await runRows(world);
		const progress = progressOf(rows.length > runs ? rows.at(-1) : undefined);
		if (progress.cursor !== cursor && progress.cursor !== '') {
			({ cursor } = progress);
			batch++;
			if (!(await onBatch(progress, batch))) return progress;
		}
		if (progress.status !== '' && progress.status !== 'running') return progress;
		await new Promise((resolve) => setTimeout(resolve, 150));
	}
	throw new Error(`The run is still under way after ${String(timeoutMs / 1000)} s`);
}
