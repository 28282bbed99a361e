import { tableStoreOf } from '../../../nodes/shared/tables/inlineStore';
import { MemoryTables } from '../../support/memoryTables';
import { sampleTable, tableStoreContract, type TablePeople } from '../../support/tableStoreContract';

let executions = 0;
const table = sampleTable('test');
const types = Object.fromEntries(Object.entries(table.columns).map(([name, { type }]) => [name, type]));

const peopleOf = (tables: MemoryTables): TablePeople => ({
	add: (name, rows) => {
		tables.addRows(name, rows);
	},
	empty: (name, column) => {
		tables.empty(name, () => true, column);
	},
	drop: (name) => {
		tables.dropTable(name);
	},
});

function tablesOfPeople(): MemoryTables {
	const tables = new MemoryTables();
	tables.createTable(table.name, types);
	return tables;
}

const cases = Object.entries(tableStoreContract);

describe('tables in memory', () => {
	it.each(cases)('%s', async (_, check) => {
		const tables = tablesOfPeople();
		await check({ store: tables.store(), table, people: peopleOf(tables) });
	});
});

describe.each([
	['n8n 2.40 and newer', true],
	['n8n below 2.40', false],
])('tables by inline workflows, %s', (_, emptyIsNull) => {
	it.each(cases)('%s', async (__, check) => {
		const tables = tablesOfPeople();
		tables.emptyIsNull = emptyIsNull;
		const store = tableStoreOf(tables.context(`contract-${(executions += 1)}`));
		await check({ store, table, people: peopleOf(tables) });
	});
});

describe('rows that are changed by what they hold', () => {
	/** 500 rows with up to five empty cells, and how many items each operation took and gave. */
	function watched() {
		const tables = tablesOfPeople();
		tables.addRows(
			table.name,
			Array.from({ length: 500 }, (_, n) => ({ customer: 'acme', kind: String(n), text: n % 2 === 0 ? null : '' })),
		);
		const seen: Array<{ operation: unknown; took: number; gave: number }> = [];
		const { executeWorkflow } = tables;
		const context = {
			...tables.context(`store-${(executions += 1)}`),
			executeWorkflow: async (...[workflow, items]: Parameters<typeof executeWorkflow>) => {
				const [, node] = workflow.code?.nodes ?? [];
				const result = await executeWorkflow(workflow, items);
				const gave = result.data[0]?.length ?? 0;
				seen.push({ operation: node?.parameters.operation, took: items?.length ?? 0, gave });
				return result;
			},
		} as ReturnType<typeof tables.context>;
		return { tables, store: tableStoreOf(context), seen };
	}
	const changesOf = (rows: ReadonlyArray<{ id?: number }>) =>
		rows.map(({ id = 0 }) => ({
			where: ['id', 'text', 'due', 'count', 'on'].map((column) => ({
				column,
				value: column === 'id' ? id : column === 'count' ? 0 : column === 'on' ? true : '',
			})),
			cells: { text: 'filled' },
		}));

	it('take a statement each, however many of their cells are empty, and none where somebody was quicker', async () => {
		const { tables, store, seen } = watched();
		const rows = await store.read(table);
		tables.edit(table.name, ({ kind }) => kind === '7', { due: 'of a person' });
		const changed = await store.updateEach(table, changesOf(rows));
		expect(changed).toHaveLength(499);
		expect(tables.rows(table.name).filter(({ text }) => text !== 'filled')).toMatchObject([{ kind: '7' }]);
		expect(seen.filter(({ operation }) => operation === 'update').map(({ took }) => took)).toEqual([499]);
	});

	it('are read alone where they lie far apart', async () => {
		const { store, seen } = watched();
		const rows = await store.read(table);
		const far = [...rows.slice(0, 1), ...rows.slice(-1)];
		seen.length = 0;
		expect(await store.updateEach(table, changesOf(far))).toHaveLength(2);
		expect(seen.filter(({ operation }) => operation === 'get').map(({ gave }) => gave)).toEqual([2]);
	});
});

describe('a table of 25,000 rows by inline workflows', () => {
	const kinds = (from: number, count: number) =>
		Array.from({ length: count }, (_, n) => ({ customer: n % 5 === 0 ? 'other' : 'acme', kind: String(from + n) }));

	it('is read in parts, each row once, whatever becomes of other rows meanwhile', async () => {
		const tables = tablesOfPeople();
		tables.addRows(table.name, kinds(0, 25_000));
		const answers: number[] = [];
		const { executeWorkflow } = tables;
		const context = {
			...tables.context(`store-${(executions += 1)}`),
			executeWorkflow: async (...[workflow, items]: Parameters<typeof executeWorkflow>) => {
				const answer = await executeWorkflow(workflow, items);
				const rows = answer.data[0] ?? [];
				if (rows[0]?.json.kind !== undefined) answers.push(rows.length);
				tables.removeRows(table.name, ({ kind }) => kind === '3');
				return answer;
			},
		} as ReturnType<typeof tables.context>;
		const rows = await tableStoreOf(context).read(table, [{ column: 'customer', value: 'acme' }]);
		const read = rows.map(({ kind }) => Number(kind)).filter((kind) => kind !== 3);
		expect(read).toEqual(Array.from({ length: 25_000 }, (_, n) => n).filter((n) => n % 5 !== 0 && n !== 3));
		expect(answers).toEqual([10_000, expect.any(Number)]);
	});

	it('is answered part by part, whatever finds its rows', async () => {
		const tables = tablesOfPeople();
		tables.addRows(
			table.name,
			kinds(0, 25_000).map((row, n) => ({ ...row, text: n % 3 === 0 ? null : 'filled' })),
		);
		const store = tableStoreOf(tables.context(`store-${(executions += 1)}`));
		const parts: number[][] = [];
		for await (const part of store.parts(table, [{ column: 'text', is: 'neq', value: 'other' }]))
			parts.push(part.map(({ kind }) => Number(kind)));
		expect(parts.map((part) => part.length)).toEqual([10_000, 10_000, 5_000]);
		expect(parts.flat()).toEqual(Array.from({ length: 25_000 }, (_, n) => n));
	});

	it('is read in parts where several conditions find its rows', async () => {
		const tables = tablesOfPeople();
		tables.addRows(
			table.name,
			kinds(0, 25_000).map((row, n) => ({ ...row, text: n % 2 === 0 ? null : 'filled' })),
		);
		const store = tableStoreOf(tables.context(`store-${(executions += 1)}`));
		expect(await store.read(table, [{ column: 'text', is: 'neq', value: 'other' }])).toHaveLength(25_000);
	});

	it('is emptied in parts, because n8n hands back what it deletes', async () => {
		const tables = tablesOfPeople();
		tables.addRows(table.name, kinds(0, 25_000));
		const store = tableStoreOf(tables.context(`store-${(executions += 1)}`));
		await store.create([table]);
		tables.forget();
		await store.delete(table, [{ column: 'customer', value: 'acme' }]);
		expect(tables.rows(table.name)).toHaveLength(5_000);
		expect(tables.count('deleteRows')).toBe(3);
	});

	it('costs one look where there is nothing to delete', async () => {
		const tables = tablesOfPeople();
		const store = tableStoreOf(tables.context(`store-${(executions += 1)}`));
		await store.create([table]);
		tables.forget();
		await store.delete(table, [{ column: 'customer', value: 'acme' }]);
		expect(tables.operations).toHaveLength(1);
	});
});
