import { RecentMap } from '../../../shared/recentMap';
import type { ReconciliationReport } from '../../reports/reconciliation/model';
import type { Rendered } from '../../reports/rendered';

type Kept = Rendered<ReconciliationReport>;

/** How long a second opening does not read both systems again. */
const keptMs = 15 * 60_000;

const byCustomer = new RecentMap<Kept>(20);
const wholeOnes = new RecentMap<Kept>(20);

/** Keeps a reconciliation, unless something could not be read: that may work the next time. */
export function keep(made: Kept): void {
	const { customer, tiesOut, projects } = made.model;
	if (tiesOut !== 'not read') byCustomer.set(customer, made);
	if (projects.every((project) => project.tiesOut !== 'not read')) wholeOnes.set(customer, made);
}

/** The last one for which everything was read, however old: better than none while the quota has no room for another. */
export const lastWhole = (customer: string): Kept | undefined => wholeOnes.get(customer);

/**
 * The reconciliation that was made last in this process, for a quarter of an hour.
 * @param newerThan ISO 8601; whoever asked for a newer one gets no older one
 */
export function keptFor(customer: string, newerThan: string, now: number): Kept | undefined {
	const kept = byCustomer.get(customer);
	if (!kept || now - Date.parse(kept.model.at) >= keptMs) return undefined;
	return newerThan !== '' && Date.parse(kept.model.at) <= Date.parse(newerThan) ? undefined : kept;
}
