import type { Tables } from '../tools/n8n/tables.ts';
import { tables as columnsOf } from '../templates/tables.ts';
import type { FilledTables } from '../simulators/data/tables.ts';

/** Fills tables as a customer's people have; a table that is not there yet is created. */
export async function fillTables(tables: Tables, filled: FilledTables): Promise<void> {
	const present = new Set((await tables.list()).map(({ name }) => name));
	for (const [name, rows] of Object.entries(filled)) {
		if (!present.has(name)) await tables.create(name, columnsOf[name] ?? {});
		await tables.insert(name, rows);
	}
}
