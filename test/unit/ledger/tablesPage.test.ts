import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitions } from '../../../nodes/shared/tables/definitions';
import { partsOf, tablesPage } from '../../../tools/docs/tablesPage.ts';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'tables.md'), 'utf8');

it('docs/tables.md is what npm run docs makes of the definitions', () => {
	expect(tablesPage(page)).toBe(page);
});

it('docs/tables.md has the columns of every table', () => {
	expect(partsOf(page).sort()).toEqual(['all', ...Object.keys(definitions)].sort());
});
