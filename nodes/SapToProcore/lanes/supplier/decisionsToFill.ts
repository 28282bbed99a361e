import type { Outcome } from '../../../shared/model';
import type { Decisions } from '../../lookup/vendorDecisions';

/** Row of `sap_procore_vendors` that the sync adds for a person to fill. */
export interface DecisionToFill {
	customer: string;
	supplier: string;
	procore_vendor_id: string;
	decision: string;
	note: string;
}

const decidable = new Set([
	'ambiguous_vendor_name',
	'duplicate_supplier_name',
	'foreign_origin_id',
	'near_duplicate_vendor',
	'vendor_inactive',
]);

/**
 * Rows for the held suppliers that a decision can release and that the table does not know yet, so that a person only has
 * to fill the cell. `position` points into the outcomes given.
 */
export function decisionRowsToFill(
	customer: string,
	outcomes: Outcome[],
	decisions: Decisions,
): Array<{ row: DecisionToFill; position: number }> {
	return outcomes.flatMap((each, position) =>
		each.status === 'held' && decidable.has(each.reason) && !decisions.hasRow(each.sapKey)
			? [
					{
						position,
						row: { customer, supplier: each.sapKey, procore_vendor_id: '', decision: '', note: each.message },
					},
				]
			: [],
	);
}
