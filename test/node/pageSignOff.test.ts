import { ledgerOn } from '../../nodes/SapToProcore/ledger/index.ts';
import { customer, onTables, tablesWith } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { costCodeRow, purchaseOrder, rosterRow } from '../support/orders.ts';
import { openPage, readRequest, sendForm, textOf, tokenIn, webhook } from '../support/pages.ts';

const inputs = [
	[
		{ read: 'system', record: { system: 'S4P', now: new Date().toISOString() } },
		{ read: 'orders', record: purchaseOrder({ purchaseOrder: '4500000077' }) },
	],
	[{}],
	[{}],
];

/** Somebody has the reconciliation in front of them; its HTML. */
async function shown(tables: MemoryTables, reads = inputs): Promise<string> {
	const { report } = await readRequest(tables, webhook({ page: 'reconciliation', after: '2999-01-01' }));
	const made = await onTables(tables, { resource: 'report', operation: 'make', request: report }, reads);
	expect(made.error).toBeUndefined();
	return Buffer.from(made.outputs[0]?.[0]?.binary?.data?.data ?? '', 'base64').toString('utf8');
}
/** Presses *Sign off…* on a page. */
const asking = async (tables: MemoryTables, html: string, month = '2026-10') => {
	const [, read = ''] = /name="read" value="([^"]+)"/.exec(html) ?? [];
	return await openPage(tables, { page: 'reconciliation', do: 'signOff', month, read });
};
const world = async () => await tablesWith({ projects: [rosterRow()], cost_codes: [costCodeRow({ gl_account: '*' })] });
const sending = async (tables: MemoryTables, html: string, body: object = {}) =>
	await sendForm(
		tables,
		{ token: tokenIn(html), name: 'Ann', note: 'Order of the 31st', ...body },
		{ query: { page: 'reconciliation' } },
	);
const signOffs = async (tables: MemoryTables) => await ledgerOn(tables.store(), customer).rows('signoffs');

describe('Signing off a month on the page Reconciliation', () => {
	it('keeps who, when, a note and the figures as they were; the page lists it, with its file', async () => {
		const tables = await world();
		const page = await shown(tables);
		expect(textOf(page)).toContain('No month has been signed off yet.');
		const asked = await asking(tables, page);
		expect(textOf(asked)).toMatch(/It does not tie out: [\d.,]+ USD is unexplained\./);
		await sending(tables, asked);
		const [row, ...more] = await signOffs(tables);
		expect(more).toEqual([]);
		expect(row).toMatchObject({
			month: '2026-10',
			signed_by: 'Ann (pages)',
			note: 'Order of the 31st',
			ties_out: 'no',
		});

		// Whatever changes afterwards.
		const html = await shown(tables, [[{ read: 'system', record: { system: 'S4P', now: row?.read_at } }], [{}], [{}]]);
		expect(textOf(html)).toContain('2026-10 ·');
		const [, signed = ''] = /signed=([^&"]+)/.exec(html) ?? [];
		const { report } = await readRequest(tables, webhook({ page: 'reconciliation', signed, format: 'csv' }));
		expect(report).toMatchObject({ sapReads: [], procoreReads: [] });
		const file = await onTables(tables, { resource: 'report', operation: 'make', request: report });
		const text = Buffer.from(file.outputs[0]?.[0]?.binary?.data?.data ?? '', 'base64').toString('utf8');
		expect(text).toContain('4500000077');
		expect(text).toContain('Order of the 31st');
	});

	it('what the workflow filters out is named before it is signed off, on the list and on record', async () => {
		const tables = await tablesWith({
			...{ projects: [rosterRow()], cost_codes: [costCodeRow({ gl_account: '*' })] },
			audit: [
				{
					...{ entity: 'purchase_order', sap_key: '4500000077', run_id: 'writes', at: '2026-10-02T06:00:00.000Z' },
					...{ status: 'ignored', reason: 'left_out_by_workflow' },
				},
			],
		});
		const asked = await asking(tables, await shown(tables));
		const [, but = ''] =
			/Everything ties out, (but for [\d,.]+ USD that your workflow filters out)\./.exec(textOf(asked)) ?? [];
		expect(but).not.toBe('');
		await sending(tables, asked);
		expect(await signOffs(tables)).toMatchObject([{ ties_out: `yes, ${but}` }]);
		expect(textOf(await shown(tables))).toContain(`ties out, ${but}`);
	});

	it('sent twice it is one; a second one of the month says who was first', async () => {
		const tables = await world();
		const page = await shown(tables);
		const asked = await asking(tables, page);
		await sending(tables, asked);
		await sending(tables, asked, { name: 'Bob' });
		expect(await signOffs(tables)).toHaveLength(1);
		expect(textOf(await asking(tables, page))).toContain('Ann (pages) has signed off 2026-10');
	});

	it('without a month nothing is signed off', async () => {
		const tables = await world();
		expect(textOf(await asking(tables, await shown(tables), ''))).toContain('A month looks like 2026-10.');
	});

	it('what was not read as a whole cannot be signed off, nor what was read before it', async () => {
		const tables = await world();
		const before = await shown(tables);
		const failure = { error: 'Quota', details: { read: 'contracts', projectId: '2201' } };
		const html = await shown(tables, [inputs[0] ?? [], [{}], [failure]]);
		expect(textOf(html)).toContain('What was not read as a whole cannot be signed off.');
		expect(textOf(await asking(tables, html))).toContain('Open it again.');
		const anew = await shown(tables);
		expect(textOf(await asking(tables, before))).toContain('Open it again.');
		expect(tokenIn(await asking(tables, anew))).not.toBe('');
		expect(await signOffs(tables)).toEqual([]);
	});

	it('a file of a sign-off that there is not says so', async () => {
		const tables = await world();
		const { report } = await readRequest(tables, webhook({ page: 'reconciliation', signed: 'x', format: 'csv' }));
		const { outputs } = await onTables(tables, { resource: 'report', operation: 'make', request: report });
		const text = Buffer.from(outputs[0]?.[0]?.binary?.data?.data ?? '', 'base64').toString('utf8');
		expect(text).toContain('There is no such sign-off');
	});
});
