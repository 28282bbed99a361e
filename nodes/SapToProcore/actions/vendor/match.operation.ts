import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { procoreVendorSchema, supplierSchema } from '../../../shared/model';
import { decisionRowSchema, valueRowSchema } from '../../ledger/rows';
import { valueMap } from '../../lookup/values';
import { decisions } from '../../lookup/vendorDecisions';
import { decisionRowsToFill } from '../../lanes/supplier/decisionsToFill';
import { vendorDirectory } from '../../lanes/supplier/directory';
import { matchVendors } from '../../lanes/supplier/match';
import { readDocuments } from '../documents';
import { requireInput, rowsOf } from '../inputs';
import { requireSystem } from '../requireSystem';
import { runParameter, runProperty } from '../runParameter';
import { matchProperties, matchSettings } from './settings';

const properties: INodeProperties[] = [runProperty, ...matchProperties];

export const description = updateDisplayOptions({ show: { resource: ['vendor'], operation: ['match'] } }, properties);

const supplierDocuments = {
	schema: supplierSchema,
	entity: 'supplier',
	key: 'supplier',
	what: 'supplier',
	cameFrom: 'SAP S/4HANA > Supplier > Get Many',
} as const;

/**
 * Inputs: Suppliers, Vendors (Procore's own records, active and inactive), Decisions, Values.
 * Outputs: desired vendors, outcomes of those that are not sent, rows for `sap_procore_vendors` that a person is to fill.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 1, 'Vendors', 'Procore > Vendor > Get Many');
	const run = runParameter(this);
	requireSystem(this, run);
	const settings = matchSettings(this, run.system);
	const { documents: suppliers, unreadable } = readDocuments(this, supplierDocuments);
	const decided = decisions(rowsOf(this, 2, decisionRowSchema, 'Decisions'));
	const matched = matchVendors({
		suppliers: suppliers.map(({ document }) => document),
		directory: vendorDirectory(rowsOf(this, 1, procoreVendorSchema, 'Vendors')),
		decisions: decided,
		values: valueMap(rowsOf(this, 3, valueRowSchema, 'Values')),
		settings,
	});
	const place = (index: number) => suppliers[index]?.index ?? 0;
	const outcomes = matched.flatMap((each) => ('outcome' in each ? [{ ...each, index: place(each.index) }] : []));
	return [
		matched.flatMap((each) => ('desired' in each ? [toItem(each.desired, place(each.index))] : [])),
		[...unreadable, ...outcomes.map((each) => toItem(each.outcome, each.index))],
		decisionRowsToFill(
			run.customer,
			outcomes.map((each) => each.outcome),
			decided,
		).map(({ row, position }) => toItem(row, outcomes[position]?.index ?? 0)),
	];
}
