import { generateDataset } from '../../simulators/data/dataset.ts';
import { expectedBudget, expectedDirectCosts } from '../../simulators/data/expected.ts';
import { currencyDecimals, toUnits } from '../../simulators/data/money.ts';
import type { DatasetName } from '../../simulators/data/types.ts';

describe.each<DatasetName>(['tour', 'seed'])('costs of %s', (name) => {
	const data = generateDataset(name);
	const { postings, glAccounts, costCenters, wbsElements } = data.sap;
	const budget = expectedBudget(data);
	const sent = budget.filter(({ reason }) => reason === '');
	const linesOf = (caseName: string) =>
		postings.filter(({ AccountingDocument }) => data.costCases[caseName]?.documents.includes(AccountingDocument));
	const sum = (rows: typeof postings) =>
		rows.reduce(
			(total, row) => total + toUnits(row.AmountInCompanyCodeCurrency, currencyDecimals(row.CompanyCodeCurrency)),
			0n,
		);

	test('budget lines: 150 in every project of seed, about 13 in the tour', () => {
		const counts = new Map<string, number>();
		for (const { projectId } of sent) counts.set(projectId, (counts.get(projectId) ?? 0) + 1);
		expect(counts.size).toBe(15);
		if (name === 'seed') expect([...counts.values()]).toEqual(Array.from({ length: 15 }, () => 150));
		else expect(sent.length).toBe(199);
		expect(sent.filter(({ amount }) => amount.startsWith('-'))).toEqual([]);
	});

	test('what SAP stores hangs together', () => {
		const accounts = new Set(glAccounts.map((row) => row.GLAccount));
		const centers = new Set(['', ...costCenters.map((row) => row.CostCenter)]);
		const elements = new Set(['0', ...wbsElements.map((row) => row.WBSElementInternalID)]);
		const wrong = postings.filter(
			(row) =>
				!accounts.has(row.GLAccount) ||
				!centers.has(row.CostCenter) ||
				!elements.has(row.WBSElementInternalID) ||
				row.PostingDate >= data.baseDate.slice(0, 10) ||
				!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(row.CreationDateTime),
		);
		expect(wrong).toEqual([]);
		const keys = postings.map((row) => `${row.Ledger}${row.AccountingDocument}${row.LedgerGLLineItem}`);
		expect(new Set(keys).size).toBe(keys.length);
		for (const { texts } of glAccounts) {
			for (const text of texts) {
				expect(text.GLAccountName.length).toBeLessThanOrEqual(20);
				expect(text.GLAccountLongName.length).toBeLessThanOrEqual(50);
			}
		}
	});

	test('ordinary orders cost as much as is invoiced of them, on their account assignments', () => {
		const { orders, invoices } = data.sap;
		const onOrders = postings.filter(({ AccountingDocument }) => AccountingDocument.startsWith('18'));
		expect(new Set(onOrders.map(({ ReferenceDocumentType }) => ReferenceDocumentType))).toEqual(
			new Set(['MKPF', 'RMRP']),
		);
		const costs = new Map<string, typeof postings>();
		for (const row of onOrders) costs.set(row.PurchasingDocument, [...(costs.get(row.PurchasingDocument) ?? []), row]);
		const ordinary = invoices.filter(({ header }) => header.SupplierInvoice < '5105650000');
		expect(costs.size).toBe(ordinary.length);
		for (const { items } of ordinary) {
			const own = costs.get(items[0]?.PurchaseOrder ?? '') ?? [];
			const decimals = currencyDecimals(items[0]?.DocumentCurrency ?? '');
			const invoiced = items.reduce((all, item) => all + toUnits(item.SupplierInvoiceItemAmount, decimals), 0n);
			expect(sum(own)).toBe(invoiced);
		}
		const assignments = new Set(
			orders.flatMap(({ header, items }) =>
				items.flatMap((item) =>
					item.assignments.map((row) =>
						[
							...[header.PurchaseOrder, item.PurchaseOrderItem, row.AccountAssignmentNumber],
							...[row.GLAccount, row.WBSElementInternalID],
						].join('|'),
					),
				),
			),
		);
		const elsewhere = onOrders.filter(
			(row) =>
				!assignments.has(
					[
						...[row.PurchasingDocument, row.PurchasingDocumentItem, row.AccountAssignmentNumber],
						...[row.GLAccount, row.WBSElementInternalID],
					].join('|'),
				),
		);
		expect(elsewhere).toEqual([]);
	});

	test.each([
		['payroll', 'HRPAY', ''],
		['journal', 'BKPF', ''],
		['orderWithoutContract', 'MKPF', '4500090205'],
		['aboveOrder', 'MKPF', '4500090101'],
		['otherProject', 'MKPF', '4500090102'],
	])('%s is told by its fields', (caseName, reference, order) => {
		expect(linesOf(caseName)[0]).toMatchObject({ ReferenceDocumentType: reference, PurchasingDocument: order });
	});

	test('a settlement run brings every tenth WBS element to zero, and is no cost', () => {
		const settlements = postings.filter(({ IsSettlement }) => IsSettlement);
		expect(settlements.length).toBeGreaterThan(name === 'tour' ? 15 : 300);
		const run = settlements.filter(({ AccountingDocument }) => AccountingDocument.startsWith('16'));
		for (const element of new Set(run.map((row) => row.WBSElementInternalID))) {
			const own = run.filter((row) => row.WBSElementInternalID === element);
			const plain = postings.filter(
				(row) => row.WBSElementInternalID === element && /^190/.test(row.AccountingDocument) && row.Ledger === '0L',
			);
			expect(sum(own)).toBe(-sum(plain));
		}
		const without = expectedBudget({
			...data,
			sap: { ...data.sap, postings: postings.filter((row) => !row.IsSettlement && !row.IsCommitment) },
		});
		expect(budget).toEqual(without);
	});

	test('revenue and commitments are no costs', () => {
		const [revenue] = linesOf('revenue');
		expect(revenue).toMatchObject({ GLAccountType: 'P', AmountInCompanyCodeCurrency: '-25000.00' });
		expect(linesOf('commitment')).toMatchObject([{ IsCommitment: true, PurchasingDocument: '4500090103' }]);
		const cost = postings.filter((row) => row !== revenue && row !== linesOf('commitment')[0]);
		expect(expectedBudget({ ...data, sap: { ...data.sap, postings: cost } })).toEqual(budget);
	});

	test('costs of orders are left out where the order has a contract in the project, the others are direct costs', () => {
		const { rows, covered } = expectedDirectCosts(data);
		const units = (list: readonly { amount: string; currency: string }[]) =>
			list.filter(({ currency }) => currency === 'USD').reduce((all, { amount }) => all + toUnits(amount, 2), 0n);
		const dollars = new Set(
			data.procore.projects.filter(({ currency }) => currency === 'USD').map(({ id }) => String(id)),
		);
		const leftOut = covered
			.filter(({ projectId }) => dollars.has(projectId))
			.reduce((all, { posted }) => all + toUnits(posted, 2), 0n);
		expect(units(rows) + leftOut).toBe(units(budget));
		expect(covered.length).toBeGreaterThan(name === 'tour' ? 20 : 700);
		expect(covered.filter(({ excess }) => Number(excess) > 0)).toEqual([
			{ order: '4500090101', projectId: '2201', posted: '40.00', contract: '31.25', excess: '8.75' },
		]);
		const orders = new Set(covered.map(({ order, projectId }) => `${order} ${projectId}`));
		expect(['4500090205 2201', '4500090102 2202'].filter((each) => orders.has(each))).toEqual([]);
	});

	test('a late posting is in a closed month, a correction in a special period', () => {
		expect(linesOf('latePosting')).toMatchObject([{ FiscalYearPeriod: '2026007', CreationDate: '2026-09-17' }]);
		expect(linesOf('specialPeriod')).toMatchObject([{ FiscalYearPeriod: '2025013', PostingDate: '2025-12-31' }]);
	});

	test('reversals have the amount of what they reverse', () => {
		const originals = new Map(postings.map((row) => [row.AccountingDocument, row]));
		const reversals = postings.filter((row) => row.IsReversal);
		expect(reversals.length).toBeGreaterThan(name === 'tour' ? 3 : 50);
		for (const row of reversals) {
			const original = originals.get(row.ReversalReferenceDocument);
			expect(original?.IsReversed).toBe(true);
			expect(sum([row, ...(original ? [original] : [])])).toBe(0n);
		}
	});

	test.each([
		['unknownProject', 'unmapped_project', '64.00'],
		['outsideProjects', 'not_a_project_cost', '2300.00'],
		['missingCostType', 'cost_code_missing', '88.00'],
		['unmappedAccount', 'unmapped_cost_code', '59.00'],
		['ambiguousMap', 'mapping_ambiguous', '31.00'],
		['foreignCurrency', 'currency_mismatch', '700.00'],
		['closedProject', 'project_inactive', '120.00'],
	])('%s goes nowhere: %s', (caseName, reason, amount) => {
		expect(linesOf(caseName).some((row) => row.AmountInCompanyCodeCurrency === amount)).toBe(true);
		expect(budget.filter((row) => row.reason === reason)).toMatchObject([{ amount }]);
	});

	test('cases', () => {
		expect(sum(linesOf('cancelsOut'))).toBe(0n);
		expect(linesOf('secondLedger').map((row) => row.Ledger)).toEqual(['0L', '2L']);
		expect(budget).toContainEqual(
			expect.objectContaining({ projectId: '2201', reason: 'balance_sheet_account', amount: '50000.00' }),
		);
		const deep = wbsElements.find((row) => row.ProjectElement === 'U-2200.1.1.1');
		expect(linesOf('deepWbs')[0]?.WBSElementInternalID).toBe(deep?.WBSElementInternalID);
		const slices = costCenters.filter((row) => row.CostCenter === linesOf('twoSlices')[0]?.CostCenter);
		expect(slices.map((row) => row.ValidityEndDate)).toEqual(['2025-12-31', '9999-12-31']);
		const [german] = linesOf('accountWithoutText');
		expect(glAccounts.find((row) => row.GLAccount === german?.GLAccount)?.texts.map((text) => text.Language)).toEqual([
			'DE',
		]);
		const shared = sent.find((row) => row.projectId === '2203' && row.costCode === '03-400|M');
		expect(toUnits(shared?.amount ?? '0', 2)).toBeGreaterThanOrEqual(300003n);
		expect(sent).toContainEqual(expect.objectContaining({ projectId: '2204', costCode: '03-300|M' }));
		expect(data.procore.budgetLines).toMatchObject([{ project_id: 2204, cost_code: '03-300', cost_type: 'M' }]);
		expect(linesOf('backToZero')).toHaveLength(1);
	});
});
