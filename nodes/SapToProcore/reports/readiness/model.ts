import type { Finding, FindingState } from '../../../shared/model';
import type { CoveredValue } from '../../mapping/coverage';
import type { UnmappedCombination } from '../exceptions/unmapped';
import type { ReportHead } from '../head';

/** Value of the orders of one company code in one currency, in projects that are synced. */
export interface Coverage extends CoveredValue {
	companyCode: string;
	/** The WBS elements of what fits no row of the roster, or several, in the order in which they came. */
	elements: string[];
}

export interface HeldSupplier {
	supplier: string;
	name: string;
	reason: string;
	message: string;
	advice: string;
}

/** What the first run would do with the suppliers. */
export interface SupplierForecast {
	/** Have their vendor already. */
	known: number;
	/** Would be linked to a vendor that is there. */
	link: number;
	create: number;
	/** Blocked in SAP, or left out by a person. */
	ignored: number;
	held: HeldSupplier[];
}

export interface ReadinessReport extends ReportHead {
	report: 'readiness';
	/**
	 * `ready`; `unchecked` = not everything could be looked at; `attention` = it would run, and somebody should look before;
	 * `missing` = something would not work.
	 */
	state: 'ready' | 'unchecked' | 'attention' | 'missing';
	/** First day of the orders looked at, `YYYY-MM-DD`. */
	ordersFrom: string;
	counts: Record<FindingState, number>;
	/** What is missing first. */
	findings: Finding[];
	coverage: Coverage[];
	/** Account assignments without cost code; what waits on them most comes first. */
	unmapped: UnmappedCombination[];
	/** null = not looked at. */
	suppliers: SupplierForecast | null;
	/** What could not be looked at and so is not in here, in words. */
	gaps: string[];
}
