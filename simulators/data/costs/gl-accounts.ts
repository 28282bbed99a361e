import { costCodes, costTypes, glAccountOf } from '../cost-codes.ts';
import { dayBefore } from '../dates.ts';
import { oddAccounts } from '../orders/mapping-recipes.ts';
import type { SapGlAccount } from '../sap-cost-types.ts';

/** G/L accounts that are not cost accounts. */
export const balanceSheet = { payables: '21100000', downPayments: '19400100', bank: '11001000' };

/** Invoices to owners; its type is P, as that of cost accounts is. */
export const revenueAccount = '41000000';

/** Cost accounts that only cases use, beside those of the orders. */
export const oddCostAccounts = {
	/** Has a text in German only. */
	germanOnly: '69000200',
	/** Mapped to a cost type that the company does not have. */
	missingCostType: '69000300',
};

interface AccountSpec {
	number: string;
	name: string;
	german?: string;
	isBalanceSheet?: boolean;
	hasEnglish?: boolean;
}

const odd: AccountSpec[] = [
	{ number: oddAccounts.byPrefix, name: 'Concrete equipment, sundry' },
	{ number: oddAccounts.ambiguous, name: 'Sundry costs' },
	{ number: oddAccounts.unmapped, name: 'Costs to be clarified' },
	{ number: oddCostAccounts.germanOnly, name: 'Entsorgungskosten', german: 'Entsorgungskosten', hasEnglish: false },
	{ number: oddCostAccounts.missingCostType, name: 'Owner-furnished items' },
	{ number: revenueAccount, name: 'Revenue from construction contracts', german: 'Erlöse aus Bauleistungen' },
	{ number: balanceSheet.payables, name: 'Trade payables', german: 'Verbindlichkeiten', isBalanceSheet: true },
	{
		number: balanceSheet.downPayments,
		name: 'Down payments made',
		german: 'Geleistete Anzahlungen',
		isBalanceSheet: true,
	},
	{ number: balanceSheet.bank, name: 'Bank 1', german: 'Bank 1', isBalanceSheet: true },
];

/** The chart of accounts: an account for each cost code and cost type, and the odd ones. Few have a German text. */
export function buildGlAccounts(): SapGlAccount[] {
	const costs = costCodes.flatMap(({ code, name }) =>
		costTypes.map((type): AccountSpec => ({ number: glAccountOf(code, type.code), name: `${name}, ${type.name}` })),
	);
	return [...costs, ...odd].map(buildGlAccount);
}

function buildGlAccount({
	number,
	name,
	german,
	isBalanceSheet = false,
	hasEnglish = true,
}: AccountSpec): SapGlAccount {
	const text = (language: string, long: string) => ({
		Language: language,
		GLAccountName: long.slice(0, 20).trim(),
		GLAccountLongName: long,
		LastChangeDateTime: `${dayBefore(400)}T09:00:00Z`,
	});
	return {
		ChartOfAccounts: 'YCOA',
		GLAccount: number,
		GLAccountExternal: number,
		GLAccountType: isBalanceSheet ? 'X' : 'P',
		GLAccountGroup: isBalanceSheet ? 'BS' : 'PL',
		IsBalanceSheetAccount: isBalanceSheet,
		IsProfitLossAccount: !isBalanceSheet,
		AccountIsBlockedForPosting: false,
		AccountIsMarkedForDeletion: false,
		CreationDate: dayBefore(1500),
		CreatedByUser: 'MIGRATION',
		LastChangeDateTime: `${dayBefore(400)}T09:00:00Z`,
		texts: [...(hasEnglish ? [text('EN', name)] : []), ...(german === undefined ? [] : [text('DE', german)])],
	};
}
