import {
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { costTargets, laneOf, overContractPolicies, projectCostSchema, type ProjectRange } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import { without } from '../../../shared/without';
import { mapCosts } from '../../lanes/projectCost/map';
import { costsOnOrdersPolicies, directCostPeriods, type MappedCost } from '../../lanes/projectCost/part';
import { isInRange, rosterHash } from '../../lanes/projectCost/range';
import { takenBefore, toCompareAgain } from '../../lanes/projectCost/sent';
import { unreadIn } from '../../lanes/projectCost/unread';
import { costCodeMap } from '../../lookup/costCodes';
import { valueMap } from '../../lookup/values';
import { choice } from '../choice';
import { costsSentOf, putCostsSent } from '../costsSent';
import { addRowsToFill, ledgerOf } from '../lookupTables';
import { readRoster } from '../roster';
import { decideDocuments } from '../stream';
import { confirmedOnly } from '../earlierVersion';
import { isFedBySap } from './costSource';
import { requireOneLedger } from './oneLedger';

const properties: INodeProperties[] = [
	runProperty,
	{
		displayName: 'Cost Target',
		name: 'costTarget',
		type: 'options',
		noDataExpression: true,
		default: 'directCost',
		options: [
			{
				name: 'Budget Line',
				value: 'budgetLine',
				description:
					'The column Direct Costs of budget lines, where the Direct Costs tool is off. One request per line.',
			},
			{ name: 'Direct Cost', value: 'directCost', description: 'Direct costs of each project' },
		],
		description: 'What posted costs become in Procore',
	},
	{
		displayName: 'Costs on Orders',
		name: 'costsOnOrders',
		type: 'options',
		noDataExpression: true,
		default: 'leaveOut',
		options: [
			{
				name: 'Leave Out',
				value: 'leaveOut',
				description: 'What a contract covers counts as committed in Procore, and is not a direct cost',
			},
			{
				name: 'Send',
				value: 'send',
				description: 'Make all of it direct costs. Procore counts it twice where the order has a contract.',
			},
		],
		description: 'What to do with what was posted on purchase orders',
	},
	{
		displayName: 'One Direct Cost Per',
		name: 'directCostPer',
		type: 'options',
		noDataExpression: true,
		default: 'month',
		options: [
			{ name: 'Project', value: 'project', description: 'A single direct cost with all costs of the project' },
			{ name: 'Project and Fiscal Month', value: 'month', description: 'One for each fiscal period' },
		],
		description: 'How posted costs are divided into direct costs',
	},
	{
		displayName: 'Over Contract',
		name: 'overContract',
		type: 'options',
		noDataExpression: true,
		default: 'name',
		options: [
			{ name: 'Name', value: 'name', description: 'Report it for each order, and send nothing' },
			{ name: 'Send', value: 'send', description: 'Make it a direct cost' },
		],
		description:
			'What to do with what SAP posted on an order beyond the amount of its contract, for example tax, freight and price differences',
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
	whole: true,
} as const;

/**
 * Input: Costs (all that was posted to the projects they name, of one ledger).
 * Output: desired direct costs, one for each cost code and for each order of a project, of projects whose costs Procore does
 * not have, or that are compared with it once a day; outcomes of what is held; and one outcome for each project, and one
 * without project, about the costs that no cost code takes. Every cost is covered by exactly one item.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, costs, async (documents, run, failed) => {
		requireOneLedger(
			this,
			documents.map(({ document }) => document),
		);
		const target = choice(this, 'costTarget', 'Cost Target', costTargets);
		const ledger = ledgerOf(this, run.customer);
		const lane = laneOf(run, 'actual_cost');
		if (lane.projects) requireWholeProjects(this, lane.projects, rosterHash(await ledger.rows('projects')));
		const sent = await costsSentOf(this, run);
		const { mapped, toFill, projects, unknown } = mapCosts({
			customer: run.customer,
			costs: documents.map(({ document }) => document),
			roster: await readRoster(this, run, ledger),
			costCodes: costCodeMap(await ledger.rows('cost_codes')),
			values: valueMap(await ledger.rows('values')),
			settings: {
				system: run.system,
				projectCurrency: run.projectCurrency,
				target,
				per: choice(this, 'directCostPer', 'One Direct Cost Per', directCostPeriods),
				onOrders: choice(this, 'costsOnOrders', 'Costs on Orders', costsOnOrdersPolicies),
				overContract: choice(this, 'overContract', 'Over Contract', overContractPolicies),
				sent: takenBefore(run.mode, { ...lane, sent: { ...sent } }),
				today: run.startedAt.slice(0, 10),
			},
			lookAt: lane.projects?.lookAt,
			isDecided: (projectId) => isInRange(lane.projects, projectId),
			unread: failed.map(unreadIn),
		});
		// Of what a run is about to write nothing may be taken for sent.
		await putCostsSent(this, run, sent, without(toCompareAgain(sent, projects), ...unknown));
		await addRowsToFill(this, run, { cost_codes: toFill.costCodes.map(({ row }) => row) });
		const confirmed = await confirmedOnly(ledger, 'actual_cost', mapped, sent);
		return confirmed.map((each) => ({ json: withCosts(each), index: documents[each.index]?.index ?? 0 }));
	});
}

/**
 * Costs that were read for projects are not all that these have once somebody has changed what belongs to them, or a step of
 * the workflow what came of them.
 * @param roster hash of the roster as it is now
 * @throws NodeOperationError when that may be so
 */
function requireWholeProjects(context: IExecuteFunctions, range: ProjectRange, roster: string): void {
	const node = context.getNode();
	if (range.roster !== roster)
		throw new NodeOperationError(node, 'The projects were changed in their table while costs were read', {
			description: 'Nothing was decided on the costs that were read. The next run reads them again.',
			failure: { cause: 'temporarily-unavailable' },
		});
	if (!isFedBySap(context, node.name))
		throw new NodeOperationError(node, 'Costs of a batch of projects did not come straight from SAP', {
			description: `A step before ${node.name} might move them to projects of another batch, so nothing was decided. Set Projects per Batch in Start to 0.`,
			failure: { cause: 'configuration-invalid' },
		});
}

function withCosts(each: MappedCost): object {
	const { covers } = each;
	return 'desired' in each
		? { ...each.desired, mappedAssignments: each.allocations, covers }
		: { ...each.outcome, covers };
}
