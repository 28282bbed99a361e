import { currencyDecimals, toText, toUnits } from '../money.ts';
import type { SapPosting } from '../sap-cost-types.ts';
import { type CompanyCode, companyCodes } from '../supplier-spec.ts';
import { balanceSheet } from './gl-accounts.ts';

/** What is decided about a posting before its line is filled in. */
export interface PostingSpec {
	document: string;
	companyCode: CompanyCode;
	glAccount: string;
	/** In the currency of the company code; credits are negative. */
	amount: string;
	wbsInternalId?: string | undefined;
	projectInternalId?: string | undefined;
	costCenter?: string | undefined;
	order?: string | undefined;
	/** `YYYY-MM-DD`. */
	postingDate: string;
	/** ISO 8601 UTC without decimals. */
	createdAt: string;
	/** Default 0L, the leading ledger. */
	ledger?: string | undefined;
	line?: string;
	text?: string | undefined;
	reverses?: string | undefined;
	/** Default: of an order its goods receipt, else an invoice that no order was made for. */
	kind?: PostingKind | undefined;
	purchaseOrder?: string | undefined;
	purchaseOrderItem?: string | undefined;
	/** Account assignment of the order's item. */
	assignment?: string | undefined;
	supplier?: string | undefined;
	personnelNumber?: string | undefined;
	/** Where they are not the calendar's: special periods, years that do not begin in January. */
	fiscalYear?: string | undefined;
	fiscalPeriod?: string | undefined;
}

/** What writes journal entries, and under which types. */
export const postingKinds = {
	expense: { AccountingDocumentType: 'KR', ReferenceDocumentType: 'BKPF' },
	journal: { AccountingDocumentType: 'SA', ReferenceDocumentType: 'BKPF' },
	goodsReceipt: { AccountingDocumentType: 'WE', ReferenceDocumentType: 'MKPF' },
	invoice: { AccountingDocumentType: 'RE', ReferenceDocumentType: 'RMRP' },
	payroll: { AccountingDocumentType: 'PY', ReferenceDocumentType: 'HRPAY' },
	allocation: { AccountingDocumentType: 'CO', ReferenceDocumentType: 'COBK' },
	settlement: { AccountingDocumentType: 'CO', ReferenceDocumentType: 'AUAK' },
	commitment: { AccountingDocumentType: 'CO', ReferenceDocumentType: 'BEST' },
	revenue: { AccountingDocumentType: 'RV', ReferenceDocumentType: 'VBRK' },
} as const;
export type PostingKind = keyof typeof postingKinds;

const isBalanceSheet = (account: string) => Object.values(balanceSheet).includes(account);

/** The full line of a journal entry. */
export function buildPosting(spec: PostingSpec): SapPosting {
	const { currency } = companyCodes[spec.companyCode];
	const decimals = currencyDecimals(currency);
	const amount = toText(toUnits(spec.amount, decimals), decimals);
	const [calendarYear = '', month = ''] = spec.postingDate.split('-');
	const year = spec.fiscalYear ?? calendarYear;
	const period = (spec.fiscalPeriod ?? month).padStart(3, '0');
	const kind = spec.kind ?? (spec.purchaseOrder === undefined ? 'expense' : 'goodsReceipt');
	return {
		Ledger: spec.ledger ?? '0L',
		SourceLedger: '0L',
		CompanyCode: spec.companyCode,
		FiscalYear: year,
		FiscalPeriod: period,
		FiscalYearPeriod: `${year}${period}`,
		AccountingDocument: spec.document,
		LedgerGLLineItem: spec.line ?? '1',
		...postingKinds[kind],
		...(spec.reverses === undefined ? {} : { AccountingDocumentType: 'AB' }),
		ChartOfAccounts: 'YCOA',
		ControllingArea: 'A000',
		GLAccount: spec.glAccount,
		GLAccountType: isBalanceSheet(spec.glAccount) ? 'X' : 'P',
		CostCenter: spec.costCenter ?? '',
		OrderID: spec.order ?? '',
		WBSElementInternalID: spec.wbsInternalId ?? '0',
		ProjectInternalID: spec.projectInternalId ?? '0',
		Supplier: spec.supplier ?? '',
		PersonnelNumber: spec.personnelNumber ?? '0',
		PurchasingDocument: spec.purchaseOrder ?? '',
		PurchasingDocumentItem: spec.purchaseOrderItem ?? '0',
		AccountAssignmentNumber: spec.assignment ?? '0',
		IsSettlement: kind === 'settlement',
		IsCommitment: kind === 'commitment',
		ClearingDate: null,
		PostingDate: spec.postingDate,
		DocumentDate: spec.postingDate,
		CreationDate: spec.createdAt.slice(0, 10),
		CreationDateTime: spec.createdAt,
		LastChangeDateTime: spec.createdAt,
		DebitCreditCode: amount.startsWith('-') ? 'H' : 'S',
		AmountInCompanyCodeCurrency: amount,
		CompanyCodeCurrency: currency,
		AmountInTransactionCurrency: amount,
		TransactionCurrency: currency,
		IsReversal: spec.reverses !== undefined,
		IsReversed: false,
		ReversalReferenceDocument: spec.reverses ?? '',
		DocumentItemText: spec.text ?? '',
	};
}

/** The same amount with the other sign. */
export const opposite = (amount: string) => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

/** What a document looks like from the supplier's side: the payable that balances it, without a cost object. */
export function payableOf(spec: PostingSpec): PostingSpec {
	const { document, companyCode, postingDate, createdAt, ledger } = spec;
	const amount = opposite(spec.amount);
	return { document, companyCode, postingDate, createdAt, ledger, amount, glAccount: balanceSheet.payables, line: '2' };
}
