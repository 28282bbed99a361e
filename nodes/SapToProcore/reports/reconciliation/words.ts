import { moneyTexts } from '../kit/format';
import { totals } from '../kit/sums';
import type { DifferenceKind, GapGroup, ReconciliationReport } from './model';

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

type Filtered = Pick<ReconciliationReport, 'filteredOut'>;

/** What a step of the workflow keeps out of Procore, `120.50 USD`; `""` = nothing. */
export const filteredText = ({ filteredOut }: Filtered): string =>
	moneyTexts(totals(filteredOut.map(({ sapAmount: amount, currency }) => ({ amount, currency }))));

/**
 * Whether a step leaves out only what it is meant to, the sync cannot tell: wherever totals are said to agree, the amount
 * stands beside it.
 */
export function butFiltered(report: Filtered): string {
	const amount = filteredText(report);
	return amount === '' ? '' : `but for ${amount} that your workflow filters out`;
}
