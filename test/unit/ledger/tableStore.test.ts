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
