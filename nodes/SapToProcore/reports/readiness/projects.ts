import { finding, type Finding } from '../../../shared/model';
import { closedReason } from '../../lookup/roster';
import type { RosterRow } from '../../ledger/rows';
import { counted } from '../kit/format';
import { listedText } from './tolerance';

/** Projects that the app may see, held against those that people want to have synced. */
export function projectFindings(procore: readonly Finding[], rows: readonly RosterRow[]): Finding[] {
	const about = procore.filter(({ projectId }) => projectId !== '');
	// Without any the reason is among the findings already, or Procore was not asked.
	if (about.length === 0) return [];
	if (rows.length === 0) return [emptyRoster];
	const named = new Set(about.map(({ projectId }) => projectId));
	const inRoster = new Set(rows.map((row) => row.project_id));
	const wanted = rows.filter((row) => !closedReason(row));
	const unseen = wanted.filter((row) => !named.has(row.project_id));
	const strangers = about.filter((each) => isSeen(each) && !inRoster.has(each.projectId));
	const findings = [...unseen.map(notPermitted), ...(strangers.length > 0 ? [notInRoster(strangers)] : [])];
	return findings.length > 0 ? findings : allPermitted(wanted, about);
}

/** Check Access says of a project that it cannot be seen, or something about its tools. */
const isSeen = ({ area, state }: Finding) => area !== 'project' || state !== 'missing';

/** Nothing where Check Access has said already which ones it misses. */
function allPermitted(wanted: readonly RosterRow[], about: readonly Finding[]): Finding[] {
	const seen = new Set(about.filter(isSeen).map(({ projectId }) => projectId));
	if (wanted.some((row) => !seen.has(row.project_id))) return [];
	const what = `The app may see all of the ${counted(wanted.length, 'project')} that are to be synced.`;
	return [finding({ system: 'tables', area: 'projects', subject: 'sap_procore_projects', state: 'fits', what })];
}

const notPermitted = (row: RosterRow) =>
	finding({
		system: 'procore',
		area: 'project',
		subject: row.project_name || `Project ${row.project_id}`,
		projectId: row.project_id,
		state: 'missing',
		what: `The app cannot see project ${row.project_id}, though it is to be synced, or the project is no longer active.`,
		todo: 'Procore > Company Admin > App Management > the app > Permitted Projects: add it. If it is not to be synced, switch its sync off on the page Projects.',
	});

const notInRoster = (strangers: readonly Finding[]) =>
	finding({
		system: 'tables',
		area: 'projects',
		subject: 'sap_procore_projects',
		state: 'attention',
		what: `The app may see ${counted(new Set(strangers.map(({ projectId }) => projectId)).size, 'project')} that the table does not have: ${listedText(strangers.map(({ subject }) => subject))}.`,
		todo: 'The next run of the sync adds them. Then say on the page Projects what belongs to them in SAP, or switch their sync off.',
	});

const emptyRoster = finding({
	system: 'tables',
	area: 'projects',
	subject: 'sap_procore_projects',
	state: 'attention',
	what: 'The table has no project yet.',
	todo: 'Run the sync once with Mode Preview in Start: it adds all projects that the app may see, and writes nothing to Procore.',
});
