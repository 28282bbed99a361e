import assert from 'node:assert/strict';
import type { Cells, Change, TableSchema, TableStore } from '../../nodes/shared/tables/store';

/** A table that only these tests use; its name tells the tables of one test run from those of another. */
export const sampleTable = (run: string): TableSchema => ({
	name: `sap_procore_${run}_sample`,
	columns: {
		customer: { type: 'string' },
		kind: { type: 'string' },
		text: { type: 'string' },
		due: { type: 'string' },
		count: { type: 'number' },
		on: { type: 'boolean', trueWhenEmpty: true },
		off: { type: 'boolean' },
	},
});

/** What a person may do to the table in n8n. */
export interface TablePeople {
	/** Adds rows with the cells as they are, null = not filled. */
	add(table: string, rows: ReadonlyArray<Record<string, string | number | boolean | null>>): Promise<void> | void;
	/** Empties a cell in all rows, in the way of the table editor. */
	empty(table: string, column: string): Promise<void> | void;
	drop(table: string): Promise<void> | void;
}

const without = (rows: Cells[]): Cells[] =>
	rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id')));
const key = ['customer', 'kind'];

export interface Opened {
	store: TableStore;
	table: TableSchema;
	people: TablePeople;
}

const empty = { customer: '', kind: '', text: '', due: '', count: 0, on: true, off: false };

/** What every store of tables does, whoever keeps the tables. Each case takes a store whose table is there and empty. */
export const tableStoreContract: Record<string, (opened: Opened) => Promise<void>> = {
	async 'answers rows as they were added, the oldest first, whatever is in them'({ store, table }) {
		const rows: Cells[] = [
			{ ...empty, customer: 'acme', text: '={{ $json.customer }}', count: 1.25, on: false, off: true },
			{
				...empty,
				customer: '={{ 1 + 1 }}',
				text: 'O\'Brien "&" Söhne {{ $now }} \\u0041 %_*?[',
				count: -7,
				off: false,
			},
			{ ...empty, customer: 'acme', text: 'x'.repeat(200_000), due: '2026-10-01T06:00:00.000Z', count: 4_500_000_001 },
			{ ...empty, customer: '0012', text: ' 007 ', due: 'null', kind: 'true' },
		];
		await store.insert(table, rows);
		assert.deepEqual(without(await store.read(table)), rows);
	},

	async 'answers part by part what it answers as a whole'({ store, table }) {
		const kinds = ['a', '', 'b', '', 'a'];
		await store.insert(
			table,
			kinds.map((kind) => ({ customer: 'acme', kind })),
		);
		for (const where of [[], [{ column: 'kind', is: 'neq' as const, value: 'a' }]]) {
			const parts: Cells[] = [];
			for await (const part of store.parts(table, where)) parts.push(...part);
			assert.deepEqual(parts, await store.read(table, where));
		}
		for await (const part of store.parts(table, [{ column: 'kind', value: 'none' }])) assert.fail(JSON.stringify(part));
	},

	async 'adds nothing when there is nothing to add'({ store, table }) {
		await store.insert(table, []);
		await store.upsert(table, [], key);
		assert.deepEqual(await store.read(table), []);
	},

	async 'answers a cell that nobody filled as what it counts as'({ store, table, people }) {
		await store.insert(table, [{ customer: 'acme' }]);
		await people.add(table.name, [{ customer: 'acme', kind: null, count: null, on: null }]);
		assert.deepEqual(without(await store.read(table)), [
			{ ...empty, customer: 'acme' },
			{ ...empty, customer: 'acme' },
		]);
	},

	async 'finds rows by conditions, and takes texts that look like expressions for texts'({ store, table }) {
		const text = '={{ $json.customer }}';
		await store.insert(table, [
			{ customer: 'acme', text, count: 3, due: '2026-01-01' },
			{ customer: 'acme', text: 'other', count: 5, due: '2026-03-01' },
			{ customer: 'Acme', text, count: 5, due: '2026-02-01', off: true },
		]);
		const counts = async (...where: Parameters<TableStore['read']>[1] & object) =>
			(await store.read(table, where)).map((row) => row.due);
		assert.deepEqual(await counts({ column: 'text', value: text }), ['2026-01-01', '2026-02-01']);
		assert.deepEqual(await counts({ column: 'text', value: text }, { column: 'customer', value: 'acme' }), [
			'2026-01-01',
		]);
		assert.deepEqual(await counts({ column: 'count', is: 'gt', value: 3 }), ['2026-03-01', '2026-02-01']);
		assert.deepEqual(await counts({ column: 'due', is: 'lte', value: '2026-02-01' }), ['2026-01-01', '2026-02-01']);
		assert.deepEqual(await counts({ column: 'off', value: true }), ['2026-02-01']);
		assert.deepEqual(await counts({ column: 'text', is: 'neq', value: 'other' }), ['2026-01-01', '2026-02-01']);
	},

	async 'finds a cell that was emptied, and one that was never filled, as one without value'({ store, table, people }) {
		await store.insert(table, [{ customer: 'emptied', text: 'x', due: 'x' }]);
		await people.empty(table.name, 'text');
		await store.insert(table, [
			{ customer: 'blank', text: '' },
			{ customer: 'never' },
			{ customer: 'filled', text: 'x', count: 1, on: false },
		]);
		const who = async (...where: Parameters<TableStore['read']>[1] & object) =>
			(await store.read(table, where)).map((row) => row.customer);
		const without3 = ['emptied', 'blank', 'never'];
		assert.deepEqual(await who({ column: 'text', value: '' }), without3);
		assert.deepEqual(await who({ column: 'text', is: 'neq', value: '' }), ['filled']);
		assert.deepEqual(await who({ column: 'text', is: 'gt', value: '' }), ['filled']);
		assert.deepEqual(await who({ column: 'text', is: 'neq', value: 'x' }), without3);
		assert.deepEqual(await who({ column: 'text', is: 'lt', value: 'b' }), without3);
		assert.deepEqual(await who({ column: 'count', value: 0 }), without3);
		assert.deepEqual(await who({ column: 'count', is: 'lt', value: 1 }), without3);
		assert.deepEqual(await who({ column: 'on', value: true }), without3);
		assert.deepEqual(await who({ column: 'off', value: false }), [...without3, 'filled']);
	},

	async 'changes exactly the rows that meet the conditions, and answers them as they are then'({ store, table }) {
		await store.insert(table, [
			{ customer: 'acme', kind: 'a', due: '2026-01-01' },
			{ customer: 'acme', kind: 'b', due: '2027-01-01', text: 'stays' },
			{ customer: 'other', kind: 'a', due: '2026-01-01' },
		]);
		const changed = await store.update(
			table,
			[
				{ column: 'customer', value: 'acme' },
				{ column: 'due', is: 'lt', value: '2026-06-01' },
			],
			{ due: '2028-01-01', text: '={{ 1 }}', count: 2, on: false },
		);
		assert.deepEqual(without(changed), [
			{ ...empty, customer: 'acme', kind: 'a', due: '2028-01-01', text: '={{ 1 }}', count: 2, on: false },
		]);
		assert.deepEqual(
			(await store.read(table)).map(({ due, text }) => [due, text]),
			[
				['2028-01-01', '={{ 1 }}'],
				['2027-01-01', 'stays'],
				['2026-01-01', ''],
			],
		);
		assert.deepEqual(await store.update(table, [{ column: 'customer', value: 'nobody' }], { text: 'x' }), []);
	},

	async 'changes rows each by conditions of its own, and says which met theirs'({ store, table, people }) {
		await people.add(table.name, [
			{ customer: 'acme', kind: 'a', text: 'open' },
			{ customer: 'acme', kind: 'b', text: 'open' },
			{ customer: 'acme', kind: 'c', text: null },
			{ customer: 'acme', kind: 'd', text: 'open' },
		]);
		const rows = await store.read(table);
		await store.update(table, [{ column: 'kind', value: 'b' }], { text: 'of a person' });
		const changed = await store.updateEach(
			table,
			rows.map(
				({ id = 0, kind, text = '' }): Change => ({
					where: [
						{ column: 'id', value: id },
						{ column: 'text', value: text },
					],
					cells: kind === 'd' ? { count: 4, due: '2026-01-01' } : { text: `={{ ${String(kind)} }}`, count: 1 },
				}),
			),
		);
		assert.deepEqual(
			(await store.read(table)).map(({ kind, text, count, due }) => [kind, text, count, due]),
			[
				['a', '={{ a }}', 1, ''],
				['b', 'of a person', 0, ''],
				['c', '={{ c }}', 1, ''],
				['d', 'open', 4, '2026-01-01'],
			],
		);
		const met = rows.filter(({ kind }) => kind !== 'b').map(({ id }) => Number(id));
		assert.deepEqual([...changed].sort(), met.sort());
		assert.deepEqual(await store.updateEach(table, []), []);
	},

	async 'changes all rows, and deletes those it is told to'({ store, table }) {
		await store.insert(table, [{ customer: 'a', text: 'x' }, { customer: 'b' }, { customer: 'c', text: 'y' }]);
		assert.equal((await store.update(table, [], { count: 9 })).length, 3);
		await store.delete(table, [{ column: 'text', value: '' }]);
		assert.deepEqual(
			(await store.read(table)).map(({ customer }) => customer),
			['a', 'c'],
		);
		const [first] = await store.read(table);
		await store.delete(table, [{ column: 'id', value: first?.id ?? 0 }]);
		assert.deepEqual(
			(await store.read(table)).map(({ customer, count }) => [customer, count]),
			[['c', 9]],
		);
	},

	async 'adds what is new by its key, changes what differs, and leaves cells alone that are not named'({
		store,
		table,
		people,
	}) {
		await people.add(table.name, [
			{ customer: 'acme', kind: 'a', text: 'of a person', count: 1 },
			{ customer: 'acme', kind: null, text: 'no kind', count: 1 },
			{ customer: 'acme', kind: '={{ x }}', text: 'expression', count: null },
		]);
		await store.upsert(
			table,
			[
				{ customer: 'acme', kind: 'a', count: 1 },
				{ customer: 'acme', kind: 'a', count: 2 },
				{ customer: 'acme', kind: '', count: 3 },
				{ customer: 'acme', kind: '={{ x }}', count: 4, text: '={{ y }}' },
				{ customer: 'acme', kind: 'new', count: 5 },
				{ customer: 'other', kind: 'a', count: 6 },
			],
			key,
		);
		assert.deepEqual(
			(await store.read(table)).map(({ customer, kind, text, count }) => [customer, kind, text, count]),
			[
				['acme', 'a', 'of a person', 2],
				['acme', '', 'no kind', 3],
				['acme', '={{ x }}', '={{ y }}', 4],
				['acme', 'new', '', 5],
				['other', 'a', '', 6],
			],
		);
	},

	async 'changes every row with the same key, and does not turn two rows into one'({ store, table }) {
		await store.insert(table, [
			{ customer: 'acme', kind: 'twice' },
			{ customer: 'acme', kind: 'twice', text: 'second' },
		]);
		await store.upsert(table, [{ customer: 'acme', kind: 'twice', count: 7 }], key);
		assert.deepEqual(
			(await store.read(table)).map(({ text, count }) => [text, count]),
			[
				['', 7],
				['second', 7],
			],
		);
	},

	async 'works on 5,000 rows'({ store, table }) {
		const rows = (count: number) =>
			Array.from({ length: 5_000 }, (_, index) => ({
				customer: 'acme',
				kind: `k${index}`,
				count: index < 4_900 ? 1 : count,
			}));
		await store.insert(table, rows(1));
		await store.upsert(table, [...rows(2), { customer: 'acme', kind: 'one more', count: 2 }], key);
		assert.equal((await store.read(table)).length, 5_001);
		assert.equal((await store.read(table, [{ column: 'count', value: 2 }])).length, 101);
	},

	async 'makes a table anew that somebody has deleted'({ store, table, people }) {
		await store.insert(table, [{ customer: 'acme' }]);
		await people.drop(table.name);
		assert.deepEqual(await store.read(table), []);
		await people.drop(table.name);
		await store.insert(table, [{ customer: 'acme', count: 1 }]);
		assert.deepEqual(without(await store.read(table)), [{ ...empty, customer: 'acme', count: 1 }]);
		await people.drop(table.name);
		await store.create([table]);
		await store.upsert(table, [{ customer: 'acme', kind: 'a' }], key);
		assert.equal((await store.read(table)).length, 1);
	},
};
