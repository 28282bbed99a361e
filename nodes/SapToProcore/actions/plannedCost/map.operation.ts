import {
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { laneOf, plannedCostSchema, type PlannedCost, type Run } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import { takenBefore } from '../../lanes/cost/sent';
import { mapPlan, type MappedPlan } from '../../lanes/plannedCost/map';
import { costCodeMap } from '../../lookup/costCodes';
import { valueMap } from '../../lookup/values';
import { confirmedOnly } from '../earlierVersion';
import { addRowsToFill, ledgerOf, writeTables } from '../lookupTables';
import { readRoster } from '../roster';
import { decideDocuments } from '../stream';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions(
	{ show: { resource: ['plannedCost'], operation: ['map'] } },
	properties,
);

const plans = {
	schema: plannedCostSchema,
	entity: 'budget',
	source: 'SAP S/4HANA > Planned Cost > Fetch',
	whole: true,
} as const;

/**
 * Input: Planned Costs (all that is planned for the projects they name, of one plan category).
 * Output: desired budget amounts with the plans they consist of, of projects where Procore does not have them all; outcomes
 * of budget lines that are held or that Procore has; and one outcome for each project, and one without project, about what
 * no budget line takes. Every plan is covered by exactly one item.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, plans, async (documents, run) => {
		const given = documents.map(({ document }) => document);
		requireOnePlan(this, given);
		const ledger = ledgerOf(this, run.customer);
		const lane = laneOf(run, 'budget');
		const { mapped, toFill } = mapPlan({
			customer: run.customer,
			plans: given,
			roster: await readRoster(this, run, ledger),
			costCodes: costCodeMap(await ledger.rows('cost_codes')),
			values: valueMap(await ledger.rows('values')),
			settings: {
				system: run.system,
				projectCurrency: run.projectCurrency,
				sent: takenBefore(run.mode, lane),
			},
		});
		if (!run.dryRun && mapped.some((each) => 'desired' in each)) await forgetSent(this, run);
		await addRowsToFill(this, run, { cost_codes: toFill.costCodes.map(({ row }) => row) });
		const confirmed = await confirmedOnly(ledger, 'budget', mapped, lane.sent);
		return confirmed.map((each) => ({ json: withPlans(each), index: documents[each.index]?.index ?? 0 }));
	});
}

/**
 * Plan categories are plans beside one another: together they would count twice.
 * @throws NodeOperationError when the plans come from more than one
 */
function requireOnePlan(context: IExecuteFunctions, given: PlannedCost[]): void {
	const categories = [...new Set(given.map(({ planCategory }) => planCategory))].sort();
	if (categories.length <= 1) return;
	throw new NodeOperationError(context.getNode(), `Several plan categories came in: ${categories.join(', ')}`, {
		description: 'Choose one plan category in SAP S/4HANA > Planned Cost.',
		failure: { cause: 'configuration-invalid' },
	});
}

/** Of what a run is about to write nothing may be taken for sent, should it be killed before it has recorded the lane. */
async function forgetSent(context: IExecuteFunctions, run: Run): Promise<void> {
	await writeTables(context, run, async (ledger) => {
		await ledger.update('state', [{ column: 'entity', value: 'budget' }], { costs_sent: '' });
	});
}

function withPlans(each: MappedPlan): object {
	const { covers } = each;
	const mappedAssignments = 'allocations' in each ? each.allocations : [];
	return { ...('desired' in each ? each.desired : each.outcome), mappedAssignments, covers };
}
