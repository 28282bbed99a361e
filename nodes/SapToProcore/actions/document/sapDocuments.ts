import type { IExecuteFunctions } from 'n8n-workflow';
import type { z } from 'zod/v3';
import { failureOf } from '../../../shared/items';
import {
	issuesText,
	purchaseOrderSchema,
	purchaseRequisitionSchema,
	readRecordSchema,
	supplierInvoiceSchema,
	supplierSchema,
} from '../../../shared/model';
import type { SapAnswer, SapDocument } from '../../explain';
import { isConnected, itemsOf } from '../inputs';

/** Documents by the field that only they have, and the shape that they have then. */
const kinds: ReadonlyArray<{ entity: SapDocument['entity']; mark: string; schema: z.ZodTypeAny }> = [
	{ entity: 'supplier_invoice', mark: 'supplierInvoice', schema: supplierInvoiceSchema },
	{ entity: 'requisition', mark: 'purchaseRequisition', schema: purchaseRequisitionSchema },
	{ entity: 'purchase_order', mark: 'purchaseOrder', schema: purchaseOrderSchema },
	{ entity: 'supplier', mark: 'businessPartner', schema: supplierSchema },
];

/**
 * What SAP said, by an input: documents of a *Get* or *Get Many* as *Simplify* makes them, or the stream of *System > Read Documents*. What
 * failed, and what is no whole document, is told in words: an explanation does not stay away because of it.
 * @returns undefined when nothing is connected: SAP was not asked
 */
export function sapAnswerOf(context: IExecuteFunctions, input: number): SapAnswer | undefined {
	if (!isConnected(context, input)) return undefined;
	const documents: SapDocument[] = [];
	const failures: string[] = [];
	for (const { item, index } of itemsOf(context, input)) {
		const failure = failureOf(item);
		if (failure) {
			failures.push(failure.message);
			continue;
		}
		const wrapped = readRecordSchema.safeParse(item.json);
		const record = wrapped.success ? wrapped.data.record : item.json;
		const kind = kinds.find(({ mark }) => mark in record);
		if (!kind) {
			// A stream has other things, too: the system, costs, a plan.
			if (!wrapped.success)
				failures.push(`item ${index} is not a document of the sync: switch on Simplify in the node that reads it`);
			continue;
		}
		const read = kind.schema.safeParse(record);
		if (read.success) documents.push({ entity: kind.entity, document: read.data } as SapDocument);
		else failures.push(`item ${index} is not whole: ${issuesText(read.error)}`);
	}
	return { documents, failures };
}
