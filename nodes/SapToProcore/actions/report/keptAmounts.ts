import { RecentMap } from '../../../shared/recentMap';
import type { UnmappedCombination } from '../../reports/exceptions/unmapped';

/** What SAP has on every account assignment of a project, mapped or not. */
export interface KeptAmounts {
	/** ISO 8601. */
	at: string;
	combinations: UnmappedCombination[];
}

/** How long whoever maps one after the other does not wait for SAP each time. */
const keptMs = 15 * 60_000;

const byCustomer = new RecentMap<KeptAmounts>(20);

export function keepAmounts(customer: string, amounts: KeptAmounts): void {
	byCustomer.set(customer, amounts);
}

/**
 * The amounts that were read last in this process, for a quarter of an hour.
 * @param newerThan ISO 8601; whoever asked for newer ones gets no older ones
 */
export function keptAmounts(customer: string, newerThan: string, now: number): KeptAmounts | undefined {
	const kept = byCustomer.get(customer);
	if (!kept || now - Date.parse(kept.at) >= keptMs) return undefined;
	return newerThan !== '' && Date.parse(kept.at) <= Date.parse(newerThan) ? undefined : kept;
}
