import fc from 'fast-check';
import type { SapProject } from '../../../nodes/shared/model';
import { procoreProjectSchema } from '../../../nodes/SapToProcore/lanes/project/procoreProject';
import { refreshRoster, type RosterUpdate } from '../../../nodes/SapToProcore/lanes/project/refresh';
import { rosterRowSchema, type RosterRow } from '../../../nodes/SapToProcore/ledger/rows';
import { rosterRow } from '../../support/orders.ts';

const project = (fields: object = {}) =>
	procoreProjectSchema.parse({ id: 2201, name: 'Riverside', project_number: 'P-1001', active: true, ...fields });
const sapProject = (fields: Partial<SapProject> = {}): SapProject => ({
	project: 'P-1001',
	description: 'Riverside',
	companyCode: '1010',
	currency: 'EUR',
	status: '',
	changedAt: null,
	...fields,
});

interface Case {
	projects?: ReturnType<typeof project>[];
	rows?: RosterRow[];
	sapProjects?: SapProject[];
	listed?: ReadonlySet<string> | 'unknown';
}
const refresh = ({ projects = [project()], rows = [], sapProjects = [], ...more }: Case) =>
	refreshRoster({ customer: 'acme', system: 'S4P', projects, rows, sapProjects, ...more });
const rowsOf = (given: Case) => refresh(given).rows.map(({ row }) => row);
const verdicts = (given: Case) =>
	refresh(given).outcomes.map(({ outcome }) =>
		`${outcome.sapKey} ${outcome.action} ${outcome.status} ${outcome.reason}`.trim(),
	);

describe('roster refresh', () => {
	it('adds a project with all cells, matched by its number', () => {
		const given = { sapProjects: [sapProject()] };
		expect(rowsOf(given)).toEqual([
			{
				customer: 'acme',
				project_id: '2201',
				project_name: 'Riverside',
				project_number: 'P-1001',
				active: true,
				sap_project: 'P-1001',
				sap_wbs_prefix: '',
				sap_cost_center: '',
				currency: 'EUR',
				sync_enabled: true,
				source: 'project_number',
				note: '',
			},
		]);
		expect(verdicts(given)).toEqual(['2201 create synced']);
	});

	it('takes the origin ID before the number, also when SAP projects were not read', () => {
		const projects = [project({ origin_id: 'sap:S4P:project:Q%3A7' })];
		expect(rowsOf({ projects, sapProjects: [sapProject()] })).toMatchObject([
			{ sap_project: 'Q:7', source: 'origin_id' },
		]);
		expect(rowsOf({ projects })).toMatchObject([{ sap_project: 'Q:7', source: 'origin_id', currency: '' }]);
	});

	it('reads simplified projects as well', () => {
		const simple = procoreProjectSchema.parse({
			id: '2201',
			name: 'Riverside',
			projectNumber: 'P-1001',
			originId: null,
			active: false,
		});
		expect(rowsOf({ projects: [simple], sapProjects: [sapProject()] })).toMatchObject([
			{ sap_project: 'P-1001', active: false },
		]);
	});

	it('leaves the SAP cells of a project empty that nothing in SAP matches', () => {
		expect(rowsOf({})).toMatchObject([{ sap_project: '', currency: '', source: 'manual' }]);
		const foreign = [project({ origin_id: 'sage:project:7', project_number: null })];
		expect(rowsOf({ projects: foreign, sapProjects: [sapProject()] })).toMatchObject([{ sap_project: '' }]);
	});

	it('writes nothing when nothing has changed', () => {
		const given = { rows: [rosterRow({ currency: 'EUR' })], sapProjects: [sapProject()] };
		expect(rowsOf(given)).toEqual([]);
		expect(verdicts(given)).toEqual(['2201 none unchanged']);
		expect(refresh(given)).toMatchObject({
			outcomes: [
				{ outcome: { entity: 'project', projectId: '2201', procoreId: '2201', detail: {} }, place: { project: 0 } },
			],
			roster: [{ row: given.rows[0], place: { project: 0 } }],
		});
	});

	it('says which cells have changed, of new projects nothing', () => {
		const projects = [project({ name: ' Renamed ' }), project({ id: 2202, name: ' New ', project_number: ' P-2 ' })];
		const { rows, outcomes, roster } = refresh({ projects, rows: [rosterRow({ currency: 'EUR' })] });
		expect(rows).toMatchObject([
			{ row: { project_id: '2201' }, cells: { project_name: 'Renamed' }, place: { project: 0 } },
			{ row: { project_id: '2202', project_name: 'New', project_number: 'P-2' }, place: { project: 1 } },
		]);
		expect(Object.keys(rows[0]?.cells ?? {})).toEqual(['project_name']);
		expect(rows[1]).not.toHaveProperty('cells');
		expect(outcomes.map(({ outcome }) => [outcome.action, outcome.detail])).toEqual([
			['update', { fields: ['project_name'] }],
			['create', {}],
		]);
		expect(roster.map(({ row, place }) => [row.project_name, place])).toEqual([
			['Renamed', { project: 0 }],
			['New', { project: 1 }],
		]);
	});

	it('leaves a currency that a person has entered', () => {
		expect(rowsOf({ rows: [rosterRow({ currency: 'USD' })], sapProjects: [sapProject()] })).toEqual([]);
	});

	it('gives an SAP project to the one that has its origin ID, not to another with its number', () => {
		const projects = [project({ id: 2202 }), project({ origin_id: 'sap:S4P:project:P-1001', project_number: null })];
		const given = { projects, sapProjects: [sapProject()] };
		expect(rowsOf(given)).toMatchObject([
			{ project_id: '2202', sap_project: '' },
			{ project_id: '2201', sap_project: 'P-1001', source: 'origin_id' },
		]);
		expect(verdicts(given)).toEqual(['2202 create synced', '2201 create synced']);
	});

	it('asks nobody about a project whose SAP project a person has entered', () => {
		const projects = [project(), project({ id: 2202 })];
		const rows = [rosterRow({ sap_project: 'X', currency: 'EUR' })];
		expect(verdicts({ projects, rows, sapProjects: [sapProject()] })).toEqual([
			'2201 none unchanged',
			'2202 none held project_ambiguous',
		]);
	});

	it('keeps name, number and active in step, and every cell that a person filled', () => {
		const mine = {
			sap_project: 'X',
			sap_wbs_prefix: 'X.1',
			sap_cost_center: '10101',
			currency: 'USD',
			sync_enabled: false,
			note: 'mine',
		};
		const projects = [project({ name: 'Renamed', project_number: 'P-9', active: false })];
		expect(rowsOf({ projects, rows: [rosterRow(mine)], sapProjects: [sapProject({ project: 'P-9' })] })).toMatchObject([
			{ project_name: 'Renamed', project_number: 'P-9', active: false, ...mine },
		]);
	});

	it('fills what is still empty once SAP has a match', () => {
		const rows = [rosterRow({ sap_project: '', source: 'manual', note: 'mine' })];
		expect(rowsOf({ rows, sapProjects: [sapProject()] })).toMatchObject([
			{ sap_project: 'P-1001', currency: 'EUR', source: 'project_number', note: 'mine' },
		]);
	});

	it('fills the currency only where the SAP projects of the row agree on it', () => {
		const rows = [rosterRow({ sap_project: 'P-1001, P-1002' })];
		const sapProjects = (currency: string) => [sapProject(), sapProject({ project: 'P-1002', currency })];
		expect(rowsOf({ rows, sapProjects: sapProjects('USD') })).toEqual([]);
		expect(rowsOf({ rows, sapProjects: sapProjects('EUR') })).toMatchObject([{ currency: 'EUR' }]);
	});

	it('leaves an SAP project to the row that a person entered it at', () => {
		const rows = [rosterRow({ project_id: '2202', sap_wbs_prefix: 'P-1001', sap_project: '' })];
		const projects = [project(), project({ id: 2202, project_number: '' })];
		expect(rowsOf({ projects, rows, sapProjects: [sapProject()] })).toMatchObject([
			{ project_id: '2201', sap_project: '' },
			{ project_id: '2202', sap_project: '' },
		]);
	});

	it('gives an SAP project to neither of two Procore projects with its number', () => {
		const given = { projects: [project(), project({ id: 2202 })], sapProjects: [sapProject()] };
		expect(rowsOf(given)).toMatchObject([{ sap_project: '' }, { sap_project: '' }]);
		expect(verdicts(given)).toEqual(['2201 none held project_ambiguous', '2202 none held project_ambiguous']);
		const { message } = refresh(given).outcomes[0]?.outcome ?? {};
		expect(message).toContain(': project 2201 "Riverside". ');
		expect(message).toContain('fits the Procore projects 2201, 2202');
	});

	it('sets projects inactive that are not listed any more', () => {
		const rows = Array.from({ length: 10 }, (_, n) => rosterRow({ project_id: String(2201 + n) }));
		const projects = rows.slice(2).map((row) => project({ id: row.project_id, project_number: 'P-1001' }));
		expect(rowsOf({ projects, rows })).toMatchObject([
			{ project_id: '2201', active: false },
			{ project_id: '2202', active: false },
		]);
		expect(verdicts({ projects, rows })).toContain('2201 update synced');
		const refreshed = refresh({ projects, rows });
		expect(refreshed.rows.map(({ cells, place }) => [cells, place])).toEqual([
			[{ active: false }, { row: 0 }],
			[{ active: false }, { row: 1 }],
		]);
		expect(refreshed.outcomes.slice(-2)).toMatchObject([
			{ outcome: { projectId: '2201', detail: { fields: ['active'] } }, place: { row: 0 } },
			{ outcome: { projectId: '2202', detail: { fields: ['active'] } }, place: { row: 1 } },
		]);
		expect(refreshed.roster.slice(-2)).toMatchObject([
			{ row: { project_id: '2201', active: false }, place: { row: 0 } },
			{ row: { project_id: '2202', active: false }, place: { row: 1 } },
		]);
	});

	it('looks at some projects only where it is told which others are listed, or that nobody knows', () => {
		const rows = Array.from({ length: 5 }, (_, n) =>
			rosterRow({ project_id: String(2201 + n), project_number: `P-${n}` }),
		);
		const projects = [project({ project_number: 'P-0' })];
		const closed = (listed?: Case['listed']) =>
			refresh({ projects, rows, ...(listed ? { listed } : {}) }).rows.map(({ row }) => row.project_id);
		expect(closed(new Set(['2201', '2202', '2203', '2204']))).toEqual(['2205']);
		expect(closed('unknown')).toEqual([]);
	});

	it('those that are inactive already neither count nor change', () => {
		const rows = Array.from({ length: 10 }, (_, n) =>
			rosterRow({ project_id: String(2201 + n), project_number: 'P-1001', active: n > 4 }),
		);
		const projects = (from: number) => rows.slice(from).map((row) => project({ id: row.project_id }));
		// One of five active ones.
		expect(rowsOf({ projects: projects(6), rows }).map(({ project_id }) => project_id)).toEqual(['2206']);
		const shrunk = refresh({ projects: projects(7), rows });
		expect(shrunk.outcomes.at(-1)).toMatchObject({
			outcome: { entity: 'project', sapKey: '', projectId: '', reason: 'roster_shrunk' },
			place: { row: 0 },
		});
		expect(shrunk.outcomes.at(-1)?.outcome.message).toMatch(
			/: 2 of 5 active projects are not listed any more\. 2206 "Riverside", 2207 "Riverside"\.$/,
		);
	});

	it('sets nothing inactive when more than a fifth vanished at once (shrink guard)', () => {
		const rows = Array.from({ length: 10 }, (_, n) => rosterRow({ project_id: String(2201 + n) }));
		const projects = rows.slice(3).map((row) => project({ id: row.project_id, name: 'New name' }));
		expect(rowsOf({ projects, rows }).map(({ active }) => active)).not.toContain(false);
		expect(rowsOf({ projects, rows })).toHaveLength(7);
		expect(verdicts({ projects, rows })).toContain('none held roster_shrunk');
		expect(refresh({ projects: [], rows }).outcomes.at(-1)?.outcome.message).toContain(
			'10 of 10 active projects are not listed any more',
		);
	});

	it('comes to rest: new rows may still lift a guard, after that nothing is left to write', () => {
		const projects = fc.uniqueArray(
			fc.record({
				id: fc.integer({ min: 1, max: 12 }),
				name: fc.constantFrom('A', 'B'),
				project_number: fc.constantFrom('', 'P-1', 'P-2', 'P-3'),
				active: fc.boolean(),
			}),
			{ selector: ({ id }) => id },
		);
		const sapProjects = fc.subarray(['P-1', 'P-2', 'P-3']);
		fc.assert(
			fc.property(projects, projects, sapProjects, (first, second, known) => {
				const sap = known.map((each) => sapProject({ project: each }));
				const run = (given: typeof first, rows: RosterRow[]) =>
					refresh({ projects: given.map((each) => project(each)), rows, sapProjects: sap }).rows.map(({ row }) => row);
				const before = written([], run(first, []));
				const after = written(before, run(second, before));
				const settled = written(after, run(second, after));
				const { roster } = refresh({ projects: second.map((each) => project(each)), rows: settled, sapProjects: sap });
				const byId = (a: RosterRow, b: RosterRow) => Number(a.project_id) - Number(b.project_id);
				expect(roster.map(({ row }) => row).sort(byId)).toEqual([...settled].sort(byId));
				expect(run(second, settled)).toEqual([]);
			}),
		);
	});
});

function written(rows: RosterRow[], updates: RosterUpdate[]): RosterRow[] {
	const table = new Map(rows.map((row) => [row.project_id, row]));
	for (const update of updates)
		table.set(update.project_id, rosterRowSchema.parse({ id: update.project_id, ...update }));
	return [...table.values()];
}
