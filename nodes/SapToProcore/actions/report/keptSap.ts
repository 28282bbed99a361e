import { RecentMap } from '../../../shared/recentMap';
import type { MappingFacts } from '../../reports/mapping/build';

/** What a page has read of SAP. */
export interface SapSide extends Pick<MappingFacts, 'orders' | 'costs' | 'texts'> {
	/** When, ISO 8601. */
	readAt: string;
	/** Documents that could not be read, in words; and what else could not. */
	gaps: string[];
	lesserGaps: string[];
}

/** How long a page that is opened again, or reloads itself while a run is under way, does not read all of SAP again. */
const keptMs = 10 * 60_000;

const byCustomer = new RecentMap<SapSide>(5);

/** Keeps what was read, unless something could not be: that may work the next time. */
export function keepSap(customer: string, side: SapSide): void {
	if (side.gaps.length + side.lesserGaps.length === 0) byCustomer.set(customer, side);
}

/** What was read last in this process, for ten minutes. */
export function keptSap(customer: string, now: number): SapSide | undefined {
	const kept = byCustomer.get(customer);
	return kept && now - Date.parse(kept.readAt) < keptMs ? kept : undefined;
}

/** The same as long as it is there at all: a page that was begun with it is made with it. */
export const lastKeptSap = (customer: string): SapSide | undefined => byCustomer.get(customer);
