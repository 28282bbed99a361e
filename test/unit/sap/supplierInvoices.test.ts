import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { supplierInvoiceSchema } from '../../../nodes/shared/model';
import { assignmentsOf, itemsOf, supplierInvoiceTree } from '../../../nodes/SapS4Hana/documents/supplierInvoice/fields';
import { toSupplierInvoice } from '../../../nodes/SapS4Hana/documents/supplierInvoice/toSupplierInvoice';
import type { Tree } from '../../../nodes/SapS4Hana/odata/tree';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { errorOf, fakeSap, type FakeAnswer } from './fakes';
import { listOf } from './orders';
import { invoiceItemRow, invoiceRow, readInvoice } from './supplierInvoiceRows';

describe('a supplier invoice', () => {
	it('becomes the document', () => {
		const invoice = readInvoice(invoiceRow());
		expect(invoice).toEqual({
			id: '2026/5105600101',
			supplierInvoice: '5105600101',
			fiscalYear: '2026',
			companyCode: '1010',
			supplier: '100001',
			reference: 'RE-77',
			documentDate: '2026-10-01',
			postingDate: '2026-10-02',
			createdOn: '2026-10-03',
			currency: 'USD',
			status: 'posted',
			statusCode: '5',
			isCreditMemo: false,
			reversal: 'none',
			reversalPartner: '',
			items: [
				{
					item: '1',
					text: 'Concrete',
					purchaseOrder: '4500000001',
					purchaseOrderItem: '10',
					isDeliveryCost: false,
					amount: '60.00',
					assignments: [
						{ number: '1', glAccount: '630000', costCenter: '', wbsElement: 'P-1001.1', order: '', amount: '60.00' },
					],
				},
			],
		});
		expect(supplierInvoiceSchema.strict().parse(invoice)).toEqual(invoice);
	});

	it.each([
		['5', 'posted'],
		['A', 'not_posted'],
		['B', 'not_posted'],
		['', 'not_posted'],
		['2', 'deleted'],
	])('with the status %p is %s', (SupplierInvoiceStatus, status) => {
		expect(readInvoice(invoiceRow({ SupplierInvoiceStatus })).status).toBe(status);
	});

	it('that is a credit memo has negative amounts', () => {
		const [item] = readInvoice(
			invoiceRow({ SupplierInvoiceIsCreditMemo: 'X' }, [invoiceItemRow({}, { DebitCreditCode: 'H' })]),
		).items;
		expect([item?.amount, item?.assignments[0]?.amount]).toEqual(['-60.00', '-60.00']);
	});

	it('that is a credit memo has negative amounts also without account assignments', () => {
		const row = invoiceRow({ SupplierInvoiceIsCreditMemo: 'X' }, [invoiceItemRow({ [assignmentsOf]: [] })]);
		expect(readInvoice(row).items[0]?.amount).toBe('-60.00');
	});

	it('credits what was returned among what is debited', () => {
		const items = [
			invoiceItemRow(),
			invoiceItemRow(
				{ SupplierInvoiceItem: '000002', SupplierInvoiceItemAmount: '10.000' },
				{ SuplrInvcAcctAssignmentAmount: '10.000', DebitCreditCode: 'H' },
			),
		];
		expect(readInvoice(invoiceRow({}, items)).items.map(({ amount }) => amount)).toEqual(['60.00', '-10.00']);
	});

	it('tells delivery costs', () => {
		const row = invoiceRow({}, [invoiceItemRow({ SuplrInvcDeliveryCostCndnType: 'FRB1' })]);
		expect(readInvoice(row).items[0]?.isDeliveryCost).toBe(true);
	});

	const partner = { ReverseDocument: '5105600105', ReverseDocumentFiscalYear: '2026' };
	it.each([
		['reversed, as its flag says', { ...partner, IsReversed: true }, 'reversed'],
		['reversing, as its flag says', { ...partner, IsReversal: true }, 'reversing'],
		['reversed, where no flag says so and the other one came later', partner, 'reversed'],
		[
			'reversing, where no flag says so and the other one came earlier',
			{ ...partner, ReverseDocument: '5105600100' },
			'reversing',
		],
	])('is %s', (_, changes: IDataObject, reversal) => {
		const row = { ...invoiceRow(), IsReversal: undefined, IsReversed: undefined };
		const { reversalPartner, ...read } = readInvoice({ ...row, ...changes });
		expect(read.reversal).toBe(reversal);
		expect(reversalPartner).toBe(`2026/${String(changes.ReverseDocument)}`);
	});

	it.each([
		['no posting date', { PostingDate: null }, 'PostingDate is empty'],
		['no currency', { DocumentCurrency: '' }, 'DocumentCurrency is empty'],
		['no items', { [itemsOf]: undefined }, `${itemsOf} is missing`],
		[
			'an inexact amount',
			{ [itemsOf]: [invoiceItemRow({ SupplierInvoiceItemAmount: 0.1 + 0.2 })] },
			'SupplierInvoiceItemAmount',
		],
		[
			'debits and credits on one item',
			{
				[itemsOf]: [
					invoiceItemRow({
						[assignmentsOf]: ['S', 'H'].map((DebitCreditCode) => ({
							...(invoiceItemRow()[assignmentsOf] as IDataObject[])[0],
							DebitCreditCode,
						})),
					}),
				],
			},
			'has debits and credits',
		],
	])('cannot be read with %s', (_, changes: IDataObject, problem) => {
		const reading = toSupplierInvoice(invoiceRow(changes));
		expect('unreadable' in reading ? reading.unreadable : '').toContain(problem);
	});
});

/** `$metadata` of a service with these entity sets. */
function metadataOf(trees: Array<{ entitySet: string; select: readonly string[] }>): string {
	const types = trees.map(
		({ entitySet, select }) =>
			`<EntityType Name="${entitySet}Type">${select.map((name) => `<Property Name="${name}"/>`).join('')}</EntityType>`,
	);
	const sets = trees.map(({ entitySet }) => `<EntitySet Name="${entitySet}" EntityType="S.${entitySet}Type"/>`);
	return `<edmx:Edmx><Schema>${types.join('')}<EntityContainer>${sets.join('')}</EntityContainer></Schema></edmx:Edmx>`;
}

const flat = (tree: Tree): Tree[] => [tree, ...Object.values(tree.children ?? {}).flatMap(flat)];
const wholeService = flat(supplierInvoiceTree);
const without = (...lacking: string[]) =>
	wholeService.map(({ entitySet, select }) => ({
		entitySet,
		select: select.filter((name) => !lacking.includes(name)),
	}));

/** A SAP with these invoices, which goes by year and number, and refuses fields that its service does not have. */
const served =
	(rows: IDataObject[], service: Array<{ entitySet: string; select: readonly string[] }> = wholeService) =>
	(url: URL): FakeAnswer => {
		if (url.pathname.endsWith('$metadata')) return { body: metadataOf(service) };
		const has = new Set(service.flatMap(({ select }) => select));
		const unknown = (url.searchParams.get('$select') ?? '')
			.split(',')
			.flatMap((path) => path.split('/').slice(-1))
			.find((name) => !has.has(name));
		if (unknown !== undefined)
			return { status: 400, body: { error: { code: 'X/1', message: { lang: 'de', value: `Feld ${unknown} fehlt` } } } };
		const filter = url.searchParams.get('$filter') ?? '';
		const [, year = '', number = ''] = /FiscalYear gt '(\d+)'.*SupplierInvoice gt '(\d+)'/.exec(filter) ?? [];
		const among = [...filter.matchAll(/SupplierInvoice eq '(\d+)'/g)].map(([, key]) => key);
		const inYear = /^\(?FiscalYear eq '(\d+)'/.exec(filter)?.[1] ?? /and \(FiscalYear eq '(\d+)'/.exec(filter)?.[1];
		const fits = (row: IDataObject) =>
			`${String(row.FiscalYear)}/${String(row.SupplierInvoice)}` > `${year}/${number}` &&
			(among.length === 0 || (among.includes(String(row.SupplierInvoice)) && row.FiscalYear === inYear));
		return listOf('V2', rows.filter(fits).slice(0, Number(url.searchParams.get('$top') ?? Infinity)));
	};

async function execute(parameters: Record<string, unknown>, answer: (url: URL) => FakeAnswer) {
	const { context, requests } = fakeSap({ parameters: { resource: 'supplierInvoice', ...parameters }, answer });
	const [items = []] = await new SapS4Hana().execute.call(context as IExecuteFunctions);
	const urls = requests.map(({ url }) => new URL(url)).filter(({ pathname }) => !pathname.endsWith('$metadata'));
	return { ids: items.map(({ json }) => json.id), filters: urls.map((url) => url.searchParams.get('$filter')), urls };
}

const getMany = { operation: 'getAll', returnAll: true };
/** The same numbers come in each year. */
const twoYears = ['2025', '2026'].flatMap((FiscalYear) =>
	Array.from({ length: 3 }, (_, index) => invoiceRow({ FiscalYear, SupplierInvoice: String(5105600101 + index) })),
);

describe('Supplier Invoice > Get Many', () => {
	it('reads the same number of two fiscal years', async () => {
		const { ids, filters } = await execute({ ...getMany, options: { pageSize: 2 } }, served(twoYears));
		expect(ids).toEqual(
			['2025', '2026'].flatMap((year) => ['5105600101', '5105600102', '5105600103'].map((key) => `${year}/${key}`)),
		);
		expect(filters[1]).toBe("(FiscalYear gt '2025') or ((FiscalYear eq '2025') and (SupplierInvoice gt '5105600102'))");
	});

	it('reads whole days, one more at each end', async () => {
		const filters = { createdFrom: '2026-10-02T06:00:00Z', createdTo: '2026-10-03T06:00:00Z' };
		const { filters: asked } = await execute({ ...getMany, filters }, served(twoYears));
		expect(asked).toEqual([
			"(CreationDate ge datetime'2026-10-01T00:00:00') and (CreationDate le datetime'2026-10-04T00:00:00')",
		]);
	});

	it('reads invoices by year and number, each year by itself', async () => {
		const filters = { invoiceIds: '2026/5105600102, 2025/5105600101' };
		const { ids, filters: asked } = await execute({ ...getMany, filters }, served(twoYears));
		expect(ids.sort()).toEqual(['2025/5105600101', '2026/5105600102']);
		expect(asked).toHaveLength(2);
	});

	it('reads without the fields that an older release does not have', async () => {
		const { ids, urls } = await execute(getMany, served(twoYears, without('IsReversal', 'SupplierInvoiceItemText')));
		expect(ids).toHaveLength(6);
		expect(urls[0]?.searchParams.get('$select')).toContain('IsReversal');
		expect(urls[1]?.searchParams.get('$select')).not.toContain('IsReversal');
	});

	it('names the fields that it cannot do without', async () => {
		const error = await errorOf(
			async () => await execute(getMany, served(twoYears, without('SupplierInvoiceItemAmount'))),
		);
		expect(error.message).toContain(
			'has no field SupplierInvoiceItemAmount in A_SuplrInvcItemPurOrdRef of API_SUPPLIERINVOICE_PROCESS_SRV',
		);
	});

	it('refuses what is not an invoice', async () => {
		const filters = { invoiceIds: '5105600102' };
		const error = await errorOf(async () => await execute({ ...getMany, filters }, served(twoYears)));
		expect(error.message).toContain('Invoices');
	});
});

describe('Supplier Invoice > Get', () => {
	it('reads one invoice of a year', async () => {
		const parameters = { operation: 'get', supplierInvoice: '5105600102', fiscalYear: '2025' };
		expect((await execute(parameters, served(twoYears))).ids).toEqual(['2025/5105600102']);
	});
});
