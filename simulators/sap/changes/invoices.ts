import { z } from 'zod';
import type { ChangeHandlers } from '../../core/changes.ts';
import { InputError } from '../../core/input-error.ts';
import { buildInvoice } from '../../data/invoices/build-invoice.ts';
import type { SapSupplierInvoice } from '../../data/sap-invoice-types.ts';
import type { SapState } from '../state.ts';
import { type ChangeContext, fields, found, text } from './context.ts';
import { orderOf } from './edit-order.ts';
import { decimal } from './order-input.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a day YYYY-MM-DD');
const named = { invoice: text, fiscalYear: text.optional() };

export const invoiceChangeSchemas = [
	/** An invoice on items of an order, of all that are not deleted unless they are named, by default for what they are worth. */
	z
		.object({
			do: z.literal('post-supplier-invoice'),
			order: text,
			items: z
				.array(z.object({ item: text, amount: decimal.optional(), deliveryCost: text.optional() }).strict())
				.min(1)
				.optional(),
			number: text.optional(),
			reference: z.string().max(16).optional(),
			postingDate: day.optional(),
			status: z.enum(['5', 'A', 'B', '2']).optional(),
			isCreditMemo: z.boolean().optional(),
		})
		.strict(),
	z.object({ do: z.literal('reverse-supplier-invoice'), ...named, postingDate: day.optional() }).strict(),
	/** Any fields of the header, or of an item; nothing else follows. */
	z.object({ do: z.literal('edit-supplier-invoice'), ...named, item: text.optional(), set: fields }).strict(),
] as const;

type InvoiceChange = z.output<(typeof invoiceChangeSchemas)[number]>;

const firstNew = 5105690001;

function nextNumber({ data }: SapState): string {
	const last = Math.max(firstNew - 1, ...data.invoices.map(({ header }) => Number(header.SupplierInvoice)));
	return String(last + 1);
}

const invoiceOf = ({ data }: SapState, { invoice, fiscalYear }: { invoice: string; fiscalYear?: string | undefined }) =>
	found(
		data.invoices,
		({ header }) =>
			header.SupplierInvoice === invoice && (fiscalYear === undefined || header.FiscalYear === fiscalYear),
		`supplier invoice ${invoice}`,
	);

const externalIdOf =
	({ data }: SapState) =>
	(internalId: string) =>
		data.wbsElements.find((row) => row.WBSElementInternalID === internalId)?.ProjectElement ?? '';

/** The document that cancels another one out: a credit memo for an invoice, an invoice for a credit memo. */
function reversalOf({ header, items }: SapSupplierInvoice, number: string, today: string, postingDate: string) {
	const isCreditMemo = header.SupplierInvoiceIsCreditMemo === '';
	const reversal: SapSupplierInvoice = {
		header: {
			...header,
			SupplierInvoice: number,
			FiscalYear: postingDate.slice(0, 4),
			DocumentDate: postingDate,
			PostingDate: postingDate,
			CreationDate: today,
			SupplierInvoiceIsCreditMemo: isCreditMemo ? 'X' : '',
			ReverseDocument: header.SupplierInvoice,
			ReverseDocumentFiscalYear: header.FiscalYear,
			IsReversal: true,
		},
		items: items.map((item) => ({
			...item,
			assignments: item.assignments.map((row) => ({
				...row,
				DebitCreditCode: row.DebitCreditCode === 'S' ? 'H' : 'S',
			})),
		})),
	};
	return reversal;
}

export const invoiceHandlers: ChangeHandlers<InvoiceChange, ChangeContext> = {
	'post-supplier-invoice': ({ state, now }, { order: number, items, postingDate, ...given }) => {
		const order = orderOf(state, number);
		const kept = order.items.filter((item) => item.PurchasingDocumentDeletionCode === '');
		for (const { item } of items ?? []) {
			found(order.items, (row) => row.PurchaseOrderItem === item, `item ${item} in purchase order ${number}`);
		}
		const today = new Date(now).toISOString().slice(0, 10);
		const spec = {
			...given,
			number: given.number ?? nextNumber(state),
			order,
			items: items ?? kept.map((item) => ({ item: item.PurchaseOrderItem })),
			postingDate: postingDate ?? today,
			createdOn: today,
		};
		const invoice = buildInvoice(spec, externalIdOf(state));
		state.data.invoices.push(invoice);
		return invoice;
	},
	'reverse-supplier-invoice': ({ state, now }, change) => {
		const invoice = invoiceOf(state, change);
		if (invoice.header.ReverseDocument !== '') throw new InputError(`Supplier invoice ${change.invoice} is reversed`);
		const today = new Date(now).toISOString().slice(0, 10);
		const reversal = reversalOf(invoice, nextNumber(state), today, change.postingDate ?? today);
		Object.assign(invoice.header, {
			ReverseDocument: reversal.header.SupplierInvoice,
			ReverseDocumentFiscalYear: reversal.header.FiscalYear,
			IsReversed: true,
		});
		state.data.invoices.push(reversal);
		return reversal;
	},
	'edit-supplier-invoice': ({ state }, change) => {
		const invoice = invoiceOf(state, change);
		const { item: number } = change;
		const target =
			number === undefined
				? invoice.header
				: found(invoice.items, (row) => row.SupplierInvoiceItem === number, `item ${number}`);
		return Object.assign(target, change.set);
	},
};
