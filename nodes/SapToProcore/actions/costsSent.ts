import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../shared/model';
import { readCostsSent, writeCostsSent } from '../lanes/cost/sent';
import { toCompareAgain, type CostsCell } from '../lanes/projectCost/sent';
import { ledgerOf } from '../ledger';
import { writeTables } from './lookupTables';
import { memoryOf } from './runMemory';

/** By project what Procore has of actual costs, as it stands in the table now: other lanes of the run change it, too. */
export async function costsSentOf(context: IExecuteFunctions, run: Run): Promise<CostsCell> {
	const memory = memoryOf(context, run);
	if (memory?.costsSent) return memory.costsSent;
	const ledger = ledgerOf(context, run.customer);
	const rows = memory?.state ?? (await ledger.rows('state', [{ column: 'entity', value: 'actual_cost' }]));
	return readCostsSent(rows.find(({ entity }) => entity === 'actual_cost')?.costs_sent ?? '');
}

/** Puts it on record before anything is written that it tells of, so that a run that is killed does not lose it. */
export async function putCostsSent(
	context: IExecuteFunctions,
	run: Run,
	before: CostsCell,
	next: CostsCell,
): Promise<void> {
	const costs_sent = writeCostsSent(next);
	if (run.dryRun || costs_sent === writeCostsSent(before)) return;
	await writeTables(context, run, async (ledger) => {
		await ledger.update('state', [{ column: 'entity', value: 'actual_cost' }], { costs_sent });
	});
	const memory = memoryOf(context, run);
	if (memory) memory.costsSent = next;
}

/**
 * Has the costs of projects compared again, because their contracts are about to change: a contract may cover what was a
 * direct cost.
 */
export async function compareCostsAgain(
	context: IExecuteFunctions,
	run: Run,
	projects: ReadonlySet<string>,
): Promise<void> {
	const sent = await costsSentOf(context, run);
	await putCostsSent(context, run, sent, toCompareAgain(sent, projects));
}
