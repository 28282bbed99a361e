import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { procoreVendorSchema, supplierSchema } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import { decisionRowsToFill } from '../../lanes/supplier/decisionsToFill';
import { vendorDirectory } from '../../lanes/supplier/directory';
import { matchVendors } from '../../lanes/supplier/match';
import { valueMap } from '../../lookup/values';
import { decisions } from '../../lookup/vendorDecisions';
import { requireInput, rowsOf } from '../inputs';
import { addRowsToFill, ledgerOf } from '../lookupTables';
import { policies } from '../policies';
import { decideDocuments } from '../stream';
import { matchProperties, matchSettings } from './settings';

const properties: INodeProperties[] = [runProperty, ...policies(matchProperties)];

export const description = updateDisplayOptions({ show: { resource: ['vendor'], operation: ['match'] } }, properties);

const suppliers = {
	schema: supplierSchema,
	entity: 'supplier',
	source: 'SAP S/4HANA > Supplier > Fetch',
} as const;

/**
 * Inputs: Suppliers, Vendors (Procore's own records, active and inactive).
 * Output: desired vendors, and outcomes of suppliers that are not sent. Suppliers that a decision can release get a row to
 * fill in `sap_procore_vendors`.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, suppliers, async (documents, run) => {
		requireInput(this, 1, 'Vendors', 'Procore > Vendor > Get Many');
		const settings = matchSettings(this, run.system);
		const directory = vendorDirectory(rowsOf(this, 1, procoreVendorSchema, 'Vendors'));
		const ledger = ledgerOf(this, run.customer);
		const decided = decisions(await ledger.rows('vendors'));
		const matched = matchVendors({
			suppliers: documents.map(({ document }) => document),
			directory,
			decisions: decided,
			values: valueMap(await ledger.rows('values')),
			settings,
		});
		const outcomes = matched.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
		const toFill = decisionRowsToFill(run.customer, outcomes, decided).map(({ row }) => row);
		await addRowsToFill(this, run, { vendors: toFill });
		return matched.map((each) => ({
			json: 'desired' in each ? each.desired : each.outcome,
			index: documents[each.index]?.index ?? 0,
		}));
	});
}
