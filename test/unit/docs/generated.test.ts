import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { ProcoreTrigger } from '../../../nodes/Procore/ProcoreTrigger.node';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { SapToProcore } from '../../../nodes/SapToProcore/SapToProcore.node';
import { reasons } from '../../../nodes/shared/reasons';
import { definitions } from '../../../nodes/shared/tables/definitions';
import { logOnPage } from '../../../tools/docs/logOnPage.ts';
import { nodesPage, operationsOf } from '../../../tools/docs/nodesPage.ts';
import { reasonsPage } from '../../../tools/docs/reasonsPage.ts';
import { settingsPage, type TemplateNode } from '../../../tools/docs/settingsPage.ts';
import { tablesPage } from '../../../tools/docs/tablesPage.ts';

const checkout = join(__dirname, '..', '..', '..');
const read = (...path: string[]) => readFileSync(join(checkout, ...path), 'utf8');
const nodesOf = (template: string) =>
	(JSON.parse(read('workflows', `${template}.json`)) as { nodes: TemplateNode[] }).nodes;
const types = {
	sapS4Hana: new SapS4Hana().description,
	sapToProcore: new SapToProcore().description,
	procore: new Procore().description,
};

it.each([
	['reasons', reasonsPage(reasons)],
	['tables', tablesPage()],
	['nodes', nodesPage(types, [new ProcoreTrigger().description])],
	['settings', settingsPage({ Sync: nodesOf('sap-procore-sync'), Report: nodesOf('sap-procore-report') }, types)],
	['log-on-messages', logOnPage()],
])('docs/%s.md is what npm run docs makes', (name, page) => {
	expect(read('docs', `${name}.md`)).toBe(page);
});

it('docs/tables.md has every column of every table', () => {
	const page = tablesPage();
	const missing = Object.values(definitions).flatMap(({ name, columns }) =>
		[`## ${name}`, ...Object.keys(columns).map((column) => `\`${column}\``)].filter((text) => !page.includes(text)),
	);
	expect(missing).toEqual([]);
});

it.each(Object.values(types))('docs/nodes.md has every resource of $displayName, each with an operation', (type) => {
	const operations = operationsOf(type);
	expect(operations.length).toBeGreaterThan(4);
	expect(operations.filter(({ rows }) => rows.length === 0)).toEqual([]);
});

it('docs/settings.md shows a setting as its panel does: name, what the template chose, and what each choice means', () => {
	const page = read('docs', 'settings.md');
	expect(page).toMatch(/^\| Release Gate \| Released \| .*\*All\*: /m);
	expect(page).toMatch(/^\| Options > Batch Size \| 2000 \| /m);
	expect(page).not.toContain('={{');
});
