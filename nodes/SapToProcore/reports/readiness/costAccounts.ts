import { groupBy } from 'lodash';
import { compareAccounts } from '../../../shared/accountRanges';
import { compared } from '../../../shared/decimal';
import { finding, type Finding, type ProjectCost } from '../../../shared/model';
import { counted, moneyTexts } from '../kit/format';
import { totals } from '../kit/sums';
import { listedText } from './tolerance';

export interface CostAccountsInput {
	/** Cost Accounts of *Fetch costs*, `""` = none are chosen. */
	chosen: string;
	/** What SAP posted on projects, of all accounts when none are chosen; undefined = not read. */
	costs: readonly ProjectCost[] | undefined;
}

const about = { system: 'tables', area: 'settings', subject: 'Cost Accounts in Fetch costs' } as const;

/**
 * Whether accounts are chosen whose postings are costs, and else which ones to choose: those that SAP has posted on projects,
 * without balance sheet accounts and without those in credit, which is how revenue looks.
 */
export function costAccountFindings({ chosen, costs }: CostAccountsInput): Finding[] {
	if (chosen !== '') return [finding({ ...about, state: 'fits', what: `Costs are what is posted on ${chosen}.` })];
	const none = 'No accounts are chosen, so a run with Actual costs does not start.';
	const byAccount = groupBy(costs?.filter(({ isBalanceSheet }) => !isBalanceSheet) ?? [], ({ glAccount }) => glAccount);
	const accounts = Object.entries(byAccount).sort(([a], [b]) => compareAccounts(a, b));
	const isCredit = (own: readonly ProjectCost[]) => totals(own).some(({ amount }) => compared(amount, '0') < 0);
	const credits = accounts.filter(([, own]) => isCredit(own));
	const proposed = rangesOf(accounts.map(([account, own]) => ({ account, isCost: !isCredit(own) })));
	if (proposed === '') {
		const todo = 'Fetch costs > Cost Accounts: enter the accounts whose postings are costs, as accounting names them.';
		return [finding({ ...about, state: 'missing', what: none, todo })];
	}
	const inAll = moneyTexts(totals(accounts.filter((each) => !credits.includes(each)).flatMap(([, own]) => own)));
	const posted = `SAP has posted ${inAll} on ${counted(accounts.length - credits.length, 'account')} of projects.`;
	const left = listedText(credits.map(([account, own]) => `${account} (${moneyTexts(totals(own))})`));
	const revenue = credits.length > 0 ? ` In credit, as revenue is, and so not proposed: ${left}.` : '';
	return [
		finding({
			...about,
			state: 'missing',
			what: `${none} ${posted}${revenue}`,
			todo: `Have accounting look at this proposal, and enter it in Fetch costs > Cost Accounts: ${proposed}`,
		}),
	];
}

/** `61003000-61009000, 63000000`: neighbours become a range as far as no other account stands between them. */
function rangesOf(accounts: ReadonlyArray<{ account: string; isCost: boolean }>): string {
	const ranges: Array<[from: string, to: string]> = [];
	let isOpen = false;
	for (const { account, isCost } of accounts) {
		const last = ranges.at(-1);
		if (isCost && isOpen && last) last[1] = account;
		else if (isCost) ranges.push([account, account]);
		isOpen = isCost;
	}
	return ranges.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(', ');
}
