import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Reason, reasonsPage } from './reasonsPage.ts';
import { tablesPage } from './tablesPage.ts';

const root = join(import.meta.dirname, '..', '..');
// The built rules: what ships is CommonJS with paths that only a build resolves.
const built = createRequire(import.meta.url)(join(root, 'dist', 'nodes', 'shared', 'reasons')) as {
	reasons: Record<string, Reason>;
};
writeFileSync(join(root, 'docs', 'reasons.md'), reasonsPage(built.reasons));

const tables = join(root, 'docs', 'tables.md');
writeFileSync(tables, tablesPage(readFileSync(tables, 'utf8')));
