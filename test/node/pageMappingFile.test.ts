import { csvFile } from '../../nodes/SapToProcore/reports/files/csv';
import { xlsxFile } from '../../nodes/SapToProcore/reports/files/xlsx';
import { tablesWith, type Given } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { assignment, orderItem, purchaseOrder } from '../support/orders.ts';
import {
	headers,
	makeFile,
	openPage,
	readRequest,
	sendFile,
	sendForm,
	textOf,
	tokenIn,
	webhook,
} from '../support/pages.ts';
import { exceptionRow, hostileNames } from '../support/reports.ts';

const map = 'sap_procore_cost_codes';
const lanes = 'project, supplier, purchase_order, requisition, actual_cost';
const project = { active: true, sync_enabled: true, currency: 'USD' };
const projects = [
	{ ...project, project_id: '2201', project_name: 'Tower', sap_project: 'P-1001' },
	{ ...project, project_id: '2202', project_name: 'Bridge', sap_project: 'P-1002' },
];
const none = {
	company_code: '0010',
	gl_account: '630000',
	cost_center: '',
	cost_code: '',
	cost_type: '',
	enabled: true,
};
const rows = [
	{ ...none, wbs_element: 'P-1001.1', note: 'PO 4500000001' },
	{ ...none, wbs_element: 'P-1001.2', cost_code: '03-100', cost_type: 'M' },
	{ ...none, wbs_element: 'P-1001.3', cost_code: '03-100', cost_type: 'M', enabled: false },
];
const codes = [
	['03-100', 'M', 'Concrete', 'Materials'],
	['03-100', 'S', 'Concrete', 'Subcontract'],
	['02-400', '01', 'Piling', 'Labor'],
];
const order = {
	...purchaseOrder({
		purchaseOrder: '4500000001',
		companyCode: '0010',
		items: [orderItem({ assignments: [assignment({ wbsElement: 'P-1001.1', glAccount: '630000' })] })],
	}),
	changedAt: '2026-01-01T00:00:00Z',
};
const sap = [
	{ read: 'system', record: { system: 'S4P', now: new Date().toISOString() } },
	{ read: 'orders', record: order },
];
const given: Given = {
	projects,
	cost_codes: rows,
	exceptions: [exceptionRow({ sap_key: '4500000001' })],
	state: [
		{ entity: 'lease', sync_workflow: 'sync1' },
		{ entity: 'purchase_order', watermark: '2026-06-01T00:00:00Z' },
	],
	settings: { lanes },
};
const some = async (more: Given = {}) => {
	const tables = await tablesWith({ ...given, ...more });
	const read = { customer: 'acme', read_at: '2026-11-01T00:00:00.000Z', codes: JSON.stringify(codes) };
	for (const { project_id } of projects) tables.addRows('sap_procore_project_codes', [{ ...read, project_id }]);
	return tables;
};

type Line = Record<string, string | number>;
const columns = ['company_code', 'gl_account', 'cost_center', 'wbs_element', 'cost_code', 'cost_type', 'enabled'];
const line = (wbs_element: string, cost_code: string, cost_type = '', more: Line = {}): Line => ({
	...Object.fromEntries(columns.map((column) => [column, ''])),
	...{ company_code: '0010', gl_account: '630000', wbs_element, cost_code, cost_type },
	...more,
});
const csv = (...lines: Line[]) => ({ name: 'map.csv', bytes: csvFile(lines) });
const text = (content: string) => ({ name: 'map.csv', bytes: Buffer.from(content) });
const send = async (tables: MemoryTables, ...lines: Line[]) => await sendFile(tables, csv(...lines), { sap });
const saved = async (tables: MemoryTables, html: string, more: Record<string, string> = {}) => {
	const token = tokenIn(html);
	expect(token).not.toBe('');
	const { location } = await sendForm(tables, { token, name: 'Ann', ...more }, { query: { page: 'mapping' } });
	return textOf(await openPage(tables, Object.fromEntries(location)));
};
const rowsOf = (tables: MemoryTables) =>
	tables.rows(map).map((row) => [row.wbs_element, row.cost_code, row.cost_type, row.enabled].map(String).join('|'));

describe('The file of the page Mapping', () => {
	it.each(['csv', 'xlsx'])('%s: brought back as it is, it changes nothing', async (format) => {
		const tables = await some();
		const bytes = await makeFile(tables, { page: 'mapping', format }, { sap });
		const html = await sendFile(tables, { name: `map.${format}`, bytes }, { sap });
		expect(textOf(html)).toContain('The file changes nothing.');
		expect(textOf(html)).toContain('New: 0 rows. Changed: 0 rows. Unchanged: 2 rows.');
		expect(textOf(html)).toContain('1 line without a cost code: an empty cell changes nothing.');
		expect(tokenIn(html)).toBe('');
	});

	it('says before anything is saved what is new, changes and stays, what it releases, and saves that once', async () => {
		const tables = await some();
		const html = await send(
			tables,
			line('P-1001.1', '03-100', 'M'),
			line('P-1001.2', '03-100 / S'),
			line('P-1002.*', '02-400', '01'),
			line('P-1001.3', '03-100', 'M'),
		);
		const said = textOf(html);
		expect(said).toContain('3 rows of the map from map.csv');
		expect(said).toContain('New: 1 row. Changed: 2 rows. Unchanged: 1 row.');
		expect(said).toContain('nothing is ever deleted because it is missing in a file');
		expect(said).toContain('The next run releases 1 purchase order (100.00 USD) that waits for this.');
		expect(said).toContain(
			'3 WBS element P-1001.2 · G/L account 630000 · company code 0010 Tower 03-100 / M 03-100 / S',
		);
		expect(said).toContain(
			'4 WBS element P-1002.* · G/L account 630000 · company code 0010 Bridge (no row) 02-400 / 01',
		);
		const before = rowsOf(tables);
		expect(before).toEqual(['P-1001.1|||true', 'P-1001.2|03-100|M|true', 'P-1001.3|03-100|M|false']);
		expect(await saved(tables, html)).toContain('1 purchase order can be sent now');
		expect(rowsOf(tables)).toEqual([
			...['P-1001.1|03-100|M|true', 'P-1001.2|03-100|S|true', 'P-1001.3|03-100|M|false', 'P-1002.*|02-400|01|true'],
		]);
		expect(tables.rows(map)[3]).toMatchObject({ source: 'file', changed_by: 'Ann (pages)' });
		await saved(tables, html);
		expect(tables.rows('sap_procore_changes')).toHaveLength(3);
		const form = String(tables.rows('sap_procore_changes')[0]?.form_id);
		const undone = await saved(tables, await openPage(tables, { page: 'mapping', do: 'undo', form }));
		expect(undone).toContain('Undone: 3 rows.');
		expect(rowsOf(tables)).toEqual(before);
	});

	it('as XLSX, with numbers where Excel has made some: accounts without their zeros are the same accounts', async () => {
		const tables = await some({ cost_codes: [{ ...rows[0], gl_account: '0000630000' }] });
		const bytes = await xlsxFile([line('P-1001.1', '03-100', 'M', { gl_account: 630000, enabled: 'WAHR' })], 'x');
		const html = await sendFile(tables, { name: 'map.xlsx', bytes }, { sap });
		expect(textOf(html)).toContain('New: 0 rows. Changed: 1 row.');
		await saved(tables, html);
		expect(tables.rows(map)[0]).toMatchObject({ gl_account: '0000630000', cost_code: '03-100' });
	});

	it('a row is switched off and on, and never emptied or deleted', async () => {
		const tables = await some();
		const html = await send(
			tables,
			line('P-1001.2', '', '', { enabled: 'no' }),
			line('P-1001.3', '03-100', 'M', { enabled: 'yes' }),
		);
		expect(textOf(html)).toContain('03-100 / M, switched off');
		await saved(tables, html);
		expect(rowsOf(tables)).toEqual(['P-1001.1|||true', 'P-1001.2|03-100|M|false', 'P-1001.3|03-100|M|true']);
	});

	it.each<[string, Line, string]>([
		['an unknown project', line('U-9.1', '03-100', 'M'), 'No project takes WBS element U-9.1.'],
		['a pattern of an unknown project', line('U-9*', '03-100', 'M'), 'No project takes WBS elements U-9*.'],
		[
			'a code that the project does not have',
			line('P-1001.1', '09-900', 'M'),
			'Tower did not have 09-900 / M in Procore at 2026-11-01 00:00 UTC.',
		],
		['a code that no project has', { ...line('', '09-900'), gl_account: '64*' }, 'No project has 09-900 in Procore.'],
		['a type that the code does not have', line('P-1001.1', '03-100', 'X'), 'Its cost types: M, S.'],
		['a code without its type', line('P-1001.1', '03-100'), 'Its cost types: M, S.'],
		['a type that has lost its zero', line('P-1001.1', '02-400', '1'), 'It is 01 there: Excel drops leading zeros.'],
		['a type without a code', line('P-1001.1', '', 'M'), 'It has a cost type, sub job or segment without a cost code.'],
		[
			'a company code that has lost its zeros',
			line('P-1001.1', '03-100', 'M', { company_code: 10 }),
			'Company code 10 is 0010 in SAP: Excel drops leading zeros.',
		],
		[
			'scientific notation',
			line('P-1001.1', '03-100', 'M', { gl_account: '6.3E+05' }),
			'gl_account (6.3E+05) is a number in scientific notation',
		],
		['a date for a code', line('P-1001.1', '03-Jan', ''), 'It looks like a date that Excel has made of a cost code'],
		['a formula', line('P-1001.1', '=A1', ''), 'cost_code (=A1) is a formula.'],
		['what is no cost code', line('P-1001.1', 'a / b / c'), 'is not a cost code'],
		[
			'a word that is neither yes nor no',
			line('P-1001.1', '03-100', 'M', { enabled: 'maybe' }),
			'enabled takes yes or no, not maybe.',
		],
		[
			'a row for everything',
			{ ...line('', '03-100', 'M'), company_code: '', gl_account: '*' },
			'it would take everything',
		],
		['a key that is longer than any', line(`P-1001.${'1'.repeat(60)}`, '03-100', 'M'), 'longer than any of SAP'],
	])('names %s', async (_, bad, why) => {
		const tables = await some();
		const html = await send(tables, bad);
		expect(textOf(html)).toContain('None of its lines can be saved.');
		expect(textOf(html)).toContain(why);
		expect(textOf(html)).toContain('1 line cannot be saved, as named below.');
		expect(tokenIn(html)).toBe('');
	});

	describe('with sub job and segments', () => {
		const whole = [...codes, ['03-100', 'M; Phase=P1; Sub Job=01', 'Concrete', 'Materials · Tower 1 · Shell']];
		const withSegments = async () => {
			const tables = await some({ cost_codes: rows.map((row) => ({ sub_job: '', segments: '', ...row })) });
			tables.edit('sap_procore_project_codes', () => true, { codes: JSON.stringify(whole) });
			return tables;
		};
		const cellsOf = (tables: MemoryTables, index: number) => {
			const row = tables.rows(map)[index];
			return ['cost_code', 'cost_type', 'sub_job', 'segments'].map((column) => row?.[column]);
		};
		const segmented = (element: string, more: Line = {}) =>
			line(element, '03-100', 'M', { sub_job: '01', segments: ' Phase = P1;', ...more });

		it('goes into their columns, and is the same however it is written', async () => {
			const tables = await withSegments();
			const html = await send(tables, segmented('P-1001.1'));
			expect(textOf(html)).toContain('(empty) 03-100 / M; Phase=P1; Sub Job=01');
			await saved(tables, html);
			expect(cellsOf(tables, 0)).toEqual(['03-100', 'M', '01', 'Phase=P1']);
			const again = await send(tables, segmented('P-1001.1', { sub_job: '', segments: 'Sub Job=01; Phase=P1' }));
			expect(textOf(again)).toContain('The file changes nothing.');
		});

		it('a file without the columns leaves them as they are', async () => {
			const tables = await withSegments();
			await saved(tables, await send(tables, segmented('P-1001.1')));
			const other = await send(tables, line('P-1001.1', '03-100', 'M', { enabled: 'no' }));
			await saved(tables, other);
			expect(cellsOf(tables, 0)).toEqual(['03-100', 'M', '01', 'Phase=P1']);
			expect(tables.rows(map)[0]).toMatchObject({ enabled: false });
		});

		it.each<[string, Line, string]>([
			[
				'a value that the project does not have',
				{ segments: 'Phase=P9' },
				'did not have 03-100 / M; Phase=P9; Sub Job=01',
			],
			[
				'a value without its segment',
				{ segments: 'P1' },
				'Its segments cannot be read: &quot;P1&quot; is not a segment',
			],
			['a segment twice', { segments: 'Phase=P1;Phase=P2' }, 'Its segments cannot be read: Phase is named twice.'],
			['a sub job without a code', { cost_code: '', cost_type: '' }, 'segment without a cost code'],
		])('names %s', async (_, cells, why) => {
			const tables = await withSegments();
			const html = await send(tables, segmented('P-1001.1', cells));
			expect(textOf(html)).toContain(why);
			expect(tokenIn(html)).toBe('');
		});

		it('is what a person chooses on the page, taken into the columns and back', async () => {
			const tables = await withSegments();
			const page = await openPage(tables, { page: 'mapping' });
			expect(page).toContain('<option value="03-100 / M; Phase=P1; Sub Job=01">Concrete · Materials · Tower 1 · Shell');
			const query = { page: 'mapping', do: 'map', company_code: '0010', gl_account: '630000', wbs_element: 'P-1001.1' };
			const code = '03-100/M ;Sub Job=01; Phase=P1';
			const html = await openPage(tables, { ...query, cost_center: '', scope: 'combination', code });
			expect(textOf(html)).toContain('gets the cost code 03-100 / M; Phase=P1; Sub Job=01');
			await saved(tables, html);
			expect(cellsOf(tables, 0)).toEqual(['03-100', 'M', '01', 'Phase=P1']);
			const plain = await openPage(tables, { ...query, cost_center: '', scope: 'combination', code: '03-100 / S' });
			expect(textOf(plain)).toContain('changes from 03-100 / M; Phase=P1; Sub Job=01 to 03-100 / S');
			await saved(tables, plain);
			expect(cellsOf(tables, 0)).toEqual(['03-100', 'S', '', '']);
		});
	});

	it('names both of two lines that say different things of one row, and takes two that say the same once', async () => {
		const tables = await some();
		const twice = textOf(await send(tables, line('P-1001.1', '03-100', 'M'), line('P-1001.1', '03-100', 'S')));
		expect(twice).toContain('Line 3 gives the same account assignment something else.');
		expect(twice).toContain('Line 2 gives the same account assignment something else.');
		const same = textOf(await send(tables, line('P-1001.1', '03-100', 'M'), line('P-1001.1', '03-100', 'M')));
		expect(same).toContain('1 row of the map from map.csv');
		expect(same).toContain('Repeated: 1 line.');
	});

	it('a row that the table has twice is named, not guessed', async () => {
		const tables = await some({ cost_codes: [...rows, { ...rows[1], cost_code: '02-400', cost_type: '01' }] });
		const said = textOf(await send(tables, line('P-1001.2', '03-100', 'S')));
		expect(said).toContain('sap_procore_cost_codes has 2 rows for it. Delete all but one in n8n.');
		expect(textOf(await send(tables, line('P-1001.2', '02-400', '01')))).toContain('The file changes nothing.');
	});

	it('a code that nobody can check is not refused, nor one that the sync creates', async () => {
		const unread = await tablesWith(given);
		expect(textOf(await send(unread, line('P-1001.1', '09-900')))).toContain('Changed: 1 row.');
		const creates = await some({ settings: { lanes: `${lanes}, cost_code` } });
		expect(textOf(await send(creates, line('P-1001.1', '09-900')))).toContain('Changed: 1 row.');
	});

	it('saves good lines without bad ones only if the person says so', async () => {
		const tables = await some();
		const html = await send(tables, line('P-1001.1', '03-100', 'M'), line('U-9.1', '03-100', 'M'));
		expect(html).toMatch(/<input type="checkbox" name="partly" value="yes" required>/);
		expect(textOf(html)).toContain('Save the 1 row without the 1 line that cannot be saved');
		expect(await saved(tables, html)).toContain('Nothing was saved: the file has lines that cannot be saved');
		expect(rowsOf(tables)[0]).toBe('P-1001.1|||true');
		const again = await send(tables, line('P-1001.1', '03-100', 'M'), line('U-9.1', '03-100', 'M'));
		await saved(tables, again, { partly: 'yes' });
		expect(rowsOf(tables)[0]).toBe('P-1001.1|03-100|M|true');
	});

	it('names what somebody has changed between preview and save, and leaves it as it is', async () => {
		const tables = await some();
		const html = await send(tables, line('P-1001.1', '03-100', 'M'), line('P-1001.2', '03-100', 'S'));
		tables.edit(map, ({ wbs_element }) => wbs_element === 'P-1001.2', { cost_code: '02-400', cost_type: '01' });
		const said = await saved(tables, html);
		expect(said).toContain('Not changed, because a run or somebody else changed it since: 0010 630000 P-1001.2.');
		expect(rowsOf(tables)).toEqual(['P-1001.1|03-100|M|true', 'P-1001.2|02-400|01|true', 'P-1001.3|03-100|M|false']);
	});

	it.each<[string, { name: string; bytes: Buffer }, string]>([
		['an empty file', text(''), 'The file is empty.'],
		['only the names of the columns', text(`${columns.join(',')}\n`), 'and no lines'],
		[
			'other columns',
			text('Name,Amount\nx,1\n'),
			'The file lacks the columns company_code, gl_account, cost_center, wbs_element, cost_code, cost_type.',
		],
		[
			'a column that is missing',
			text('company_code,gl_account,wbs_element,cost_code,cost_type\n,,,,\n1,2,3,4,5\n'),
			'The file lacks the column cost_center.',
		],
		[
			'a column twice',
			text(`${columns.join(',')},cost_code\n1,2,3,4,5,6,,7\n`),
			'The file has the column cost_code twice.',
		],
		[
			'the file of another customer',
			csv(line('P-1001.1', '03-100', 'M', { customer: 'globex' })),
			'The file belongs to customer globex; this page is for acme.',
		],
		['a picture', { name: 'a.png', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]) }, 'neither CSV nor XLSX'],
	])('%s is refused before either system is asked', async (_, sent, said) => {
		const tables = await some();
		const { report } = await readRequest(tables, webhook({ page: 'mapping', do: 'upload' }), sent);
		expect(report).toMatchObject({ sapReads: [], procoreReads: [] });
		expect(textOf(await sendFile(tables, sent))).toContain(said);
	});

	it('no file, and a file from another site, change nothing and read nothing', async () => {
		const tables = await some();
		expect(textOf(await openPage(tables, { page: 'mapping', do: 'upload' }))).toContain('Choose a file on the page.');
		const more = { headers: { ...headers, origin: 'https://evil.example' } };
		const html = await sendFile(tables, csv(line('P-1001.1', '03-100', 'M')), { sap, more });
		expect(textOf(html)).toContain('the form was sent from another site');
		expect(tokenIn(html)).toBe('');
	});

	it.each(hostileNames)('shows %j as text, in every place', async (name) => {
		const tables = await some();
		const bad = csv(line(name.slice(0, 60), name, name), line('P-1001.1', '03-100', 'M'));
		for (const html of [
			await sendFile(tables, { ...bad, name }, { sap }),
			await sendFile(tables, csv(line('P-1001.1', '03-100', 'M', { customer: name }))),
		])
			expect(html).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
	});

	it('takes 2,000 rows at once, and the others with the same file', async () => {
		const tables = await some({ cost_codes: [] });
		const many = Array.from({ length: 2500 }, (_, index) => line(`P-1001.${index}`, '03-100', 'M'));
		const html = await send(tables, ...many);
		expect(textOf(html)).toContain('2,000 rows of the map from map.csv');
		expect(textOf(html)).toContain('500 more rows can be saved afterwards, with the same file');
		expect(html.length).toBeLessThan(1_500_000);
		await saved(tables, html);
		expect(tables.rows(map)).toHaveLength(2000);
		const rest = await send(tables, ...many);
		expect(textOf(rest)).toContain('New: 500 rows. Changed: 0 rows. Unchanged: 2,000 rows.');
	});
});
