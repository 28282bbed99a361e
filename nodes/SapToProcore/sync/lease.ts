import { z } from 'zod';
import { cell } from '../ledger/rows';

/** Row of `sap_procore_state` that keeps two runs of one customer apart. */
export const leaseEntity = 'lease';

/** `holder` and `lease_until` (ISO 8601) are empty while nobody holds it. */
export const leaseRowSchema = z.object({ entity: cell, holder: cell, lease_until: cell });
export type LeaseRow = z.infer<typeof leaseRowSchema>;

/**
 * What to write to take the lease, and under which condition on the column `lease_until`: `condition` (a condition of the
 * Data Table node) with the value `now`. `seen_…` is who holds it now, if anybody.
 */
export const takeSchema = z.object({
	customer: z.string().min(1),
	entity: z.literal(leaseEntity),
	holder: z.string().min(1),
	lease_until: z.string().min(1),
	condition: z.enum(['isEmpty', 'lt']),
	now: z.string(),
	seen_holder: z.string(),
	seen_until: z.string(),
});
export type Take = z.infer<typeof takeSchema>;

/**
 * The values that take the lease for an execution. All times are by n8n's clock: the lease is between executions of n8n.
 *
 * A Data Table has no lock and no unique index, but an update with a condition is one statement: of two executions that
 * take a free lease at once, one finds it taken. So:
 *
 * 1. Data Table *Upsert* by customer and entity = lease, writing only these two columns: the row exists.
 * 2. Run > Take Lease, with that row.
 * 3. Data Table *Update* where customer, entity = lease and lease_until (`condition`) `now`: holder, lease_until.
 * 4. Data Table *Get* of the lease rows, then Run > Check Lease. Only its output *Taken* goes on: the run row is opened,
 *    and runs that were broken off are closed, after that.
 * 5. After each batch *Update* where holder is this one's: a new lease_until. Then Check Lease again: whoever lost it stops.
 * 6. At the end *Update* where holder is this one's: holder and lease_until empty.
 */
export function takeLease(input: {
	customer: string;
	executionId: string;
	leaseMinutes: number;
	rows: LeaseRow[];
	now: string;
}): Take {
	const held = input.rows.find((row) => isHeld(row, input.now));
	const until = new Date(Date.parse(input.now) + input.leaseMinutes * 60_000);
	return {
		customer: input.customer,
		entity: leaseEntity,
		holder: `execution ${input.executionId} since ${input.now}`,
		lease_until: until.toISOString(),
		condition: input.rows.some((row) => row.lease_until !== '') ? 'lt' : 'isEmpty',
		now: input.now,
		seen_holder: held?.holder ?? '',
		seen_until: held?.lease_until ?? '',
	};
}

const isHeld = (row: LeaseRow, now: string) => Date.parse(row.lease_until) > Date.parse(now);

export interface Checked {
	taken: boolean;
	customer: string;
	holder: string;
	lease_until: string;
	message: string;
}

/**
 * Whether the lease is this execution's, by the rows as they are after the update. Rows that others took count as well:
 * n8n may have made two rows when two first runs started at once, and hands out rows that another execution changed.
 */
export function checkLease(take: Take, rows: LeaseRow[], now: string): Checked {
	const held = rows.filter((row) => isHeld(row, now));
	const other = held.find((row) => row.holder !== take.holder);
	const mine = held.find((row) => row.holder === take.holder);
	if (mine && !other)
		return { taken: true, customer: take.customer, holder: mine.holder, lease_until: mine.lease_until, message: '' };
	const holder = other?.holder ?? take.seen_holder;
	const until = other?.lease_until ?? take.seen_until;
	return { taken: false, customer: take.customer, holder, lease_until: until, message: heldText(take, holder, until) };
}

function heldText({ customer }: Take, holder: string, until: string): string {
	if (holder === '')
		return `The lease of customer ${customer} was lost: another run has taken and released it, or somebody emptied it in sap_procore_state. This run stops; the next one goes on.`;
	return `Another run of customer ${customer} is under way: ${holder}, until ${until} at the latest. This run stops. If that one was broken off, wait until then, or empty lease_until in the row "lease" of sap_procore_state.`;
}
