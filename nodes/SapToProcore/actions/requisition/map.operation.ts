import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { failureOf, toItem } from '../../../shared/items';
import { purchaseOrderSchema } from '../../../shared/model';
import { costCodeMap } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import { absentContracts, contractReferenceSchema } from '../../lanes/requisition/contracts';
import { mapRequisitions } from '../../lanes/requisition/map';
import { costCodeRowSchema, rosterRowSchema } from '../../ledger/rows';
import { readDocuments } from '../documents';
import { itemsOf, requireInput, rowsOf } from '../inputs';
import { readable } from '../readable';
import { requireSystem } from '../requireSystem';
import { runParameter, runProperty } from '../runParameter';
import { requisitionDocuments } from './requisitions';
import { requisitionProperties, requisitionSettings } from './settings';

const properties: INodeProperties[] = [runProperty, ...requisitionProperties];

export const description = updateDisplayOptions(
	{ show: { resource: ['requisition'], operation: ['map'] } },
	properties,
);

/**
 * Inputs: Requisitions, Orders (those made of them, whatever else), Projects (rows of `sap_procore_projects`), Cost Codes
 * (for the explanation), Contracts (rows of `sap_procore_contracts`, outcomes of the order lane, or both; may be left out).
 * Outputs: desired requisitions; outcomes of what is not sent; allocations: which amount went on which line.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 1, 'Orders', 'SAP S/4HANA > Purchase Order > Get Many');
	requireInput(this, 2, 'Projects', 'the rows of sap_procore_projects');
	const run = runParameter(this);
	requireSystem(this, run);
	const { documents, unreadable } = readDocuments(this, requisitionDocuments);
	const mapped = mapRequisitions({
		requisitions: documents.map(({ document }) => document),
		// An order that cannot be read has its own exception in the order lane.
		orders: readable(itemsOf(this, 1), purchaseOrderSchema),
		roster: roster(rowsOf(this, 2, rosterRowSchema, 'Projects')),
		costCodes: costCodeMap(rowsOf(this, 3, costCodeRowSchema, 'Cost Codes')),
		absent: absentContracts(contractReferences(this, 4)),
		settings: requisitionSettings(this, run.system),
	});
	const item = (json: object, index: number) => toItem(json, documents[index]?.index ?? 0);
	return [
		mapped.flatMap((each) => ('desired' in each ? [item(each.desired, each.index)] : [])),
		[...unreadable, ...mapped.flatMap((each) => ('outcome' in each ? [item(each.outcome, each.index)] : []))],
		mapped.flatMap((each) => ('desired' in each ? each.allocations.map((row) => item(row, each.index)) : [])),
	];
}

/** A contract that failed in the order lane carries its outcome in the details. */
function contractReferences(context: IExecuteFunctions, input: number) {
	return itemsOf(context, input).flatMap(({ item }) => {
		const read = contractReferenceSchema.safeParse(failureOf(item)?.details ?? item.json);
		return read.success ? [read.data] : [];
	});
}
