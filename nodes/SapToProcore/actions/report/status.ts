import { renderStatus } from '../../reports/status';
import type { StatusReport } from '../../reports/status/model';
import type { Schedule } from '../../reports/status/schedule';
import type { Rendered } from '../../reports/rendered';
import { callsOnRecord } from './calls';
import type { Source } from './source';

const dayMs = 86_400_000;

/** How the sync is doing, by its own tables. */
export async function makeStatus(
	{ request, now, ledger }: Source,
	schedule: Schedule,
): Promise<Rendered<StatusReport>> {
	const since = new Date(Date.parse(now) - 30 * dayMs).toISOString();
	const recent = await ledger.rows('runs', [{ column: 'started_at', is: 'gte', value: since }]);
	return renderStatus({
		customer: request.customer,
		now,
		schedule,
		quotaPerHour: request.quotaPerHour,
		reportCalls: (await callsOnRecord(ledger, Date.parse(now))).reports,
		runs: recent.length > 0 ? recent : await ledger.rows('runs'),
		state: await ledger.rows('state'),
		exceptions: await ledger.rows('exceptions', [{ column: 'status', is: 'neq', value: 'resolved' }]),
	});
}
