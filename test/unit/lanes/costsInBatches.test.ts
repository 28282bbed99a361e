import fc from 'fast-check';
import { endOf, isInRange, nextRange, rosterHash } from '../../../nodes/SapToProcore/lanes/projectCost/range';
import { lookedAt, wasSent, type CostsCell } from '../../../nodes/SapToProcore/lanes/projectCost/sent';
import type { RosterRow } from '../../../nodes/SapToProcore/ledger/rows';
import { rosterRow } from '../../support/orders.ts';

type Range = NonNullable<ReturnType<typeof nextRange>>;

const project = (id: number | string, fields: Partial<RosterRow> = {}) =>
	rosterRow({ id: String(id), project_id: String(id), sap_project: `P-${id}`, ...fields });
const projects = (...ids: number[]) => ids.map((id) => project(id));
const idsOf = (rows: RosterRow[]) => [...new Set(rows.map(({ project_id }) => project_id))];

/** The ranges of one run, up to the last one. */
function batches(rows: RosterRow[], most: number, sent: CostsCell = {}, cursor = ''): Range[] {
	const range = nextRange(rows, cursor, sent, most);
	if (range === null) return [];
	return range.upTo === '' ? [range] : [range, ...batches(rows, most, sent, endOf({ ...range, lookAt: 0 }))];
}
const inEach = (ranges: Range[], ids: string[]) => ranges.map((range) => ids.filter((id) => isInRange(range, id)));
const branch = (key: string) => ({ kind: 'branch', key });

describe('costs of many projects, a few projects at a time', () => {
	it.each([
		[3, [[1, 2, 3, 4, 5]], [3, 2]],
		[3, [[7, 6, 5, 4, 3, 2, 1]], [3, 2, 2]],
		[2, [[1, 2, 3]], [2, 1]],
		[4, [[1, 2, 3, 4]], []],
		[5, [[1, 2, 3, 4]], []],
		[1, [[1]], []],
		[1, [[]], []],
	])('at most %i of %j: %j, of about the same size, and all at once where they fit', (most, [ids = []], sizes) => {
		const rows = projects(...ids);
		expect(inEach(batches(rows, most), idsOf(rows)).map(({ length }) => length)).toEqual(sizes);
	});

	it('come in the order of project numbers: 9 before 10', () => {
		expect(inEach(batches(projects(10, 9, 100), 2), ['9', '10', '100'])).toEqual([['9', '10'], ['100']]);
	});

	it('are each read once, and what belongs to no project with the last ones', () => {
		const ids = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 25 });
		fc.assert(
			fc.property(ids, fc.integer({ min: 1, max: 8 }), (some, most) => {
				const rows = projects(...some);
				const ranges = batches(rows, most);
				for (const id of some.length > most ? idsOf(rows) : [])
					expect(ranges.filter((range) => isInRange(range, id))).toHaveLength(1);
				expect(ranges.filter((range) => isInRange(range, ''))).toEqual(ranges.slice(-1));
			}),
		);
		expect([isInRange(null, '1'), isInRange(null, '')]).toEqual([true, true]);
	});

	it('are asked for by what belongs to the projects, and the last ones by what belongs to no other', () => {
		const rows = [
			project(1, { sap_project: 'P-1, 00800', sap_wbs_prefix: 'X.1*', sap_cost_center: '0010*' }),
			project(2, { sap_cost_center: '20' }),
			project(3),
		];
		const sent = { 1: 'abc 2026-10-01 5001,5002', 2: 'def 2026-10-01 -', 3: ' 2026-10-01 5003', 9: 'x y 5009' };
		const [first, last] = batches(rows, 2, sent);
		const ofFirst = {
			wbsElements: [{ kind: 'prefix', key: 'X.1' }, branch('P-1'), branch('00800'), branch('P-2')],
			orders: ['P-1', '800', 'P-2'],
			costCenters: [
				{ kind: 'prefix', key: '10' },
				{ kind: 'exact', key: '20' },
			],
			sapProjects: ['5001', '5002'],
		};
		expect(first).toEqual({ after: '', upTo: '2', roster: rosterHash(rows), own: ofFirst, others: null });
		expect(last).toEqual({
			...{ after: '2', upTo: '', roster: rosterHash(rows), others: ofFirst },
			own: { wbsElements: [branch('P-3')], orders: ['P-3'], costCenters: [], sapProjects: ['5003'] },
		});
	});

	it('may be of any SAP project where an earlier version did not keep those of one of the projects', () => {
		const sent = { 1: 'abc 2026-10-01 5001', 2: 'def 2026-10-01', 3: 'abc 2026-10-01 5003' };
		const [first, last] = batches(projects(1, 2, 3), 2, sent);
		expect([first?.own.sapProjects, last?.own.sapProjects]).toEqual([null, ['5003']]);
	});

	it('what two projects claim alike is read with the last ones, so that somebody is told; a longer key decides', () => {
		const rows = [
			project(1, { sap_project: 'A', sap_cost_center: '10, 3*' }),
			project(2, { sap_project: 'A', sap_cost_center: '0010, 3' }),
			project(3, { sap_project: 'A.3', sap_cost_center: '33*' }),
			project(3, { sap_project: 'A.3' }),
		];
		const { own } = batches(rows, 2).at(-1) ?? {};
		expect(own).toEqual({
			wbsElements: [branch('A.3'), branch('A.3'), branch('A'), branch('A')],
			orders: ['A.3', 'A.3', 'A', 'A'],
			costCenters: [
				{ kind: 'prefix', key: '33' },
				{ kind: 'exact', key: '10' },
				{ kind: 'exact', key: '10' },
			],
			sapProjects: [],
		});
	});

	it('leave out projects that nothing in SAP belongs to, and rows that nobody has filled', () => {
		const rows = [...projects(1, 2, 3), project(4, { sap_project: '' }), project('', { sap_project: 'P-9' })];
		expect(batches(rows, 3)).toEqual([]);
		const ranges = batches(rows, 2);
		expect(ranges.map(({ upTo }) => upTo)).toEqual(['2', '']);
		expect(JSON.stringify(ranges)).not.toContain('P-9');
		expect(rosterHash(rows)).toBe(rosterHash(rows.slice(0, -1)));
	});

	it('begin anew where what belongs to whom has changed meanwhile, and go on where only names have', () => {
		const rows = projects(1, 2, 3, 4);
		const [first] = batches(rows, 2);
		const cursor = first ? endOf({ ...first, lookAt: 0 }) : '';
		const after = (changed: RosterRow[]) => nextRange(changed, cursor, {}, 2)?.after;
		expect(after(rows)).toBe('2');
		expect(after(rows.map((row) => ({ ...row, project_name: 'Other', note: 'x' })).reverse())).toBe('2');
		expect(after([...rows.slice(0, 3), project(4, { sap_wbs_prefix: 'P-1.9' })])).toBe('');
		expect(nextRange(rows.slice(0, 2), cursor, {}, 2)).toBeNull();
	});
});

describe('how many projects a batch has compared with Procore although nothing changed', () => {
	it.each([
		['the day alone has moved on', 'abc 2026-10-01', 'abc 2026-10-02', 1],
		['the day is the same', 'abc 2026-10-02', 'abc 2026-10-02', 0],
		['its costs have changed', 'abc 2026-10-01', 'def 2026-10-02', 0],
		['it had to be compared in any case', 'abc ', 'abc 2026-10-02', 0],
		['it has been closed', 'abc 2026-10-01', 'abc 9999-12-31', 0],
		['it is new', undefined, 'abc 2026-10-02', 0],
	])('%s', (_, before, after, count) => {
		const others = { 2209: 'x 2026-10-01' };
		expect(lookedAt({ ...others, ...(before === undefined ? {} : { 2201: before }) }, { ...others, 2201: after })).toBe(
			count,
		);
	});
});

it.each([
	['abc 2026-10-01 5001', true],
	['- 2026-10-01', false],
	[' 9999-12-31', false],
	['', false],
	[undefined, false],
])('a cell that says %j: costs of the project were sent once: %s', (cell, expected) => {
	expect(wasSent(cell)).toBe(expected);
});
