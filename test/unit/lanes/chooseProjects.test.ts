import type { CostObject, Lane, RunMode } from '../../../nodes/shared/model';
import { chooseProjects, tablesHash, type Chosen } from '../../../nodes/SapToProcore/lanes/projectCost/choose';
import { unreadProjects } from '../../../nodes/SapToProcore/lanes/projectCost/sent';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import type { RosterRow } from '../../../nodes/SapToProcore/ledger/rows';
import { lane } from '../../support/examples.ts';
import { threeProjects } from '../../support/mapOrders.ts';
import { costCodeRow } from '../../support/orders.ts';

const today = '2026-10-02';
const whole = { window: { from: null, to: '2026-10-01T05:58:00.000Z' } };
const all = threeProjects.map(({ project_id }) => project_id);
/** Procore has all, as of today. */
const quiet = { '-': `tables ${today}`, ...Object.fromEntries(all.map((id) => [id, `abc ${today}`])) };

const object = (wbsElement: string, fields: Partial<CostObject> = {}): CostObject => ({
	...{ companyCode: '1010', wbsElement, costCenter: '', order: '', currency: 'USD', amount: '5.00', isChanged: true },
	...fields,
});

interface Given {
	sent?: Record<string, string>;
	objects?: CostObject[];
	mode?: RunMode;
	lane?: Partial<Lane>;
	batchSize?: number;
	tables?: string;
	projects?: RosterRow[];
}
function choose(given: Given = {}): Chosen {
	const { sent = quiet, objects = [], mode = 'delta', batchSize = 2000, tables = 'tables' } = given;
	const { projects = threeProjects } = given;
	return chooseProjects({
		...{ mode, lane: lane('actual_cost', given.lane), batchSize, projects, tables, sent, objects, today },
		roster: roster(projects),
	});
}
const idsOf = ({ selection }: Chosen) => selection.projects.map(({ projectId }) => projectId);

describe('the projects whose costs a batch reads', () => {
	it('are none when nothing moved', () => {
		expect(choose()).toEqual({ selection: { projects: [], outside: null }, sent: quiet });
	});

	it('are those on whose objects something moved, with all that belongs to them in SAP', () => {
		const chosen = choose({ objects: [object('P-1001.1')] });
		expect(chosen.selection.projects).toMatchObject([
			{ projectId: '2201', wbsElements: expect.arrayContaining([{ kind: 'branch', key: 'P-1001' }]) as unknown },
		]);
		expect(chosen.sent).toEqual({ ...quiet, 2201: `?abc ${today}` });
	});

	it('are not those of which SAP only says that they have costs', () => {
		expect(idsOf(choose({ objects: [object('P-1001.1', { isChanged: false })] }))).toEqual([]);
	});

	it.each<[string, string]>([
		['whose contracts are about to change', '?abc '],
		['of which Procore has not taken all', ''],
		['that an earlier run has not got to', `?abc ${today}`],
	])('are those %s', (_, text) => {
		expect(idsOf(choose({ sent: { ...quiet, 2202: text } }))).toEqual(['2202']);
	});

	it('are a few each run of those that were not compared today', () => {
		const yesterday = Object.fromEntries(all.map((id) => [id, 'abc 2026-10-01']));
		const first = choose({ sent: { ...quiet, ...yesterday } });
		expect(idsOf(first)).toHaveLength(1);
	});

	it.each<[string, Given]>([
		['in a first load', { lane: whole, sent: {} }],
		['in a backfill', { mode: 'backfill' }],
		['once the lookup tables say something else', { tables: 'other' }],
		['once somebody has emptied the cell', { sent: {} }],
		[
			'in a replay of something that no project is known of',
			{ mode: 'replay', lane: { readWindow: false, keys: ['*'] } },
		],
	])('are all of them %s', (_, given) => {
		const chosen = choose(given);
		expect(idsOf(chosen)).toEqual(all);
		expect(unreadProjects(chosen.sent).sort()).toEqual(['-', ...all]);
	});

	it('are those of a replay, which are compared with Procore', () => {
		const chosen = choose({ mode: 'replay', lane: { readWindow: false, keys: ['2202'] } });
		expect([idsOf(chosen), chosen.sent['2202']]).toEqual([['2202'], '?abc ']);
	});

	it('are no more than a batch holds, in the order of their IDs, but never less than one; the others are on record', () => {
		const sent = { ...quiet, 2201: `?abc ${today} 900`, 2202: `?abc ${today}`, 2203: `?abc ${today}` };
		const batches = [100, 300, 400].map((batchSize) => idsOf(choose({ sent, batchSize })));
		expect(batches).toEqual([['2201'], ['2201', '2202'], ['2201', '2202', '2203']]);
		expect(choose({ sent, batchSize: 100 }).sent).toEqual(sent);
		expect(idsOf(choose({ sent, batchSize: 0 }))).toEqual(all);
	});

	it('forget those that are in the roster no more, and leave out those that nothing in SAP belongs to', () => {
		const [first, ...others] = threeProjects as [RosterRow, ...RosterRow[]];
		const bare = { ...first, project_id: '2299', sap_project: '', sap_wbs_prefix: '', sap_cost_center: '' };
		const chosen = choose({ projects: [bare, ...others], tables: 'other' });
		expect([idsOf(chosen), '2201' in chosen.sent]).toEqual([all.slice(1), false]);
	});
});

describe('costs that no project takes', () => {
	const unmapped = object('P-9999.1', { isChanged: false, amount: '64.00' });

	it('are looked at in the next batch when one moved, because only what moved was read', () => {
		const chosen = choose({ objects: [object('P-9999.1')] });
		expect([chosen.selection.outside, unreadProjects(chosen.sent)]).toEqual([null, ['-']]);
	});

	it('are told with all that is posted on them, once SAP was asked for that', () => {
		const { selection } = choose({
			sent: { ...quiet, '-': '?tables ' },
			lane: { keys: ['-'] },
			objects: [unmapped, object('', { costCenter: '77', isChanged: false, amount: '2300.00' })],
		});
		expect(selection.outside).toMatchObject({
			...{ sapKey: '|', projectId: '', status: 'held', reason: 'unmapped_project' },
			message: expect.stringContaining('WBS element P-9999.1 of company code 1010 (64.00 USD)') as unknown,
			detail: { costs: 2 },
		});
	});

	it('are told as none when there are none any more', () => {
		const { selection } = choose({ sent: { ...quiet, '-': '?tables ' }, lane: { keys: ['-'] } });
		expect(selection.outside).toMatchObject({ sapKey: '|', projectId: '', status: 'unchanged' });
	});

	it('are told as well where they are no project costs', () => {
		expect(unreadProjects(choose({ objects: [object('', { costCenter: '77' })] }).sent)).toEqual(['-']);
	});
});

describe('the hash of the lookup tables', () => {
	const closed = threeProjects.map((row, index) => (index === 0 ? { ...row, active: false } : row));
	const codes = [costCodeRow({ id: '1', gl_account: '63*' })];
	const hash = tablesHash(threeProjects, codes, []);

	it('does not change by the order of rows, nor by rows that nobody has filled', () => {
		const toFill = costCodeRow({ id: '2', gl_account: '70', cost_code: '' });
		expect(tablesHash([...threeProjects].reverse(), [toFill, ...codes], [])).toBe(hash);
	});

	it.each<[string, string]>([
		['a project is closed', tablesHash(closed, codes, [])],
		['a code is mapped', tablesHash(threeProjects, [...codes, costCodeRow({ id: '2', gl_account: '70' })], [])],
		['a value is', tablesHash(threeProjects, codes, [{ kind: 'currency', sap_value: 'A', procore_value: 'USD' }])],
	])('changes when %s', (_, other) => {
		expect(other).not.toBe(hash);
	});
});
