import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { load } from '../build/source.ts';
import { drawnScreen } from './drawnScreen.ts';
import { foundBlock, withBlock } from './foundBlock.ts';
import { logOnPage } from './logOnPage.ts';
import type { DescribedNode, DescribedNodes } from './nodeDescriptions.ts';
import { nodesPage } from './nodesPage.ts';
import { type ModelSchemas, outputSchemas, schemaFile } from './outputSchemas.ts';
import { type Reason, reasonsPage } from './reasonsPage.ts';
import { settingsPage, type TemplateNode } from './settingsPage.ts';
import { setupScreens } from './setupScreens.ts';
import { tablesPage } from './tablesPage.ts';

const root = join(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);
const { reasons } = load<{ reasons: Record<string, Reason> }>('nodes/shared/reasons');
const described = (name: string, folder = name): DescribedNode => {
	const file = require(join(root, 'dist', 'nodes', folder, `${name}.node.js`)) as Record<
		string,
		new () => { description: DescribedNode }
	>;
	const Type = file[name];
	if (!Type) throw new Error(`dist has no node ${name}`);
	return new Type().description;
};
const types: DescribedNodes = {
	sapS4Hana: described('SapS4Hana'),
	sapToProcore: described('SapToProcore'),
	procore: described('Procore'),
};
const nodesOf = (template: string) =>
	(JSON.parse(readFileSync(join(root, 'workflows', `${template}.json`), 'utf8')) as { nodes: TemplateNode[] }).nodes;

const pages = {
	reasons: reasonsPage(reasons),
	tables: tablesPage(),
	nodes: nodesPage(types, [described('ProcoreTrigger', 'Procore')]),
	settings: settingsPage({ Sync: nodesOf('sap-procore-sync'), Report: nodesOf('sap-procore-report') }, types),
	'log-on-messages': logOnPage(),
};
for (const [name, page] of Object.entries(pages)) writeFileSync(join(root, 'docs', `${name}.md`), page);

const evidence = join(root, 'docs', 'evidence.md');
const found = foundBlock(readFileSync(join(root, 'test', 'engine', 'foundBySchedules.test.ts'), 'utf8'));
writeFileSync(evidence, withBlock(readFileSync(evidence, 'utf8'), 'found', found));

for (const [name, screen] of Object.entries(setupScreens))
	writeFileSync(join(root, 'docs', 'images', `${name}.svg`), drawnScreen(screen));

const model: ModelSchemas = {
	...load<ModelSchemas>('nodes/shared/model'),
	...load<ModelSchemas>('nodes/SapToProcore/reports/request'),
	...load<ModelSchemas>('nodes/SapToProcore/actions/run/replay'),
};
for (const [operation, schema] of Object.entries(outputSchemas(model))) {
	const file = join(root, 'nodes', 'SapToProcore', '__schema__', 'v1.0.0', `${operation}.json`);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, schemaFile(schema));
}
