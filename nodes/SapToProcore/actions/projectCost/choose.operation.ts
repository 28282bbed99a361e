import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { costObjectSchema, laneOf, type CostSelection } from '../../../shared/model';
import { runOf, runProperty } from '../../../shared/runParameter';
import { chooseProjects, tablesHash } from '../../lanes/projectCost/choose';
import { costsSentOf, putCostsSent } from '../costsSent';
import { rowsOf } from '../inputs';
import { ledgerOf } from '../lookupTables';
import { readRoster } from '../roster';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions(
	{ show: { resource: ['projectCost'], operation: ['choose'] } },
	properties,
);

const nothing: CostSelection = { projects: [], outside: null };

/**
 * Input: Cost Objects (on which something moved since the last run). Output: one item, the projects whose costs this batch
 * reads, and what becomes of the costs that no project takes. Before anything is read, it is on record what is to be read.
 * @throws NodeOperationError when SAP could not be asked what moved, or the projects could not be read
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = runOf(this);
	const lane = laneOf(run, 'actual_cost');
	const objects = rowsOf(this, 0, costObjectSchema, 'Cost Objects');
	if (!lane.on || !lane.reads) return [[toItem(nothing, 0)]];
	const ledger = ledgerOf(this, run.customer);
	const projects = await ledger.rows('projects');
	const sent = await costsSentOf(this, run);
	const chosen = chooseProjects({
		...{ mode: run.mode, lane, batchSize: run.batchSize, projects, sent, objects },
		roster: await readRoster(this, run, ledger),
		tables: tablesHash(projects, await ledger.rows('cost_codes'), await ledger.rows('values')),
		today: run.startedAt.slice(0, 10),
	});
	await putCostsSent(this, run, sent, chosen.sent);
	return [[toItem(chosen.selection, 0)]];
}
