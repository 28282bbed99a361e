import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { companyCodeSchema, costCenterSchema, glAccountSchema, projectCostSchema } from '../../../nodes/shared/model';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { date, errorOf, fakeSap, type FakeAnswer, type FakeOptions } from './fakes';
import { day, listOf } from './orders';

const run = async (context: IExecuteFunctions) => (await new SapS4Hana().execute.call(context))[0] ?? [];
const getMany = (resource: string, filters: object = {}, more: object = {}) => ({
	resource,
	operation: 'getAll',
	returnAll: true,
	filters,
	...more,
});

async function execute(options: FakeOptions) {
	const { context, requests } = fakeSap(options);
	const items = await run(context);
	const urls = requests.map(({ url }) => new URL(url));
	return {
		items,
		json: items.map(({ json }) => json),
		sets: urls.map(({ pathname }) => pathname.split('/').at(-1)),
		filters: urls.map(({ searchParams }) => searchParams.get('$filter')),
		urls,
	};
}

/** Answers by entity set; one after the other where a list of answers is given. */
function bySet(rows: Record<string, IDataObject[] | IDataObject[][]>) {
	const left = new Map(Object.entries(rows).map(([set, answers]) => [set, [...answers]]));
	return (url: URL): FakeAnswer => {
		const set = url.pathname.split('/').at(-1) ?? '';
		const answers = left.get(set) ?? [];
		return listOf('V2', Array.isArray(answers[0]) ? (answers.shift() as IDataObject[]) : (answers as IDataObject[]));
	};
}

beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

describe('Company Code > Get Many', () => {
	const row = {
		CompanyCode: '0001',
		CompanyCodeName: 'Westridge Builders',
		Country: 'US',
		Currency: 'USD',
		ChartOfAccounts: 'YCOA',
		ControllingArea: 'A000',
	};

	it('reads them by key, and tells which SAP does not have, as it was asked for', async () => {
		const { json, filters } = await execute({
			parameters: getMany('companyCode', { companyCodes: '0001, 0002' }),
			continueOnFail: true,
			answer: bySet({ A_CompanyCode: [row] }),
		});
		expect(filters).toEqual(["CompanyCode eq '0001' or CompanyCode eq '0002'"]);
		expect(json[0]).toEqual({
			companyCode: '0001',
			name: 'Westridge Builders',
			country: 'US',
			currency: 'USD',
			chartOfAccounts: 'YCOA',
			controllingArea: 'A000',
		});
		expect(companyCodeSchema.parse(json[0])).toEqual(json[0]);
		expect(json[1]).toMatchObject({
			error: 'SAP has no company code 0002',
			details: { entity: 'cost_code', sapKey: '0002', reason: 'not_found' },
		});
	});
});

describe('G/L Account > Get Many', () => {
	const account = (GLAccount: string, changes: IDataObject = {}, texts: IDataObject[] = []) => ({
		ChartOfAccounts: 'YCOA',
		GLAccount,
		IsBalanceSheetAccount: false,
		IsProfitLossAccount: true,
		AccountIsBlockedForPosting: false,
		AccountIsMarkedForDeletion: false,
		LastChangeDateTime: '/Date(1700000000000+0000)/',
		to_Text: texts,
		...changes,
	});
	const text = (Language: string, GLAccountName: string, LastChangeDateTime: string | null = null) => ({
		Language,
		GLAccountName,
		GLAccountLongName: `${GLAccountName}, in full`,
		LastChangeDateTime,
	});

	it('reads all, with the text in the language of the credential, or without one', async () => {
		const { json, filters, urls } = await execute({
			parameters: getMany('glAccount'),
			credentials: { language: 'de' },
			answer: bySet({
				A_GLAccountInChartOfAccounts: [
					account('0000630000', {}, [text('EN', 'Formwork'), text('DE', 'Schalung', '/Date(1800000000000+0000)/')]),
					account('0000113100', { IsBalanceSheetAccount: true, IsProfitLossAccount: false, LastChangeDateTime: null }, [
						text('EN', 'Bank'),
					]),
				],
			}),
		});
		expect(filters).toEqual([null]);
		expect(urls[0]?.searchParams.get('$orderby')).toBe('ChartOfAccounts,GLAccount');
		expect(json).toEqual([
			{
				chartOfAccounts: 'YCOA',
				glAccount: '630000',
				name: 'Schalung',
				longName: 'Schalung, in full',
				isBalanceSheet: false,
				isProfitAndLoss: true,
				blocked: false,
				deleted: false,
				changedAt: new Date(1800000000000).toISOString(),
			},
			{
				chartOfAccounts: 'YCOA',
				glAccount: '113100',
				name: '',
				longName: '',
				isBalanceSheet: true,
				isProfitAndLoss: false,
				blocked: false,
				deleted: false,
				changedAt: null,
			},
		]);
		for (const one of json) expect(glAccountSchema.parse(one)).toEqual(one);
	});

	it('a window finds accounts that were changed and those of which only the text was', async () => {
		const { json, sets, filters } = await execute({
			parameters: getMany('glAccount', { changedFrom: '2026-10-01', chartsOfAccounts: 'YCOA' }),
			answer: bySet({
				A_GLAccountInChartOfAccounts: [[account('1')], [account('2')]],
				A_GLAccountText: [
					{ ChartOfAccounts: 'YCOA', GLAccount: '0000000001' },
					{ ChartOfAccounts: 'YCOA', GLAccount: '0000000002' },
				],
			}),
		});
		expect(json.map(({ glAccount }) => glAccount)).toEqual(['1', '2']);
		expect(sets).toEqual(['A_GLAccountInChartOfAccounts', 'A_GLAccountText', 'A_GLAccountInChartOfAccounts']);
		const within = `LastChangeDateTime ge datetimeoffset'2026-09-30T22:00:00.000Z'`;
		expect(filters[0]).toBe(`(ChartOfAccounts eq 'YCOA') and (${within})`);
		expect(filters[1]).toBe(`((ChartOfAccounts eq 'YCOA') and (${within})) and (Language eq 'EN')`);
		expect(filters[2]).toBe(`(ChartOfAccounts eq 'YCOA' and GLAccount eq '0000000002')`);
	});
});

describe('Cost Center > Get Many', () => {
	const slice = (CostCenter: string, from: string, to: string, changes: IDataObject = {}) => ({
		ControllingArea: 'A000',
		CostCenter,
		CompanyCode: '1710',
		ValidityStartDate: day('V2', from),
		ValidityEndDate: day('V2', to),
		IsBlkdForPrimaryCostsPosting: '',
		to_Text: [
			{ Language: 'DE', CostCenterName: 'Nord', CostCenterDescription: 'Baustelle Nord' },
			{ Language: 'EN', CostCenterName: 'North', CostCenterDescription: 'Site North' },
		],
		...changes,
	});
	const today = date.slice(5, 16);

	it('gives the slice that is valid on the day of SAP’s clock', async () => {
		expect(today).toBe('01 Oct 2026');
		const { json, filters } = await execute({
			parameters: getMany('costCenter', { costCenters: '0017101301' }),
			answer: bySet({
				A_CostCenter: [
					slice('0017101301', '2020-01-01', '2026-09-30'),
					slice('0017101301', '2026-10-01', '9999-12-31', { IsBlkdForPrimaryCostsPosting: 'X' }),
				],
			}),
		});
		expect(json).toEqual([
			{
				controllingArea: 'A000',
				costCenter: '17101301',
				name: 'North',
				description: 'Site North',
				companyCode: '1710',
				validFrom: '2026-10-01',
				validTo: '9999-12-31',
				blocked: true,
			},
		]);
		expect(costCenterSchema.parse(json[0])).toEqual(json[0]);
		expect(filters[0]).toMatch(
			/^\(ValidityStartDate le datetime'[\d-]+T00:00:00'\) and \(ValidityEndDate ge datetime'[\d-]+T00:00:00'\) and \(CostCenter eq '17101301'\)$/,
		);
	});

	it('gives the slice of another day when told to; one without any counts as not there', async () => {
		const { json, filters } = await execute({
			parameters: getMany('costCenter', { validOn: '2026-09-30T10:00:00Z', costCenters: '1,2' }),
			continueOnFail: true,
			answer: bySet({
				A_CostCenter: [slice('1', '2020-01-01', '2026-09-30'), slice('2', '2026-10-01', '9999-12-31')],
			}),
		});
		expect(json.map(({ costCenter, error }) => costCenter ?? error)).toEqual(['1', 'SAP has no cost center 2']);
		expect(filters[0]).toContain(
			`(ValidityStartDate le datetime'2026-09-30T00:00:00') and (ValidityEndDate ge datetime'2026-09-30T00:00:00')`,
		);
	});
});

describe('Project Cost > Get Many', () => {
	const cost = (changes: IDataObject = {}) => ({
		CompanyCode: '1710',
		WBSElementInternalID: '00000042',
		ProjectInternalID: '00005001',
		CostCenter: '',
		OrderID: '',
		GLAccount: '0000630000',
		ChartOfAccounts: 'YCOA',
		CompanyCodeCurrency: 'USD',
		AmountInCompanyCodeCurrency: '1250.500',
		FiscalYear: '2026',
		FiscalPeriod: '009',
		...changes,
	});
	const accounts = [
		{ ChartOfAccounts: 'YCOA', GLAccount: '630000', IsBalanceSheetAccount: false },
		{ ChartOfAccounts: 'YCOA', GLAccount: '113100', IsBalanceSheetAccount: true },
	];
	const elements = [{ WBSElementInternalID: '42', ProjectElement: 'P-1001.1' }];
	const masters = { A_GLAccountInChartOfAccounts: accounts, A_EnterpriseProjectElement: elements };
	const somewhere = `(IsSettlement eq false) and (IsCommitment eq false) and ((WBSElementInternalID ne '00000000') or (CostCenter ne '') or (OrderID ne ''))`;

	it('lets SAP sum up, and gives WBS elements by the IDs that people know', async () => {
		const filters = { companyCodes: '1710', postedFrom: '2026-01-01', postedTo: '2026-12-31T00:30:00+02:00' };
		const read = await execute({
			parameters: getMany('projectCost', filters),
			answer: bySet({
				...masters,
				GLAccountLineItem: [
					cost(),
					cost({ WBSElementInternalID: '0', CostCenter: '0017101301', GLAccount: '113100' }),
					cost({ AmountInCompanyCodeCurrency: '0.000', CompanyCodeCurrency: 'JPY' }),
					cost({ WBSElementInternalID: '00000000', OrderID: '000000800123' }),
					cost({ WBSElementInternalID: '00000000' }),
				],
			}),
		});
		expect(read.urls[0]?.searchParams.get('$select')).toBe(
			'CompanyCode,WBSElementInternalID,CostCenter,OrderID,GLAccount,FiscalYear,FiscalPeriod,PurchasingDocument,' +
				'PurchasingDocumentItem,AccountingDocumentType,ReferenceDocumentType,ProjectInternalID,ChartOfAccounts,' +
				'CompanyCodeCurrency,' +
				'AmountInCompanyCodeCurrency',
		);
		expect(read.filters[0]).toBe(
			`(Ledger eq '0L') and (CompanyCode eq '1710') and (PostingDate ge datetime'2026-01-01T00:00:00') and ` +
				`(PostingDate le datetime'2026-12-31T00:00:00') and ${somewhere}`,
		);
		const expected = {
			companyCode: '1710',
			ledger: '0L',
			projectInternalId: '5001',
			wbsElement: 'P-1001.1',
			costCenter: '',
			order: '',
			glAccount: '630000',
			isBalanceSheet: false,
			purchaseOrder: '',
			purchaseOrderItem: '',
			kind: 'other',
			documentType: '',
			referenceType: '',
			fiscalYear: '2026',
			fiscalPeriod: '09',
			currency: 'USD',
			amount: '1250.50',
			from: '2026-01-01',
			to: '2026-12-31',
		};
		expect(read.json).toEqual([
			expected,
			{ ...expected, wbsElement: '', costCenter: '17101301', glAccount: '113100', isBalanceSheet: true },
			{ ...expected, currency: 'JPY', amount: '0' },
			{ ...expected, wbsElement: '', order: '800123' },
		]);
		for (const one of read.json) expect(projectCostSchema.parse(one)).toEqual(one);
	});

	it('a window reads what moved, then all costs', async () => {
		const read = await execute({
			parameters: getMany('projectCost', { changedFrom: '2026-10-01', companyCodes: '1710' }),
			answer: bySet({ ...masters, GLAccountLineItem: [[cost()], [cost(), cost({ GLAccount: '113100' })]] }),
		});
		expect(read.filters[1]).toBe(`(Ledger eq '0L') and (CompanyCode eq '1710') and ${somewhere}`);
		expect(read.json.map(({ glAccount }) => glAccount)).toEqual(['630000', '113100']);
	});

	it('or all amounts of these projects and cost centers', async () => {
		const read = await execute({
			parameters: getMany('projectCost', { changedFrom: '2026-10-01' }, { options: { changesReturn: 'projects' } }),
			answer: bySet({
				...masters,
				GLAccountLineItem: [
					[cost(), cost({ WBSElementInternalID: '', ProjectInternalID: '', CostCenter: '17101301' })],
					[cost(), cost({ GLAccount: '113100' })],
					[
						cost({ WBSElementInternalID: '0', CostCenter: '17101301', AmountInCompanyCodeCurrency: '7.000' }),
						cost({ CostCenter: '17101301', AmountInCompanyCodeCurrency: '9.000' }),
					],
				],
			}),
		});
		const from = `datetimeoffset'2026-09-30T22:00:00.000Z'`;
		expect(read.filters.slice(0, 1)).toEqual([
			`(Ledger eq '0L') and ${somewhere} and ((LastChangeDateTime ge ${from}) or (CreationDateTime ge ${from}))`,
		]);
		const lines = read.filters.filter((_, index) => read.sets[index] === 'GLAccountLineItem').slice(1);
		expect(lines).toEqual([
			`(Ledger eq '0L') and ${somewhere} and (ProjectInternalID eq '5001')`,
			`(Ledger eq '0L') and ${somewhere} and (CostCenter eq '17101301')`,
		]);
		expect(read.json.map(({ wbsElement, glAccount, amount }) => [wbsElement, glAccount, amount])).toEqual([
			['P-1001.1', '630000', '1250.50'],
			['P-1001.1', '113100', '1250.50'],
			['', '630000', '7.00'],
		]);
	});

	it('or only the amounts that moved', async () => {
		const read = await execute({
			parameters: getMany('projectCost', { changedFrom: '2026-10-01' }, { options: { changesReturn: 'moved' } }),
			answer: bySet({ ...masters, GLAccountLineItem: [[cost()], [cost(), cost({ GLAccount: '113100' })]] }),
		});
		expect(read.filters[1]).toContain(`(WBSElementInternalID eq '42')`);
		expect(read.json.map(({ glAccount }) => glAccount)).toEqual(['630000']);
	});

	it('a window in which nothing moved costs one call', async () => {
		const read = await execute({
			parameters: getMany('projectCost', { changedFrom: '2026-10-01' }),
			answer: bySet({ GLAccountLineItem: [] }),
		});
		expect([read.json, read.sets]).toEqual([[], ['GLAccountLineItem']]);
	});

	it('of WBS elements by ID and by beginning; one that SAP does not have is told', async () => {
		const read = await execute({
			parameters: getMany('projectCost', { wbsElements: 'P-1001.1, p-1002*, P-9' }),
			continueOnFail: true,
			answer: bySet({
				A_GLAccountInChartOfAccounts: accounts,
				A_EnterpriseProjectElement: [elements, [{ WBSElementInternalID: '43', ProjectElement: 'P-1002.1' }], elements],
				GLAccountLineItem: [cost()],
			}),
		});
		expect(read.filters.slice(0, 3)).toEqual([
			`ProjectElement eq 'P-1001.1' or ProjectElement eq 'P-9'`,
			`startswith(ProjectElement,'P-1002')`,
			`(Ledger eq '0L') and ${somewhere} and (WBSElementInternalID eq '42' or WBSElementInternalID eq '43')`,
		]);
		expect(read.json.map(({ wbsElement, error }) => wbsElement ?? error)).toEqual([
			'P-1001.1',
			'SAP has no WBS element P-9',
		]);
		expect(read.json[1]?.details).toMatchObject({ entity: 'actual_cost', sapKey: 'P-9' });
	});

	it.each([
		['an amount that is none', { AmountInCompanyCodeCurrency: 'much' }, 'is not an exact decimal number'],
		['no amount', { AmountInCompanyCodeCurrency: null }, 'AmountInCompanyCodeCurrency is empty'],
		['an account of no chart', { GLAccount: '999' }, '999 is not in the chart of accounts YCOA'],
		['an unknown WBS element', { WBSElementInternalID: '77' }, '77 cannot be resolved'],
	])('cannot be read with %s; the others go on', async (_, changes, problem) => {
		const { json } = await execute({
			parameters: getMany('projectCost'),
			continueOnFail: true,
			answer: bySet({ ...masters, GLAccountLineItem: [cost(changes), cost()] }),
		});
		expect(json).toHaveLength(2);
		expect(JSON.stringify(json[0])).toContain(problem);
		expect(json[0]).toMatchObject({ details: { entity: 'actual_cost', reason: 'unreadable_document' } });
	});

	it.each([
		['Posted From', { postedFrom: 'last year' }],
		['Posted To', { postedTo: '2026-02-30' }],
		['Changed From', { changedFrom: 'x' }],
	])('names the parameter that cannot be used: %s', async (name, filters) => {
		const { context, requests } = fakeSap({ parameters: getMany('projectCost', filters), answer: () => ({}) });
		expect((await errorOf(() => run(context))).message).toBe(`The parameter '${name}' cannot be used [item 0]`);
		expect(requests).toHaveLength(0);
	});
});
