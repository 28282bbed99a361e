import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { purchaseOrderSchema } from '../../../shared/model';
import { orderedRequisitions } from '../../lanes/requisition/needed';
import { itemsOf } from '../inputs';
import { readable } from '../readable';

/** Input: Orders. One item: `requisitionKeys`, the purchase requisitions that the orders were made of, each once. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const orders = readable(itemsOf(this, 0), purchaseOrderSchema);
	return [[toItem({ requisitionKeys: orderedRequisitions(orders) }, 0)]];
}
