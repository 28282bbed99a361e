import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Pages } from './support/pages.ts';
import { World } from './support/scenarioWorld.ts';

const codesTable = 'sap_procore_cost_codes';

/** What each account assignment on a page waits for: `WBS element …` → `3 documents 1,200.00 USD`. */
function waitingOn(html: string): Map<string, string> {
	const entries = html.split('<div class="entry">').slice(1);
	return new Map(
		entries.map((entry) => {
			const [, keys = ''] = /<strong>([^<]*)<\/strong>/.exec(entry) ?? [];
			const [, waits = ''] = /· (\d+ documents? [^·<]*|nothing waits now|what waits is not known)/.exec(entry) ?? [];
			return [keys, waits];
		}),
	);
}

describe('the page Mapping after a run', () => {
	it('says of the tables alone what waits for each cost code, to the cent as SAP has it', async () => {
		const world = await World.start({ name: 'mapping', dataset: 'tour', limits: false });
		const pages = new Pages(world.engine);
		const { tables } = world.engine;
		// Somebody has filled only a part of the map.
		tables.edit(codesTable, ({ id }) => id % 3 === 0, { cost_code: '' });
		await world.sync({});
		world.later();
		await world.sync({});
		const requests = () => world.simulators.sap.traffic.entries('sap').length;
		const before = requests();
		const onRecord = await pages.open({ page: 'mapping' });
		assert.equal(requests(), before, 'SAP is not asked');
		const asSap = await pages.open({ page: 'mapping', sap: 'read' });
		assert.ok(requests() > before);
		const [recorded, read] = [waitingOn(onRecord), waitingOn(asSap)];
		const waiting = [...recorded].filter(([, waits]) => waits !== 'nothing waits now');
		assert.ok(waiting.length > 5, JSON.stringify([...recorded]));
		// SAP also has orders that do not wait yet, such as those in release, and a page shows a hundred.
		const compared = waiting.filter(([keys]) => read.has(keys));
		assert.ok(compared.length > waiting.length / 2);
		const differing = compared.filter(([keys, waits]) => read.get(keys) !== waits);
		assert.deepEqual(
			differing.map(([keys, waits]) => [keys, waits, read.get(keys)]),
			[],
		);
		assert.match(onRecord, /Amounts as runs have recorded them, the last at /);
	});
});

/** The first suggestion on a page, by account assignment. */
const suggestedOn = (html: string) =>
	new Map(
		[...html.matchAll(/<strong>([^<]*)<\/strong>[^]*?(?=<div class="entry">|<form method="get" id="several">)/g)].map(
			([entry, keys = '']) => [keys, /<a class="button"[^>]*>([^<]*)</.exec(entry)?.[1] ?? ''] as const,
		),
	);

/** The lines of its file that wait for a cost code. */
function linesToFill(csv: string): Array<Record<string, string>> {
	const [head = [], ...lines] = csv
		.replace('\uFEFF', '')
		.trim()
		.split('\r\n')
		.map((line) => [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)].map(([, a, b]) => a ?? b ?? ''));
	return lines
		.map((line) => Object.fromEntries(head.map((column, index) => [column, line[index] ?? ''])))
		.filter((line) => line.cost_code === '' && line.enabled === 'yes');
}

describe('the page Mapping and its file, after a preview', () => {
	let world: World;
	let pages: Pages;
	const open = async (query: Record<string, string> = {}) => await pages.open({ page: 'mapping', ...query });

	before(async () => {
		world = await World.start({ name: 'file', dataset: 'tour', limits: false });
		pages = new Pages(world.engine);
		world.engine.tables.edit(codesTable, ({ id }) => id % 3 !== 0, { cost_code: '' });
		await world.sync({ mode: 'preview' });
		await open({ codes: 'refresh' });
	});

	it('says what would wait for each cost code, as SAP has it, where nothing is an exception yet', async () => {
		const html = await open();
		assert.match(html, /As the preview of 2026-10-02 08:\d\d UTC found it/);
		const recorded = [...waitingOn(html)].filter(([, waits]) => waits !== 'nothing waits now');
		assert.equal(recorded.length, 100, 'what waits comes first');
		const read = waitingOn(await open({ sap: 'read' }));
		assert.deepEqual(
			recorded.filter(([keys, waits]) => read.has(keys) && read.get(keys) !== waits),
			[],
		);
	});

	for (const sap of ['', 'read'])
		it(`suggest the same codes, ${sap === '' ? 'as on record' : 'with SAP as of now'}, by the same texts`, async () => {
			const shown = suggestedOn(await open({ sap }));
			const lines = linesToFill(await open({ format: 'csv' }));
			const inFile = new Map(
				lines.map((line) => {
					const names = { wbs_element: 'WBS element', gl_account: 'G/L account', cost_center: 'cost center' };
					const keys = Object.entries({ ...names, company_code: 'company code' });
					return [keys.flatMap(([key, name]) => (line[key] ? [`${name} ${line[key]}`] : [])).join(' · '), line];
				}),
			);
			assert.ok([...shown.values()].filter(Boolean).length > 50, JSON.stringify([...shown]));
			assert.deepEqual(
				[...shown].map(([keys]) => [keys, inFile.get(keys)?.suggestion]),
				[...shown],
			);
			const placed = lines.filter(({ project }) => project);
			assert.ok(placed.filter(({ suggestion }) => suggestion).length > placed.length * 0.9);
			assert.deepEqual(
				placed.filter((line) => !line.gl_account_text || (line.wbs_element && !line.wbs_element_text)),
				[],
			);
		});

	it('a cost code for a whole G/L account takes all that it covers off the page, its file and Exceptions', async () => {
		const toMap = async () => {
			const [page, exceptions] = [await open(), await pages.open({ page: 'exceptions' })];
			const [, onPage = ''] = /To map<\/div>\s*<div class="value">([\d,]+)</.exec(page) ?? [];
			const [, onExceptions = ''] = /without a cost code<\/strong> <span class="note">([\d,]+)</.exec(exceptions) ?? [];
			assert.equal(onPage, onExceptions);
			return Number(onPage);
		};
		const lines = linesToFill(await open({ format: 'csv' }));
		const before = await toMap();
		const [line] = lines;
		assert.ok(line);
		const isCovered = (each: typeof line) =>
			each.gl_account === line.gl_account && each.company_code === line.company_code;
		// What waits in two currencies has two lines.
		const keysIn = (all: typeof lines) => new Set(all.map((each) => JSON.stringify(Object.values(each).slice(0, 4))));
		assert.equal(keysIn(lines).size, before);
		const covered = keysIn(lines.filter(isCovered)).size;
		assert.ok(covered > 3);
		const { company_code = '', gl_account = '', cost_center = '', wbs_element = '' } = line;
		const keys = { company_code, gl_account, cost_center, wbs_element };
		const query = { page: 'mapping', do: 'map', scope: 'account', code: line.suggestion ?? '', ...keys };
		await pages.confirm('mapping', await pages.open(query));
		assert.equal(await toMap(), before - covered);
		assert.deepEqual(linesToFill(await open({ format: 'csv' })).filter(isCovered), []);
		world.later();
		await world.sync({ mode: 'preview' });
		assert.equal(await toMap(), before - covered, 'nor does the next run bring it back');
	});
});
