import { customer, tablesWith, type Given } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { openPage, sendForm, textOf, tokenIn } from '../support/pages.ts';
import { exceptionRow, hostileNames } from '../support/reports.ts';
import { shownFields, shownTypes, typesOf } from '../support/shownFields.ts';

const exceptions = 'sap_procore_exceptions';
const changes = 'sap_procore_changes';
const statuses = (tables: MemoryTables) =>
	tables.rows(exceptions).map(({ sap_key, status }) => `${String(sap_key)} ${String(status)}`);

const two = [
	exceptionRow({ sap_key: '41', amount: '50.00', currency: 'USD' }),
	exceptionRow({ sap_key: '42', amount: '150.00', currency: 'USD' }),
];
const some = async (given: Given = {}) => await tablesWith({ exceptions: two, ...given });
const idsOf = (tables: MemoryTables) => tables.rows(exceptions).map(({ id }) => String(id));

/** Chooses to ignore the first exception, as far as the page that asks to confirm it. */
async function ignoring(tables: MemoryTables, query: object = {}) {
	const html = await openPage(tables, { page: 'exceptions', do: 'ignore', row: idsOf(tables)[0], ...query });
	return { html, body: { token: tokenIn(html), name: 'Ann', why: 'Old', until: '' } };
}

describe('A form of a page', () => {
	it('says what it will do, changes nothing before it is sent, and then does it, on record', async () => {
		const tables = await some();
		const { html, body } = await ignoring(tables);
		expect(textOf(html)).toMatch(/Ignore 1 exception, 50\.00 USD .* nothing has been changed yet .*41/);
		expect(statuses(tables)).toEqual(['41 open', '42 open']);
		const { location } = await sendForm(tables, { ...body, until: '2999-12-31' });
		expect(location.get('page')).toBe('exceptions');
		expect(tables.rows(exceptions)[0]).toMatchObject({
			...{ status: 'ignored', ignored_reason: 'Old', ignored_until: '2999-12-31', changed_by: 'Ann (pages)' },
			changed_at: expect.stringMatching(/^\d{4}-/),
		});
		expect(statuses(tables)[1]).toBe('42 open');
		expect(tables.rows(changes)).toMatchObject([
			{
				changed_by: 'Ann (pages)',
				table_name: exceptions,
				row_key: '{"entity":"purchase_order","sap_key":"41","project_id":"2201"}',
				before_cells: '{"status":"open","ignored_until":"","ignored_reason":""}',
				after_cells: '{"status":"ignored","ignored_until":"2999-12-31","ignored_reason":"Old"}',
			},
		]);
		const shown = textOf(await openPage(tables, Object.fromEntries(location)));
		expect(shown).toContain('Ignored: 1 exception.');
		expect(shown).toContain('Ann (pages) · Ignored: 1 exception');
	});

	it('finds a row that somebody has changed since: that one stays as it is, and is named', async () => {
		const tables = await some();
		const { body } = await ignoring(tables, { row: idsOf(tables) });
		tables.edit(exceptions, ({ sap_key }) => sap_key === '42', { status: 'resolved' });
		const { location } = await sendForm(tables, body);
		expect(statuses(tables)).toEqual(['41 ignored', '42 resolved']);
		expect(textOf(await openPage(tables, Object.fromEntries(location)))).toMatch(
			/Ignored: 1 exception\. Not changed, because .*: 42\./,
		);
	});

	it('when the tables cannot be written, nothing is said to be done, and the error workflow is told', async () => {
		const tables = await some();
		const { body } = await ignoring(tables);
		tables.before = (operation) => {
			if (operation.startsWith('insert sap_procore_changes')) throw new Error('SQLITE_FULL');
		};
		const { item, location } = await sendForm(tables, body);
		expect([item.statusCode, location.get('refused')]).toEqual([503, 'failed']);
		expect(statuses(tables)).toEqual(['41 open', '42 open']);
	});
});

describe('Undo', () => {
	const undoLink = (html: string) =>
		Object.fromEntries(
			new URLSearchParams(/href="\?(page=[^"]*do=undo[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')),
		);
	const undoing = async (tables: MemoryTables, link: object) => {
		const html = await openPage(tables, link);
		return { html, location: (await sendForm(tables, { token: tokenIn(html), name: 'Ben' })).location };
	};

	it('puts every row back as it was, once, and can be undone itself', async () => {
		const tables = await some();
		const { body } = await ignoring(tables, { row: idsOf(tables) });
		await sendForm(tables, body);
		const link = undoLink(await openPage(tables, { page: 'exceptions' }));
		const { html } = await undoing(tables, link);
		expect(textOf(html)).toMatch(/Undo: Ignored: 2 exceptions .* 2 rows that Ann \(pages\) changed/);
		expect(statuses(tables)).toEqual(['41 open', '42 open']);
		expect(tables.rows(exceptions)[0]).toMatchObject({ ignored_reason: '', changed_by: 'Ben (pages)' });
		expect(tables.rows(changes).map(({ undone }) => String(undone ?? '').slice(0, 11))).toEqual([
			...['Ben (pages)', 'Ben (pages)'],
			...['', ''],
		]);
		expect(textOf(await openPage(tables, link))).toContain('There is nothing to undo');
		await undoing(tables, undoLink(await openPage(tables, { page: 'exceptions' })));
		expect(statuses(tables)).toEqual(['41 ignored', '42 ignored']);
	});

	it('leaves a row alone that somebody has changed since', async () => {
		const tables = await some();
		await sendForm(tables, (await ignoring(tables)).body);
		tables.edit(exceptions, ({ sap_key }) => sap_key === '41', { ignored_until: '2999-01-01' });
		const { location } = await undoing(tables, undoLink(await openPage(tables, { page: 'exceptions' })));
		expect(statuses(tables)[0]).toBe('41 ignored');
		expect(textOf(await openPage(tables, Object.fromEntries(location)))).toContain('Not changed, because');
	});
});

describe('The page Exceptions', () => {
	it('tells by reason what needs somebody, the largest amount first, apart from what goes on by itself', async () => {
		const waits = { reason: 'contract_missing', title: 'Waits for its contract', amount: '9000.00', currency: 'USD' };
		const tables = await some({ exceptions: [...two, exceptionRow({ sap_key: '43', ...waits })] });
		const shown = textOf(await openPage(tables, { page: 'exceptions' }));
		expect(shown).toMatch(
			/Needs somebody No cost code .* 2 documents · 200\.00 USD · .* 42 .* 41 .*Goes on by itself Waits for its contract 1 document · 9,000\.00 USD/,
		);
	});

	it('is filtered by reason, project, document and text', async () => {
		const other = exceptionRow({
			sap_key: '10300001',
			entity: 'supplier',
			project_id: '',
			reason: 'vendor_name_ambiguous',
			title: 'Two vendors',
			message: 'Supplier Acme',
		});
		const tables = await some({ exceptions: [...two, other] });
		const keys = async (query: object) => {
			const html = await openPage(tables, { page: 'exceptions', ...query });
			return [...html.matchAll(/aria-label="Choose (\d+)/g)].map(([, key]) => key).sort();
		};
		expect(await keys({})).toEqual(['10300001', '41', '42']);
		expect(await keys({ reason: 'vendor_name_ambiguous' })).toEqual(['10300001']);
		expect(await keys({ project: '2201' })).toEqual(['41', '42']);
		expect(await keys({ entity: 'supplier', find: 'ACME' })).toEqual(['10300001']);
		expect(await keys({ find: '42' })).toEqual(['42']);
	});

	it('is filtered by owner, together with the rest, and chooses no more than that', async () => {
		const projects = [
			{ project_id: '2201', owner: 'Ann@site.example' },
			{ project_id: '2202', owner: 'ben@site.example; ann@site.example' },
			{ project_id: '2203', owner: 'Somebody' },
		];
		const rows = ['2201', '2202', '2203', ''].map((project_id, index) =>
			exceptionRow({ sap_key: String(41 + index), project_id, reason: index === 0 ? 'not_released' : 'other' }),
		);
		const tables = await some({ exceptions: rows, projects });
		const opened = async (query: object) => await openPage(tables, { page: 'exceptions', ...query });
		const keys = async (query: object) =>
			[...(await opened(query)).matchAll(/aria-label="Choose (\d+)/g)].map(([, key]) => key).sort();
		expect(await keys({ owner: 'ann@site.example' })).toEqual(['41', '42']);
		expect(await keys({ owner: 'BEN@site.example' })).toEqual(['42']);
		expect(await keys({ owner: 'ann@site.example, ben@site.example' })).toEqual(['41', '42']);
		expect(await keys({ owner: 'none' })).toEqual(['43', '44']);
		expect(await keys({ owner: 'nobody@site.example' })).toEqual([]);
		expect(await keys({ owner: 'ann@site.example', reason: 'other' })).toEqual(['42']);
		const html = await opened({ owner: 'ann@site.example' });
		expect(html).toContain('<option value="ann@site.example" selected>');
		expect(html).toContain('<input type="hidden" name="owner" value="ann@site.example">');
		const all = { all: '1', row: '', reason: 'other', who: 'people', owner: 'ann@site.example' };
		await sendForm(tables, (await ignoring(tables, all)).body);
		expect(statuses(tables)).toEqual(['41 open', '42 ignored', '43 open', '44 open']);
	});

	it('all of a reason are chosen at once, as far as the filter goes', async () => {
		const tables = await some({
			exceptions: [...two, exceptionRow({ sap_key: '44', reason: 'other', title: 'Other' })],
		});
		const query = { all: '1', row: '', reason: 'unmapped_cost_code', who: 'people' };
		await sendForm(tables, (await ignoring(tables, query)).body);
		expect(statuses(tables)).toEqual(['41 ignored', '42 ignored', '44 open']);
	});

	it('ignored ones are taken up again', async () => {
		const tables = await some();
		await sendForm(tables, (await ignoring(tables)).body);
		const html = await openPage(tables, { page: 'exceptions', do: 'reopen', row: idsOf(tables)[0] });
		await sendForm(tables, { token: tokenIn(html), name: 'Ann' });
		expect(tables.rows(exceptions)[0]).toMatchObject({ status: 'open', ignored_reason: '', attempts: 0 });
	});

	it.each(hostileNames)('shows %j as text wherever it stands', async (name) => {
		const row = exceptionRow({
			sap_key: name.slice(0, 60),
			title: name,
			message: name,
			advice: name,
			reason: name,
			project_id: name,
		});
		const ignored = {
			...row,
			entity: name,
			status: 'ignored',
			ignored_reason: name,
			ignored_until: name,
			changed_by: name,
		};
		const projects = [{ project_id: name, project_name: name }];
		const tables = await tablesWith({ exceptions: [row, ignored], projects });
		const query = { page: 'exceptions', find: name, done: name, refused: name, reason: name };
		for (const asked of [
			{ page: 'exceptions' },
			query,
			{ ...query, do: name },
			{ page: 'exceptions', do: 'ignore', row: idsOf(tables) },
		]) {
			const html = await openPage(tables, asked);
			expect(html).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
			expect(html.match(/<h1>/g)).toHaveLength(1);
		}
		const { body } = await ignoring(tables);
		const { location } = await sendForm(tables, { ...body, name: name.slice(0, 80).replace(/\p{Cc}/gu, ''), why: 'x' });
		expect(await openPage(tables, Object.fromEntries(location))).not.toMatch(/<script|<img/i);
	});

	it('takes 2,000 exceptions of 40 reasons', async () => {
		const many = Array.from({ length: 2000 }, (_, index) =>
			exceptionRow({
				sap_key: String(4_500_000_000 + index),
				reason: `reason_${String(index % 40)}`,
				title: `Reason ${String(index % 40)}`,
				amount: String(index),
				currency: 'USD',
			}),
		);
		const tables = await tablesWith({ exceptions: many });
		const html = await openPage(tables, { page: 'exceptions' });
		expect(html).toContain('28 more reasons');
		expect(html.length).toBeLessThan(3_000_000);
		const { html: proposal, body } = await ignoring(tables, { row: '', all: '1' });
		expect(textOf(proposal)).toContain('Ignore 400 exceptions');
		expect(textOf(proposal)).toContain('1,600 more can be chosen afterwards');
		await sendForm(tables, body);
		expect(tables.rows(exceptions).filter(({ status }) => status === 'ignored')).toHaveLength(400);
	}, 60_000);
});

describe('Retry', () => {
	const syncWorkflow = 'sync-workflow';
	const free = { entity: 'lease', holder: '', lease_until: '1970-01-01T00:00:00.000Z', sync_workflow: syncWorkflow };
	const retrying = async (tables: MemoryTables, row = idsOf(tables)) => {
		const html = await openPage(tables, { page: 'exceptions', do: 'retry', row });
		const { item, location } = await sendForm(tables, { token: tokenIn(html), name: 'Ann' });
		return { html, item, query: Object.fromEntries(location) };
	};

	it('starts the sync for just these documents, and the page tells how far it is until it has ended', async () => {
		const tables = await some({ state: [free] });
		const { item, query } = await retrying(tables);
		const documents = ['42', '41'].map((key) => ({ entity: 'purchase_order', key }));
		expect(item).toMatchObject({
			started: true,
			syncWorkflow,
			replay: { documents: expect.arrayContaining(documents) },
		});
		expect(typesOf(item)).toEqual(shownTypes('report/submit'));
		const begun = await openPage(tables, query);
		expect(textOf(begun)).toContain('A run for 2 exceptions was requested. It is about to begin');
		expect(begun).toContain('http-equiv="refresh"');
		tables.edit('sap_procore_state', ({ entity }) => entity === 'lease', { holder: 'execution 8, the sync' });
		expect(textOf(await openPage(tables, query))).toContain('It is about to begin');
		const row = { customer, run_id: 'r', mode: 'replay', started_at: new Date().toISOString() };
		tables.addRows('sap_procore_runs', [{ ...row, status: 'running', progress: 'Purchase orders: 1 of 2' }]);
		expect(textOf(await openPage(tables, query))).toContain('Purchase orders: 1 of 2');
		tables.edit('sap_procore_runs', ({ run_id }) => run_id === 'r', {
			status: 'success',
			summary: 'Purchase orders: 1 synced',
		});
		tables.edit(exceptions, ({ sap_key }) => sap_key === '41', { status: 'resolved' });
		const ended = await openPage(tables, query);
		expect(textOf(ended)).toContain(
			'It has ended (success): of 2 exceptions, 1 exception is left. Purchase orders: 1 synced',
		);
		expect(ended).not.toContain('http-equiv="refresh"');
	});

	it('a sync that did not begin is told as that', async () => {
		const tables = await some({ state: [free] });
		const { query } = await retrying(tables);
		tables.edit('sap_procore_state', ({ entity }) => entity === 'lease', free);
		const html = await openPage(tables, query);
		expect(textOf(html)).toContain('It did not begin:');
		expect(html).not.toContain('http-equiv="refresh"');
	});

	it('while another run is under way nothing is started, and the page says which', async () => {
		const until = new Date(Date.now() + 60_000).toISOString();
		const tables = await some({ state: [{ ...free, holder: 'execution 9', lease_until: until }] });
		const { item, query } = await retrying(tables);
		expect(item.started).toBe(false);
		expect(Object.keys(item).sort()).toEqual(shownFields('report/submit'));
		expect(textOf(await openPage(tables, query))).toContain('Another run of customer acme is under way: execution 9');
	}, 30_000);

	it('while only previews have run nothing is started, and the page says so', async () => {
		const runs = [{ run_id: 'P1', mode: 'preview', status: 'success', started_at: new Date().toISOString() }];
		const tables = await some({ state: [free], runs, settings: null });
		const { item, query } = await retrying(tables);
		expect(item.started).toBe(false);
		expect(textOf(await openPage(tables, query))).toContain('Nothing was started: only previews have run.');
	});

	it('says of costs that it takes all of them, and counts what is left of those that were chosen', async () => {
		const cost = (project_id: string) => exceptionRow({ entity: 'actual_cost', sap_key: '2026|08', project_id });
		const tables = await tablesWith({ exceptions: [cost('2201'), cost('2202')], state: [free] });
		const { html, query } = await retrying(tables, idsOf(tables).slice(0, 1));
		expect(textOf(html)).toContain('Of Actual costs it takes everything, in all projects');
		expect(textOf(html)).not.toContain('It takes no other document');
		const row = { customer, run_id: 'r', mode: 'replay', started_at: new Date().toISOString(), status: 'success' };
		tables.addRows('sap_procore_runs', [row]);
		expect(textOf(await openPage(tables, query))).toContain('of 1 exception, 1 exception is left.');
	});

	it('takes costs out of Procore that SAP does not show any more only when nothing else is chosen, and says so', async () => {
		const key = 'SAP project 5002';
		const notShown = exceptionRow({ entity: 'actual_cost', sap_key: key, project_id: '', reason: 'costs_not_shown' });
		const together = await retrying(await tablesWith({ exceptions: [...two, notShown], state: [free] }));
		expect(textOf(together.html)).toContain('1 other of those chosen would take something out of Procore');
		expect(JSON.stringify(together.item.replay)).not.toContain(key);
		const alone = await retrying(await tablesWith({ exceptions: [notShown], state: [free] }));
		expect(textOf(alone.html)).toContain('What Procore has of these leaves it');
		expect(alone.item.replay).toMatchObject({ documents: [{ entity: 'actual_cost', key }] });
	});

	it('says of what stands for a whole lane that every run looks at it', async () => {
		const tables = await tablesWith({ exceptions: [exceptionRow({ sap_key: '' })], state: [free] });
		expect(textOf(await openPage(tables, { page: 'exceptions', do: 'retry', row: idsOf(tables) }))).toContain(
			'every run looks at them',
		);
	});
});
