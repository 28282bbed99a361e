import type { Row, Tables } from '../n8n/tables.ts';
import { tables as columnsOf } from '../workflows/tables.ts';

/** Fills tables as a customer's business users have: what stands there already stays. */
export async function fillTables(tables: Tables, rows: Record<string, Row[]>, customer: string): Promise<void> {
	const present = new Set((await tables.list()).map(({ name }) => name));
	for (const [name, given] of Object.entries(rows)) {
		if (!present.has(name)) await tables.create(name, columnsOf[name] ?? {});
		await tables.insert(
			name,
			given.map((row) => ({ customer, ...row })),
		);
	}
}
