import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../shared/model';
import { leaseOf } from '../../shared/heartbeat';
import { ledgerOf, type Ledger, type LedgerRow } from '../ledger';
import type { CostCodeToFill, ValueToFill } from '../lookup/toFill';
import type { DecisionToFill } from '../lanes/supplier/decisionsToFill';

export { ledgerOf };

/** Rows that a person is to fill, by table. */
export interface RowsToFill {
	cost_codes?: CostCodeToFill[];
	values?: ValueToFill[];
	vendors?: DecisionToFill[];
}

/** Documents that are looked up together; fewer of them are spread over all numbers, and the table is read once for all lanes. */
const batchOfKeys = 100;

/**
 * What `sap_procore_contracts` has of documents, and perhaps of others. The numbers of a batch lie side by side: a first
 * load reads the rows of its batch, and not in every batch those of all batches before it.
 */
export async function knownContractsOf(
	ledger: Ledger,
	sapKeys: readonly string[],
): Promise<Array<LedgerRow<'contracts'>>> {
	const keys = [...new Set(sapKeys)].sort();
	const [first = '', last = ''] = [keys[0], keys.at(-1)];
	// Databases sort other texts than digits in other ways.
	const areNumbers = keys.every((key) => /^\d+$/.test(key) && key.length === first.length);
	if (keys.length < batchOfKeys || !areNumbers) return await ledger.rows('contracts');
	return await ledger.rows('contracts', [
		{ column: 'sap_key', is: 'gte', value: first },
		{ column: 'sap_key', is: 'lte', value: last },
	]);
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
