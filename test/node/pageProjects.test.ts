import { contractOriginId } from '../../nodes/shared/originId';
import { tablesWith, type Given } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { assignment, orderItem, purchaseOrder } from '../support/orders.ts';
import { openPage, readRequest, sendForm, textOf, tokenIn, webhook } from '../support/pages.ts';
import { exceptionRow, hostileNames } from '../support/reports.ts';

const table = 'sap_procore_projects';
const page = { page: 'projects' };

const tower = { project_id: '2201', project_name: 'Tower', sap_project: 'P-1001', currency: 'USD' };
const bridge = { project_id: '2202', project_name: 'Bridge', sap_project: 'P-1002', sap_wbs_prefix: 'U-1' };

/** An order some of whose lines are in no project. */
const homeless = (order: string, elements: string[], amount = '', more = '') =>
	exceptionRow({
		...{ sap_key: order, project_id: '', reason: 'unmapped_project', amount, currency: amount && 'USD' },
		message: `No Procore project for this account assignment: Purchase order ${order}. No row of the roster fits line ${elements
			.map((element, index) => `${(index + 1) * 10}/1 (G/L account 630000, WBS element ${element})`)
			.join('; ')}${more}.`,
	});

const given: Given = {
	projects: [tower, bridge],
	exceptions: [
		homeless('41', ['U-2200.1'], '150.00'),
		homeless('42', ['U-2200.2', 'X-1'], '50.00'),
		homeless('43', ['X-1'], '500.00'),
	],
	state: [
		{ entity: 'lease', sync_workflow: 'sync1' },
		{ entity: 'purchase_order', watermark: '2026-06-01T00:00:00Z' },
	],
	cost_codes: [{ gl_account: '63*', cost_code: '03-100', cost_type: 'M', enabled: true }],
	settings: { lanes: 'project, supplier, purchase_order, requisition, actual_cost' },
};

const order = (purchaseOrderNumber: string, lines: Record<string, string>) => ({
	...purchaseOrder({
		purchaseOrder: purchaseOrderNumber,
		items: Object.entries(lines).map(([wbsElement, amount], index) =>
			orderItem({
				...{ item: String(10 * (index + 1)), netAmount: amount, netPrice: amount, quantity: '1' },
				assignments: [assignment({ wbsElement })],
			}),
		),
	}),
	changedAt: '2026-01-01T00:00:00Z',
});
/** What SAP answers when somebody is about to add a branch; the last one is sent to project 2201. */
const sap = [
	{ read: 'system', record: { system: 'S4P', now: new Date().toISOString() } },
	...[
		order('41', { 'U-2200.1': '150.00' }),
		order('42', { 'U-2200.2': '20.00', 'X-1': '30.00' }),
		order('43', { 'X-1': '500.00' }),
		order('44', { 'P-1001.2.1': '7.00' }),
	].map((record) => ({ read: 'orders', record })),
];
const some = async (more: Given = {}) => await tablesWith({ ...given, ...more });
const cellsOf = (tables: MemoryTables, column: string) => tables.rows(table).map((row) => row[column] ?? '');

const branching = async (tables: MemoryTables, branch: string, query: object = {}) =>
	await openPage(tables, { ...page, do: 'branch', project: '2202', branch, ...query }, { sap });
const sending = async (tables: MemoryTables, html: string, more: object = {}) =>
	await sendForm(tables, { token: tokenIn(html), name: 'Ann', ...more }, { query: page });
const saving = async (tables: MemoryTables, html: string) =>
	textOf(await openPage(tables, Object.fromEntries((await sending(tables, html)).location)));
const undoing = async (tables: MemoryTables) =>
	await saving(
		tables,
		await openPage(tables, { ...page, do: 'undo', form: String(tables.rows('sap_procore_changes').at(-1)?.form_id) }),
	);

describe('The page Projects', () => {
	it('shows what is in no project, the largest amount first, and the roster', async () => {
		const text = textOf(await openPage(await some(), page));
		expect(text).toContain('Documents in no project 3 700.00 USD · as of the last run');
		expect(text).toMatch(
			/WBS element X-1 on 2 documents of 550\.00 USD in all .*WBS element U-2200\.1 on 1 document of 150\.00 USD in all/,
		);
		expect(text).toContain('2201 Tower sync on P-1001');
	});

	it('counts as taking part only what something of SAP belongs to', async () => {
		const projects = [
			tower,
			{ project_id: '2203', project_name: 'Mill' },
			{ ...bridge, active: false, sync_enabled: false },
			{ ...bridge, project_id: '2204', sap_project: '', sap_wbs_prefix: '*' },
		];
		const text = textOf(await openPage(await some({ projects }), page));
		expect(text).toContain('Take part in the sync 1');
		expect(text).toContain('2203 Mill sync on, nothing of SAP belongs to it');
		expect(text).toContain('2202 Bridge sync off, inactive in Procore P-1002');
		expect(text).toContain('2204 Bridge sync on, nothing of SAP belongs to it *');
	});

	it('leaves out a WBS element that a row has been filled for since, and the documents that wait for no other', async () => {
		const projects = [{ ...tower, sap_wbs_prefix: 'X-1' }, bridge];
		const text = textOf(await openPage(await some({ projects }), page));
		expect(text).not.toContain('WBS element X-1 ');
		expect(text).toContain('Documents in no project 2 200.00 USD · as of the last run · 1 has been given one since');
		// What its exception says nothing of may be in no project by a cost center.
		const noElement = {
			...homeless('44', [], '1.00'),
			message: 'No row of the roster fits line 10/1 (cost center 1).',
		};
		const unnamed = await some({ projects, exceptions: [noElement] });
		expect(textOf(await openPage(unnamed, page))).toContain('Documents in no project 1 1.00 USD');
		const cut = await some({ projects, exceptions: [homeless('45', ['X-1'], '2.00', ' and 3 more')] });
		expect(textOf(await openPage(cut, page))).toContain('Documents in no project 1 2.00 USD');
		const all = [{ ...tower, sap_wbs_prefix: 'X-1, U-2200' }, bridge];
		const html = await openPage(await some({ projects: all }), page);
		expect(textOf(html)).toContain('Documents in no project 0 as of the last run · 3 have been given one since');
		// Whether that is all of it, the next run tells.
		expect(html).toContain('<div class="tile calm"><div class="label">Documents in no project');
	});

	it('a branch is announced with what it places, added to what is there, and undone', async () => {
		const tables = await some();
		const html = await branching(tables, 'U-2200');
		const text = textOf(html);
		expect(text).toContain('WBS elements of U-2200 belong to project 2202 Bridge, beside those of P-1002, U-1.');
		expect(text).toContain('The next run releases 2 purchase orders (170.00 USD) that wait for this.');
		expect(text).toContain('0 documents that are in Procore already will move.');
		expect(text).toMatch(/Still not sent \(No Procore project[^)]*\): 1 purchase order \(30\.00 USD\)\./);
		expect(text).toMatch(/purchase order 41 1 released Bridge · 03-100 \/ M 150\.00 USD/);
		expect(cellsOf(tables, 'sap_wbs_prefix')).toEqual(['', 'U-1']);
		expect(await saving(tables, html)).toContain('Saved: U-2200 for project 2202.');
		expect(cellsOf(tables, 'sap_wbs_prefix')).toEqual(['', 'U-1, U-2200']);
		expect(tables.rows(table)[1]).toMatchObject({ changed_by: 'Ann (pages)', sap_project: 'P-1002' });
		expect(textOf(await openPage(tables, page))).not.toContain('WBS element U-2200');
		expect(await undoing(tables)).toContain('Undone: 1 row.');
		expect(cellsOf(tables, 'sap_wbs_prefix')).toEqual(['', 'U-1']);
	});

	it('reads what the next run goes by, for a branch and for nothing else', async () => {
		const { report } = await readRequest(await some(), webhook({ ...page, do: 'branch', branch: 'U-2' }));
		expect(report).toMatchObject({ sapReads: ['system', 'orders', 'requisitions', 'costs'], procoreReads: [] });
		for (const query of [{}, { do: 'sync-off' }, { do: 'undo' }])
			expect((await readRequest(await some(), webhook({ ...page, ...query }))).report).toMatchObject({ sapReads: [] });
	});

	it('says 0 where it brings nothing', async () => {
		expect(textOf(await branching(await some(), 'Y-9'))).toContain('The next run releases 0 documents.');
	});

	it.each([
		[{ settings: null }, sap, 'No run is on record'],
		[{}, sap.slice(1), 'SAP did not say which system it is.'],
		[{}, [...sap, { error: 'SAP is down', details: { read: 'orders' } }], 'Orders could not be read: SAP is down'],
	])('says so when it cannot be told, and adds the branch all the same: %#', async (more, read, said) => {
		const tables = await some(more);
		const html = await openPage(tables, { ...page, do: 'branch', project: '2202', branch: 'U-2200' }, { sap: read });
		expect(textOf(html)).toContain(`What the next run does because of it is not known: ${said}`);
		expect(await saving(tables, html)).toContain('Saved: U-2200 for project 2202.');
	});

	it('says what moves from another project, and that a project takes nothing', async () => {
		const contract = { sap_key: '44', project_id: '2201', origin_id: contractOriginId('S4P', '44', '2201') };
		const moving = await some({ contracts: [contract] });
		expect(textOf(await branching(moving, 'P-1001.2'))).toContain(
			'1 purchase order (7.00 USD) will be released or moved later: with Run now after saving',
		);
		const tables = await some({ projects: [tower, { ...bridge, sync_enabled: false, active: false }] });
		const text = textOf(await branching(tables, 'U-2200'));
		expect(text).toContain('The next run releases 0 documents.');
		expect(text).toContain('The sync of this project is off');
		expect(text).toContain('The project is inactive in Procore');
	});

	it.each([
		['', '2202', 'That is not a branch'],
		['*', '2202', 'That is not a branch'],
		['U*1', '2202', 'That is not a branch'],
		['U-1, U-2', '2202', 'That is not a branch'],
		['x'.repeat(61), '2202', 'That is not a branch'],
		['U-2', '9999', 'Enter its project ID in Procore'],
		['U-1', '2202', 'has U-1 already'],
		['P-1001', '2202', 'P-1001 belongs to project 2201 Tower'],
	])('%j for project %s is refused before anything is announced', async (branch, project, said) => {
		const html = await branching(await some(), branch, { project });
		expect(textOf(html)).toContain(said);
		expect(tokenIn(html)).toBe('');
	});

	it('adds a branch and starts the sync for what it places', async () => {
		const tables = await some();
		const html = await branching(tables, 'U-2200', { do: 'branch-run' });
		expect(textOf(html)).toContain('The sync starts now, for 2 purchase orders.');
		const { item } = await sending(tables, html);
		expect(item).toMatchObject({
			started: true,
			replay: {
				documents: [
					{ entity: 'purchase_order', key: '41' },
					{ entity: 'purchase_order', key: '42' },
				],
			},
		});
		expect(textOf(await branching(await some(), 'Y-9', { do: 'branch-run' }))).toContain('brings nothing to Procore');
	});

	it('switches the sync of several projects off and on, says what is open, and takes it back', async () => {
		const exceptions = [exceptionRow({ project_id: '2201', amount: '70.00', currency: 'USD' })];
		const tables = await some({ exceptions });
		const project = ['2201', '2202'];
		const html = await openPage(tables, { ...page, do: 'sync-off', project });
		expect(textOf(html)).toContain('Of them are open: 1 exception, 70.00 USD.');
		expect(await saving(tables, html)).toContain('Saved: sync off for 2 projects.');
		expect(cellsOf(tables, 'sync_enabled')).toEqual([false, false]);
		expect(textOf(await openPage(tables, { ...page, do: 'sync-off', project }))).toContain('is off already');
		await saving(tables, await openPage(tables, { ...page, do: 'sync-on', project: '2202' }));
		expect(cellsOf(tables, 'sync_enabled')).toEqual([false, true]);
		expect(textOf(await openPage(tables, { ...page, do: 'sync-on', project: '1' }))).toContain('Choose projects');
		await undoing(tables);
		expect(cellsOf(tables, 'sync_enabled')).toEqual([false, false]);
	});

	it('sets the currency, and says how many documents are held for it', async () => {
		const exceptions = [exceptionRow({ project_id: '2201', reason: 'currency_mismatch' })];
		const tables = await some({ exceptions });
		const setting = async (currency: string) =>
			await openPage(tables, { ...page, do: 'currency', project: '2201', currency });
		expect(textOf(await setting('dollar'))).toContain('That is not a currency');
		expect(textOf(await setting('usd'))).toContain('has the currency USD already');
		const html = await setting('cad');
		expect(textOf(html)).toContain('1 document of the project is held for the currency');
		await saving(tables, html);
		expect(cellsOf(tables, 'currency')).toEqual(['CAD', '']);
	});

	it.each(hostileNames)('shows %j as text', async (name) => {
		const tables = await some({
			projects: [{ ...bridge, project_name: name, sap_project: name, sap_wbs_prefix: name, currency: name }],
			exceptions: [homeless('41', [name])],
		});
		for (const html of [await openPage(tables, page), await branching(tables, 'U-2200')])
			expect(html).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
	});

	it('takes 2,000 documents in no project, and 500 projects', async () => {
		const html = await openPage(
			await some({
				projects: Array.from({ length: 500 }, (_, index) => ({ ...tower, project_id: String(index), sap_project: '' })),
				exceptions: Array.from({ length: 2000 }, (_, index) => homeless(String(index), [`U-${index}`])),
			}),
			page,
		);
		expect(textOf(html)).toContain('1,900 more in the file');
		expect(html.length).toBeLessThan(1_000_000);
	});
});
