import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { purchaseRequisitionSchema } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import { unwrittenContracts } from '../../lanes/requisition/contracts';
import { mapRequisitions } from '../../lanes/requisition/map';
import { ordersOf } from '../../lanes/requisition/orders';
import { costCodeMap } from '../../lookup/costCodes';
import { ledgerOf } from '../lookupTables';
import { policies } from '../policies';
import { readRoster } from '../roster';
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
		const mapped = mapRequisitions({
			requisitions: documents.map(({ document }) => document),
			orders: ordersOf(documents.map(({ document }) => document)),
			roster: await readRoster(this, run, ledger),
			costCodes: costCodeMap(await ledger.rows('cost_codes')),
			absent: unwrittenContracts(
				run.system,
				await ledger.rows('contracts'),
				await ledger.rows('exceptions', [{ column: 'entity', value: 'purchase_order' }]),
			),
			settings,
		});
		return mapped.map((each) => ({
			json: 'desired' in each ? { ...each.desired, mappedAssignments: each.allocations } : each.outcome,
			index: documents[each.index]?.index ?? 0,
		}));
	});
}
