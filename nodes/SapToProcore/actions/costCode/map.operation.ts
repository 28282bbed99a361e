import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { costCenterSchema, glAccountSchema } from '../../../shared/model';
import { mapCostCodes } from '../../lanes/costCode/map';
import { costCodeRowSchema, rosterRowSchema } from '../../ledger/rows';
import { readDocuments } from '../documents';
import { requireInput, rowsOf } from '../inputs';
import { requireSystem } from '../requireSystem';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions({ show: { resource: ['costCode'], operation: ['map'] } }, properties);

const accountDocuments = {
	schema: glAccountSchema,
	entity: 'cost_code',
	key: 'glAccount',
	what: 'G/L account',
	cameFrom: 'SAP S/4HANA > G/L Account > Get Many',
} as const;

/**
 * Inputs: G/L Accounts and Cost Centers (all of them, for the names), Cost Codes and Projects (the rows of the tables).
 * Outputs: the cost codes that each project should have; exceptions: accounts that cannot be read.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 2, 'Cost Codes', 'the rows of sap_procore_cost_codes');
	requireInput(this, 3, 'Projects', 'the rows of sap_procore_projects');
	const run = runParameter(this);
	requireSystem(this, run);
	const { documents, unreadable } = readDocuments(this, accountDocuments);
	const desired = mapCostCodes({
		system: run.system,
		accounts: documents.map(({ document }) => document),
		costCenters: rowsOf(this, 1, costCenterSchema, 'Cost Centers'),
		rows: rowsOf(this, 2, costCodeRowSchema, 'Cost Codes'),
		projects: rowsOf(this, 3, rosterRowSchema, 'Projects'),
	});
	return [desired.map((each) => toItem(each, 0)), unreadable];
}
