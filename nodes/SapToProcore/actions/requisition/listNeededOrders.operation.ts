import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { purchaseOrderSchema, purchaseRequisitionSchema } from '../../../shared/model';
import { neededOrders } from '../../rules/requisition/needed';
import { itemsOf } from '../inputs';
import { readable } from '../readable';

/** Inputs: Requisitions, Orders. One item: `orderKeys`, the orders that the requisitions name and that are not among Orders. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const requisitions = readable(itemsOf(this, 0), purchaseRequisitionSchema);
	const orders = readable(itemsOf(this, 1), purchaseOrderSchema);
	return [[toItem({ orderKeys: neededOrders(requisitions, orders) }, 0)]];
}
