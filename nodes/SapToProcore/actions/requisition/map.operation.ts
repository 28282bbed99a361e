import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { purchaseRequisitionSchema, type PurchaseRequisition, type Run } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import type { Placed } from '../../lanes/latest';
import { mapRequisitions } from '../../lanes/requisition/map';
import { ordersOf } from '../../lanes/requisition/orders';
import { mapUnordered } from '../../lanes/requisition/unordered';
import { earlierContracts } from '../../lanes/requisition/withdrawn';
import { costCodeMap } from '../../lookup/costCodes';
import { valueMap } from '../../lookup/values';
import { putBegun, withBegun } from '../begunContracts';
import { billed, billingLookups } from '../billing';
import { addRowsToFill, ledgerOf } from '../lookupTables';
import { policies } from '../policies';
import { unsettledContracts } from '../../lanes/requisition/contracts';
import { readRoster } from '../roster';
import { decideDocuments, type Decided } from '../stream';
import { requisitionProperties, requisitionSettings, unorderedSettings } from './settings';

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

type WithOrders = PurchaseRequisition & Required<Pick<PurchaseRequisition, 'orders'>>;

/**
 * Input: Requisitions, each with the orders that were made of it.
 * Output: desired requisitions, or desired contracts of what is not ordered, with where each amount went, and outcomes of
 * what is not sent.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, requisitions, async (documents, run) => {
		const settings = requisitionSettings(this, run.system);
		if (settings.requisitions === 'pendingContract') return await unordered(this, documents, run);
		const ledger = ledgerOf(this, run.customer);
		const given = documents.map(({ document }) => document);
		const input = { requisitions: given, ...(await billingLookups(this, run, ledger, given)), settings };
		const knownContracts = await withBegun(this, run, requisitions.entity, await ledger.rows('contracts'));
		const earlier = earlierContracts({ ...input, knownContracts });
		return billed([...earlier, ...mapRequisitions(input)], documents);
	});
}

async function unordered(
	context: IExecuteFunctions,
	documents: Array<Placed<WithOrders>>,
	run: Run,
): Promise<Decided[]> {
	const ledger = ledgerOf(context, run.customer);
	const given = documents.map(({ document }) => document);
	const known = await withBegun(context, run, requisitions.entity, await ledger.rows('contracts'));
	const { mapped, toFill } = mapUnordered({
		customer: run.customer,
		requisitions: given,
		orders: ordersOf(given),
		roster: await readRoster(context, run, ledger),
		costCodes: costCodeMap(await ledger.rows('cost_codes')),
		values: valueMap(await ledger.rows('values')),
		knownContracts: known,
		unsettled: unsettledContracts(
			run.system,
			await ledger.rows('exceptions', [{ column: 'entity', value: 'purchase_order' }]),
		),
		settings: unorderedSettings(context, run),
	});
	await addRowsToFill(context, run, {
		cost_codes: toFill.costCodes.map(({ row }) => row),
		values: toFill.values.map(({ row }) => row),
	});
	await putBegun(context, run, requisitions.entity, mapped, known);
	return billed(mapped, documents);
}
