import { data, type Entity, type SapUnderTest, startSap, supplierInvoices } from './sap-client.ts';

let sap: SapUnderTest;
beforeEach(async () => {
	sap = await startSap({ invoices: [] });
});
afterEach(() => sap.server.close());

const orderNumber = (name: string) => data.orderCases[name]?.order ?? '';
const results = (value: unknown) => (value as { results: Entity[] }).results;
const expand = 'to_SuplrInvcItemPurOrdRef/to_SupplierInvoiceItmAcctAssgmt';
const list = async ($filter: string) =>
	(await sap.list('A_SupplierInvoice', { $filter, $expand: expand }, supplierInvoices)).results;
const post = (order: string, more = {}) => sap.change({ do: 'post-supplier-invoice', order, ...more });

test('an invoice on an order, with the account assignments of its items', async () => {
	const order = orderNumber('quantitySplit');
	await post(order, { number: '5105600101', items: [{ item: '10', amount: '100.00' }], reference: 'INV-77' });
	const [invoice, ...others] = await list("FiscalYear eq '2026' and SupplierInvoice eq '5105600101'");
	expect(others).toEqual([]);
	expect(invoice).toMatchObject({
		CompanyCode: '1710',
		CreationDate: '/Date(1790899200000)/',
		DocumentCurrency: 'USD',
		InvoiceGrossAmount: '108.25',
		SupplierInvoiceIDByInvcgParty: 'INV-77',
		SupplierInvoiceIsCreditMemo: '',
		SupplierInvoiceStatus: '5',
		IsReversed: false,
		ReverseDocument: '',
	});
	const [item] = results(invoice?.to_SuplrInvcItemPurOrdRef);
	expect(item).toMatchObject({
		PurchaseOrder: order,
		PurchaseOrderItem: '10',
		SupplierInvoiceItemAmount: '100.00',
		RetentionPercentage: '0.00',
	});
	const assignments = results(item?.to_SupplierInvoiceItmAcctAssgmt);
	expect(assignments.map((row) => row.SuplrInvcAcctAssignmentAmount)).toEqual(['30.00', '30.00', '40.00']);
	expect(assignments[0]).toMatchObject({ AccountAssignmentNumber: '1', DebitCreditCode: 'S' });
	expect(assignments[0]?.WBSElement).toMatch(/^P-/);
});

test('returns are credits among debits; amounts have no sign', async () => {
	await post(orderNumber('returnsItem'));
	const [invoice] = await list("SupplierInvoiceStatus eq '5'");
	const items = results(invoice?.to_SuplrInvcItemPurOrdRef);
	const codes = items.map((item) => results(item.to_SupplierInvoiceItmAcctAssgmt)[0]?.DebitCreditCode);
	expect(codes).toEqual(['S', 'H']);
	expect(items.filter((item) => String(item.SupplierInvoiceItemAmount).startsWith('-'))).toEqual([]);
});

test('a reversal is a credit memo of another day; each of the two names the other', async () => {
	await post(orderNumber('percentSplit'), { number: '5105600101', postingDate: '2025-12-30' });
	const reverse = { do: 'reverse-supplier-invoice', invoice: '5105600101' } as const;
	expect((await sap.change(reverse)).status).toBe(200);
	const [first, second] = await list("CompanyCode eq '1710'");
	expect(first).toMatchObject({ FiscalYear: '2025', IsReversed: true, IsReversal: false });
	expect(second).toMatchObject({
		FiscalYear: '2026',
		SupplierInvoiceIsCreditMemo: 'X',
		ReverseDocument: '5105600101',
		ReverseDocumentFiscalYear: '2025',
		IsReversal: true,
	});
	expect(first?.ReverseDocument).toBe(second?.SupplierInvoice);
	expect((await sap.change(reverse)).status).toBe(400);
});

test('found by the day on which they were recorded, a page at a time; a release without a field', async () => {
	for (const name of ['percentSplit', 'quantitySplit', 'amountSplit']) await post(orderNumber(name));
	await sap.change({ do: 'page-size', v2: { default: 2 } });
	const day = "CreationDate ge datetime'2026-10-02T00:00:00'";
	const page = await sap.list('A_SupplierInvoice', { $filter: day, $select: 'SupplierInvoice' }, supplierInvoices);
	expect(page.results).toHaveLength(2);
	expect(page.__next).toContain('skiptoken');
	expect(await list("CreationDate ge datetime'2026-10-03T00:00:00'")).toEqual([]);
	const service = { service: 'API_SUPPLIERINVOICE_PROCESS_SRV', set: 'A_SupplierInvoice' };
	await sap.change({ do: 'hide-property', ...service, property: 'IsReversed' });
	const answer = await sap.get(`${supplierInvoices}/A_SupplierInvoice`, { $select: 'IsReversed' });
	expect(answer.status).toBe(400);
});

test('refuses an order or an item that SAP does not have; other fields are edited as they are', async () => {
	expect((await post('4599999999')).status).toBe(400);
	expect((await post(orderNumber('percentSplit'), { items: [{ item: '990' }] })).status).toBe(400);
	await post(orderNumber('percentSplit'), { number: '5105600101', status: 'A' });
	await sap.change({ do: 'edit-supplier-invoice', invoice: '5105600101', set: { PaymentBlockingReason: 'R' } });
	await sap.change({
		do: 'edit-supplier-invoice',
		invoice: '5105600101',
		item: '1',
		set: { RetentionPercentage: '5.00' },
	});
	const [invoice] = await list("SupplierInvoiceStatus eq 'A'");
	expect(invoice?.PaymentBlockingReason).toBe('R');
	expect(results(invoice?.to_SuplrInvcItemPurOrdRef)[0]?.RetentionPercentage).toBe('5.00');
});
