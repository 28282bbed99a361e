import { tablesWith, type Given } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { makeFile, openPage, sendForm, textOf, tokenIn } from '../support/pages.ts';
import { hostileNames } from '../support/reports.ts';

const map = 'sap_procore_cost_codes';
const toFill = {
	company_code: '1010',
	gl_account: '63000000',
	cost_center: '',
	wbs_element: 'P-1001.01',
	cost_code: '',
	note: 'PO 4500000001',
};
const mapped = {
	company_code: '',
	gl_account: '64*',
	cost_center: '',
	wbs_element: '',
	cost_code: '03-100',
	cost_type: 'M',
};
const keys = { company_code: '1010', gl_account: '63000000', cost_center: '', wbs_element: 'P-1001.01' };

const some = async (rows: Given['cost_codes'] = [toFill, mapped]) => await tablesWith({ cost_codes: rows });
const rowsOf = (tables: MemoryTables) =>
	tables
		.rows(map)
		.map((row) =>
			['company_code', 'gl_account', 'wbs_element', 'cost_code', 'cost_type']
				.map((column) => String(row[column] ?? ''))
				.join('|'),
		);

/** Chooses a cost code, as far as the page that asks to confirm it. */
const choosing = async (tables: MemoryTables, query: object = {}) =>
	await openPage(tables, { page: 'mapping', do: 'map', ...keys, code: '02-400 / S', scope: 'combination', ...query });
const saving = async (tables: MemoryTables, html: string) => {
	const { location } = await sendForm(tables, { token: tokenIn(html), name: 'Ann' }, { query: { page: 'mapping' } });
	return textOf(await openPage(tables, Object.fromEntries(location)));
};

describe('The page Mapping', () => {
	it('shows what nobody has mapped, where it was met first, and the codes that the map has', async () => {
		const html = await openPage(await some(), { page: 'mapping' });
		expect(textOf(html)).toContain('WBS element P-1001.01 · G/L account 63000000 · company code 1010');
		expect(textOf(html)).toContain('PO 4500000001');
		expect(html).toContain('<option value="03-100 / M">');
		expect(textOf(html)).toContain('all of G/L account 63000000 in company code 1010');
	});

	it('says which row will be written, writes it when that is confirmed, and takes it back', async () => {
		const tables = await some();
		const html = await choosing(tables);
		expect(textOf(html)).toContain('gets the cost code 02-400 / S');
		expect(textOf(html)).toContain('No row has 02-400 / S yet');
		expect(rowsOf(tables)[0]).toBe('1010|63000000|P-1001.01||');
		expect(await saving(tables, html)).toContain('Saved: 02-400 / S for 1010 63000000 P-1001.01.');
		expect(rowsOf(tables)[0]).toBe('1010|63000000|P-1001.01|02-400|S');
		expect(tables.rows(map)[0]).toMatchObject({ changed_by: 'Ann (pages)', note: 'PO 4500000001' });
		const form = String(tables.rows('sap_procore_changes')[0]?.form_id);
		expect(await saving(tables, await openPage(tables, { page: 'mapping', do: 'undo', form }))).toContain(
			'Undone: 1 row.',
		);
		expect(rowsOf(tables)[0]).toBe('1010|63000000|P-1001.01||');
	});

	it('neither counts nor lists what a row for the whole account covers, nor does its file or Exceptions', async () => {
		const other = { ...toFill, gl_account: '65000000' };
		const tables = await some([toFill, { ...toFill, wbs_element: 'P-1001.02' }, other, mapped]);
		const sheet = async () => (await makeFile(tables, { page: 'mapping', format: 'csv' })).toString('utf8');
		expect(textOf(await openPage(tables, { page: 'mapping' }))).toContain('To map 3');
		expect(await sheet()).toContain('1010,63000000,,P-1001.02,');
		await saving(tables, await choosing(tables, { scope: 'account' }));
		const page = textOf(await openPage(tables, { page: 'mapping' }));
		expect(page).toContain('To map 1');
		expect(page).not.toContain('WBS element P-1001.02');
		expect(await sheet()).not.toContain('P-1001.02');
		expect(await sheet()).toContain('1010,65000000,,P-1001.01,');
		expect(textOf(await openPage(tables, { page: 'exceptions' }))).toContain(
			'Account assignments without a cost code 1 ',
		);
	});

	it.each([
		['account', ['1010|63000000||02-400|S'], 'A row is added: G/L account 63000000 · company code 1010'],
		// Not P-1001.01*, which would take P-1001.010 as well.
		['branch', ['||P-1001.01|02-400|S', '||P-1001.01.*|02-400|S'], 'A row is added: WBS element P-1001.01.*'],
	])('for the %s it adds rows, and undoing it deletes them', async (scope, added, said) => {
		const tables = await some();
		const html = await choosing(tables, { scope });
		expect(textOf(html)).toContain(said);
		await saving(tables, html);
		expect(rowsOf(tables)).toEqual([expect.any(String), expect.any(String), ...added]);
		const form = String(tables.rows('sap_procore_changes')[0]?.form_id);
		await saving(tables, await openPage(tables, { page: 'mapping', do: 'undo', form }));
		expect(rowsOf(tables)).toHaveLength(2);
	});

	it('a row that the map has already is changed, however its zeros are written', async () => {
		const tables = await some([{ ...toFill, gl_account: '0063000000', cost_code: '01-100', enabled: false }]);
		const html = await choosing(tables);
		expect(textOf(html)).toContain('changes from 01-100 to 02-400 / S. ');
		expect(textOf(html)).toContain('The row was switched off; it counts again.');
		await saving(tables, html);
		expect(rowsOf(tables)).toEqual(['1010|0063000000|P-1001.01|02-400|S']);
	});

	it('of two people who map the same, the later one is told, and nothing is overwritten', async () => {
		for (const scope of ['combination', 'account']) {
			const tables = await some();
			const [ann, ben] = [await choosing(tables, { scope }), await choosing(tables, { scope, code: '09-900' })];
			await saving(tables, ann);
			expect(await saving(tables, ben)).toContain('Nothing was saved. Not changed, because');
			expect(rowsOf(tables).join()).not.toContain('09-900');
		}
	});

	it.each([
		[{ code: '' }, 'That is not a cost code'],
		[{ code: 'a / b / c' }, 'That is not a cost code'],
		[{ code: 'x'.repeat(61) }, 'That is not a cost code'],
		[{ scope: 'world' }, 'Choose an account assignment'],
		[{ company_code: '', gl_account: '', wbs_element: '' }, 'Choose an account assignment'],
		[{ wbs_element: 'x'.repeat(61) }, 'Choose an account assignment'],
	])('%j is refused before anything is announced', async (query, said) => {
		const html = await choosing(await some(), query);
		expect(textOf(html)).toContain(said);
		expect(tokenIn(html)).toBe('');
	});

	it.each(hostileNames)('shows %j as text', async (name) => {
		const cells = { gl_account: name, wbs_element: name, cost_center: name, note: name };
		const tables = await some([
			{ ...toFill, ...cells },
			{ ...mapped, cost_code: name, cost_type: name },
		]);
		for (const html of [
			await openPage(tables, { page: 'mapping' }),
			await choosing(tables, { code: name, gl_account: name }),
		])
			expect(html).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
	});

	it('takes 2,000 account assignments', async () => {
		const rows = Array.from({ length: 2000 }, (_, index) => ({ ...toFill, gl_account: String(60_000_000 + index) }));
		const html = await openPage(await some(rows), { page: 'mapping' });
		expect(textOf(html)).toContain('1,900 more in the file');
		expect(html.length).toBeLessThan(1_000_000);
	});
});
