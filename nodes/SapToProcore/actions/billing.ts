import type { IExecuteFunctions } from 'n8n-workflow';
import type { PurchaseOrder, Run } from '../../shared/model';
import { unwrittenContracts } from '../lanes/requisition/contracts';
import { ordersOf } from '../lanes/requisition/orders';
import type { Placed } from '../lanes/latest';
import type { Ledger } from '../ledger';
import { costCodeMap } from '../lookup/costCodes';
import { valueMap } from '../lookup/values';
import { readRoster } from './roster';
import type { Decided } from './stream';

/** What documents that bill the contracts of orders are decided by: their orders, the tables, and contracts that are not there. */
export async function billingLookups(
	context: IExecuteFunctions,
	run: Run,
	ledger: Ledger,
	documents: ReadonlyArray<{ orders: PurchaseOrder[] }>,
) {
	return {
		orders: ordersOf(documents),
		roster: await readRoster(context, run, ledger),
		costCodes: costCodeMap(await ledger.rows('cost_codes')),
		values: valueMap(await ledger.rows('values')),
		absent: unwrittenContracts(
			run.system,
			await ledger.rows('contracts'),
			await ledger.rows('exceptions', [{ column: 'entity', value: 'purchase_order' }]),
		),
	};
}

/** What was decided on such documents, as the stream has it; `index` is the place among the documents. */
export const billed = (
	mapped: ReadonlyArray<{ index: number } & ({ desired: object; allocations: object[] } | { outcome: object })>,
	documents: ReadonlyArray<Placed<unknown>>,
): Decided[] =>
	mapped.map((each) => ({
		json: 'desired' in each ? { ...each.desired, mappedAssignments: each.allocations } : each.outcome,
		index: documents[each.index]?.index ?? 0,
	}));
