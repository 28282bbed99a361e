import { tablesWith, type Given } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { candidate, heldException, heldOutcome, waitingOrder } from '../support/heldSuppliers.ts';
import { openPage, sendForm, textOf, tokenIn } from '../support/pages.ts';
import { exceptionRow, hostileNames } from '../support/reports.ts';

const table = 'sap_procore_vendors';
const page = { page: 'vendors' };
const two = [
	candidate({ likeness: { taxNumber: 'exact', name: 'exact' } }),
	candidate({ id: '72', address: 'Dallas' }),
];
const given: Given = {
	exceptions: [heldException('9001'), waitingOrder('41', '9001', '150.00'), waitingOrder('42', '9001', '50.00')],
	audit: [heldOutcome('9001', two)],
	vendors: [{ supplier: '9001', decision: '', procore_vendor_id: '', note: 'found' }],
	state: [{ entity: 'lease', sync_workflow: 'sync1' }],
};
const some = async (more: Given = {}) => await tablesWith({ ...given, ...more });
const rowsOf = (tables: MemoryTables) =>
	tables.rows(table).map((row) => `${String(row.supplier)} ${String(row.decision)} ${String(row.procore_vendor_id)}`);

/** Decides on the page, as far as what asks to confirm it. */
const deciding = async (tables: MemoryTables, choice: string, query: object = {}) =>
	await openPage(tables, { ...page, do: 'decide', supplier: '9001', choice, ...query });
const sending = async (tables: MemoryTables, html: string, more: object = {}) =>
	await sendForm(tables, { token: tokenIn(html), name: 'Ann', ...more }, { query: page });
const saving = async (tables: MemoryTables, html: string) =>
	textOf(await openPage(tables, Object.fromEntries((await sending(tables, html)).location)));
const lastForm = (tables: MemoryTables) => String(tables.rows('sap_procore_changes').at(-1)?.form_id);

describe('The page Vendors', () => {
	it('shows held suppliers beside their candidates, what speaks for each, and what waits', async () => {
		const html = await openPage(await some(), page);
		const text = textOf(html);
		expect(text).toContain('9001 &quot;Acme&quot; Several Procore vendors have this name · 2 documents 200.00 USD');
		expect(text).toMatch(/SAP: supplier 9001 Acme 12-3456789 1 Main St\., 78701, Austin/);
		expect(text).toContain('Link vendor 71 &quot;Acme&quot;: the same tax number, the same name');
		expect(text).toContain('Link vendor 72 &quot;Acme&quot;: the same name');
		expect(html).toContain('value="link:71"');
	});

	it('lists the largest amount that waits first, and what failed otherwise not at all', async () => {
		const exceptions = [
			heldException('9001'),
			heldException('9002'),
			heldException('9003', { reason: 'invalid_item' }),
			waitingOrder('41', '9002', '10.00'),
		];
		const text = textOf(await openPage(await some({ exceptions }), page));
		expect(text.indexOf('Decision on supplier 9002')).toBeLessThan(text.indexOf('Decision on supplier 9001'));
		expect(text).not.toContain('9003');
	});

	it('also lists a supplier that SAP has blocked, as soon as an order waits for it', async () => {
		const exceptions = [waitingOrder('41', '9005', '10.00')];
		const audit = [heldOutcome('9005', [], { status: 'ignored', reason: 'supplier_blocked' })];
		expect(textOf(await openPage(await some({ exceptions, audit }), page))).toContain('Decision on supplier 9005');
	});

	it.each([
		['link:71', '9001 link 71', 'it is vendor 71', 'What speaks for it: the same tax number, the same name.'],
		['create', '9001 create ', 'it gets a vendor of its own', 'A vendor is created in Procore'],
		[
			'ignore',
			'9001 ignore ',
			'it is left out of Procore',
			'What waits for it goes on waiting: 2 documents, 200.00 USD.',
		],
	])('%s is announced, saved when that is confirmed, and undone', async (choice, row, said, effect) => {
		const tables = await some();
		const html = await deciding(tables, choice);
		expect(textOf(html)).toContain(effect);
		expect(rowsOf(tables)).toEqual(['9001  ']);
		expect(await saving(tables, html)).toContain(`Saved: supplier 9001, ${said}.`);
		expect(rowsOf(tables)).toEqual([row]);
		expect(tables.rows(table)[0]).toMatchObject({ changed_by: 'Ann (pages)', note: 'found' });
		const after = textOf(await openPage(tables, page));
		expect(after).toContain('Suppliers to decide on 0');
		expect(after).toContain(said);
		expect(await saving(tables, await openPage(tables, { ...page, do: 'undo', form: lastForm(tables) }))).toContain(
			'Undone: 1 row.',
		);
		expect(rowsOf(tables)).toEqual(['9001  ']);
	});

	it('without a row yet, one is added, which undoing deletes', async () => {
		const tables = await some({ vendors: [] });
		const html = await deciding(tables, 'create');
		expect(textOf(html)).toContain('A row is added to the table: create.');
		await saving(tables, html);
		expect(rowsOf(tables)).toEqual(['9001 create ']);
		await saving(tables, await openPage(tables, { ...page, do: 'undo', form: lastForm(tables) }));
		expect(rowsOf(tables)).toEqual([]);
	});

	it('takes a number that somebody types, and says that no run knows it', async () => {
		const tables = await some();
		const html = await deciding(tables, 'other', { vendor: '0555' });
		expect(textOf(html)).toContain('No run has recorded vendor 555 as a candidate');
		await saving(tables, html);
		expect(rowsOf(tables)).toEqual(['9001 link 555']);
	});

	it.each([
		['other', { vendor: 'Acme' }, 'That is not a Procore vendor'],
		['other', { vendor: '' }, 'That is not a Procore vendor'],
		['other', { vendor: '9'.repeat(21) }, 'That is not a Procore vendor'],
		['link:1 or 1=1', {}, 'That is not a Procore vendor'],
		['merge', {}, 'That is not a Procore vendor'],
		['', {}, 'Choose a vendor, Create or Ignore'],
		['create', { supplier: '7777' }, 'no longer waits for a decision'],
		['link:73', {}, 'another integration owns it'],
		['link:74', {}, 'it belongs to supplier 800'],
		['link:75', {}, 'by a decision it belongs to supplier 801'],
		['link:76', {}, 'it belongs to supplier 802'],
	])('%j with %j is refused before anything is announced', async (choice, query, said) => {
		const candidates = [
			...two,
			candidate({ id: '73', owner: 'other' }),
			candidate({ id: '74', owner: 'us', supplier: '800' }),
		];
		const html = await deciding(
			await some({
				audit: [
					heldOutcome('9001', candidates),
					heldOutcome('802', [], { status: 'synced', procore_id: '76', detail: '' }),
				],
				vendors: [{ supplier: '801', decision: 'link', procore_vendor_id: '75' }],
			}),
			choice,
			query,
		);
		expect(textOf(html)).toContain(said);
		expect(tokenIn(html)).toBe('');
	});

	it('a supplier with an inactive vendor of its own gets no second one', async () => {
		const own = candidate({ owner: 'us', supplier: '9001', active: false });
		const tables = await some({ audit: [heldOutcome('9001', [own], { reason: 'vendor_inactive' })] });
		expect(textOf(await deciding(tables, 'create'))).toContain('has the vendor 71 already');
		expect(textOf(await deciding(tables, 'link:71'))).toContain('it is the vendor of this supplier already');
	});

	it('a link to an inactive vendor is announced with what has to be done in Procore', async () => {
		const audit = [heldOutcome('9001', [candidate({ active: false })])];
		expect(textOf(await deciding(await some({ audit }), 'link:71'))).toContain('The vendor is inactive.');
	});

	it('a decision that did not help is to be made anew; a newer one is not', async () => {
		const exceptions = [heldException('9001', { reason: 'decision_vendor_missing' })];
		const old = { supplier: '9001', decision: 'link', procore_vendor_id: '5' };
		const shown = async (row: object) => textOf(await openPage(await some({ exceptions, vendors: [row] }), page));
		expect(await shown(old)).toContain('Suppliers to decide on 1');
		expect(await shown({ ...old, changed_at: '2026-10-02T05:00:00.000Z' })).toContain('Suppliers to decide on 0');
	});

	it('of two people the later one is told, and nothing is overwritten', async () => {
		for (const vendors of [given.vendors, []]) {
			const tables = await some({ vendors });
			const [ann, ben] = [await deciding(tables, 'link:71'), await deciding(tables, 'create')];
			await saving(tables, ann);
			expect(await saving(tables, ben)).toContain('Nothing was saved. Not changed, because');
			expect(rowsOf(tables)).toEqual(['9001 link 71']);
		}
	});

	it('saves and starts the sync for the supplier and its orders, and nothing else', async () => {
		const tables = await some();
		const html = await deciding(tables, 'link:71', { do: 'decide-run' });
		expect(textOf(html)).toContain('The sync starts now, for 3 documents');
		const { item } = await sending(tables, html);
		expect(item).toMatchObject({
			started: true,
			syncWorkflow: 'sync1',
			replay: {
				documents: [
					{ entity: 'supplier', key: '9001' },
					{ entity: 'purchase_order', key: '41' },
					{ entity: 'purchase_order', key: '42' },
				],
			},
		});
		expect(rowsOf(tables)).toEqual(['9001 link 71']);
	});

	it('a decision is kept where the sync cannot start', async () => {
		const tables = await some({ state: [] });
		const text = await saving(tables, await deciding(tables, 'create', { do: 'decide-run' }));
		expect(text).toContain(
			'Saved: supplier 9001, it gets a vendor of its own. The sync of customer acme has not run yet',
		);
		expect(rowsOf(tables)).toEqual(['9001 create ']);
	});

	it('runs several suppliers that were decided before', async () => {
		const tables = await some({
			exceptions: [heldException('9001'), heldException('9002'), waitingOrder('41', '9002', '10.00')],
			vendors: ['9001', '9002'].map((supplier) => ({ supplier, decision: 'create' })),
		});
		const html = await openPage(tables, { ...page, do: 'run', supplier: ['9001', '9002', '5'] });
		expect(textOf(html)).toContain('Run now: 2 suppliers');
		const { item } = await sending(tables, html);
		expect((item.replay as { documents: unknown[] }).documents).toHaveLength(3);
		expect(textOf(await openPage(tables, { ...page, do: 'run', supplier: '5' }))).toContain('Nothing is chosen');
	});

	it.each(hostileNames)('shows %j as text', async (name) => {
		const tables = await some({
			exceptions: [heldException('9001', { message: name, advice: name })],
			audit: [heldOutcome('9001', [candidate({ name, address: name, phone: name, taxNumber: name })])],
		});
		for (const html of [await openPage(tables, page), await deciding(tables, 'link:71')])
			expect(html).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
	});

	describe('One-time suppliers', () => {
		const waiting = (order: string, name: string, amount: string) =>
			exceptionRow({
				...{ sap_key: order, reason: 'one_time_supplier', amount, currency: 'USD' },
				message: `Purchase order ${order}, project 2201: supplier 9999, on the order ${name}.`,
			});
		const value = (name: string, vendor = '') => ({
			...{ kind: 'one_time_supplier', sap_value: name, procore_value: vendor },
		});
		const parties = async () =>
			await some({
				exceptions: [
					waiting('41', 'Bolt', '50.00'),
					waiting('42', 'Bolt Rental', '70.00'),
					waiting('43', 'Bolt', '5.00'),
				],
				values: [value('Bolt'), value('Bolt Rental'), value('Hollis', '4711'), { ...value('x'), kind: 'unit' }],
			});
		const naming = async (tables: MemoryTables, query: object) =>
			await openPage(tables, { ...page, do: 'one-time', party: 'Bolt', ...query });
		const cells = (tables: MemoryTables) =>
			tables.rows('sap_procore_values').map((row) => `${String(row.sap_value)} ${String(row.procore_value ?? '')}`);

		it('are listed by the name on the order, the largest amount first, each with what waits for it', async () => {
			const text = textOf(await openPage(await parties(), page));
			expect(text).toMatch(/One-time suppliers .*Bolt Rental 1 document 70\.00 USD .*Bolt 2 documents 55\.00 USD/);
			expect(text).not.toContain('Hollis');
		});

		it('one vendor by name is announced, saved when that is confirmed, and undone', async () => {
			const tables = await parties();
			const html = await naming(tables, { vendor: '04711' });
			expect(textOf(html)).toContain('What waits for it goes to Procore then: 2 documents, 55.00 USD.');
			expect(textOf(html)).toContain('Vendor 4711 is &quot;Hollis&quot; as well');
			expect(await saving(tables, html)).toContain('Saved: &quot;Bolt&quot; on orders: vendor 4711.');
			expect(cells(tables)).toEqual(['Bolt 4711', 'Bolt Rental ', 'Hollis 4711', 'x ']);
			await saving(tables, await openPage(tables, { ...page, do: 'undo', form: lastForm(tables) }));
			expect(cells(tables)[0]).toBe('Bolt ');
		});

		it.each([
			[{ vendor: 'Bolt Inc.' }, 'That is not a Procore vendor'],
			[{ vendor: '' }, 'That is not a Procore vendor'],
			[{ party: 'Nobody', vendor: '1' }, 'No order waits for that name now'],
		])('%j is refused before anything is announced', async (query, said) => {
			const html = await naming(await parties(), query);
			expect(textOf(html)).toContain(said);
			expect(tokenIn(html)).toBe('');
		});

		it('saves and starts the sync for the orders of that name, and nothing else', async () => {
			const tables = await parties();
			const { item } = await sending(tables, await naming(tables, { do: 'one-time-run', vendor: '4711' }));
			expect(item).toMatchObject({
				started: true,
				replay: { documents: ['41', '43'].map((key) => ({ entity: 'purchase_order', key })) },
			});
		});

		it.each(hostileNames)('shows %j as text', async (name) => {
			const tables = await some({ exceptions: [waiting('41', name, '1.00')], values: [value(name)] });
			for (const html of [await openPage(tables, page), await naming(tables, { party: name, vendor: '1' })])
				expect(html).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
		});
	});

	it('takes 2,000 suppliers', async () => {
		const suppliers = Array.from({ length: 2000 }, (_, index) => String(9000 + index));
		const html = await openPage(
			await some({
				exceptions: suppliers.map((supplier) => heldException(supplier)),
				audit: suppliers.map((supplier) => heldOutcome(supplier, two)),
			}),
			page,
		);
		expect(textOf(html)).toContain('1,900 more in the file');
		expect(html.length).toBeLessThan(1_000_000);
	});
});
