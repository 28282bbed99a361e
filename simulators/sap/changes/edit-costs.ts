import { buildPosting, opposite, type PostingSpec } from '../../data/costs/build-posting.ts';
import { currencyDecimals, toText, toUnits } from '../../data/money.ts';
import type { SapPosting } from '../../data/sap-cost-types.ts';
import type { CompanyCode } from '../../data/supplier-spec.ts';
import { InputError } from '../../core/input-error.ts';
import type { SapState } from '../state.ts';
import { found } from './context.ts';
import { assignmentOf, internalIdOf, itemOf, orderOf, projectOf } from './edit-order.ts';

/** When something is posted. */
export type When = Pick<PostingSpec, 'postingDate' | 'createdAt'>;

type Filled = 'document' | 'companyCode' | 'glAccount' | 'wbsInternalId' | 'projectInternalId';

export interface NewPosting extends Omit<PostingSpec, Filled> {
	/** Only what is posted on an order needs none. */
	glAccount?: string | undefined;
	wbsElement?: string | undefined;
	companyCode?: CompanyCode | undefined;
}

const firstNew = 1995000001;

/** A number that no document has. */
function nextDocument({ data }: SapState): string {
	const last = Math.max(firstNew - 1, ...data.postings.map(({ AccountingDocument }) => Number(AccountingDocument)));
	return String(last + 1);
}

/** What is posted on an order goes where its account assignment goes, unless it names an account or a target itself. */
function withOrder(given: NewPosting, state: SapState): NewPosting {
	const { purchaseOrder, purchaseOrderItem = '10', assignment = '1' } = given;
	if (purchaseOrder === undefined) return given;
	const order = orderOf(state, purchaseOrder);
	const row = assignmentOf(itemOf(order, purchaseOrderItem), assignment);
	const element = state.data.wbsElements.find(
		({ WBSElementInternalID }) => WBSElementInternalID === row.WBSElementInternalID,
	);
	const hasTarget = (given.wbsElement ?? given.costCenter ?? given.order) !== undefined;
	const target = { wbsElement: element?.ProjectElement, costCenter: row.CostCenter, order: row.OrderID };
	return {
		purchaseOrderItem,
		assignment,
		supplier: order.header.Supplier,
		companyCode: order.header.CompanyCode as CompanyCode,
		glAccount: row.GLAccount,
		...(hasTarget ? {} : target),
		...given,
	};
}

/**
 * Posts a cost. The company code is that of the order or of the project unless given, 1710 without either.
 * @throws InputError when it names no account, or something that SAP does not have
 */
export function postCost(given: NewPosting, state: SapState): SapPosting {
	const { wbsElement, companyCode, glAccount, ...rest } = withOrder(given, state);
	if (glAccount === undefined) throw new InputError('post-cost: glAccount is missing');
	const project = wbsElement === undefined ? undefined : projectOf(wbsElement, state);
	const posting = buildPosting({
		...rest,
		glAccount,
		document: nextDocument(state),
		companyCode: companyCode ?? (project?.CompanyCode as CompanyCode | undefined) ?? '1710',
		wbsInternalId: wbsElement === undefined ? undefined : internalIdOf(state)(wbsElement),
		projectInternalId: project?.ProjectInternalID,
	});
	state.data.postings.push(posting);
	return posting;
}

/** The lines of a document that nobody has reversed yet. @throws InputError when there are none */
function openLines(document: string, { data }: SapState): SapPosting[] {
	const lines = data.postings.filter((row) => row.AccountingDocument === document && !row.IsReversed);
	found(lines, () => true, `document ${document} that is not reversed yet`);
	return lines;
}

/** The same line in another document, at another time. */
const copied = (line: SapPosting, document: string, { postingDate, createdAt }: When): SapPosting => {
	const [year = '', month = ''] = postingDate.split('-');
	return {
		...line,
		AccountingDocument: document,
		FiscalYear: year,
		FiscalPeriod: month.padStart(3, '0'),
		FiscalYearPeriod: `${year}${month.padStart(3, '0')}`,
		PostingDate: postingDate,
		DocumentDate: postingDate,
		CreationDate: createdAt.slice(0, 10),
		CreationDateTime: createdAt,
		LastChangeDateTime: createdAt,
		IsReversal: false,
		IsReversed: false,
		ReversalReferenceDocument: '',
	};
};

/** With the amounts the other way round. */
const credited = (line: SapPosting): SapPosting => {
	const amount = opposite(line.AmountInCompanyCodeCurrency);
	return {
		...line,
		DebitCreditCode: amount.startsWith('-') ? 'H' : 'S',
		AmountInCompanyCodeCurrency: amount,
		AmountInTransactionCurrency: opposite(line.AmountInTransactionCurrency),
	};
};

/** Reverses every line of a document in a new document. @throws InputError when there is no such document */
export function reverseCost(document: string, when: When, state: SapState): SapPosting[] {
	const lines = openLines(document, state);
	const number = nextDocument(state);
	const reversal = lines.map((line) => ({
		...credited(copied(line, number, when)),
		AccountingDocumentType: 'AB',
		IsReversal: true,
		ReversalReferenceDocument: document,
	}));
	for (const line of lines) Object.assign(line, { IsReversed: true, LastChangeDateTime: when.createdAt });
	state.data.postings.push(...reversal);
	return reversal;
}

/** Reposts the costs of a document to another WBS element: a new document with a credit here and a debit there. */
export function moveCost(
	{ document, wbsElement, keepsOrder }: { document: string; wbsElement: string; keepsOrder: boolean },
	when: When,
	state: SapState,
): SapPosting[] {
	const lines = openLines(document, state).filter(({ WBSElementInternalID }) => WBSElementInternalID !== '0');
	const number = nextDocument(state);
	const target = {
		WBSElementInternalID: internalIdOf(state)(wbsElement),
		ProjectInternalID: projectOf(wbsElement, state).ProjectInternalID,
	};
	const repost = { AccountingDocumentType: 'CO', ReferenceDocumentType: 'COBK' };
	const noOrder = { PurchasingDocument: '', PurchasingDocumentItem: '0', AccountAssignmentNumber: '0' };
	const moved = lines.flatMap((line, index): SapPosting[] => {
		const own = { ...copied(line, number, when), ...repost, ...(keepsOrder ? {} : noOrder) };
		const position = (at: number) => ({ LedgerGLLineItem: String(2 * index + at) });
		return [
			{ ...credited(own), ...position(1) },
			{ ...own, ...target, ...position(2) },
		];
	});
	state.data.postings.push(...moved);
	return moved;
}

/** A settlement run: credits every account of a WBS element by what stands on it, which brings its costs to zero. */
export function settle(wbsElement: string, receiver: string, when: When, state: SapState): SapPosting[] {
	const internalId = internalIdOf(state)(wbsElement);
	const own = state.data.postings.filter(
		(row) => row.WBSElementInternalID === internalId && row.Ledger === '0L' && !row.IsCommitment,
	);
	const decimals = currencyDecimals(own[0]?.CompanyCodeCurrency ?? '');
	const sums = new Map<string, bigint>();
	for (const { GLAccount, AmountInCompanyCodeCurrency: amount } of own) {
		sums.set(GLAccount, (sums.get(GLAccount) ?? 0n) + toUnits(amount, decimals));
	}
	const postings = [...sums]
		.filter(([, sum]) => sum !== 0n)
		.map(([glAccount, sum]) => {
			const amount = toText(-sum, decimals);
			return postCost({ glAccount, amount, wbsElement, kind: 'settlement', ...when }, state);
		});
	const total = toText(
		[...sums.values()].reduce((all, sum) => all + sum, 0n),
		decimals,
	);
	const { CompanyCode } = projectOf(wbsElement, state);
	const companyCode = CompanyCode as CompanyCode;
	const debit = postCost({ glAccount: receiver, amount: total, companyCode, kind: 'settlement', ...when }, state);
	return [...postings, debit];
}
