import { currencyDecimals, toText, toUnits } from '../../simulators/data/money.ts';
import type { SapPosting } from '../../simulators/data/sap-cost-types.ts';
import type { SapChange } from '../../simulators/sap/index.ts';
import { costCenters, data, glAccounts, lineItems, type SapUnderTest, startSap } from './sap-client.ts';

let sap: SapUnderTest;
beforeEach(async () => {
	sap = await startSap();
});
afterEach(() => sap.server.close());

const results = (value: unknown) => (value as { results: Record<string, unknown>[] }).results;
const set = `${lineItems}/GLAccountLineItem`;
const sums = async (options: Record<string, string>) =>
	(await sap.list('GLAccountLineItem', options, lineItems)).results;
const totalOf = (rows: readonly SapPosting[]) => {
	const decimals = currencyDecimals(rows[0]?.CompanyCodeCurrency ?? '');
	return toText(
		rows.reduce((sum, row) => sum + toUnits(row.AmountInCompanyCodeCurrency, decimals), 0n),
		decimals,
	);
};

describe('G/L accounts and cost centers', () => {
	test('accounts with their texts', async () => {
		const { results: rows } = await sap.list(
			'A_GLAccountInChartOfAccounts',
			{ $filter: "GLAccount eq '69000200' or GLAccount eq '21100000'", $expand: 'to_Text' },
			glAccounts,
		);
		expect(rows).toMatchObject([
			{
				GLAccount: '21100000',
				IsBalanceSheetAccount: true,
				LastChangeDateTime: expect.stringMatching(/^\/Date\(\d+\+0000\)\/$/) as string,
			},
			{ GLAccount: '69000200', IsProfitLossAccount: true },
		]);
		expect(rows.map((row) => results(row.to_Text).map((text) => text.Language))).toEqual([['DE', 'EN'], ['DE']]);
	});

	test('a text changes without its account, an account without its text', async () => {
		const since = "LastChangeDateTime ge datetimeoffset'2026-10-02T00:00:00Z'";
		const changed = async () => [
			(await sap.list('A_GLAccountInChartOfAccounts', { $filter: since }, glAccounts)).results.length,
			(await sap.list('A_GLAccountText', { $filter: since }, glAccounts)).results.length,
		];
		expect(await changed()).toEqual([0, 0]);
		await sap.change({
			do: 'edit-gl-account',
			glAccount: '63033000',
			language: 'EN',
			set: { GLAccountName: 'Concrete' },
		});
		expect(await changed()).toEqual([0, 1]);
		await sap.change({ do: 'edit-gl-account', glAccount: '63033000', set: { AccountIsBlockedForPosting: true } });
		expect(await changed()).toEqual([1, 1]);
	});

	test('a cost center in the slice that is valid today, with its text', async () => {
		const today = "datetime'2026-10-02T00:00:00'";
		const all = { $filter: "CostCenter eq '17100101'", $expand: 'to_Text' };
		expect((await sap.list('A_CostCenter', all, costCenters)).results).toHaveLength(2);
		const valid = `${all.$filter} and ValidityStartDate le ${today} and ValidityEndDate ge ${today}`;
		const read = async () => (await sap.list('A_CostCenter', { ...all, $filter: valid }, costCenters)).results;
		const [row, ...others] = await read();
		expect(others).toEqual([]);
		expect(row).toMatchObject({ ValidityEndDate: '/Date(253402214400000)/', CompanyCode: '1710' });
		expect(results(row?.to_Text)).toMatchObject([{ CostCenterName: 'Site P-1001' }]);
		await sap.change({ do: 'edit-cost-center', costCenter: '17100101', set: { IsBlkdForPrimaryCostsPosting: 'X' } });
		expect(await read()).toMatchObject([{ IsBlkdForPrimaryCostsPosting: 'X' }]);
	});
});

describe('G/L account line items are sums over what is selected', () => {
	const { postings } = data.sap;
	const dollars = postings.filter((row) => row.CompanyCode === '1710' && row.Ledger === '0L');

	test('one row for each combination, amounts added exactly', async () => {
		const rows = await sums({
			$filter: "Ledger eq '0L' and CompanyCode eq '1710'",
			$select: 'WBSElementInternalID,GLAccount,CompanyCodeCurrency,AmountInCompanyCodeCurrency',
			$top: '5000',
		});
		const groups = new Map<string, SapPosting[]>();
		for (const row of dollars) {
			const key = `${row.WBSElementInternalID}|${row.GLAccount}`;
			groups.set(key, [...(groups.get(key) ?? []), row]);
		}
		expect(rows).toHaveLength(groups.size);
		const shown = rows.map((row) => [
			`${String(row.WBSElementInternalID)}|${String(row.GLAccount)}`,
			row.AmountInCompanyCodeCurrency,
		]);
		expect(Object.fromEntries(shown)).toEqual(Object.fromEntries([...groups].map(([key, own]) => [key, totalOf(own)])));
	});

	test('one total when only an amount is selected; currencies are never added', async () => {
		const amount = { $select: 'AmountInCompanyCodeCurrency' };
		const [total, ...others] = await sums({ ...amount, $filter: "Ledger eq '0L' and CompanyCode eq '1710'" });
		expect(others).toEqual([]);
		expect(total?.AmountInCompanyCodeCurrency).toBe(totalOf(dollars));
		expect(await sums({ ...amount, $filter: "Ledger eq '0L'" })).toHaveLength(4);
	});

	test('distinct values without an amount; a count; a made-up key', async () => {
		const ledgers = await sums({ $select: 'Ledger', $orderby: 'Ledger desc' });
		expect(ledgers.map((row) => row.Ledger)).toEqual(['2L', '0L']);
		const { __count } = await sap.list('GLAccountLineItem', { $select: 'Ledger', $inlinecount: 'allpages' }, lineItems);
		expect(__count).toBe('2');
		const ids = (await sums({ $select: 'ID,Ledger' })).map((row) => row.ID);
		expect(new Set(ids).size).toBe(2);
		expect((await sap.get(`${lineItems}/GLAccountLineItem('${String(ids[0])}')`)).status).toBe(400);
	});

	test('a page is cut after summing up', async () => {
		await sap.change({ do: 'page-size', v2: { default: 1 } });
		const page = await sap.list('GLAccountLineItem', { $select: 'Ledger' }, lineItems);
		expect(page.results).toHaveLength(1);
		expect(page.__next).toContain('skiptoken=1');
	});

	test.each([
		['the key', { $filter: "ID eq '1'" }],
		['an amount', { $filter: 'AmountInCompanyCodeCurrency gt 100' }],
		['something that is not selected', { $select: 'Ledger', $orderby: 'GLAccount' }],
		['an unknown property', { $select: 'Amount' }],
	])('refuses a query for %s', async (_what, options) => {
		expect((await sap.get(set, options as Record<string, string>)).status).toBe(400);
	});

	test('$metadata tells measures from dimensions', async () => {
		const { data: edmx } = await sap.get(`${lineItems}/$metadata`);
		expect(edmx).toContain('sap:semantics="aggregate"');
		expect(edmx).toMatch(
			/Name="AmountInCompanyCodeCurrency"[^>]*sap:filterable="false"[^>]*sap:aggregation-role="measure"/,
		);
		expect(edmx).toMatch(/Name="GLAccount"[^>]*sap:aggregation-role="dimension"/);
	});
});

describe('posting and reversing', () => {
	const where = { $filter: "Ledger eq '0L' and GLAccount eq '62039900' and CompanyCode eq '1710'" };
	const total = async (more = '') => {
		const [row] = await sums({ $filter: `${where.$filter}${more}`, $select: 'GLAccount,AmountInCompanyCodeCurrency' });
		return row?.AmountInCompanyCodeCurrency;
	};

	test('a cost is added, and comes back to zero when it is reversed', async () => {
		expect(await total()).toBe('333.00');
		const document = data.costCases.backToZero?.documents[0] ?? '';
		await sap.change({ do: 'reverse-cost', document });
		expect(await total()).toBe('0.00');
		expect((await sap.change({ do: 'reverse-cost', document })).status).toBe(400);
		const { data: answer } = await sap.change({
			do: 'post-cost',
			glAccount: '62039900',
			amount: '12.5',
			wbsElement: 'P-1010.1.1',
		});
		expect(answer).toMatchObject({
			result: {
				AmountInCompanyCodeCurrency: '12.50',
				CompanyCodeCurrency: 'USD',
				PostingDate: '2026-10-02',
				DebitCreditCode: 'S',
			},
		});
		expect(await total()).toBe('12.50');
	});

	test('a change window finds what was posted in it', async () => {
		const since = " and LastChangeDateTime ge datetimeoffset'2026-10-02T00:00:00Z'";
		expect(await total(since)).toBeUndefined();
		await sap.change({
			do: 'post-cost',
			glAccount: '62039900',
			amount: '-5.00',
			wbsElement: 'P-1010.1.1',
			postingDate: '2026-09-30',
		});
		expect(await total(since)).toBe('-5.00');
		await sap.change({
			do: 'post-cost',
			glAccount: '62039900',
			amount: '1.00',
			costCenter: '17100101',
			stamp: '2026-10-01T05:00:00Z',
		});
		expect(await total(since)).toBe('-5.00');
	});

	test('the company code of the project, in its currency; a WBS element has to exist', async () => {
		const post = { do: 'post-cost', glAccount: '63033000', amount: '1250' } as const;
		const { data: answer } = await sap.change({ ...post, wbsElement: 'P-1013.1.1' });
		expect(answer).toMatchObject({
			result: { CompanyCode: '2810', AmountInCompanyCodeCurrency: '1250', CompanyCodeCurrency: 'JPY' },
		});
		expect((await sap.change({ ...post, wbsElement: 'P-1.1' })).status).toBe(400);
	});
});

describe('what stands behind a posting', () => {
	const order = data.orderCases.twoCostCodes?.order ?? '';
	const [item] = data.sap.orders.find(({ header }) => header.PurchaseOrder === order)?.items ?? [];
	const [first, second] = item?.assignments ?? [];
	const post = async (command: Omit<Extract<SapChange, { do: 'post-cost' }>, 'do'>) => {
		const { data: answer } = await sap.change({ do: 'post-cost', ...command });
		return (answer as { result: SapPosting }).result;
	};
	const fields = 'PurchasingDocument,PurchasingDocumentItem,IsSettlement,IsCommitment';
	const select = `WBSElementInternalID,GLAccount,${fields},CompanyCodeCurrency,AmountInCompanyCodeCurrency`;
	/** The leading ledger on one account, since the clock of the test began. */
	const rowsOf = (glAccount: string, more = '') =>
		sums({
			$filter: `Ledger eq '0L' and GLAccount eq '${glAccount}' and CreationDateTime ge datetimeoffset'2026-10-02T00:00:00Z'${more}`,
			$select: select,
		});

	test('the goods receipt of an order goes where its account assignment goes, and so does its invoice', async () => {
		const receipt = await post({ purchaseOrder: order, amount: '40.00' });
		expect(receipt).toMatchObject({
			AccountingDocumentType: 'WE',
			ReferenceDocumentType: 'MKPF',
			PurchasingDocument: order,
			PurchasingDocumentItem: '10',
			AccountAssignmentNumber: '1',
			GLAccount: first?.GLAccount,
			WBSElementInternalID: first?.WBSElementInternalID,
		});
		const invoice = await post({ purchaseOrder: order, assignment: '2', amount: '2.00', kind: 'invoice' });
		expect(invoice).toMatchObject({
			AccountingDocumentType: 'RE',
			ReferenceDocumentType: 'RMRP',
			GLAccount: second?.GLAccount,
		});
		const [row, ...others] = await rowsOf(first?.GLAccount ?? '');
		expect(others).toEqual([]);
		expect(row).toMatchObject({ PurchasingDocument: order, PurchasingDocumentItem: '10', IsSettlement: false });
	});

	test('payroll, revenue, commitment: told apart by their fields, not by the type of the account', async () => {
		const on = { wbsElement: 'P-1001.1.1', amount: '10.00' };
		expect(await post({ ...on, glAccount: '63011000', kind: 'payroll', personnelNumber: '4711' })).toMatchObject({
			PersonnelNumber: '4711',
			PurchasingDocument: '',
			PurchasingDocumentItem: '0',
			GLAccountType: 'P',
		});
		expect(await post({ ...on, glAccount: '41000000', amount: '-900.00', kind: 'revenue' })).toMatchObject({
			ReferenceDocumentType: 'VBRK',
			GLAccountType: 'P',
		});
		await post({ purchaseOrder: order, amount: '75.00', kind: 'commitment' });
		const account = first?.GLAccount ?? '';
		expect(await rowsOf(account)).toMatchObject([{ IsCommitment: true, AmountInCompanyCodeCurrency: '75.00' }]);
		expect(await rowsOf(account, ' and IsCommitment eq false')).toEqual([]);
	});

	test('a late posting into a closed month keeps the fiscal period of that month', async () => {
		const posting = await post({
			glAccount: '62039900',
			wbsElement: 'P-1010.1.1',
			amount: '5.00',
			postingDate: '2026-09-30',
		});
		expect(posting).toMatchObject({
			FiscalYear: '2026',
			FiscalPeriod: '009',
			FiscalYearPeriod: '2026009',
			CreationDate: '2026-10-02',
		});
		const special = await post({
			glAccount: '62039900',
			wbsElement: 'P-1010.1.1',
			amount: '1.00',
			postingDate: '2025-12-31',
			fiscalPeriod: '013',
		});
		expect(special).toMatchObject({ FiscalYearPeriod: '2025013', PostingDate: '2025-12-31' });
		const periods = await sums({
			$filter: "Ledger eq '0L' and GLAccount eq '62039900' and FiscalYearPeriod eq '2025013'",
			$select: 'FiscalYearPeriod,AmountInCompanyCodeCurrency',
		});
		expect(periods).toMatchObject([{ AmountInCompanyCodeCurrency: '1.00' }]);
	});

	test.each([true, false])(
		'a cost is moved to another WBS element; the repost names the order: %s',
		async (keepsOrder) => {
			const { AccountingDocument: document } = await post({ purchaseOrder: order, amount: '40.00' });
			await sap.change({ do: 'move-cost', document, wbsElement: 'P-1005.2', keepsOrder });
			const rows = await rowsOf(first?.GLAccount ?? '');
			const byElement = new Map<unknown, bigint>();
			for (const row of rows) {
				const so = byElement.get(row.WBSElementInternalID) ?? 0n;
				byElement.set(row.WBSElementInternalID, so + toUnits(String(row.AmountInCompanyCodeCurrency), 2));
			}
			expect([...byElement.values()].sort()).toEqual([0n, 4000n]);
			expect(rows.filter((row) => row.PurchasingDocument === '')).toHaveLength(keepsOrder ? 0 : 2);
		},
	);

	test('a reversal stands in the period of its own posting date', async () => {
		const { AccountingDocument: document } = await post({
			glAccount: '62039900',
			wbsElement: 'P-1010.1.1',
			amount: '5.00',
			postingDate: '2026-08-31',
		});
		const { data: answer } = await sap.change({ do: 'reverse-cost', document });
		expect(answer).toMatchObject({
			result: [{ FiscalPeriod: '010', IsReversal: true, ReversalReferenceDocument: document }],
		});
	});

	test('a settlement run brings a WBS element to zero; only IsSettlement tells', async () => {
		const element = data.sap.wbsElements.find((row) => row.ProjectElement === 'P-1002.1.1')?.WBSElementInternalID ?? '';
		await post({ glAccount: '62039900', wbsElement: 'P-1002.1.1', amount: '120.00' });
		const total = async (more = '') => {
			const rows = await sums({
				$filter: `Ledger eq '0L' and WBSElementInternalID eq '${element}'${more}`,
				$select: 'AmountInCompanyCodeCurrency',
			});
			return rows.map((row) => row.AmountInCompanyCodeCurrency);
		};
		const before = await total();
		expect(before).not.toEqual(['0.00']);
		await sap.change({ do: 'settle', wbsElement: 'P-1002.1.1' });
		expect(await total()).toEqual(['0.00']);
		expect(await total(' and IsSettlement eq false')).toEqual(before);
	});

	test('refuses a posting without an account, and on an order or item that SAP does not have', async () => {
		const refused = async (command: SapChange) => (await sap.change(command)).status;
		expect(await refused({ do: 'post-cost', amount: '1.00', wbsElement: 'P-1001.1.1' })).toBe(400);
		expect(await refused({ do: 'post-cost', amount: '1.00', purchaseOrder: '4599999999' })).toBe(400);
		expect(await refused({ do: 'post-cost', amount: '1.00', purchaseOrder: order, purchaseOrderItem: '990' })).toBe(
			400,
		);
	});
});
