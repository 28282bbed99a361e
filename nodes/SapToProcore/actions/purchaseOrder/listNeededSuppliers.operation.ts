import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { purchaseOrderSchema } from '../../../shared/model';
import { neededSuppliers } from '../../lanes/purchaseOrder/needed';
import { releaseGateWords } from '../../lanes/purchaseOrder/settings';
import { choice } from '../choice';
import { itemsOf, requireInput } from '../inputs';
import { readable } from '../readable';
import { requireSystem } from '../requireSystem';
import { runParameter, runProperty } from '../runParameter';
import { vendorsOf } from '../vendorsInput';
import { releaseGate } from './orders';

const properties: INodeProperties[] = [runProperty, releaseGate];

export const description = updateDisplayOptions(
	{ show: { resource: ['purchaseOrder'], operation: ['listNeededSuppliers'] } },
	properties,
);

/**
 * Inputs: Orders, Vendors (Procore's records). One item: `supplierKeys`, the suppliers that these orders need and that have
 * no vendor of ours yet and that no earlier batch of the run has looked at in vain, each once; empty when there are none. What is no purchase order needs none: Map reports it.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 1, 'Vendors', 'Procore > Vendor > Get Many');
	const run = runParameter(this);
	requireSystem(this, run);
	const orders = readable(itemsOf(this, 0), purchaseOrderSchema);
	const gate = choice(this, 'releaseGate', 'Release Gate', releaseGateWords);
	const needed = neededSuppliers(orders, vendorsOf(this, 1, run.system), gate);
	const left = new Set(run.leftOut);
	return [[toItem({ supplierKeys: needed.filter((supplier) => !left.has(supplier)) }, 0)]];
}
