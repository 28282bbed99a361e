import { isEntity } from '../../../shared/entities';
import type { Ledger } from '../../ledger';
import type { Seen } from '../../reports/previewed';

/** A preview moves no watermark and begins no window: where there is one, the exceptions say what waits. */
export async function seenOn(ledger: Ledger): Promise<Seen> {
	const state = await ledger.rows('state');
	if (state.some(({ entity, watermark, window_to: to }) => isEntity(entity) && (watermark || to)))
		return { by: 'runs' };
	const runs = await ledger.rows('runs');
	const previews = runs.filter(({ mode, status }) => mode === 'preview' && status !== 'running');
	const [last] = previews.sort((a, b) => (a.started_at < b.started_at ? 1 : -1));
	if (last) return { by: 'preview', runId: last.run_id, at: last.started_at };
	return { by: runs.length > 0 ? 'runs' : 'nobody' };
}
