import type { DifferenceKind, GapGroup } from './model';

/** How a person reads why an order differs. */
export const kindTitles: Record<DifferenceKind, string> = {
	not_sent: 'Not sent yet',
	filtered_out: 'Filtered out',
	waiting: 'Waiting',
	held: 'Held',
	failed: 'Failed',
	edited: 'Edited in Procore',
	deleted: 'Deleted in Procore',
	rounding: 'Rounding',
	tax: 'Tax',
	currency: 'Currency',
	not_in_sap: 'Not in SAP',
};

/** What lies between SAP and Procore, as a step on the way. */
export const gapTitles: Record<GapGroup, string> = {
	unexplained: 'Unexplained',
	filtered: 'Filtered out',
	held: 'Held',
	waiting: 'Waiting',
	people: 'Edited or deleted in Procore',
	other: 'Rounding, tax, currency, not in SAP',
};
