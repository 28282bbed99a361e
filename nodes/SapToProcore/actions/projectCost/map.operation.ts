import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { costTargets, projectCostSchema } from '../../../shared/model';
import { mapCosts } from '../../lanes/projectCost/map';
import { knownToBeSent } from '../../lanes/projectCost/sent';
import { costCodeMap } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import { costCodeRowSchema, rosterRowSchema } from '../../ledger/rows';
import { choice } from '../choice';
import { readDocuments } from '../documents';
import { requireInput, rowsOf } from '../inputs';
import { requireOneLedger } from './oneLedger';
import { projectCurrency, projectCurrencyOf } from '../purchaseOrder/settings';
import { requireSystem } from '../requireSystem';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [
	runProperty,
	projectCurrency,
	{
		displayName: 'Cost Target',
		name: 'costTarget',
		type: 'string',
		default: 'budget',
		description:
			'What the amounts become in Procore: budget or directCost. Projects whose amounts were sent as that before and are still the same are not put out.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['projectCost'], operation: ['map'] } },
	properties,
);

const costDocuments = {
	schema: projectCostSchema,
	entity: 'budget',
	key: 'glAccount',
	what: 'project cost',
	cameFrom: 'SAP S/4HANA > Project Cost > Get Many',
} as const;

/**
 * Inputs: Costs (all that was posted to the projects they name, of one ledger), Projects (rows of `sap_procore_projects`),
 * Cost Codes.
 * Outputs: desired budget amounts, of projects where Procore does not have them all; outcomes: one for each project, and
 * one without, about the costs that no budget line takes, and one for each budget line that is held or that Procore has;
 * allocations of every cost in a budget line; rows that a person is to fill in `sap_procore_cost_codes`.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 1, 'Projects', 'the rows of sap_procore_projects');
	requireInput(this, 2, 'Cost Codes', 'the rows of sap_procore_cost_codes');
	const run = runParameter(this);
	requireSystem(this, run);
	const { documents, unreadable } = readDocuments(this, costDocuments);
	const costs = documents.map(({ document }) => document);
	requireOneLedger(this, costs);
	const { mapped, toFill } = mapCosts({
		customer: run.customer,
		costs,
		roster: roster(rowsOf(this, 1, rosterRowSchema, 'Projects')),
		costCodes: costCodeMap(rowsOf(this, 2, costCodeRowSchema, 'Cost Codes')),
		settings: {
			system: run.system,
			projectCurrency: projectCurrencyOf(this),
			target: choice(this, 'costTarget', 'Cost Target', costTargets),
			sent: knownToBeSent(run),
		},
	});
	const item = (json: object, index: number) => toItem(json, documents[index]?.index ?? 0);
	return [
		mapped.flatMap((each) => ('desired' in each ? [item(each.desired, each.index)] : [])),
		[...unreadable, ...mapped.flatMap((each) => ('outcome' in each ? [item(each.outcome, each.index)] : []))],
		mapped.flatMap(({ allocations = [], index }) => allocations.map((row) => item(row, index))),
		toFill.costCodes.map(({ row, index }) => item(row, index)),
	];
}
