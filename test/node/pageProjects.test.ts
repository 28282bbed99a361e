import { tablesWith, type Given } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { openPage, sendForm, textOf, tokenIn } from '../support/pages.ts';
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
	state: [{ entity: 'lease', sync_workflow: 'sync1' }],
};
const some = async (more: Given = {}) => await tablesWith({ ...given, ...more });
const cellsOf = (tables: MemoryTables, column: string) => tables.rows(table).map((row) => row[column] ?? '');

const branching = async (tables: MemoryTables, branch: string, query: object = {}) =>
	await openPage(tables, { ...page, do: 'branch', project: '2202', branch, ...query });
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
		expect(text).toContain('Documents in no project 3 700.00 USD');
		expect(text).toMatch(/WBS element X-1 2 documents 550\.00 USD .*WBS element U-2200\.1 1 document 150\.00 USD/);
		expect(text).toContain('2201 Tower synced P-1001');
	});

	it('leaves out a WBS element that a row has been filled for since', async () => {
		const projects = [{ ...tower, sap_wbs_prefix: 'X-1' }, bridge];
		expect(textOf(await openPage(await some({ projects }), page))).not.toContain('WBS element X-1 ');
	});

	it('a branch is announced with what it places, added to what is there, and undone', async () => {
		const tables = await some();
		const html = await branching(tables, 'U-2200');
		const text = textOf(html);
		expect(text).toContain('WBS elements of U-2200 belong to project 2202 Bridge, beside those of P-1002, U-1.');
		expect(text).toContain('Of what is in no project, it places 1 document, 150.00 USD.');
		expect(text).toContain('Of 1 document, 50.00 USD it places a part');
		expect(cellsOf(tables, 'sap_wbs_prefix')).toEqual(['', 'U-1']);
		expect(await saving(tables, html)).toContain('Saved: U-2200 for project 2202.');
		expect(cellsOf(tables, 'sap_wbs_prefix')).toEqual(['', 'U-1, U-2200']);
		expect(tables.rows(table)[1]).toMatchObject({ changed_by: 'Ann (pages)', sap_project: 'P-1002' });
		expect(textOf(await openPage(tables, page))).not.toContain('WBS element U-2200');
		expect(await undoing(tables)).toContain('Undone: 1 row.');
		expect(cellsOf(tables, 'sap_wbs_prefix')).toEqual(['', 'U-1']);
	});

	it('says 0 where it places nothing, and what an exception does not name in full is no more than a part', async () => {
		expect(textOf(await branching(await some(), 'Y-9'))).toContain('it places 0 documents.');
		const exceptions = [homeless('41', ['U-2'], '150.00', ' and 3 more')];
		const text = textOf(await branching(await some({ exceptions }), 'U-2*'));
		expect(text).toContain('it places 0 documents.');
		expect(text).toContain('Of 1 document, 150.00 USD it places a part');
	});

	it('says which WBS elements move from another project, and that a project takes nothing', async () => {
		const tables = await some({
			projects: [
				{ ...tower, sap_project: 'P-1001' },
				{ ...bridge, sync_enabled: false, active: false },
			],
			cost_codes: [{ wbs_element: 'P-1001.2.1', gl_account: '63*' }],
		});
		const text = textOf(await branching(tables, 'P-1001.2'));
		expect(text).toContain('1 WBS element that the tables know moves here from project 2201: P-1001.2.1.');
		expect(text).toContain('The sync of this project is off');
		expect(text).toContain('The project is inactive in Procore');
	});

	it.each([
		['', '2202', 'That is not a branch'],
		['*', '2202', 'That is not a branch'],
		['U*1', '2202', 'That is not a branch'],
		['U-1, U-2', '2202', 'That is not a branch'],
		['x'.repeat(61), '2202', 'That is not a branch'],
		['U-2', '9999', 'The roster has no such project'],
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
		expect(textOf(html)).toContain('The sync starts now, for 2 documents.');
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
		expect(textOf(await branching(await some(), 'Y-9', { do: 'branch-run' }))).toContain('places nothing that waits');
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
		expect(textOf(await setting('dollar'))).toContain('That is no currency');
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
