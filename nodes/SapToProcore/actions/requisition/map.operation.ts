import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { purchaseRequisitionSchema } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import { mapRequisitions } from '../../lanes/requisition/map';
import { billed, billingLookups } from '../billing';
import { ledgerOf } from '../lookupTables';
import { policies } from '../policies';
import { decideDocuments } from '../stream';
import { requisitionProperties, requisitionSettings } from './settings';

const properties: INodeProperties[] = [runProperty, ...policies(requisitionProperties)];

export const description = updateDisplayOptions(
	{ show: { resource: ['requisition'], operation: ['map'] } },
	properties,
);

const requisitions = {
	// Without its orders nothing can be said about what became of a requisition.
	schema: purchaseRequisitionSchema.required({ orders: true }),
	entity: 'requisition',
	source: 'SAP S/4HANA > Purchase Requisition > Fetch',
} as const;

/**
 * Input: Requisitions, each with the orders that were made of it.
 * Output: desired requisitions with where each amount went, and outcomes of what is not sent.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, requisitions, async (documents, run) => {
		const settings = requisitionSettings(this, run.system);
		const ledger = ledgerOf(this, run.customer);
		const given = documents.map(({ document }) => document);
		const mapped = mapRequisitions({
			requisitions: given,
			...(await billingLookups(this, run, ledger, given)),
			settings,
		});
		return billed(mapped, documents);
	});
}
