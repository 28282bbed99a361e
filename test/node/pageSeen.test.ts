import { tablesWith, type Given } from '../support/madeReports.ts';
import { heldException, heldOutcome, candidate } from '../support/heldSuppliers.ts';
import { openPage, textOf } from '../support/pages.ts';
import { exceptionRow, runRow } from '../support/reports.ts';

const lanes = ['supplier', 'purchase_order'] as const;
const settings = JSON.stringify({ lanes: lanes.join(', ') });
const complete = (...of: string[]) => JSON.stringify(Object.fromEntries(of.map((lane) => [lane, { complete: true }])));

/** A preview, and a run after it. */
const preview = (fields: object = {}) => ({
	...runRow({ run_id: 'preview', mode: 'preview', counts: complete(...lanes), ...fields }),
	settings,
});
const delta = (fields: object = {}) => ({
	...runRow({ run_id: 'delta', started_at: '2026-10-02T05:00:00.000Z', status: 'failed', counts: '{}', ...fields }),
	settings,
});
const readUpTo = (...of: string[]) => of.map((entity) => ({ entity, watermark: '2026-10-02T05:00:00.000Z' }));

/** What the preview found: a supplier with two vendors, and an order in no project. */
const homeless = {
	...{ entity: 'purchase_order', sap_key: '4500000001', project_id: '', reason: 'unmapped_project' },
	message: 'No Procore project: Purchase order 4500000001. No row of the roster fits line 10/1 (WBS element X-1).',
};
const findings = [
	heldOutcome('100001', [candidate()], { run_id: 'preview' }),
	{ ...homeless, run_id: 'preview', at: '2026-10-01T05:00:00.000Z', status: 'held', detail: '' },
];

/** What the pages say: their texts, and the tone and figure of the first tile. */
async function pages(given: Given) {
	const tables = await tablesWith({ settings: null, ...given });
	const open = async (page: string) => {
		const html = await openPage(tables, { page });
		const [, tone, value] = /<div class="tile (\w+)">.*?<div class="value">([^<]*)/s.exec(html) ?? [];
		return { text: textOf(html), tile: `${tone} ${value}` };
	};
	return { exceptions: await open('exceptions'), vendors: await open('vendors'), projects: await open('projects') };
}
/** The same of the page Mapping: the tiles To map and Waits for it. */
async function mappingTiles(given: Given) {
	const html = await openPage(await tablesWith({ settings: null, ...given }), { page: 'mapping' });
	const tiles = [...html.matchAll(/<div class="tile (\w+)">.*?class="label">([^<]*).*?<div class="value">([^<]*)/gs)];
	return tiles.slice(1, 3).map(([, tone, label, value]) => `${label}: ${value} ${tone}`);
}
const tilesOf = ({ exceptions, vendors, projects }: Awaited<ReturnType<typeof pages>>) =>
	[exceptions, vendors, projects].map(({ tile }) => tile);

describe('Pages say who has looked at the documents', () => {
	it('nobody: nothing is good', async () => {
		const made = await pages({});
		expect(tilesOf(made)).toEqual(['unknown 0', 'unknown 0', 'unknown 0']);
		expect(made.vendors.text).toContain('No run has looked at SAP yet.');
	});

	it('while the first preview runs still nobody', async () => {
		expect(tilesOf(await pages({ runs: [preview({ status: 'running' })] }))).toEqual(Array(3).fill('unknown 0'));
	});

	it('a preview: its findings are shown, and what it read to the end and found fit is good', async () => {
		const made = await pages({ runs: [preview()], audit: findings });
		expect(tilesOf(made)).toEqual(['warn 2', 'warn 1', 'warn 1']);
		expect(tilesOf(await pages({ runs: [preview()] }))).toEqual(['unknown 0', 'good 0', 'good 0']);
	});

	it('a preview: no page has a button that starts a run, which would be refused', async () => {
		const startsIn = async (given: Given) => {
			const tables = await tablesWith({ settings: null, audit: findings, ...given });
			const html = [await openPage(tables, { page: 'vendors' }), await openPage(tables, { page: 'projects' })];
			return html.map((each) => each.includes('run now…'));
		};
		expect(await startsIn({ runs: [preview()] })).toEqual([false, false]);
		const exceptions = [heldException('100001')];
		expect(await startsIn({ runs: [preview(), delta()], exceptions })).toEqual([true, true]);
	});

	it('of several troubles that a preview met with a document it tells the first, whatever its status', async () => {
		const [, held] = findings;
		const waiting = { ...held, status: 'waiting', reason: 'vendor_missing' };
		const projects = async (...audit: object[]) => (await pages({ runs: [preview()], audit })).projects.tile;
		expect(await projects({ ...held }, waiting)).toBe('warn 1');
		expect(await projects(waiting, { ...held })).toBe('good 0');
	});

	it.each<[string, object, string[]]>([
		['failed', { status: 'failed', counts: '{}' }, ['unknown 0', 'unknown 0']],
		['got through suppliers only', { status: 'partial', counts: complete('supplier') }, ['good 0', 'unknown 0']],
		['was of a lane only', { counts: complete('purchase_order') }, ['unknown 0', 'good 0']],
	])(
		'a preview that %s makes no other zero good, and the page names what was not read',
		async (_, fields, expected) => {
			const made = await pages({ runs: [preview(fields)] });
			expect(tilesOf(made)).toEqual(['unknown 0', ...expected]);
			const named = [made.vendors, made.projects].map(({ text }) =>
				/Not read to the end yet: (Suppliers|Purchase orders)\./.test(text),
			);
			expect(named).toEqual(expected.map((tile) => tile !== 'good 0'));
		},
	);

	it('a run that could not even log on: its exceptions count once, and nothing of the preview beside them', async () => {
		const [supplier] = [heldException('100001', { run_id: 'delta' })];
		const made = await pages({
			...{ runs: [preview(), delta()], audit: findings },
			exceptions: [supplier, exceptionRow({ ...homeless, project_id: '', run_id: 'delta' })],
		});
		expect(tilesOf(made)).toEqual(['warn 2', 'warn 1', 'warn 1']);
		for (const { text } of Object.values(made)) expect(text).not.toMatch(/Only previews|the preview/);
		expect(made.projects.text).toContain('WBS element X-1 on 1 document ');
	});

	it('Mapping has what the preview would have held for a cost code, and calls nothing zero that was not looked at', async () => {
		const unmapped = [['1010', '630000', '', 'P-1001.1', '100.00', 'USD', 'Concrete']];
		const lacks = { ...homeless, reason: 'unmapped_cost_code', project_id: '2201', run_id: 'preview', status: 'held' };
		const audit = [{ ...lacks, at: '2026-10-01T05:00:00.000Z', detail: JSON.stringify({ unmapped }) }];
		expect(await mappingTiles({ runs: [preview()], audit })).toEqual([
			'To map: 1 warn',
			'Waits for it: 100.00 USD calm',
		]);
		expect(await mappingTiles({ runs: [preview()] })).toEqual(['To map: 0 good', 'Waits for it: 0 calm']);
		const unread = ['To map: 0 unknown', 'Waits for it: ? unknown'];
		expect(await mappingTiles({ runs: [preview({ counts: complete('supplier') })] })).toEqual(unread);
		expect(await mappingTiles({ runs: [delta()] })).toEqual(unread);
		const state = readUpTo('purchase_order');
		expect(await mappingTiles({ runs: [delta()], state })).toEqual(['To map: 0 good', 'Waits for it: 0 calm']);
	});

	it('a run that has not got to suppliers calls no figure of suppliers good', async () => {
		const made = await pages({ runs: [delta()], state: readUpTo('purchase_order') });
		expect(tilesOf(made)).toEqual(['unknown 0', 'unknown 0', 'good 0']);
		expect(made.exceptions.text).toContain('Not read to the end yet: Suppliers.');
		const whole = await pages({ runs: [delta()], state: readUpTo(...lanes) });
		expect(tilesOf(whole)).toEqual(['good 0', 'good 0', 'good 0']);
		expect(whole.exceptions.text).not.toContain('Not read');
	});
});

it('while both systems are checked, the page says in plain words what comes', async () => {
	const text = textOf(await openPage(await tablesWith(), { page: 'readiness' }));
	expect(text).toContain('Both systems are being checked. The result opens here by itself.');
	expect(text).toMatch(/If nothing happens, press Check now ?\./);
});
