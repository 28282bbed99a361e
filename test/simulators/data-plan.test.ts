import { generateDataset } from '../../simulators/data/dataset.ts';
import { expectedPlan } from '../../simulators/data/expected.ts';
import { currencyDecimals, toUnits } from '../../simulators/data/money.ts';
import type { DatasetName } from '../../simulators/data/types.ts';

describe.each<DatasetName>(['tour', 'seed'])('plan and supplier invoices of %s', (name) => {
	const data = generateDataset(name);
	const { planItems, invoices, orders, glAccounts, wbsElements } = data.sap;
	const plan = expectedPlan(data, 'PLN');
	const sent = (rows: typeof plan) => rows.filter(({ reason }) => reason === '');

	test('two categories, which differ, for every project', () => {
		expect(new Set(planItems.map((item) => item.PlanningCategory))).toEqual(new Set(['PLN', 'BUD01']));
		const agreed = sent(expectedPlan(data, 'BUD01'));
		expect([sent(plan).length, agreed.length]).toEqual(name === 'seed' ? [2250, 2250] : [151, 150]);
		expect(new Set(sent(plan).map(({ projectId }) => projectId)).size).toBe(15);
		const amounts = new Map(sent(plan).map((row) => [`${row.projectId}|${row.costCode}`, row.amount]));
		expect(agreed.filter((row) => amounts.get(`${row.projectId}|${row.costCode}`) === row.amount)).toEqual([]);
	});

	test('accounts and WBS elements exist; one amount of each key', () => {
		const accounts = new Set(glAccounts.map((row) => row.GLAccount));
		const elements = new Set(['', ...wbsElements.map((row) => row.ProjectElement)]);
		expect(planItems.filter((row) => !accounts.has(row.GLAccount) || !elements.has(row.WBSElement))).toEqual([]);
		const keys = planItems.map((item) => JSON.stringify({ ...item, AmountInCompanyCodeCurrency: '' }));
		expect(new Set(keys).size).toBe(keys.length);
	});

	test.each([
		['unmappedAccount', 'unmapped_cost_code', '510.00'],
		['missingCostType', 'cost_code_missing', '620.00'],
		['foreignCurrency', 'currency_mismatch', '730.00'],
		['closedProject', 'project_inactive', '840.00'],
	])('%s goes nowhere: %s', (caseName, reason, amount) => {
		expect(data.planCases[caseName]?.items).toHaveLength(1);
		expect(plan.filter((row) => row.reason === reason)).toMatchObject([{ amount }]);
	});

	test('invoices are on items of orders, and their account assignments add up', () => {
		const worth = new Map(
			orders.flatMap(({ header, items }) =>
				items.map((item) => [`${header.PurchaseOrder}/${item.PurchaseOrderItem}`, item.NetAmount]),
			),
		);
		expect(invoices.length).toBe(name === 'seed' ? 963 : 43);
		const numbers = invoices.map(({ header }) => `${header.FiscalYear}/${header.SupplierInvoice}`);
		expect(new Set(numbers).size).toBe(numbers.length);
		for (const { header, items } of invoices) {
			const decimals = currencyDecimals(header.DocumentCurrency);
			expect(header.PostingDate < data.baseDate.slice(0, 10)).toBe(true);
			for (const item of items) {
				expect(worth.has(`${item.PurchaseOrder}/${item.PurchaseOrderItem}`)).toBe(true);
				const shares = item.assignments.map((row) => toUnits(row.SuplrInvcAcctAssignmentAmount, decimals));
				expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(toUnits(item.SupplierInvoiceItemAmount, decimals));
				expect(item.assignments.filter((row) => row.WBSElement === '')).toEqual([]);
			}
		}
	});

	test('cases of invoices', () => {
		const of = (caseName: string) => {
			const { invoices: own = [] } = data.invoiceCases[caseName] ?? {};
			return invoices.filter(({ header }) => own.includes(header.SupplierInvoice)).map(({ header }) => header);
		};
		expect(of('twoParts')).toHaveLength(2);
		const [first, second] = of('reversed');
		expect(first).toMatchObject({ IsReversed: true, ReverseDocument: second?.SupplierInvoice });
		expect(second).toMatchObject({ IsReversal: true, SupplierInvoiceIsCreditMemo: 'X' });
		expect(of('creditMemo').map((row) => row.SupplierInvoiceIsCreditMemo)).toEqual(['', 'X']);
		expect([...of('parked'), ...of('deleted')].map((row) => row.SupplierInvoiceStatus)).toEqual(['A', '2']);
		expect(new Set(of('sameReference').map((row) => row.SupplierInvoiceIDByInvcgParty)).size).toBe(1);
	});
});
