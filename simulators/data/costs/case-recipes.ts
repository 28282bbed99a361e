import { account } from '../orders/case-world.ts';
import { oddAccounts } from '../orders/mapping-recipes.ts';
import { headOffice } from '../project-spec.ts';
import { unknownProject } from '../sap-projects.ts';
import type { CompanyCode } from '../supplier-spec.ts';
import type { PostingSpec } from './build-posting.ts';
import { balanceSheet, oddCostAccounts, revenueAccount } from './gl-accounts.ts';

/** Postings that are odd; what is left out is as usual. */
export interface CostRecipe {
	note: string;
	postings: (Pick<PostingSpec, 'kind' | 'purchaseOrder' | 'purchaseOrderItem' | 'personnelNumber' | 'fiscalPeriod'> & {
		glAccount: string;
		amount: string;
		wbsElement?: string;
		costCenter?: string;
		/** Internal order. */
		order?: string;
		/** Default 1710. */
		companyCode?: CompanyCode;
		ledger?: string;
		/** Position in the list of the posting that this one reverses. */
		reverses?: number;
		/** `YYYY-MM-DD`; two weeks before the base date when left out. */
		postingDate?: string;
	})[];
}

const wages = { glAccount: account('26-100', 'L'), wbsElement: 'P-1002.1.1', kind: 'payroll' } as const;
const received = (purchaseOrder: string) => ({ purchaseOrder, purchaseOrderItem: '10', kind: 'goodsReceipt' }) as const;

/** Every data set holds all of these; they come on top of the ordinary costs. A new one goes last. */
export const costRecipes: Record<string, CostRecipe> = {
	cancelsOut: {
		note: 'Two postings and their reversals cancel out.',
		postings: [
			{ glAccount: oddAccounts.byPrefix, amount: '1200.00', wbsElement: 'P-1005.1.1' },
			{ glAccount: oddAccounts.byPrefix, amount: '-1200.00', wbsElement: 'P-1005.1.1', reverses: 0 },
			{ glAccount: oddAccounts.byPrefix, amount: '77.35', wbsElement: 'P-1005.2' },
			{ glAccount: oddAccounts.byPrefix, amount: '-77.35', wbsElement: 'P-1005.2', reverses: 2 },
		],
	},
	twoSlices: {
		note: 'Costs on a cost center with two time slices: 17100101 belongs to the first site.',
		postings: [{ glAccount: account('01-740', 'S'), amount: '310.00', costCenter: '17100101' }],
	},
	accountWithoutText: {
		note: 'The account has a text in German only.',
		postings: [{ glAccount: oddCostAccounts.germanOnly, amount: '480.00', wbsElement: 'P-1004.3' }],
	},
	deepWbs: {
		note: 'A WBS element three levels below the prefix U-2200 of project 2212.',
		postings: [{ glAccount: account('03-200', 'M'), amount: '925.50', wbsElement: 'U-2200.1.1.1' }],
	},
	unknownProject: {
		note: 'Costs of an SAP project that no Procore project is.',
		postings: [{ glAccount: account(), amount: '64.00', wbsElement: `${unknownProject}.1.1` }],
	},
	outsideProjects: {
		note: 'Costs on the cost center of the head office.',
		postings: [{ glAccount: account('01-100', 'O'), amount: '2300.00', costCenter: headOffice('1710') }],
	},
	balanceSheetAccount: {
		note: 'A down payment on a balance-sheet account, with a WBS element.',
		postings: [{ glAccount: balanceSheet.downPayments, amount: '50000.00', wbsElement: 'P-1001.1.1' }],
	},
	twoRowsOneLine: {
		note: 'Two accounts that two rows of the map bring to one budget line of project 2203: 03-400, M.',
		postings: [
			{ glAccount: account('03-400'), amount: '1000.01', wbsElement: 'P-1003.1.1' },
			{ glAccount: account('03-300'), amount: '2000.02', wbsElement: 'P-1003.4.1' },
			{ glAccount: account('03-300'), amount: '15.00', wbsElement: 'P-1003.1.1' },
		],
	},
	existingBudgetLine: {
		note: 'Procore has a budget line for 03-300, M in project 2204 already, with another amount.',
		postings: [{ glAccount: account(), amount: '640.00', wbsElement: 'P-1004.1.1' }],
	},
	missingCostType: {
		note: 'The map leads to the cost type OC, which the company does not have.',
		postings: [{ glAccount: oddCostAccounts.missingCostType, amount: '88.00', wbsElement: 'P-1004.2' }],
	},
	unmappedAccount: {
		note: 'No row of the map fits the account.',
		postings: [{ glAccount: oddAccounts.unmapped, amount: '59.00', wbsElement: 'P-1004.2' }],
	},
	ambiguousMap: {
		note: 'Two rows of the map fit the account equally well.',
		postings: [{ glAccount: oddAccounts.ambiguous, amount: '31.00', wbsElement: 'P-1004.2' }],
	},
	foreignCurrency: {
		note: 'The German company posted in euros to a project in dollars, on a budget line that nothing else goes to.',
		postings: [
			{ glAccount: oddCostAccounts.missingCostType, amount: '700.00', wbsElement: 'P-1008.1', companyCode: '1010' },
		],
	},
	closedProject: {
		note: 'Late costs of a project that is closed in Procore.',
		postings: [{ glAccount: account(), amount: '120.00', wbsElement: 'P-1016.1.1' }],
	},
	secondLedger: {
		note: 'The same costs in the leading ledger and in a parallel one: only 0L counts.',
		postings: [
			{ glAccount: account('07-200'), amount: '415.00', wbsElement: 'P-1007.1.1' },
			{ glAccount: account('07-200'), amount: '415.00', wbsElement: 'P-1007.1.1', ledger: '2L' },
		],
	},
	backToZero: {
		note: 'One posting; reversing it brings the amount back to zero.',
		postings: [{ glAccount: oddAccounts.byPrefix, amount: '333.00', wbsElement: 'P-1010.1.1' }],
	},
	internalOrder: {
		note: 'Costs on an internal order that the roster names, without WBS element and cost center.',
		postings: [{ glAccount: account('06-100', 'E'), amount: '187.20', order: '800123' }],
	},
	payroll: {
		note: 'Wages of two people of the site, and the correction of one.',
		postings: [
			{ ...wages, amount: '2150.00', personnelNumber: '4711' },
			{ ...wages, amount: '1975.50', personnelNumber: '4712' },
			{ ...wages, amount: '-75.50', personnelNumber: '4712' },
		],
	},
	journal: {
		note: 'An entry by hand, and an allocation of the fleet.',
		postings: [
			{ glAccount: account('31-200', 'E'), amount: '640.00', wbsElement: 'P-1002.1.1', kind: 'journal' },
			{ glAccount: account('31-200', 'E'), amount: '410.25', wbsElement: 'P-1002.1.2', kind: 'allocation' },
		],
	},
	latePosting: {
		note: 'Posted into a month that was closed a month before.',
		postings: [
			{ glAccount: account('26-100', 'M'), amount: '515.00', wbsElement: 'P-1003.1.1', postingDate: '2026-07-31' },
		],
	},
	specialPeriod: {
		note: 'A correction in the thirteenth period of the year before.',
		postings: [
			{
				...{ glAccount: account('26-100', 'M'), amount: '42.00', wbsElement: 'P-1003.1.1' },
				...{ postingDate: '2025-12-31', fiscalPeriod: '013', kind: 'journal' },
			},
		],
	},
	orderWithoutContract: {
		note: 'Received on an order that waits for its release, so it has no contract.',
		postings: [{ ...received('4500090205'), glAccount: account(), amount: '77.00', wbsElement: 'P-1001.1.1' }],
	},
	aboveOrder: {
		note: 'An order of 31.25 was received for 40.00.',
		postings: [{ ...received('4500090101'), glAccount: account(), amount: '40.00', wbsElement: 'P-1001.1.1' }],
	},
	otherProject: {
		note: 'Received on an order of project 2201, but posted on another project, which has no contract of it.',
		postings: [{ ...received('4500090102'), glAccount: account(), amount: '9.00', wbsElement: 'P-1002.1.2' }],
	},
	settled: {
		note: 'A cost, and the settlement that hands it on: it stays a cost.',
		postings: [
			{ glAccount: account('32-100', 'S'), amount: '880.00', wbsElement: 'P-1010.3.1' },
			{ glAccount: account('32-100', 'S'), amount: '-880.00', wbsElement: 'P-1010.3.1', kind: 'settlement' },
		],
	},
	commitment: {
		note: 'What is ordered, and no cost yet.',
		postings: [
			{
				...{ purchaseOrder: '4500090103', purchaseOrderItem: '10', kind: 'commitment' },
				...{ glAccount: account(), amount: '160.00', wbsElement: 'P-1001.1.3' },
			},
		],
	},
	revenue: {
		note: 'An invoice to the owner, on the project: no cost, though its account has the type of cost accounts.',
		postings: [{ glAccount: revenueAccount, amount: '-25000.00', wbsElement: 'P-1001.1.1', kind: 'revenue' }],
	},
};
