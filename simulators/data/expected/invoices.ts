import { currencyDecimals, toText, toUnits } from '../money.ts';
import type { SapInvoiceAssignment, SapSupplierInvoice, SapSupplierInvoiceItem } from '../sap-invoice-types.ts';
import type { Dataset } from '../types.ts';
import { expectedContracts, type ExpectOptions, type HeldOrders } from './contracts.ts';
import { costCodeFinder } from './cost-code.ts';
import { projectFinder } from './roster.ts';

/** What is invoiced in a project on one cost code and cost type, on orders that have a contract there. */
export interface ExpectedInvoiced {
	projectId: string;
	/** `03-300|M` */
	costCode: string;
	/** Decimal text; credit memos are negative. */
	amount: string;
	currency: string;
}

type HeldInvoices = HeldOrders & { sap: Pick<Dataset['sap'], 'invoices'> };

/**
 * Sums of the posted invoices, worked out by plain code of its own. An invoice that goes beyond what was ordered of an item
 * is not sent, an invoice and its reversal cancel each other out, and delivery costs are on no line of the order.
 */
export function expectedInvoiced(held: HeldInvoices, options: ExpectOptions = {}): ExpectedInvoiced[] {
	const contracts = new Set(
		expectedContracts(held, options)
			.filter(({ reason }) => reason === '')
			.map(({ order, projectId }) => `${order}|${projectId}`),
	);
	const projectOf = projectFinder(held);
	const codeOf = costCodeFinder(held.tables);
	const sums = new Map<string, ExpectedInvoiced & { units: bigint }>();
	for (const { header, items } of sendable(held)) {
		const { CompanyCode: companyCode, DocumentCurrency: currency } = header;
		for (const { item, row } of items.flatMap((each) => each.assignments.map((row) => ({ item: each, row })))) {
			const { GLAccount: glAccount, CostCenter: costCenter, WBSElement: wbsElement, InternalOrder: order } = row;
			const project = projectOf({ wbsElement, order, costCenter });
			const found = codeOf({ companyCode, glAccount, costCenter, wbsElement });
			if (typeof project === 'string' || typeof found === 'string') continue;
			if (!contracts.has(`${item.PurchaseOrder}|${project.id}`)) continue;
			const key = [project.id, found.code, currency].join('|');
			const sum = sums.get(key) ?? { projectId: project.id, costCode: found.code, amount: '', currency, units: 0n };
			sums.set(key, { ...sum, units: sum.units + signed(row, currency) });
		}
	}
	return [...sums.values()].map(({ units, ...sum }) => ({
		...sum,
		amount: toText(units, currencyDecimals(sum.currency)),
	}));
}

const signed = ({ SuplrInvcAcctAssignmentAmount, DebitCreditCode }: SapInvoiceAssignment, currency: string) =>
	toUnits(SuplrInvcAcctAssignmentAmount, currencyDecimals(currency)) * (DebitCreditCode === 'H' ? -1n : 1n);

/** Posted invoices on items of orders, in the order in which they were posted, without those that bill too much. */
function sendable({ sap }: HeldInvoices): SapSupplierInvoice[] {
	const ordered = new Map(
		sap.orders.flatMap(({ header, items }) =>
			items.map((item) => [
				`${header.PurchaseOrder}|${item.PurchaseOrderItem}`,
				toUnits(item.NetAmount, currencyDecimals(header.DocumentCurrency)),
			]),
		),
	);
	const billed = new Map<string, bigint>();
	return sap.invoices
		.filter(({ header }) => header.SupplierInvoiceStatus === '5' && !header.IsReversal && !header.IsReversed)
		.map((invoice) => ({ ...invoice, items: invoice.items.filter((item) => !item.SuplrInvcDeliveryCostCndnType) }))
		.filter(({ header, items }) => {
			const after = items.map((item) => ({ key: keyOf(item), units: worth(item, header.DocumentCurrency) }));
			const total = ({ key, units }: (typeof after)[number]) => (billed.get(key) ?? 0n) + units;
			if (after.some((each) => total(each) > (ordered.get(each.key) ?? 0n))) return false;
			for (const each of after) billed.set(each.key, total(each));
			return true;
		});
}

const keyOf = ({ PurchaseOrder, PurchaseOrderItem }: SapSupplierInvoiceItem) => `${PurchaseOrder}|${PurchaseOrderItem}`;

const worth = ({ assignments }: SapSupplierInvoiceItem, currency: string) =>
	assignments.reduce((sum, row) => sum + signed(row, currency), 0n);
