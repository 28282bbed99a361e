import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { costCodeMap } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import { mapOrders } from '../../lanes/purchaseOrder/map';
import { costCodeRowSchema, knownContractRowSchema, rosterRowSchema, valueRowSchema } from '../../ledger/rows';
import { valueMap } from '../../lookup/values';
import { readDocuments } from '../documents';
import { requireInput, rowsOf } from '../inputs';
import { requireSystem } from '../requireSystem';
import { runParameter, runProperty } from '../runParameter';
import { vendorsOf } from '../vendorsInput';
import { orderDocuments } from './orders';
import { orderProperties, orderSettings, projectCurrency, projectCurrencyOf } from './settings';

const properties: INodeProperties[] = [runProperty, ...orderProperties, projectCurrency];

export const description = updateDisplayOptions(
	{ show: { resource: ['purchaseOrder'], operation: ['map'] } },
	properties,
);

/**
 * Inputs: Orders, Projects (rows of `sap_procore_projects`), Cost Codes, Values, Vendors (Procore's records, outcomes of
 * the vendor lane, or both), Known Contracts (rows of `sap_procore_contracts`).
 * Outputs: desired contracts; outcomes of what is not sent; allocations of every line of the desired contracts; rows that
 * a person is to fill in `sap_procore_cost_codes` and in `sap_procore_values`.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 1, 'Projects', 'the rows of sap_procore_projects');
	requireInput(this, 2, 'Cost Codes', 'the rows of sap_procore_cost_codes');
	requireInput(this, 4, 'Vendors', 'Procore > Vendor > Get Many');
	const run = runParameter(this);
	requireSystem(this, run);
	const { documents, unreadable } = readDocuments(this, orderDocuments);
	const { mapped, toFill } = mapOrders({
		customer: run.customer,
		orders: documents.map(({ document }) => document),
		roster: roster(rowsOf(this, 1, rosterRowSchema, 'Projects')),
		costCodes: costCodeMap(rowsOf(this, 2, costCodeRowSchema, 'Cost Codes')),
		values: valueMap(rowsOf(this, 3, valueRowSchema, 'Values')),
		vendors: vendorsOf(this, 4, run.system),
		knownContracts: rowsOf(this, 5, knownContractRowSchema, 'Known Contracts'),
		settings: orderSettings(this, { system: run.system, projectCurrency: projectCurrencyOf(this) }),
	});
	const item = (json: object, index: number) => toItem(json, documents[index]?.index ?? 0);
	return [
		mapped.flatMap((each) => ('desired' in each ? [item(each.desired, each.index)] : [])),
		[...unreadable, ...mapped.flatMap((each) => ('outcome' in each ? [item(each.outcome, each.index)] : []))],
		mapped.flatMap((each) => ('desired' in each ? each.allocations.map((row) => item(row, each.index)) : [])),
		toFill.costCodes.map(({ row, index }) => item(row, index)),
		toFill.values.map(({ row, index }) => item(row, index)),
	];
}
