import { planItems, type SapUnderTest, startSap } from './sap-client.ts';

let sap: SapUnderTest;
beforeEach(async () => {
	sap = await startSap({ planItems: [] });
	const set = (planningCategory: string, amount: string, more = {}) =>
		sap.change({ do: 'set-plan', planningCategory, glAccount: '63033000', wbsElement: 'P-1001.1.1', amount, ...more });
	await set('PLN', '1000.00');
	await set('PLN', '500.50', { fiscalPeriod: '002' });
	await set('PLN', '250.00', { fiscalYear: '2027' });
	await set('BUD01', '2000.00');
	await set('PLN', '75.00', { wbsElement: 'P-1013.1.1' });
});
afterEach(() => sap.server.close());

const set = 'A_FinPlanningEntryItem';
const list = async (options: Record<string, string>) => (await sap.list(set, options, planItems)).results;
const key = 'CompanyCode,WBSElement,GLAccount,CompanyCodeCurrency';

test('sums over what is selected, in the category asked for', async () => {
	const $filter = "PlanningCategory eq 'PLN' and Ledger eq '0L'";
	expect(await list({ $filter, $select: `${key},AmountInCompanyCodeCurrency` })).toMatchObject([
		{
			CompanyCode: '1710',
			WBSElement: 'P-1001.1.1',
			AmountInCompanyCodeCurrency: '1750.50',
			CompanyCodeCurrency: 'USD',
		},
		{ CompanyCode: '2810', WBSElement: 'P-1013.1.1', AmountInCompanyCodeCurrency: '75', CompanyCodeCurrency: 'JPY' },
	]);
	const years = await list({
		$filter: `${$filter} and CompanyCode eq '1710'`,
		$select: 'LedgerFiscalYear,AmountInCompanyCodeCurrency',
		$orderby: 'LedgerFiscalYear',
	});
	expect(years.map((row) => row.AmountInCompanyCodeCurrency)).toEqual(['1500.50', '250.00']);
	expect(await list({ $select: 'PlanningCategory', $orderby: 'PlanningCategory' })).toMatchObject([
		{ PlanningCategory: 'BUD01' },
		{ PlanningCategory: 'PLN' },
	]);
});

test('the same where the service gives single rows, a page at a time', async () => {
	await sap.change({ do: 'set-plan-aggregation', on: false });
	await sap.change({ do: 'page-size', v2: { default: 2 } });
	const options = { $filter: "PlanningCategory eq 'PLN'", $select: 'WBSElement,AmountInCompanyCodeCurrency' };
	const page = await sap.list(set, options, planItems);
	expect(page.results).toHaveLength(2);
	expect(page.__next).toContain('skiptoken');
	await sap.change({ do: 'page-size', v2: { default: 1000 } });
	expect(await list(options)).toHaveLength(4);
});

test('a plan is replaced, a category deleted', async () => {
	const total = async (category: string) =>
		(
			await list({
				$filter: `PlanningCategory eq '${category}' and CompanyCode eq '1710'`,
				$select: 'AmountInCompanyCodeCurrency',
			})
		).map((row) => row.AmountInCompanyCodeCurrency);
	await sap.change({
		do: 'set-plan',
		planningCategory: 'BUD01',
		glAccount: '63033000',
		wbsElement: 'P-1001.1.1',
		amount: '1800',
	});
	expect(await total('BUD01')).toEqual(['1800.00']);
	await sap.change({ do: 'delete-plan', planningCategory: 'BUD01' });
	expect(await total('BUD01')).toEqual([]);
	const wrong = { do: 'set-plan', planningCategory: 'PLN', glAccount: '1', wbsElement: 'P-1.1', amount: '1' } as const;
	expect((await sap.change(wrong)).status).toBe(400);
});

test('a tenant without a property, with the older name of the WBS element, or without the service', async () => {
	const status = async ($select: string) => (await sap.get(`${planItems}/${set}`, { $select })).status;
	const metadata = async () => String((await sap.get(`${planItems}/$metadata`)).data);
	expect(await metadata()).toMatch(/Name="WBSElement"/);
	expect(await metadata()).not.toContain('WBSElementExternalID');
	expect(await status('WBSElementExternalID')).toBe(400);
	const hide = { do: 'hide-property', service: 'API_FINPLANNINGENTRYITEM_SRV', set } as const;
	await sap.change({ ...hide, property: 'WBSElement' });
	await sap.change({ ...hide, property: 'WBSElementExternalID', hidden: false });
	expect(await status('WBSElement')).toBe(400);
	expect(await list({ $select: 'WBSElementExternalID' })).toMatchObject([
		{ WBSElementExternalID: 'P-1001.1.1' },
		{ WBSElementExternalID: 'P-1013.1.1' },
	]);
	await sap.change({ do: 'set-service', service: 'API_FINPLANNINGENTRYITEM_SRV', active: false });
	expect(await status('Ledger')).toBe(403);
});
