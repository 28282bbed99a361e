import type { ReasonCode } from '../../../shared/reasons';
import type { Ledger, LedgerRow } from '../../ledger';
import { previewRuns } from '../../ledger/previews';

const reason: ReasonCode = 'left_out_by_workflow';

/**
 * Orders of which the last that runs have on record is that a step of the workflow left them out, and when that was. What a
 * preview found says nothing of what Procore lacks.
 */
export async function filteredOut(ledger: Ledger): Promise<Map<string, string>> {
	const planned = await previewRuns(ledger);
	const isOfWritingRun = ({ run_id }: LedgerRow<'audit'>) => !planned.has(run_id);
	const orders = { column: 'entity', value: 'purchase_order' } as const;
	const leftOut = (await ledger.rows('audit', [orders, { column: 'reason', value: reason }])).filter(isOfWritingRun);
	const [first, ...others] = leftOut.map(({ at }) => at);
	if (first === undefined) return new Map();
	const since = others.reduce((earliest, at) => (at < earliest ? at : earliest), first);
	const keys = new Set(leftOut.map(({ sap_key }) => sap_key));
	const last = new Map<string, LedgerRow<'audit'>>();
	for await (const rows of ledger.parts('audit', [orders, { column: 'at', is: 'gte', value: since }]))
		for (const row of rows.filter(isOfWritingRun)) {
			const known = last.get(row.sap_key);
			if (keys.has(row.sap_key) && !(known && known.at > row.at)) last.set(row.sap_key, row);
		}
	return new Map([...last.values()].filter((row) => row.reason === reason).map(({ sap_key, at }) => [sap_key, at]));
}
