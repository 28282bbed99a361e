import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

const folder = join(process.cwd(), 'nodes', 'SapToProcore', '__schema__', 'v1.0.0');

const schemaOf = (operation: string) => JSON.parse(readFileSync(join(folder, `${operation}.json`), 'utf8')) as Schema;

/** Fields that the editor shows of an operation of *SAP to Procore* before it has run. */
export const shownFields = (operation: string): string[] => Object.keys(schemaOf(operation).properties ?? {}).sort();

function typesIn({ type, properties, items }: Schema): unknown {
	if (items) return [typesIn(items)];
	if (!properties) return type;
	return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, typesIn(inner)]));
}

/** The same with their types, at every depth. */
export const shownTypes = (operation: string): unknown => typesIn(schemaOf(operation));

/** The types of an item, as {@link shownTypes} has them; of lists those of their first element. */
export function typesOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.slice(0, 1).map(typesOf);
	if (typeof value !== 'object' || value === null) return typeof value;
	const fields = Object.entries(value);
	return fields.length === 0 ? 'object' : Object.fromEntries(fields.map(([name, inner]) => [name, typesOf(inner)]));
}
