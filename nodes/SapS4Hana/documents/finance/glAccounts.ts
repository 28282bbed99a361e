import type { IDataObject } from 'n8n-workflow';
import type { GlAccount } from '../../../shared/model';
import { allPages, allRows } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { readInstant } from '../../odata/dates';
import { Fields } from '../../odata/fields';
import { keyGroups, normalKey } from '../../odata/keys';
import { allOf, isOneOf, stampedWithin, textLiteral } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import type { ODataService } from '../../odata/service';
import type { Tree } from '../../odata/tree';
import type { DocumentType, Reading } from '../type';
import { textIn } from './texts';

export const glAccountService: ODataService = {
	path: '/sap/opu/odata/sap/API_GLACCOUNTINCHARTOFACCOUNTS_SRV',
	version: 'V2',
};

/** Which G/L accounts to read. Timestamps are ISO 8601, known to be valid; empty fields do not narrow the list. */
export interface GlAccountQuery {
	changedFrom: string;
	changedTo: string;
	chartsOfAccounts: readonly string[];
	glAccounts: readonly string[];
}

const key = ['ChartOfAccounts', 'GLAccount'];

/** All that a GlAccount document is made of. */
export const glAccountTree: Tree = {
	entitySet: 'A_GLAccountInChartOfAccounts',
	select: [
		...key,
		'IsBalanceSheetAccount',
		'IsProfitLossAccount',
		'AccountIsBlockedForPosting',
		'AccountIsMarkedForDeletion',
		'LastChangeDateTime',
	],
	optional: {
		IsProfitLossAccount: 'Accounts of profit and loss are not shown as such.',
		AccountIsBlockedForPosting: 'Blocked accounts are not shown as such.',
		AccountIsMarkedForDeletion: 'Accounts that are to be deleted are not shown as such.',
		LastChangeDateTime: 'Changes cannot be detected, so every run reads all accounts.',
	},
	children: {
		to_Text: {
			entitySet: 'A_GLAccountText',
			select: ['Language', 'GLAccountName', 'GLAccountLongName', 'LastChangeDateTime'],
			optional: {
				GLAccountName: 'Accounts are shown by their long name.',
				GLAccountLongName: 'Accounts are shown by their short name.',
				LastChangeDateTime: 'Changes of texts cannot be detected, so every run reads all accounts.',
			},
			instead: 'Accounts are shown without a name.',
		},
	},
};

export const glAccountType: DocumentType<GlAccount> = {
	entity: 'cost_code',
	noun: 'G/L account',
	keyOf: (record) => String(record.GLAccount ?? ''),
	reader: async ({ connection }) => await Promise.resolve((record) => toGlAccount(record, connection.language)),
	notFoundAdvice: 'An account belongs to a chart of accounts.',
};

/**
 * G/L accounts by chart and number. A window also finds those of which only the text in the log-on language was changed:
 * texts have stamps of their own.
 */
export async function* glAccountPages(client: ODataClient, query: GlAccountQuery): AsyncGenerator<Page> {
	const within = stampedWithin(
		'V2',
		'LastChangeDateTime',
		readInstant(query.changedFrom),
		readInstant(query.changedTo),
	);
	const chosen = allOf(
		query.chartsOfAccounts.length > 0 ? isOneOf('ChartOfAccounts', query.chartsOfAccounts) : undefined,
		query.glAccounts.length > 0 ? isOneOf('GLAccount', query.glAccounts) : undefined,
	);
	const given = new Set<string>();
	for await (const page of accountPages(client, chosen, within)) {
		for (const row of page.rows) given.add(keyOf(row));
		yield page;
	}
	if (within === undefined) return;
	const retexted = await changedTexts(client, chosen, within);
	for (const group of keyGroups(retexted.filter((row) => !given.has(keyOf(row)))))
		yield* accountPages(client, group.map(isAccount).join(' or '));
}

const accountPages = (client: ODataClient, filter: string | undefined, window?: string) =>
	allPages(client, { service: glAccountService, tree: glAccountTree, filter, window, orderBy: key });

const changedTexts = async (client: ODataClient, filter: string | undefined, window: string) =>
	await allRows(client, {
		service: glAccountService,
		tree: { entitySet: 'A_GLAccountText', select: key },
		filter: (within) => allOf(allOf(filter, within), `Language eq ${textLiteral(client.connection.language)}`),
		window,
		orderBy: key,
	});

const keyOf = (row: IDataObject) => `${String(row.ChartOfAccounts)} ${normalKey(String(row.GLAccount))}`;

const isAccount = (row: IDataObject) =>
	`(${key.map((property) => `${property} eq ${textLiteral(String(row[property]))}`).join(' and ')})`;

function toGlAccount(row: IDataObject, language: string): Reading<GlAccount> {
	const account = new Fields(row);
	const text = textIn(account.many('to_Text'), language);
	const stamps = [account.instant('LastChangeDateTime'), text?.instant('LastChangeDateTime')];
	const document: GlAccount = {
		chartOfAccounts: account.required('ChartOfAccounts'),
		glAccount: account.key('GLAccount') || account.required('GLAccount'),
		name: text?.text('GLAccountName') ?? '',
		longName: text?.text('GLAccountLongName') ?? '',
		isBalanceSheet: account.flag('IsBalanceSheetAccount'),
		isProfitAndLoss: account.flag('IsProfitLossAccount'),
		blocked: account.flag('AccountIsBlockedForPosting'),
		deleted: account.flag('AccountIsMarkedForDeletion'),
		changedAt:
			stamps
				.flatMap((stamp) => stamp ?? [])
				.sort()
				.at(-1) ?? null,
	};
	return account.problems.length > 0 ? { unreadable: account.problems.join('; ') } : { document };
}
