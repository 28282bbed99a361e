import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonsPage } from '../../../tools/docs/reasonsPage.ts';
import { reasons } from '../../../nodes/shared/reasons';

it('docs/reasons.md is what npm run docs makes of the table', () => {
	const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'reasons.md'), 'utf8');
	expect(page).toBe(reasonsPage(reasons));
});

it('every reason stands in a section of the page', () => {
	const page = reasonsPage(reasons);
	for (const code of Object.keys(reasons)) expect(page.split(`\`${code}\``)).toHaveLength(2);
});
