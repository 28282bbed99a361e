import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { costTargets, laneOf, projectCostSchema, type Run } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import { mapCosts, type MappedCost } from '../../lanes/projectCost/map';
import { takenBefore } from '../../lanes/cost/sent';
import { costCodeMap } from '../../lookup/costCodes';
import { choice } from '../choice';
import { addRowsToFill, ledgerOf, writeTables } from '../lookupTables';
import { readRoster } from '../roster';
import { decideDocuments } from '../stream';
import { requireOneLedger } from './oneLedger';

const properties: INodeProperties[] = [
	runProperty,
	{
		displayName: 'Cost Target',
		name: 'costTarget',
		type: 'options',
		noDataExpression: true,
		default: 'budget',
		options: [
			{ name: 'Budget', value: 'budget', description: 'Amounts of budget line items' },
			{ name: 'Direct Cost', value: 'directCost', description: 'Lines of a direct cost of each project' },
		],
		description:
			'What the amounts become in Procore. Amounts of a project that Procore took as that before, and that are still the same, are reported as unchanged and not sent.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['projectCost'], operation: ['map'] } },
	properties,
);

const costs = {
	schema: projectCostSchema,
	entity: 'actual_cost',
	source: 'SAP S/4HANA > Project Cost > Fetch',
} as const;

/**
 * Input: Costs (all that was posted to the projects they name, of one ledger).
 * Output: desired budget amounts with the costs they consist of, of projects where Procore does not have them all; outcomes
 * of budget lines that are held or that Procore has; and one outcome for each project, and one without project, about the
 * costs that no budget line takes. Every cost is covered by exactly one item.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, costs, async (documents, run) => {
		requireOneLedger(
			this,
			documents.map(({ document }) => document),
		);
		const target = choice(this, 'costTarget', 'Cost Target', costTargets);
		const ledger = ledgerOf(this, run.customer);
		const { mapped, toFill } = mapCosts({
			customer: run.customer,
			costs: documents.map(({ document }) => document),
			roster: await readRoster(this, run, ledger),
			costCodes: costCodeMap(await ledger.rows('cost_codes')),
			settings: {
				system: run.system,
				projectCurrency: run.projectCurrency,
				target,
				sent: takenBefore(run.mode, laneOf(run, 'actual_cost')),
			},
		});
		if (!run.dryRun && mapped.some((each) => 'desired' in each)) await forgetSent(this, run);
		await addRowsToFill(this, run, { cost_codes: toFill.costCodes.map(({ row }) => row) });
		return mapped.map((each) => ({ json: withCosts(each), index: documents[each.index]?.index ?? 0 }));
	});
}

/** Of what a run is about to write nothing may be taken for sent, should it be killed before it has recorded the lane. */
async function forgetSent(context: IExecuteFunctions, run: Run): Promise<void> {
	await writeTables(context, run, async (ledger) => {
		await ledger.update('state', [{ column: 'entity', value: 'actual_cost' }], { costs_sent: '' });
	});
}

function withCosts(each: MappedCost): object {
	const { covers, allocations: mappedAssignments = [] } = each;
	return { ...('desired' in each ? each.desired : each.outcome), mappedAssignments, covers };
}
