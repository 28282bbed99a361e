import type { IDataObject, IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { plannedCostSchema } from '../../../nodes/shared/model';
import { searchPlanCategories } from '../../../nodes/SapS4Hana/methods/listSearch';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { errorOf, fakeSap, type FakeAnswer } from './fakes';
import { listOf } from './orders';

const run = async (context: IExecuteFunctions) => (await new SapS4Hana().execute.call(context))[0] ?? [];
const getMany = (filters: object = {}, more: object = {}) => ({
	...{ resource: 'plannedCost', operation: 'getAll', planCategory: 'PLN', returnAll: true, filters },
	...more,
});

const fields = [
	...['Ledger', 'PlanningCategory', 'LedgerFiscalYear', 'CompanyCode', 'GLAccount', 'CostCenter', 'OrderID'],
	...['CompanyCodeCurrency', 'AmountInCompanyCodeCurrency'],
];
const metadata = (...names: string[]): FakeAnswer => ({
	body: `<edmx:Edmx Version="1.0"><EntityType Name="A_FinPlanningEntryItemType">${names
		.map((name) => `<Property Name="${name}" Type="Edm.String"/>`)
		.join(
			'',
		)}</EntityType><EntitySet Name="A_FinPlanningEntryItem" EntityType="S.A_FinPlanningEntryItemType"/></edmx:Edmx>`,
});
const item = (changes: IDataObject = {}): IDataObject => ({
	...{ CompanyCode: '1010', PlanningCategory: 'PLN', LedgerFiscalYear: '2026', GLAccount: '0000630000' },
	...{ CostCenter: '', OrderID: '', WBSElement: 'P-1001.1', CompanyCodeCurrency: 'USD' },
	AmountInCompanyCodeCurrency: '100.00',
	...changes,
});

async function read(
	rows: IDataObject[],
	options: { filters?: object; names?: string[]; continueOnFail?: boolean } = {},
) {
	const { filters = {}, names = ['WBSElement'], continueOnFail = false } = options;
	const { context, requests } = fakeSap({
		parameters: getMany(filters),
		continueOnFail,
		answer: (url) => (url.pathname.endsWith('$metadata') ? metadata(...fields, ...names) : listOf('V2', rows)),
	});
	const items = await run(context);
	const queries = requests.map(({ url }) => new URL(url).searchParams).filter((query) => query.has('$select'));
	return { json: items.map(({ json }) => json), queries };
}

describe('Planned Cost > Get Many', () => {
	it('reads one category of one ledger, and never the ID that would keep SAP from summing up', async () => {
		const { json, queries } = await read([item()]);
		expect(json).toEqual([
			{
				...{ companyCode: '1010', wbsElement: 'P-1001.1', costCenter: '', order: '', glAccount: '630000' },
				...{ planCategory: 'PLN', fiscalYear: '2026', currency: 'USD', amount: '100.00' },
			},
		]);
		expect(plannedCostSchema.parse(json[0])).toEqual(json[0]);
		expect(queries[0]?.get('$filter')).toBe("(PlanningCategory eq 'PLN') and (Ledger eq '0L')");
		expect(queries[0]?.get('$select')?.split(',')).not.toContain('ID');
	});

	it('sums up single items where SAP does not', async () => {
		const { json } = await read([
			item({ AmountInCompanyCodeCurrency: '0.10' }),
			item({ AmountInCompanyCodeCurrency: '0.20' }),
			item({ LedgerFiscalYear: '2027', AmountInCompanyCodeCurrency: '5' }),
			item({ WBSElement: 'P-1001.01', AmountInCompanyCodeCurrency: '7' }),
		]);
		expect(json.map(({ wbsElement, fiscalYear, amount }) => [wbsElement, fiscalYear, amount])).toEqual([
			['P-1001.1', '2026', '0.30'],
			['P-1001.1', '2027', '5.00'],
			['P-1001.01', '2026', '7.00'],
		]);
	});

	it('goes by the name that the release has for the WBS element', async () => {
		const { json, queries } = await read([item({ WBSElement: undefined, WBSElementExternalID: 'P-1001.2' })], {
			names: ['WBSElementExternalID'],
			filters: { wbsElements: 'p-1001*, P-1002.1', companyCodes: '1010', fiscalYears: '2026' },
		});
		expect(json[0]).toMatchObject({ wbsElement: 'P-1001.2' });
		expect(queries[0]?.get('$filter')).toBe(
			"(PlanningCategory eq 'PLN') and (Ledger eq '0L') and (CompanyCode eq '1010') and (LedgerFiscalYear eq '2026') and ((startswith(WBSElementExternalID,'P-1001')) or (WBSElementExternalID eq 'P-1002.1'))",
		);
	});

	it('leaves out what is planned for no project, cost center or order', async () => {
		const { json } = await read([item({ WBSElement: '' }), item({ WBSElement: '', CostCenter: '0000004711' })]);
		expect(json.map(({ costCenter }) => costCenter)).toEqual(['4711']);
	});

	it('leaves out what is planned on other accounts than the cost accounts: revenue is no budget', async () => {
		const filters = { costAccounts: '600000-699999' };
		const { json } = await read([item({ GLAccount: '0000410000' }), item()], { filters });
		expect(json.map(({ glAccount }) => glAccount)).toEqual(['630000']);
	});

	it('tells an amount that cannot be read; the others go on', async () => {
		const { json } = await read([item({ AmountInCompanyCodeCurrency: 'much' }), item()], { continueOnFail: true });
		expect(json).toHaveLength(2);
		expect(json[0]).toMatchObject({ details: { entity: 'budget', reason: 'unreadable_document' } });
		expect(json[1]).toMatchObject({ amount: '100.00' });
	});

	it('says what the release lacks, and asks for nothing then', async () => {
		const { context, requests } = fakeSap({
			parameters: getMany(),
			answer: () => metadata(...fields.filter((name) => name !== 'LedgerFiscalYear')),
		});
		const { message, context: details } = await errorOf(() => run(context));
		expect(message).toContain(
			'This SAP release has no field LedgerFiscalYear, WBSElementExternalID or WBSElement in A_FinPlanningEntryItem of API_FINPLANNINGENTRYITEM_SRV',
		);
		expect(details.reason).toBe('service_not_available');
		expect(requests).toHaveLength(1);
	});

	it('names the plan category that is missing', async () => {
		const { context, requests } = fakeSap({ parameters: getMany({}, { planCategory: ' ' }), answer: () => ({}) });
		expect((await errorOf(() => run(context))).message).toBe(`The parameter 'Plan Category' cannot be used [item 0]`);
		expect(requests).toHaveLength(0);
	});
});

describe('System > Check of the plan service', () => {
	const check = async (answer: FakeAnswer) => {
		const parameters = { resource: 'system', operation: 'check', documents: ['plannedCost'] };
		const { context } = fakeSap({
			parameters,
			answer: (url) => (url.pathname.endsWith('$metadata') ? answer : listOf('V2', [])),
		});
		return (await run(context)).map(({ json }) => json).slice(1);
	};

	it('fits, or says which field is missing, as something that only the lane Budget needs', async () => {
		expect(await check(metadata(...fields, 'WBSElement'))).toMatchObject([{ state: 'fits' }]);
		expect(await check(metadata(...fields))).toMatchObject([
			{
				state: 'attention',
				what: 'The entity set A_FinPlanningEntryItem has no field WBSElementExternalID or WBSElement.',
				todo: expect.stringMatching(/^Only the lane Budget needs it\./) as string,
			},
		]);
	});

	it('names the communication scenario where the service is not open', async () => {
		const [found] = await check({ status: 403, body: { error: { code: 'X', message: { value: 'no' } } } });
		expect(found).toMatchObject({ state: 'attention', todo: expect.stringContaining('SAP_COM_0087') as string });
	});
});

describe('the list of plan categories', () => {
	const categories = ['BUDG01', 'PLN', 'PLN2'];
	const search = async (filter: string, after?: string) => {
		const { context, requests } = fakeSap({
			answer: (url) => {
				const [, last = ''] = /gt '([^']*)'/.exec(url.searchParams.get('$filter') ?? '') ?? [];
				const next = categories.find((category) => category > last);
				return listOf('V2', next ? [{ PlanningCategory: next }] : []);
			},
		});
		const found = await searchPlanCategories.call(context as unknown as ILoadOptionsFunctions, filter, after);
		return { found, requests };
	};

	it('asks for one after the other, so that SAP never puts out the items', async () => {
		const { found, requests } = await search('');
		expect(found).toEqual({ results: categories.map((value) => ({ name: value, value })) });
		expect(requests.every(({ url }) => new URL(url).searchParams.get('$top') === '1')).toBe(true);
		expect(requests).toHaveLength(4);
	});

	it('finds by a part of the ID', async () => {
		expect((await search('pln')).found.results.map(({ value }) => value)).toEqual(['PLN', 'PLN2']);
	});
});
