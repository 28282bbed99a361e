import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../shared/model';
import { readCostsSent, writeCostsSent } from '../lanes/cost/sent';
import { toCompareAgain } from '../lanes/projectCost/sent';
import type { Ledger } from '../ledger';
import { writeTables } from './lookupTables';

/** By project what Procore has of actual costs, as it stands in the table now: other lanes of the run change it, too. */
export async function costsSentOf(ledger: Ledger): Promise<Record<string, string>> {
	const [row] = await ledger.rows('state', [{ column: 'entity', value: 'actual_cost' }]);
	return readCostsSent(row?.costs_sent ?? '');
}

/**
 * Has the costs of projects compared again, because their contracts are about to change: a contract may cover what was a
 * direct cost. Put on record before anything is written, so that a run that is killed does not lose it.
 */
export async function compareCostsAgain(
	context: IExecuteFunctions,
	run: Run,
	ledger: Ledger,
	projects: ReadonlySet<string>,
): Promise<void> {
	const sent = await costsSentOf(ledger);
	const next = writeCostsSent(toCompareAgain(sent, projects));
	if (next === writeCostsSent(sent)) return;
	await writeTables(context, run, async (tables) => {
		await tables.update('state', [{ column: 'entity', value: 'actual_cost' }], { costs_sent: next });
	});
}
