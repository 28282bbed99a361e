import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.cwd(), 'nodes', 'SapToProcore', '__schema__', 'v1.0.0');

/** Fields that the editor shows of an operation of *SAP to Procore* before it has run. */
export function shownFields(operation: string): string[] {
	const schema = JSON.parse(readFileSync(join(folder, `${operation}.json`), 'utf8')) as { properties: object };
	return Object.keys(schema.properties).sort();
}
