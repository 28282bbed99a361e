import type { IDataObject } from 'n8n-workflow';
import { negated, sum } from '../../../shared/decimal';
import type {
	InvoiceAssignment,
	ReversalRole,
	SupplierInvoice,
	SupplierInvoiceItem,
	SupplierInvoiceStatus,
} from '../../../shared/model';
import { Fields } from '../../odata/fields';
import { amountText } from '../assignment';
import type { Reading } from '../type';
import { assignmentsOf, itemsOf } from './fields';

/** Number and fiscal year in one text that orders as SAP's key does. */
export const invoiceId = (fiscalYear: string, number: string): string =>
	`${fiscalYear}/${/^\d+$/.test(number) ? number.padStart(10, '0') : number}`;

/** What {@link invoiceId} was made of; undefined when it is no such key. */
export function invoiceKey(id: string): { fiscalYear: string; number: string } | undefined {
	const [, fiscalYear = '', number = ''] = /^\s*(\d{4})\s*\/\s*(\w+)\s*$/.exec(id) ?? [];
	return number === '' ? undefined : { fiscalYear, number: number.toUpperCase() };
}

/**
 * Makes a SupplierInvoice of an invoice with its expanded items. Nothing is guessed: a part that SAP did not send, or a
 * value of another type, makes the invoice unreadable.
 */
export function toSupplierInvoice(row: IDataObject): Reading<SupplierInvoice> {
	const header = new Fields(row);
	const number = header.key('SupplierInvoice') || header.required('SupplierInvoice');
	const fiscalYear = header.required('FiscalYear');
	const currency = header.currency('DocumentCurrency');
	const isCreditMemo = header.text('SupplierInvoiceIsCreditMemo').trim() !== '';
	if (header.day('PostingDate') === '') header.note('PostingDate', 'is empty');
	const document: SupplierInvoice = {
		id: invoiceId(fiscalYear, number),
		supplierInvoice: number,
		fiscalYear,
		companyCode: header.text('CompanyCode'),
		supplier: header.key('InvoicingParty'),
		reference: header.text('SupplierInvoiceIDByInvcgParty').trim(),
		documentDate: header.day('DocumentDate'),
		postingDate: header.day('PostingDate'),
		createdOn: header.day('CreationDate'),
		currency,
		status: statusOf(header.text('SupplierInvoiceStatus').trim()),
		statusCode: header.text('SupplierInvoiceStatus').trim(),
		isCreditMemo,
		...reversalOf(header, invoiceId(fiscalYear, number)),
		items: header
			.many(itemsOf)
			.map((item) => itemOf(item, currency, isCreditMemo))
			.sort((a, b) => Number(a.item) - Number(b.item)),
	};
	return header.problems.length > 0 ? { unreadable: header.problems.join('; ') } : { document };
}

/** RBSTAT: 5 = posted, 2 = deleted; the others are parked, held, or on their way. */
const statusOf = (code: string): SupplierInvoiceStatus =>
	code === '5' ? 'posted' : code === '2' ? 'deleted' : 'not_posted';

/** SAP numbers the reversing one later; where the release has no flags, that tells which of the two this is. */
function reversalOf(header: Fields, id: string): { reversal: ReversalRole; reversalPartner: string } {
	const number = header.key('ReverseDocument');
	if (number === '') return { reversal: 'none', reversalPartner: '' };
	const partner = invoiceId(header.text('ReverseDocumentFiscalYear').trim(), number);
	const reverses = header.flag('IsReversal') || (!header.flag('IsReversed') && partner < id);
	return { reversal: reverses ? 'reversing' : 'reversed', reversalPartner: partner };
}

function itemOf(item: Fields, currency: string, isCreditMemo: boolean): SupplierInvoiceItem {
	const rows = item.many(assignmentsOf);
	const assignments = rows.map((row) => assignmentOf(row, currency, isCreditMemo));
	const amount = signed(item.requiredDecimal('SupplierInvoiceItemAmount'), isCredited(item, rows, isCreditMemo));
	return {
		item: item.key('SupplierInvoiceItem') || item.required('SupplierInvoiceItem'),
		text: item.text('SupplierInvoiceItemText'),
		purchaseOrder: item.key('PurchaseOrder'),
		purchaseOrderItem: item.key('PurchaseOrderItem'),
		isDeliveryCost: item.text('SuplrInvcDeliveryCostCndnType').trim() !== '',
		amount: amountText(amount, currency),
		assignments,
	};
}

function assignmentOf(row: Fields, currency: string, isCreditMemo: boolean): InvoiceAssignment {
	const code = row.text('DebitCreditCode').trim();
	const amount = row.decimal('SuplrInvcAcctAssignmentAmount') || '0';
	return {
		number: row.key('AccountAssignmentNumber'),
		glAccount: row.key('GLAccount'),
		costCenter: row.key('CostCenter'),
		wbsElement: row.text('WBSElement').trim(),
		order: row.key('InternalOrder'),
		amount: amountText(signed(amount, code === '' ? isCreditMemo : code === 'H'), currency),
	};
}

/**
 * SAP stores amounts without a sign; items on purchase orders do not tell theirs in this service. Their account assignments
 * do (H = credit): returns in an invoice are credits among debits. Without any it is the document's.
 */
function isCredited(item: Fields, rows: Fields[], isCreditMemo: boolean): boolean {
	const codes = new Set(rows.map((row) => row.text('DebitCreditCode').trim()).filter(Boolean));
	if (codes.size === 1) return codes.has('H');
	if (codes.size > 1) item.note(assignmentsOf, 'has debits and credits');
	return isCreditMemo;
}

const signed = (amount: string, isCredit: boolean) => {
	const size = sum([amount.trim().replace(/^-/, '')]);
	return isCredit || amount.trim().startsWith('-') ? negated(size) : size;
};
