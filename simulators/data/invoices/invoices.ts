import { dayBefore } from '../dates.ts';
import { currencyDecimals, ratio, toText } from '../money.ts';
import { randomFor } from '../random.ts';
import type { SapSupplierInvoice } from '../sap-invoice-types.ts';
import type { SapPurchaseOrder, SapPurchaseOrderItem } from '../sap-order-types.ts';
import { buildInvoice, type ExternalIdOf, type InvoicedItem, type InvoiceSpec } from './build-invoice.ts';

/** An awkward situation: an order, and the invoices that it is about. */
export interface InvoiceCase {
	order: string;
	invoices: string[];
	note: string;
}

/** A part of what an item of an order is worth. */
function partOf({ NetAmount }: SapPurchaseOrderItem, percent: number, currency: string): string {
	const decimals = currencyDecimals(currency);
	return toText(ratio([NetAmount, String(percent)], ['100'], decimals), decimals);
}

interface Recipe {
	note: string;
	/** One invoice each: percent of the first item, or whatever else differs. */
	invoices: { percent: number; spec?: Partial<InvoiceSpec>; deliveryCost?: string; isReversed?: boolean }[];
}

/** Every data set holds all of these, each on an ordinary order of its own; a new one goes last. */
const recipes: Record<string, Recipe> = {
	twoParts: { note: 'An item is invoiced in two parts.', invoices: [{ percent: 40 }, { percent: 60 }] },
	aboveOrder: { note: 'More is invoiced than was ordered.', invoices: [{ percent: 120 }] },
	reversed: { note: 'An invoice and its reversal.', invoices: [{ percent: 100, isReversed: true }] },
	creditMemo: {
		note: 'A credit memo over a part of an invoice.',
		invoices: [{ percent: 100 }, { percent: 25, spec: { isCreditMemo: true } }],
	},
	deliveryCost: { note: 'Freight that the order does not have.', invoices: [{ percent: 5, deliveryCost: 'FRA1' }] },
	parked: { note: 'Parked: nothing is posted yet.', invoices: [{ percent: 100, spec: { status: 'A' } }] },
	deleted: { note: 'A parked invoice that was deleted.', invoices: [{ percent: 100, spec: { status: '2' } }] },
	sameReference: {
		note: 'Two invoices with one number of the supplier.',
		invoices: [
			{ percent: 30, spec: { reference: 'RE-2026-1' } },
			{ percent: 30, spec: { reference: 'RE-2026-1' } },
		],
	},
};

const caseCount = Object.keys(recipes).length;

/** Two documents that cancel each other out. */
function withReversal(invoice: SapSupplierInvoice, number: string): SapSupplierInvoice[] {
	const { header, items } = invoice;
	const reverse = (other: string) => ({ ReverseDocument: other, ReverseDocumentFiscalYear: header.FiscalYear });
	return [
		{ items, header: { ...header, ...reverse(number), IsReversed: true } },
		{
			header: {
				...header,
				...reverse(header.SupplierInvoice),
				SupplierInvoice: number,
				SupplierInvoiceIsCreditMemo: 'X',
				IsReversal: true,
			},
			items: items.map((item) => ({
				...item,
				assignments: item.assignments.map((row) => ({ ...row, DebitCreditCode: 'H' })),
			})),
		},
	];
}

/** Which parts of which ordinary orders are invoiced: of each third one all of it, of each third one a half of its first item. */
export function invoicedParts(orders: readonly SapPurchaseOrder[]) {
	return orders.slice(0, -caseCount).flatMap((order, index) => {
		const [first] = order.items;
		if (!first || index % 3 === 2) return [];
		const { DocumentCurrency: currency } = order.header;
		const items =
			index % 3 === 0
				? order.items.map(({ PurchaseOrderItem: item, NetAmount: amount }) => ({ item, amount }))
				: [{ item: first.PurchaseOrderItem, amount: partOf(first, 50, currency) }];
		return [{ order, index, items }];
	});
}

/**
 * Invoices on ordinary orders, and the cases among them. Ordinary ones count from 5105600001, those of the cases from 5105650001,
 * or after the ordinary ones.
 *
 * @param orders released ones, whose amounts add up
 */
export function buildInvoices(
	orders: readonly SapPurchaseOrder[],
	externalIdOf: ExternalIdOf,
): { invoices: SapSupplierInvoice[]; cases: Record<string, InvoiceCase> } {
	const invoice = (number: number, order: SapPurchaseOrder, items: InvoicedItem[], spec: Partial<InvoiceSpec> = {}) => {
		const day = dayBefore(randomFor('invoice', number).int(1, 20));
		return buildInvoice(
			{ number: String(number), order, items, postingDate: day, createdOn: day, ...spec },
			externalIdOf,
		);
	};
	const firstCase = 5105600001 + Math.max(50_000, orders.length);
	const plain = invoicedParts(orders).map(({ order, index, items }) => invoice(5105600001 + index, order, items));
	const cases: Record<string, InvoiceCase> = {};
	const odd: SapSupplierInvoice[] = [];
	for (const [index, [name, recipe]] of Object.entries(recipes).entries()) {
		const order = orders.at(index - caseCount);
		const [first] = order?.items ?? [];
		if (!order || !first) throw new RangeError('invoices need more orders');
		const own = recipe.invoices.flatMap(({ percent, spec, deliveryCost, isReversed }, at) => {
			const amount = partOf(first, percent, order.header.DocumentCurrency);
			const number = firstCase + index * 10 + at;
			const made = invoice(number, order, [{ item: first.PurchaseOrderItem, amount, deliveryCost }], spec);
			return isReversed ? withReversal(made, String(number + 5)) : [made];
		});
		odd.push(...own);
		cases[name] = {
			order: order.header.PurchaseOrder,
			invoices: own.map(({ header }) => header.SupplierInvoice),
			note: recipe.note,
		};
	}
	return { invoices: [...plain, ...odd], cases };
}
