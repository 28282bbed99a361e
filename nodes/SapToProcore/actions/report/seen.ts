import { isEntity, type Entity } from '../../../shared/entities';
import type { Ledger } from '../../ledger';
import { hasWritten } from '../../ledger/previews';
import type { Seen } from '../../reports/seen';
import { completeLanes } from '../../reports/status/rows';

/**
 * Who has looked at the documents of these lanes. As soon as a run that writes has ended, or got anywhere, the exceptions say
 * what waits.
 */
export async function seenOn(ledger: Ledger, lanes: readonly Entity[]): Promise<Seen> {
	const state = (await ledger.rows('state')).filter(({ entity }) => isEntity(entity));
	const ended = (await ledger.rows('runs')).filter(({ status }) => status !== 'running');
	const unread = (read: ReadonlySet<string>) => lanes.filter((lane) => !read.has(lane));
	if (hasWritten(state, ended)) {
		const read = state.filter(({ watermark }) => watermark !== '');
		return { by: 'runs', unread: unread(new Set(read.map(({ entity }) => entity))) };
	}
	const [last] = ended.sort((a, b) => (a.started_at < b.started_at ? 1 : -1));
	if (!last) return { by: 'nobody', unread: lanes };
	return { by: 'preview', runId: last.run_id, at: last.started_at, unread: unread(completeLanes(last.counts)) };
}
