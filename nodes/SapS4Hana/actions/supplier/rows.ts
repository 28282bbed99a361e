import type { IDataObject, INode, NodeApiError } from 'n8n-workflow';
import { failureDetails } from '../../../shared/failure';
import { apiError } from '../../../shared/http';
import { outcome } from '../../../shared/model';
import { supplierNumberOf } from '../../documents/supplier';
import { toSupplier } from '../../documents/toSupplier';
import type { Row } from '../operation';

/** The outcome of a supplier that could not be read, or (key `""`) of a read that failed as a whole. */
export function failedOutcome(sapKey: string, error: Error): IDataObject {
	const { reason, advice } = failureDetails(error);
	return {
		...outcome({
			entity: 'supplier',
			sapKey,
			status: 'failed',
			action: 'none',
			reason,
			message: error.message,
			detail: { advice },
		}),
	} as IDataObject;
}

/** The output row of one record: the Supplier document, SAP's own record, or why there is no document. */
export function supplierRow(node: INode, record: IDataObject, at: number, simple: boolean): Row {
	if (!simple) return { json: record };
	const reading = toSupplier(record, at);
	if ('supplier' in reading) return { json: { ...reading.supplier } };
	return failedRow(supplierNumberOf(record), unreadable(node, supplierNumberOf(record), reading.unreadable));
}

/** The output row of a supplier that SAP does not have. */
export function missingRow(node: INode, supplier: string): Row {
	return failedRow(supplier, notFound(node, supplier));
}

function failedRow(sapKey: string, error: NodeApiError): Row {
	return { json: failedOutcome(sapKey, error), error };
}

function unreadable(node: INode, supplier: string, problems: string): NodeApiError {
	return apiError(node, {
		message: `Supplier ${supplier} could not be read`,
		description: `SAP's record of it is not as it should be: ${problems}. Other suppliers are not affected.`,
		reason: 'unreadable_document',
	});
}

/** SAP has no supplier of this number, or the communication user may not see it. */
export function notFound(node: INode, supplier: string): NodeApiError {
	return apiError(node, {
		message: `SAP has no supplier ${supplier}`,
		description: `Check the number. It is the supplier's number, which may differ from the business partner's. If it exists, the communication user may not see it.`,
		reason: 'not_found',
	});
}
