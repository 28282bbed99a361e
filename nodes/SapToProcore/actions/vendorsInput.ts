import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failureOf } from '../../shared/items';
import { outcomeSchema } from '../../shared/model';
import { supplierVendors, vendorReferenceSchema, type SupplierVendors } from '../lanes/purchaseOrder/vendors';
import { rowsOf } from './inputs';

/**
 * The vendors of an input: records of Procore, outcomes of the vendor lane, or both. A single supplier that failed in that
 * lane has no vendor, and its orders wait.
 * @throws NodeOperationError when the vendors as a whole could not be read
 */
export function vendorsOf(context: IExecuteFunctions, input: number, system: string): SupplierVendors {
	return supplierVendors(rowsOf(context, input, vendorReferenceSchema, 'Vendors', isSingleFailure), system);
}

function isSingleFailure(item: INodeExecutionData): boolean {
	const details = outcomeSchema.safeParse(failureOf(item)?.details);
	return details.success && details.data.sapKey !== '';
}
