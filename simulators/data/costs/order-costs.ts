import { dayBefore } from '../dates.ts';
import { shared } from '../invoices/build-invoice.ts';
import { invoicedParts } from '../invoices/invoices.ts';
import { currencyDecimals } from '../money.ts';
import { randomFor } from '../random.ts';
import type { SapPurchaseOrder } from '../sap-order-types.ts';
import type { CompanyCode } from '../supplier-spec.ts';
import type { PostingSpec } from './build-posting.ts';

/**
 * What ordinary orders cost so far: as much as is invoiced, on their account assignments, never more than was ordered. By
 * turns the goods receipt has posted it, or the invoice where receipts are not valuated. Documents count from 1800000001.
 */
export function orderCosts(
	orders: readonly SapPurchaseOrder[],
	projectIdOf: (wbsInternalId: string) => string,
): PostingSpec[] {
	return invoicedParts(orders).flatMap(({ order, index, items }) => {
		const { header } = order;
		const random = randomFor('order costs', header.PurchaseOrder);
		const days = random.int(2, 90);
		const decimals = currencyDecimals(header.DocumentCurrency);
		const lines = items.flatMap(({ item, amount }) => {
			const ordered = order.items.find((row) => row.PurchaseOrderItem === item);
			return ordered ? shared(ordered, amount, decimals).map((part) => ({ ...part, item })) : [];
		});
		return lines.map(
			({ row, amount, item }, at): PostingSpec => ({
				document: String(1800000001 + index),
				line: String(at + 1),
				kind: index % 2 === 0 ? 'goodsReceipt' : 'invoice',
				companyCode: header.CompanyCode as CompanyCode,
				glAccount: row.GLAccount,
				amount,
				wbsInternalId: row.WBSElementInternalID,
				projectInternalId: projectIdOf(row.WBSElementInternalID),
				purchaseOrder: header.PurchaseOrder,
				purchaseOrderItem: item,
				assignment: row.AccountAssignmentNumber,
				supplier: header.Supplier,
				postingDate: dayBefore(days),
				createdAt: `${dayBefore(days)}T15:30:00Z`,
			}),
		);
	});
}
