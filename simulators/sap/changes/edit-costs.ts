import { buildPosting, opposite } from '../../data/costs/build-posting.ts';
import type { SapPosting } from '../../data/sap-cost-types.ts';
import type { CompanyCode } from '../../data/supplier-spec.ts';
import type { SapState } from '../state.ts';
import { found } from './context.ts';
import { internalIdOf, projectOf } from './edit-order.ts';

export interface NewPosting {
	glAccount: string;
	amount: string;
	wbsElement?: string | undefined;
	costCenter?: string | undefined;
	order?: string | undefined;
	companyCode?: CompanyCode | undefined;
	ledger?: string | undefined;
	text?: string | undefined;
	/** `YYYY-MM-DD`. */
	postingDate: string;
	/** ISO 8601 UTC without decimals. */
	createdAt: string;
}

const firstNew = 1995000001;

/** A number that no document has. */
function nextDocument({ data }: SapState): string {
	const last = Math.max(firstNew - 1, ...data.postings.map(({ AccountingDocument }) => Number(AccountingDocument)));
	return String(last + 1);
}

/** Posts a cost. The company code is that of the project unless given, 1710 without either. */
export function postCost({ wbsElement, companyCode, ...given }: NewPosting, state: SapState): SapPosting {
	const project = wbsElement === undefined ? undefined : projectOf(wbsElement, state);
	const posting = buildPosting({
		...given,
		document: nextDocument(state),
		companyCode: companyCode ?? (project?.CompanyCode as CompanyCode | undefined) ?? '1710',
		wbsInternalId: wbsElement === undefined ? undefined : internalIdOf(state)(wbsElement),
		projectInternalId: project?.ProjectInternalID,
	});
	state.data.postings.push(posting);
	return posting;
}

/** Reverses every line of a document in a new document. @throws InputError when there is no such document */
export function reverseCost(
	document: string,
	{ postingDate, createdAt }: Pick<NewPosting, 'postingDate' | 'createdAt'>,
	state: SapState,
): SapPosting[] {
	const lines = state.data.postings.filter((row) => row.AccountingDocument === document && !row.IsReversed);
	found(lines, () => true, `document ${document} that is not reversed yet`);
	const number = nextDocument(state);
	const reversal = lines.map((line): SapPosting => {
		const amount = opposite(line.AmountInCompanyCodeCurrency);
		return {
			...line,
			AccountingDocument: number,
			AccountingDocumentType: 'AB',
			DebitCreditCode: amount.startsWith('-') ? 'H' : 'S',
			AmountInCompanyCodeCurrency: amount,
			AmountInTransactionCurrency: opposite(line.AmountInTransactionCurrency),
			PostingDate: postingDate,
			DocumentDate: postingDate,
			CreationDate: createdAt.slice(0, 10),
			CreationDateTime: createdAt,
			LastChangeDateTime: createdAt,
			IsReversal: true,
			IsReversed: false,
			ReversalReferenceDocument: document,
		};
	});
	for (const line of lines) Object.assign(line, { IsReversed: true, LastChangeDateTime: createdAt });
	state.data.postings.push(...reversal);
	return reversal;
}
