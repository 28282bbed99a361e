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
	reverses?: string;
}

const isBalanceSheet = (account: string) => Object.values(balanceSheet).includes(account);

/** The full line of a journal entry. */
export function buildPosting(spec: PostingSpec): SapPosting {
	const { currency } = companyCodes[spec.companyCode];
	const decimals = currencyDecimals(currency);
	const amount = toText(toUnits(spec.amount, decimals), decimals);
	const [year = '', month = ''] = spec.postingDate.split('-');
	return {
		Ledger: spec.ledger ?? '0L',
		SourceLedger: '0L',
		CompanyCode: spec.companyCode,
		FiscalYear: year,
		FiscalPeriod: month.padStart(3, '0'),
		FiscalYearPeriod: `${year}${month.padStart(3, '0')}`,
		AccountingDocument: spec.document,
		LedgerGLLineItem: spec.line ?? '1',
		AccountingDocumentType: spec.reverses === undefined ? 'KR' : 'AB',
		ChartOfAccounts: 'YCOA',
		ControllingArea: 'A000',
		GLAccount: spec.glAccount,
		GLAccountType: isBalanceSheet(spec.glAccount) ? 'X' : 'P',
		CostCenter: spec.costCenter ?? '',
		OrderID: spec.order ?? '',
		WBSElementInternalID: spec.wbsInternalId ?? '0',
		ProjectInternalID: spec.projectInternalId ?? '0',
		Supplier: '',
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
