import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { purchaseOrderSchema, purchaseRequisitionSchema } from '../../../shared/model';
import { neededOrders } from '../../lanes/requisition/needed';
import { itemsOf } from '../inputs';
import { readable } from '../readable';

/**
 * Inputs: Requisitions, Orders. One item: `requisitionKeys`, the requisitions whose orders are not all among Orders, and
 * `orderKeys`, the orders that these name and that are not among Orders. Without the former nothing is to be read.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const requisitions = readable(itemsOf(this, 0), purchaseRequisitionSchema);
	const orders = readable(itemsOf(this, 1), purchaseOrderSchema);
	return [[toItem({ ...neededOrders(requisitions, orders) }, 0)]];
}
