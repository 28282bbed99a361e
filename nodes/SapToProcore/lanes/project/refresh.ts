import { pick } from 'lodash';
import { outcome, type Outcome, type SapProject } from '../../../shared/model';
import { handful } from '../../../shared/texts';
import { valuesIn } from '../../lookup/keys';
import { reasoned } from '../reasoned';
import type { RosterRow } from '../../ledger/rows';
import type { ProcoreProject } from './procoreProject';
import { projectMatches, type ProjectMatch } from './sapProjectOf';

export interface RefreshInput {
	customer: string;
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/** All that Procore lists; those of the roster that are missing here have vanished, unless `listed` says otherwise. */
	projects: ProcoreProject[];
	/** IDs of all projects that Procore lists, where `projects` does not have all of them; `unknown`: none is taken to have vanished. */
	listed?: ReadonlySet<string> | 'unknown';
	rows: RosterRow[];
	/** May be empty: then projects are matched by origin ID only. */
	sapProjects: SapProject[];
}

/** Row of `sap_procore_projects`, whole, to be written over the one with the same customer and project. */
export type RosterUpdate = { customer: string } & Omit<RosterRow, 'id'>;

/** `project` or `row` points into the projects or rows given. */
export type Place = { project: number } | { row: number };

/** A row of the roster as it should be, and of one that exists the cells that have changed. */
export interface RosterChange {
	row: RosterUpdate;
	cells?: Partial<Cells>;
}

export interface Refreshed {
	/** New rows, and those of which a cell that the sync keeps has changed. */
	rows: Array<RosterChange & { place: Place }>;
	/** One for each project; and one with an empty SAP key when the roster shrank too much. */
	outcomes: Array<{ outcome: Outcome; place: Place }>;
	/** The roster as it stands after that, all of it. */
	roster: Array<{ row: RosterRow; place: Place }>;
}

/**
 * Brings the roster in step with Procore. The sync keeps name, number and `active`; it fills `sap_project` and `currency`
 * where they are empty and SAP has a match, and touches nothing else. Projects that Procore lists no more become inactive,
 * unless more than a fifth of the active ones vanished at once: then permissions were lost rather than projects.
 */
export function refreshRoster(input: RefreshInput): Refreshed {
	const matches = projectMatches(input.projects, input.rows, input.sapProjects, input.system);
	const currencies = new Map(input.sapProjects.map(({ project, currency }) => [project, currency]));
	const known = new Map(input.rows.map((row) => [row.project_id, row]));
	const refreshed: Refreshed = { rows: [], outcomes: [], roster: [] };
	input.projects.forEach((project, index) => {
		const match = matches.get(project.id) ?? { kind: 'none' };
		const before = known.get(project.id);
		keep(refreshed, before, withCurrency(current(project, before, match), currencies), match, input, {
			project: index,
		});
	});
	vanish(refreshed, input);
	return refreshed;
}

type Cells = Omit<RosterRow, 'id'>;

function current(project: ProcoreProject, before: RosterRow | undefined, match: ProjectMatch): Cells {
	const kept = before ?? empty;
	const found = match.kind === 'match' && kept.sap_project === '' ? match : undefined;
	return {
		...kept,
		project_id: project.id,
		project_name: project.name.trim(),
		project_number: project.number,
		active: project.active,
		sap_project: found?.sapProject ?? kept.sap_project,
		source: found?.source ?? kept.source,
	};
}

const empty: Cells = {
	project_id: '',
	project_name: '',
	project_number: '',
	active: true,
	sap_project: '',
	sap_wbs_prefix: '',
	sap_cost_center: '',
	currency: '',
	sync_enabled: true,
	source: 'manual',
	note: '',
};

/** The currency of the row's SAP projects, where they agree. */
function withCurrency(cells: Cells, currencies: Map<string, string>): Cells {
	if (cells.currency !== '') return cells;
	const found = new Set(valuesIn(cells.sap_project).map((project) => currencies.get(project) ?? ''));
	const [currency] = found;
	return found.size === 1 && currency ? { ...cells, currency } : cells;
}

function keep(
	refreshed: Refreshed,
	before: RosterRow | undefined,
	cells: Cells,
	match: ProjectMatch,
	{ customer }: RefreshInput,
	place: Place,
): void {
	const fields = changed(before, cells);
	if (fields.length > 0)
		refreshed.rows.push({ row: updateOf(customer, cells), place, ...(before ? { cells: pick(cells, fields) } : {}) });
	const held = match.kind === 'ambiguous' && cells.sap_project === '';
	refreshed.outcomes.push({ outcome: held ? ambiguous(cells, match) : written(before, cells, fields), place });
	refreshed.roster.push({ row: { id: '', ...before, ...cells }, place });
}

function changed(before: RosterRow | undefined, cells: Cells): Array<keyof Cells> {
	const names = Object.keys(empty) as Array<keyof Cells>;
	return before ? names.filter((name) => cells[name] !== before[name]) : names;
}

function updateOf(customer: string, cells: Cells): RosterUpdate {
	const { project_id, project_name, project_number, active, sap_project, sap_wbs_prefix, ...more } = cells;
	const { sap_cost_center, currency, sync_enabled, source, note } = more;
	return {
		...{ customer, project_id, project_name, project_number, active, sap_project, sap_wbs_prefix },
		...{ sap_cost_center, currency, sync_enabled, source, note },
	};
}

function written(before: RosterRow | undefined, cells: Cells, fields: string[]): Outcome {
	return outcome({
		...keyOf(cells),
		procoreId: cells.project_id,
		action: before ? (fields.length > 0 ? 'update' : 'none') : 'create',
		status: fields.length > 0 ? 'synced' : 'unchanged',
		detail: before && fields.length > 0 ? { fields } : {},
	});
}

const keyOf = ({ project_id }: Cells) => ({ entity: 'project', sapKey: project_id, projectId: project_id }) as const;

function ambiguous(cells: Cells, match: ProjectMatch & { kind: 'ambiguous' }): Outcome {
	const subject = `project ${cells.project_id} "${cells.project_name}"`;
	const what = `SAP project ${match.sapProject} fits the Procore projects ${match.projectIds.join(', ')}: enter it at one of them in sap_procore_projects.`;
	return reasoned({ ...keyOf(cells), subject }, 'project_ambiguous', what);
}

function vanish(refreshed: Refreshed, { customer, projects, rows, listed }: RefreshInput): void {
	const present = listed ?? new Set(projects.map(({ id }) => id));
	const gone = rows
		.map((row, index) => ({ row, place: { row: index } }))
		.filter(({ row }) => present !== 'unknown' && !present.has(row.project_id));
	const closing = gone.filter(({ row }) => row.active).map(({ row }) => row);
	const active = rows.filter((row) => row.active).length;
	const guarded = closing.length * 5 > active;
	if (guarded) refreshed.outcomes.push({ outcome: shrunk(closing, active), place: { row: 0 } });
	for (const { row, place } of gone) {
		const after = guarded ? row : { ...row, active: false };
		refreshed.roster.push({ row: after, place });
		if (row.active === after.active) continue;
		refreshed.rows.push({ row: updateOf(customer, after), cells: { active: after.active }, place });
		refreshed.outcomes.push({ outcome: written(row, after, ['active']), place });
	}
}

function shrunk(gone: RosterRow[], active: number): Outcome {
	const names = gone.map((row) => `${row.project_id} "${row.project_name}"`);
	const subject = `${gone.length} of ${active} active projects are not listed any more`;
	return reasoned({ entity: 'project', sapKey: '', subject }, 'roster_shrunk', `${handful(names)}.`);
}
