import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../shared/model';
import { leaseOf } from '../../shared/heartbeat';
import { ledgerOf, type Ledger } from '../ledger';
import type { CostCodeToFill, ValueToFill } from '../lookup/toFill';
import type { DecisionToFill } from '../lanes/supplier/decisionsToFill';

export { ledgerOf };

/** Rows that a person is to fill, by table. */
export interface RowsToFill {
	cost_codes?: CostCodeToFill[];
	values?: ValueToFill[];
	vendors?: DecisionToFill[];
}

/** Adds rows for a person to fill; not in a single step of the editor, which leaves no trace. */
export async function addRowsToFill(context: IExecuteFunctions, run: Run, rows: RowsToFill): Promise<void> {
	const { cost_codes = [], values = [], vendors = [] } = rows;
	if (cost_codes.length + values.length + vendors.length === 0) return;
	await writeTables(context, run, async (ledger) => {
		if (cost_codes.length > 0) await ledger.insert('cost_codes', cost_codes);
		if (values.length > 0) await ledger.insert('values', values);
		if (vendors.length > 0) await ledger.insert('vendors', vendors);
	});
}

/**
 * Writes to tables, unless the node was run as a single step of the editor.
 * @throws NodeOperationError `lease_lost` when another run has taken over
 */
export async function writeTables(
	context: IExecuteFunctions,
	run: Run,
	write: (ledger: Ledger) => Promise<void>,
): Promise<void> {
	if (run.step) return;
	await leaseOf(context, run).confirm();
	await write(ledgerOf(context, run.customer));
}
