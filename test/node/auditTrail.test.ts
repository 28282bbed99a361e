import { omit } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { definitions, tableNames } from '../../nodes/shared/tables/definitions';
import { readSheet } from '../../nodes/SapToProcore/reports/files/sheet';
import { rowsIn, tablesWith, type Rows } from '../support/ledgerTables.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { runNode, type SentFile } from '../support/nodeHarness.ts';
import { shownFields } from '../support/shownFields.ts';
import { begunRun, finishRun, recordLane } from '../support/runSteps.ts';

/** A day of the month that lies so many months before this one. */
function moment(monthsAgo: number, day = 10): string {
	const at = new Date();
	at.setUTCDate(1);
	at.setUTCMonth(at.getUTCMonth() - monthsAgo);
	return `${at.toISOString().slice(0, 7)}-${String(day).padStart(2, '0')}T06:00:00.000Z`;
}
const month = (monthsAgo: number) => moment(monthsAgo).slice(0, 7);
const runId = (at: string) => `${at.replace(/[-:]|\.\d+/g, '')}-7`;

/** What a run leaves behind, at a moment. */
const trace = (at: string): Rows => ({
	runs: [{ run_id: runId(at), started_at: at, status: 'success' }],
	audit: [
		{ run_id: runId(at), at, sap_key: '1', message: '=1+1' },
		{ run_id: runId(at), at, sap_key: '2', message: 'Müller, "Söhne"\nand a second line' },
	],
	allocations: [{ run_id: runId(at), sap_key: '1', amount: '10.00' }],
	exceptions: [
		{ sap_key: `old ${at}`, status: 'resolved', last_seen: at },
		{ sap_key: `open ${at}`, status: 'open', last_seen: at },
	],
	approvals: ['used', 'outdated', 'left', 'waiting', 'approved'].map((state) => ({ state, asked_at: at })),
	changes: [{ at, changed_by: 'Ann' }],
});

const tracesOf = (...moments: string[]): Rows =>
	Object.fromEntries(tableNames.map((name) => [name, moments.flatMap((at) => trace(at)[name] ?? [])])) as Rows;

interface Exported {
	items: IDataObject[];
	files: SentFile[];
}

async function exportMonth(tables: MemoryTables, parameters: object = {}) {
	const usual = { resource: 'auditTrail', operation: 'exportMonth', customer: 'acme', monthsKept: 3 };
	const { outputs, error } = await runNode({ node: 'sapToProcore', parameters: { ...usual, ...parameters }, tables });
	const items = outputs[0] ?? [];
	const files = items.map(({ binary }) => ({
		name: binary?.data?.fileName ?? '',
		bytes: Buffer.from(binary?.data?.data ?? '', 'base64'),
	}));
	return { items: items.map(({ json }) => json), files, error };
}

async function removeMonth(tables: MemoryTables, { items, files }: Exported, customer = 'acme') {
	const { outputs, error } = await runNode({
		node: 'sapToProcore',
		parameters: { resource: 'auditTrail', operation: 'removeMonth', customer },
		tables,
		// A node that reads files knows nothing of what they are about.
		inputs: [files.map(({ name }) => ({ fileName: name })), items],
		data: files,
	});
	return { item: outputs[0]?.[0]?.json, error };
}

const countsIn = (tables: MemoryTables) =>
	Object.fromEntries(
		Object.entries(rowsIn(tables)).flatMap(([name, { length }]) => (length > 0 ? [[name, length]] : [])),
	);

const ofOneMonth = { runs: 1, audit: 2, allocations: 1, exceptions: 2, approvals: 5, changes: 1 };
/** Open exceptions and approvals that are not settled stay for good. */
const whatStays = { exceptions: 1, approvals: 3 };

describe('a month of the audit trail', () => {
	it('is exported whole, table by table, the oldest first, and nothing is deleted', async () => {
		const tables = tablesWith(tracesOf(moment(5), moment(4)));
		const { items, files } = await exportMonth(tables);
		expect(items.map((item) => [item.table, item.month, item.rows])).toEqual([
			['audit', month(5), 2],
			['allocations', month(5), 1],
			['exceptions', month(5), 1],
			['approvals', month(5), 2],
			['changes', month(5), 1],
			['runs', month(5), 1],
		]);
		expect(files[0]?.name).toBe(`sap_procore_audit-acme-${month(5)}-rows-1-2.csv`);
		expect(countsIn(tables).audit).toBe(4);
		expect(Object.keys(items[0] ?? {}).sort()).toEqual(shownFields('auditTrail/exportMonth'));
	});

	it('holds every column of every row, readable by a spreadsheet program, formulas as texts', async () => {
		const { files } = await exportMonth(tablesWith(tracesOf(moment(5))));
		const { columns, lines } = await readSheet(files[0]?.bytes ?? Buffer.alloc(0));
		expect(columns).toEqual(['id', ...Object.keys(definitions.audit.columns)]);
		const message = columns.indexOf('message');
		expect(lines.map(({ cells }) => cells[message]?.text)).toEqual(['=1+1', 'Müller, "Söhne"\nand a second line']);
		expect(files[0]?.bytes.toString('utf8')).toContain(",'=1+1,");
	});

	it('is none of the months that stay in the tables, and not the present one', async () => {
		for (const ago of [0, 1, 3]) {
			const { items, error } = await exportMonth(tablesWith(tracesOf(moment(ago))));
			expect([items, error]).toEqual([[], undefined]);
		}
		expect((await exportMonth(tablesWith(tracesOf(moment(4))))).items).toHaveLength(6);
		expect((await exportMonth(tablesWith({}))).items).toEqual([]);
	});

	it('has what was done at its very beginning and end, and nothing of the next', async () => {
		const [first, last, next] = [
			`${month(5)}-01T00:00:00.000Z`,
			`${month(5)}-28T23:59:59.999Z`,
			`${month(4)}-01T00:00:00.000Z`,
		];
		const { items } = await exportMonth(tablesWith(tracesOf(first, last, next)));
		expect(items.map(({ table, rows }) => [table, rows])).toContainEqual(['allocations', 2]);
		expect(items.map(({ table, rows }) => [table, rows])).toContainEqual(['audit', 4]);
	});

	it('is split into files of 50,000 rows', async () => {
		const at = moment(5);
		const audit = Array.from({ length: 60_000 }, (_, n) => ({ run_id: runId(at), at, sap_key: String(n) }));
		const tables = tablesWith({ ...trace(at), audit });
		const { items, files } = await exportMonth(tables);
		const rows = items.filter(({ table }) => table === 'audit').map((item) => Number(item.rows));
		expect(rows.reduce((sum, each) => sum + each, 0)).toBe(60_000);
		expect(Math.max(...rows)).toBeLessThan(60_000);
		expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
		const removed = await removeMonth(tables, { items, files });
		expect(removed.error).toBeUndefined();
		expect(rowsIn(tables).audit).toEqual([]);
	});

	it('goes from the tables once its files have been read back, and the next one is exported after it', async () => {
		const tables = tablesWith(tracesOf(moment(5), moment(4)));
		const { item } = await removeMonth(tables, await exportMonth(tables));
		expect(Object.keys(item ?? {}).sort()).toEqual(shownFields('auditTrail/removeMonth'));
		const removed = { audit: 2, allocations: 1, exceptions: 1, approvals: 2, changes: 1, runs: 1 };
		expect(item).toEqual({ customer: 'acme', month: month(5), files: 6, removed });
		expect(countsIn(tables)).toEqual({
			...ofOneMonth,
			exceptions: ofOneMonth.exceptions + whatStays.exceptions,
			approvals: ofOneMonth.approvals + whatStays.approvals,
			state: 1,
		});
		expect((await exportMonth(tables)).items[0]).toMatchObject({ table: 'audit', month: month(4) });
	});

	it('keeps rows that came into the tables after it was exported', async () => {
		const tables = tablesWith(tracesOf(moment(5)));
		const exported = await exportMonth(tables);
		tables.addRows('sap_procore_audit', [{ customer: 'acme', at: moment(5, 11), sap_key: 'late' }]);
		await removeMonth(tables, exported);
		expect(rowsIn(tables).audit.map(({ sap_key }) => sap_key)).toEqual(['late']);
		for (const [name, rows = []] of Object.entries(trace(moment(4)))) {
			const { name: table } = definitions[name as keyof Rows];
			tables.addRows(
				table,
				rows.map((row) => ({ ...row, customer: 'acme' })),
			);
		}
		// With the next month it goes to a file.
		expect((await exportMonth(tables)).items[0]).toMatchObject({ table: 'audit', month: month(4), rows: 3 });
	});

	it('of another customer stays as it is', async () => {
		const tables = tablesWith(tracesOf(moment(5)));
		for (const name of ['runs', 'audit'] as const)
			tables.addRows(definitions[name].name, [
				{ ...trace(moment(5))[name]?.[0], customer: 'other' } as Record<string, string>,
			]);
		const exported = await exportMonth(tables);
		expect((await removeMonth(tables, exported, 'other')).error?.message).toMatch(/belongs to the customer "acme"/);
		await removeMonth(tables, exported);
		expect(rowsIn(tables).audit.map(({ customer }) => customer)).toEqual(['other']);
	});
});

describe('a month whose files are not what was exported', () => {
	const cases: Record<string, [(exported: Exported) => Exported, RegExp]> = {
		'a file is missing': [
			({ items, files }) => ({ items, files: files.slice(1) }),
			/sap_procore_audit-acme-.*\.csv was not read back/,
		],
		'a file was cut off': [
			({ items, files }) => ({
				items,
				files: files.map((file, index) => (index === 2 ? { ...file, bytes: file.bytes.subarray(0, -1) } : file)),
			}),
			/sap_procore_exceptions-acme-.*\.csv is not as it was exported/,
		],
		'nothing was read back': [({ items }) => ({ items, files: [] }), /was not read back/],
		'a step in between has dropped a file': [
			({ items, files }) => ({ items: items.slice(1), files }),
			/Of 6 files of \d{4}-\d{2}, 5 came from Export Month/,
		],
		'a step in between has renamed a field': [
			({ items, files }) => ({ items: items.map((item) => omit(item, 'sha256')), files }),
			/Files Exported has an unexpected item/,
		],
	};
	it.each(Object.entries(cases))('is deleted in no part: %s', async (_, [change, message]) => {
		const tables = tablesWith(tracesOf(moment(5)));
		const { error } = await removeMonth(tables, change(await exportMonth(tables)));
		expect(error?.message).toMatch(message);
		expect(countsIn(tables)).toEqual(ofOneMonth);
	});

	it('is exported again after n8n was killed in the middle of removing it, into files that replace none', async () => {
		const operations = 6;
		for (let killedAt = 1; killedAt <= operations; killedAt += 1) {
			const tables = tablesWith(tracesOf(moment(5)));
			const first = await exportMonth(tables);
			let left = killedAt;
			tables.before = async (operation) => {
				if (operation.startsWith('deleteRows') && (left -= 1) === 0) await Promise.reject(new Error('killed'));
			};
			await removeMonth(tables, first);
			tables.before = async () => {};
			const second = await exportMonth(tables);
			for (const { name, bytes } of second.files) {
				const before = first.files.find((file) => file.name === name);
				if (before) expect(bytes.equals(before.bytes)).toBe(true);
			}
			await removeMonth(tables, second);
			expect(countsIn(tables)).toEqual({ ...whatStays, state: 1 });
		}
	});
});

describe('Finish, where months are exported', () => {
	const finished = async (tables: MemoryTables) => {
		const run = await begunRun(tables, { lanes: ['purchase_order'] });
		await recordLane(tables, run, 'purchase_order');
		await finishRun(tables, run, { retentionDays: 30 });
	};

	it('deletes nothing that no file has yet', async () => {
		const tables = tablesWith(tracesOf(moment(6), moment(5)));
		await removeMonth(tables, await exportMonth(tables));
		await finished(tables);
		expect(rowsIn(tables).audit).toHaveLength(2);
	});

	it('deletes by age where none was ever exported', async () => {
		const tables = tablesWith(tracesOf(moment(6), moment(5)));
		await finished(tables);
		expect(rowsIn(tables).audit).toEqual([]);
		expect(
			rowsIn(tables)
				.approvals.map(({ state }) => state)
				.sort(),
		).toEqual(['approved', 'approved', 'left', 'left', 'waiting', 'waiting']);
	});
});
