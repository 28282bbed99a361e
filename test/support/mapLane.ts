import type { IDataObject } from 'n8n-workflow';
import { definitions, tableNames, type TableName } from '../../nodes/shared/tables/definitions';
import { asJson } from './examples.ts';
import { run } from './lanes.ts';
import { MemoryTables } from './memoryTables.ts';
import { runNode } from './nodeHarness.ts';

/** Rows of one customer, by the short names of the tables. */
export type Rows = Partial<Record<TableName, object[]>>;

export interface MapOperation {
	resource: string;
	parameters?: IDataObject;
	/** Items of the second input; left out = nothing is connected. */
	second?: object[];
	tables?: Rows;
}

interface MapOptions {
	run?: object;
	/** null = nothing is connected to the second input. */
	second?: object[] | null;
	tables?: Rows;
	/** A table that cannot be read. */
	broken?: TableName;
}

/** What Map of a lane puts out, how the tables are afterwards, and what was done with them: `get projects`, … */
export async function mapped(operation: MapOperation, documents: object[], options: MapOptions = {}) {
	const tables = tablesWith(options.tables ?? operation.tables ?? {});
	const broken = options.broken && `get ${definitions[options.broken].name}`;
	tables.before = (each) => {
		if (each === broken) throw new Error('The table cannot be read');
	};
	const second = options.second === undefined ? operation.second : options.second;
	const { outputs, error } = await runNode({
		node: 'sapToProcore',
		parameters: {
			...{ resource: operation.resource, operation: 'mapLane', run: asJson(options.run ?? run()) },
			...operation.parameters,
		},
		inputs: [documents.map(asJson), ...(second ? [second.map(asJson)] : [])],
		onError: 'continueRegularOutput',
		tables,
	});
	expect(error).toBeUndefined();
	expect(outputs.slice(1).flat()).toEqual([]);
	return {
		items: outputs[0] ?? [],
		tables: Object.fromEntries(tableNames.map((name) => [name, tables.rows(definitions[name].name)])) as Rows,
		log: tables.operations.flatMap((each) => (each.startsWith('table') ? [] : [each.replace('sap_procore_', '')])),
	};
}

function tablesWith(rows: Rows): MemoryTables {
	const tables = new MemoryTables();
	for (const name of tableNames) {
		const { name: table, columns } = definitions[name];
		tables.createTable(table, Object.fromEntries(Object.entries(columns).map(([column, { type }]) => [column, type])));
		const cells = (rows[name] ?? []).map((row) => ({ ...row, customer: 'acme' }));
		const known = cells.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => column in columns)));
		tables.addRows(table, known);
	}
	tables.forget();
	return tables;
}
