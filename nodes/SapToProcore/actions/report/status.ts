import { leaseEntity } from '../../../shared/tables/lease';
import type { Ledger } from '../../ledger';
import { renderStatus } from '../../reports/status';
import type { StatusReport } from '../../reports/status/model';
import type { HeldLease } from '../../reports/status/running';
import type { Schedule } from '../../reports/status/schedule';
import type { Rendered } from '../../reports/rendered';
import { linksOf } from './links';
import type { Source } from './source';

const dayMs = 86_400_000;

/** How the sync is doing, by its own tables. @param inBrowser - somebody can act on the page */
export async function makeStatus(
	source: Source,
	schedule: Schedule,
	inBrowser: boolean,
): Promise<Rendered<StatusReport>> {
	const { request, now, ledger } = source;
	const since = new Date(Date.parse(now) - 30 * dayMs).toISOString();
	const recent = await ledger.rows('runs', [{ column: 'started_at', is: 'gte', value: since }]);
	const requests = await ledger.rows('requests', [{ column: 'at', is: 'gte', value: since }]);
	const input = {
		customer: request.customer,
		now,
		schedule,
		quotaPerHour: request.quotaPerHour,
		reportCalls: requests.map(({ at, source: who, sap_calls: sap, procore_calls: procore }) => ({
			...{ startedAt: at, finishedAt: at, source: who },
			...{ sapCalls: Number(sap), procoreCalls: Number(procore) },
		})),
		runs: recent.length > 0 ? recent : await ledger.rows('runs'),
		state: await ledger.rows('state'),
		exceptions: await ledger.rows('exceptions', [{ column: 'status', is: 'neq', value: 'resolved' }]),
		resolved: await ledger.rows('exceptions', [
			{ column: 'status', value: 'resolved' },
			{ column: 'last_seen', is: 'gte', value: since },
		]),
		lease: await heldLease(ledger),
	};
	return renderStatus(input, inBrowser ? await linksOf(source) : undefined);
}

/** Whoever has the lease of the sync, or had it last; undefined = no run has begun yet. */
export async function heldLease(ledger: Ledger): Promise<HeldLease | undefined> {
	const [row] = await ledger.rows('state', [{ column: 'entity', value: leaseEntity }]);
	return row && { holder: row.holder, until: row.lease_until };
}
