import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { ProcoreTrigger } from '../../../nodes/Procore/ProcoreTrigger.node';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { SapToProcore } from '../../../nodes/SapToProcore/SapToProcore.node';
import { reasons } from '../../../nodes/shared/reasons';
import { definitions } from '../../../nodes/shared/tables/definitions';
import { drawnScreen } from '../../../tools/docs/drawnScreen.ts';
import { foundBlock, withBlock } from '../../../tools/docs/foundBlock.ts';
import { logOnPage } from '../../../tools/docs/logOnPage.ts';
import * as model from '../../../nodes/shared/model';
import { replaySchema } from '../../../nodes/SapToProcore/actions/run/replay';
import { reportRequestSchema } from '../../../nodes/SapToProcore/reports/request';
import { outputSchemas, schemaFile } from '../../../tools/docs/outputSchemas.ts';
import { nodesPage, operationsOf } from '../../../tools/docs/nodesPage.ts';
import { reasonsPage } from '../../../tools/docs/reasonsPage.ts';
import { settingsPage, type TemplateNode } from '../../../tools/docs/settingsPage.ts';
import { setupScreens } from '../../../tools/docs/setupScreens.ts';
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

it('docs/evidence.md lists what random schedules have found as npm run docs does', () => {
	const page = read('docs', 'evidence.md');
	expect(page).toBe(withBlock(page, 'found', foundBlock(read('test', 'engine', 'foundBySchedules.test.ts'))));
	expect(page).toContain('- a backfill\n  - after a first load');
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

it.each(['Dry Run', 'Options > Create Missing WBS Codes', 'On Edited Contract'])(
	'docs/settings.md has %s of several Upsert nodes once, with the nodes that have it',
	(setting) => {
		const rows = read('docs', 'settings.md')
			.split('\n')
			.filter((line) => line.startsWith(`| ${setting} |`));
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatch(/\| (all|[a-z, ]*contracts[a-z, ]*) \|/);
	},
);

it('docs/tables.md has columns that many tables have once', () => {
	expect(tablesPage().match(/^\| `changed_by` \|/gm)).toHaveLength(2);
	expect(tablesPage().match(/^\| `customer` \|/gm)).toHaveLength(1);
});

it('docs/reasons.md says once for each heading when it is tried again', () => {
	const page = reasonsPage(reasons);
	expect(page.match(/at increasing intervals/g)).toHaveLength(2);
	expect(page).toContain('`vendor_missing` and `contract_missing` again');
});

describe('drawings of screens', () => {
	it.each(Object.entries(setupScreens))('%s is what npm run docs makes, and says that it is drawn', (name, screen) => {
		const drawn = read('docs', 'images', `${name}.svg`);
		expect(drawn).toBe(drawnScreen(screen));
		expect(drawn).toContain('not a screenshot');
	});

	it('keep texts within their fields, which do not grow', () => {
		const parts = Object.values(setupScreens).flatMap(({ parts: all }) => all);
		for (const part of parts) if ('value' in part) expect(part.value.length).toBeLessThanOrEqual(66);
	});
});

describe('output schemas of SAP to Procore', () => {
	const folder = ['nodes', 'SapToProcore', '__schema__', 'v1.0.0'];
	const made = outputSchemas({ ...model, replaySchema, reportRequestSchema });
	const byHand = ['document/explain', 'report/makeConformance'];

	it('there is one for every operation', () => {
		const { properties } = types.sapToProcore;
		const operations = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options = [] }) =>
				(displayOptions?.show?.resource ?? []).flatMap((resource) =>
					options.map((option) => `${String(resource)}/${'value' in option ? String(option.value) : ''}`),
				),
			);
		expect([...Object.keys(made), ...byHand].sort()).toEqual(operations.sort());
	});

	it.each(Object.entries(made))('%s is what npm run docs makes', (operation, schema) => {
		expect(read(...folder, `${operation}.json`)).toBe(schemaFile(schema));
	});

	it('of a map they are its desired object, with what is in it', () => {
		expect(made['purchaseOrder/map']?.properties?.lines?.items?.properties).toMatchObject({
			costCode: { type: 'string' },
			amount: { type: 'string' },
		});
		expect(made['run/start']?.properties?.lanes?.items?.properties?.keys).toEqual({
			type: 'array',
			items: { type: 'string' },
		});
	});
});
