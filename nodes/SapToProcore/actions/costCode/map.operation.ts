import { uniq } from 'lodash';
import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { documentKey } from '../../../shared/entities';
import { costCenterSchema, glAccountSchema, outcome } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import { mapCostCodes } from '../../lanes/costCode/map';
import { isDeactivated, rowsOf } from '../inputs';
import { ledgerOf } from '../lookupTables';
import { decideDocuments } from '../stream';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions({ show: { resource: ['costCode'], operation: ['map'] } }, properties);

const accounts = {
	schema: glAccountSchema,
	entity: 'cost_code',
	source: 'SAP S/4HANA > G/L Account > Fetch',
} as const;

/**
 * Inputs: G/L Accounts and Cost Centers (all of them, for the names).
 * Output: the cost codes that each project should have, and one outcome that stands for all accounts: a cost code is made
 * of rows of the map, not of an account.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, accounts, async (documents, run) => {
		const costCenters = isDeactivated(this, 'costCenter') ? [] : rowsOf(this, 1, costCenterSchema, 'Cost Centers');
		const ledger = ledgerOf(this, run.customer);
		const desired = mapCostCodes({
			system: run.system,
			accounts: documents.map(({ document }) => document),
			costCenters,
			rows: await ledger.rows('cost_codes'),
			projects: await ledger.rows('projects'),
		});
		const read = outcome({
			entity: 'cost_code',
			sapKey: 'G/L accounts',
			action: 'none',
			status: 'unchanged',
			covers: uniq(documents.map(({ document }) => documentKey('cost_code', document))).sort(),
		});
		const index = documents[0]?.index ?? 0;
		return [...desired, read].map((json) => ({ json, index }));
	});
}
