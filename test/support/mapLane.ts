import type { IDataObject } from 'n8n-workflow';
import { documentKey, type Entity } from '../../nodes/shared/entities';
import { definitions, type TableName } from '../../nodes/shared/tables/definitions';
import { asJson, run } from './examples.ts';
import { rowsIn, tablesWith, type Rows } from './ledgerTables.ts';
import { runNode } from './nodeHarness.ts';

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

/** Resources whose operation is named Match. */
const matched = new Set(['vendor', 'project']);

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
			...{
				resource: operation.resource,
				operation: matched.has(operation.resource) ? 'match' : 'map',
				run: asJson(options.run ?? run()),
			},
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
		tables: rowsIn(tables),
		log: tables.operations.flatMap((each) => (each.startsWith('table') ? [] : [each.replace('sap_procore_', '')])),
	};
}

const keysIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/**
 * The documents that an item of a lane accounts for: what it says it covers, else the one it is about. A cost code is made
 * of rows of the cost code map, and accounts for no document.
 */
export function accountedBy({ error, details, ...json }: IDataObject): string[] {
	const told = (typeof error === 'string' ? details : json) as IDataObject;
	if (told.code !== undefined && told.costTypes !== undefined) return [];
	const source = (told.source ?? told) as IDataObject;
	const covers = keysIn(told.covers);
	return covers.length > 0 || told.covers !== undefined ? covers : [String(source.sapKey ?? '')];
}

/** Keys of the documents that went in, each once. */
export const keysOf = (entity: Entity, documents: readonly object[]): string[] =>
	[...new Set(documents.map((each) => documentKey(entity, each as IDataObject)))].sort();
