import { tablesWith, type Given } from '../support/madeReports.ts';
import { assignment, orderItem, purchaseOrder } from '../support/orders.ts';
import { makeFile, openPage, readRequest, textOf, webhook } from '../support/pages.ts';
import { exceptionRow } from '../support/reports.ts';

const projects = [
	{ project_id: '2201', project_name: 'Tower', sap_project: 'P-1001', active: true, sync_enabled: true },
];
const keys = { company_code: '1010', gl_account: '630000', cost_center: '' };
const rows = [
	{ ...keys, wbs_element: 'P-1001.1', cost_code: '', enabled: true },
	{ ...keys, wbs_element: 'P-1001.2', cost_code: '', enabled: true },
	{ ...keys, wbs_element: 'P-1001.3', cost_code: '03-100', cost_type: 'M', enabled: true },
];
const lacks = (wbs: string, amount: string, currency = 'USD') => [
	...['1010', '630000', '', wbs, amount, currency, 'Concrete C30'],
];
const exception = (sap_key: string, unmapped: string[][], more: object = {}) => ({
	...exceptionRow({ sap_key }),
	unmapped: JSON.stringify(unmapped),
	...more,
});
const exceptions = [
	exception('4500000001', [lacks('P-1001.1', '100.00')]),
	exception('4500000002', [lacks('P-1001.1', '50.00'), lacks('P-1001.2', '7.00')]),
	exception('|', [lacks('P-1001.1', '0.50')], { entity: 'actual_cost' }),
	// What nobody waits for any more, and what somebody has mapped since.
	exception('4500000003', [lacks('P-1001.1', '999.00')], { status: 'resolved' }),
	exception('4500000004', [lacks('P-1001.1', '999.00')], { status: 'ignored' }),
	exception('4500000005', [lacks('P-1001.3', '999.00')]),
	// A plan is no amount that waits beside orders and costs.
	exception('|', [lacks('P-1001.1', '999.00')], { entity: 'budget' }),
];
const some = async (given: Given = {}) => await tablesWith({ projects, cost_codes: rows, exceptions, ...given });
const order = purchaseOrder({
	items: [orderItem({ assignments: [assignment({ wbsElement: 'P-1001.3', glAccount: '630000' })] })],
});

describe('The page Mapping, opened for the first time', () => {
	afterEach(() => jest.useRealTimers());

	it('asks neither system, and shows what runs have recorded, as of when', async () => {
		const tables = await some();
		const { report } = await readRequest(tables, webhook({ page: 'mapping' }));
		expect(report).toMatchObject({ sapReads: [], procoreReads: [], kept: false });
		const text = textOf(await openPage(tables, { page: 'mapping' }));
		expect(text).toContain('company code 1010 Tower · 3 documents 150.50 USD');
		expect(text).toContain('company code 1010 Tower · 1 document 7.00 USD');
		expect(text).toContain('Waits for it 157.50 USD');
		expect(text).toContain('Amounts as runs have recorded them, the last at 2026-10-01 05:00 UTC. Read SAP now');
	});

	it('who asks for cost codes is shown what SAP calls accounts as well, then and later', async () => {
		const tables = await some({ settings: {} });
		const { report } = await readRequest(tables, webhook({ page: 'mapping', codes: 'refresh', sap: '' }));
		expect(report).toMatchObject({ sapReads: ['texts'], procoreReads: ['codes'] });
		const sap = [{ read: 'texts', record: { of: 'glAccounts', key: '630000', text: 'Raw materials' } }];
		expect(textOf(await openPage(tables, { page: 'mapping', codes: 'refresh' }, { sap }))).toContain('Raw materials');
		expect(textOf(await openPage(tables, { page: 'mapping' }))).toContain('Raw materials · Concrete C30');
	});

	it('what an earlier version has recorded without its account assignments is named, and nothing is said to be zero', async () => {
		const older = exceptionRow({ sap_key: '4500000009', entity: 'purchase_order' });
		const broken = exception('4500000008', [['1010', '630000']]);
		const text = textOf(await openPage(await some({ exceptions: [older, broken] }), { page: 'mapping' }));
		expect(text).toContain('How much waits for what is not on record for 2 exceptions: it is from the next run on.');
		expect(text).toContain('what waits is not known');
		expect(text).not.toContain('nothing waits now');
	});

	it('before the first run only SAP can say anything: it is read', async () => {
		const { report } = await readRequest(await some({ settings: null }), webhook({ page: 'mapping' }));
		expect(report).toMatchObject({ sapReads: ['orders', 'costs', 'texts'] });
	});

	it('the file has what SAP calls accounts, elements and items, and the suggestions of the page', async () => {
		const tables = await some();
		const texts = [
			{ of: 'glAccounts', key: '0000630000', text: 'Raw materials' },
			{ of: 'wbsElements', key: 'P-1001.1', text: 'Foundation' },
		].map((record) => ({ read: 'texts', record }));
		const codes = [['03-300', 'M', 'Raw concrete', 'Materials']];
		const read = { customer: 'acme', read_at: '2026-11-01T00:00:00.000Z', codes: JSON.stringify(codes) };
		tables.addRows('sap_procore_project_codes', [{ ...read, project_id: '2201' }]);
		const html = await openPage(tables, { page: 'mapping', codes: 'refresh' }, { sap: texts });
		expect(html).toContain('>03-300 / M</a>');
		const file = (await makeFile(tables, { page: 'mapping', format: 'csv' })).toString('utf8');
		expect(file).toContain(',Tower,Raw materials,,Foundation,Concrete C30,03-300 / M,');
		// A row that is filled has its texts too, as far as they were read.
		expect(file).toContain('1010,630000,,P-1001.3,0,,,Tower,Raw materials,,,,,03-100,M,');
	});

	it('who asks for SAP as of now has it read; the file is of what the page shows', async () => {
		const tables = await some();
		const asked = async (query: object) => (await readRequest(tables, webhook({ page: 'mapping', ...query }))).report;
		expect(await asked({ sap: 'read' })).toMatchObject({ sapReads: ['orders', 'costs', 'texts'], kept: false });
		expect(await asked({ format: 'xlsx' })).toMatchObject({ sapReads: [], kept: false });
	});

	it('does not say how much is mapped before SAP was read; then as of when', async () => {
		const tables = await some();
		expect(textOf(await openPage(tables, { page: 'mapping' }))).toContain(
			'Value with a cost code ? Read SAP to see it',
		);
		const sap = [{ read: 'orders', record: order }];
		expect(textOf(await openPage(tables, { page: 'mapping', sap: 'read' }, { sap }))).toContain('100.0 %');
		// What is kept in memory is forgotten after ten minutes.
		jest.useFakeTimers({ now: Date.now() + 11 * 60_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
		const text = textOf(await openPage(tables, { page: 'mapping' }));
		expect(text).toContain('Value with a cost code 100.0 %');
		expect(text).toMatch(/Value with a cost code: SAP and the map as at \d{4}-\d\d-\d\d \d\d:\d\d UTC\./);
		expect(text).toContain('3 documents 150.50 USD');
	});
});
