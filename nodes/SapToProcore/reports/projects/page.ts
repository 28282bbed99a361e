import type { LedgerRow } from '../../ledger';
import { history } from '../forms/history';
import { addressOf } from '../frame';
import type { Column } from '../kit/columns';
import { counted, grouped, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { openIn } from '../kit/links';
import type { Page } from '../kit/page';
import { table } from '../kit/table';
import { tiles } from '../kit/tiles';
import type { Links } from '../links';
import { startButton, seenNotice, toneOfNone, type Seen } from '../seen';
import { projectText, type HomelessElement, type ProjectRow, type ProjectsReport } from './model';

/** WBS elements that are shown at once, what most waits with first. */
const mostShown = 100;
/** Those that stand on the page; the others open with a click. */
const mostOpen = 12;
/** Projects that are listed at once. */
const mostProjects = 200;

export const projectColumns: Array<Column<ProjectRow>> = [
	{ key: 'project', label: 'Project', width: 'long', value: projectText },
	{ key: 'state', label: 'Status', value: stateText },
	{ key: 'sap_project', label: 'SAP project or order', value: ({ sapProject }) => sapProject },
	{ key: 'sap_wbs_prefix', label: 'More WBS branches', value: ({ wbsPrefix }) => wbsPrefix },
	{ key: 'sap_cost_center', label: 'Cost centers', value: ({ costCenter }) => costCenter },
	{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	{ key: 'exceptions', label: 'Exceptions', kind: 'count', value: ({ exceptions }) => exceptions },
	{ key: 'amounts', label: 'Amount that waits', value: ({ amounts }) => moneyTexts(amounts) },
];

/** The switch, and what keeps it from working: whether anything was sent, the outcomes say. */
function stateText({ active, syncOn, takesAnything }: ProjectRow): string {
	return [
		`sync ${syncOn ? 'on' : 'off'}`,
		...(active ? [] : ['inactive in Procore']),
		...(takesAnything ? [] : ['nothing of SAP belongs to it']),
	].join(', ');
}

/** Which WBS elements belong to which project, with forms to change that. */
export function projectsPage(report: ProjectsReport, changes: ReadonlyArray<LedgerRow<'changes'>>, links: Links): Page {
	const { seen, projects, homeless, documents, placed } = report;
	const entries = homeless.slice(0, mostShown).map((each, index) => entry(each, index, { seen, links }));
	const ours = changes.filter(({ table_name: name }) => name === 'sap_procore_projects');
	return {
		title: 'Projects',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [
			...seenNotice(seen),
			tiles([
				{
					label: 'Documents in no project',
					value: grouped(String(documents)),
					note: homelessNote(report),
					tone: documents > 0 ? 'warn' : placed > 0 ? 'calm' : toneOfNone(seen),
				},
				{ label: 'Projects', value: grouped(String(projects.length)) },
				{
					label: 'Take part in the sync',
					value: grouped(String(projects.filter((each) => each.active && each.syncOn && each.takesAnything).length)),
				},
			]),
			markup`<datalist id="projects">\n${projects.map((each) => markup`<option value="${each.projectId}">${each.name}</option>\n`)}</datalist>\n`,
		],
		sections: [
			{
				title: 'WBS elements in no project',
				about:
					'The largest amount first: that of whole documents, which may have other elements too. A branch takes the element and all below it; U-22* takes everything that begins with U-22.',
				content: [
					...(homeless.length === 0 ? [markup`<p class="empty">None that an exception names.</p>`] : []),
					...entries.slice(0, mostOpen),
					...(entries.length > mostOpen
						? [
								markup`<details><summary>${grouped(String(entries.length - mostOpen))} more</summary>\n${entries.slice(mostOpen)}</details>\n`,
							]
						: []),
					...(homeless.length > mostShown
						? [
								markup`<p class="empty">${grouped(String(homeless.length - mostShown))} more in the <a href="${addressOf('projects', { format: 'xlsx' })}">file</a>.</p>`,
							]
						: []),
				],
			},
			{ title: 'Projects', content: [roster(projects, links), ...single(seen)] },
			{ title: 'Changes made on this page', content: [history(ours, 'projects')] },
		],
	};
}

/** As of when it is, which a notice above the tiles says of a preview. */
function homelessNote({ seen, amounts, placed }: ProjectsReport): string {
	const since = placed > 0 ? `${grouped(String(placed))} ${placed === 1 ? 'has' : 'have'} been given one since` : '';
	return [moneyTexts(amounts), seen.by === 'runs' ? 'as of the last run' : '', since].filter(Boolean).join(' · ');
}

function entry(
	{ wbsElement, documents, amounts }: HomelessElement,
	index: number,
	{ seen, links }: { seen: Seen; links: Links },
): Html {
	const facts = ['on', counted(documents, 'document'), moneyTexts(amounts) && `of ${moneyTexts(amounts)} in all`]
		.filter(Boolean)
		.join(' ');
	return markup`<details class="group"><summary><strong>WBS element ${wbsElement}</strong> <span class="note">${facts}</span></summary>
${openIn(links.sap('wbs_element', wbsElement))}${branchForm(String(index), wbsElement, seen)}</details>
`;
}

const branchForm = (id: string, branch: string, seen: Seen): Html => markup`<form method="get">
<input type="hidden" name="page" value="projects">
<p><label for="branch-${id}">Branch of WBS elements</label><br>
<input id="branch-${id}" name="branch" value="${branch}" maxlength="60" required autocomplete="off"></p>
${projectField(`project-${id}`)}<p><button name="do" value="branch">Add…</button>${startButton(seen, 'branch-run', 'Add and run now…')}</p>
</form>
`;

const projectField = (id: string): Html => markup`<p><label for="${id}">Project ID in Procore</label><br>
<input id="${id}" name="project" list="projects" maxlength="40" required autocomplete="off"></p>
`;

function roster(projects: readonly ProjectRow[], links: Links): Html {
	if (projects.length === 0)
		return markup`<p class="empty">The roster is empty: the first run, also a preview, fills it from Procore.</p>`;
	const choose = {
		field: 'project',
		value: ({ projectId }: ProjectRow) => projectId,
		label: (row: ProjectRow) => `Choose ${projectText(row)}`,
	};
	return markup`<details><summary>${counted(projects.length, 'project')}</summary>
<form method="get">
<input type="hidden" name="page" value="projects">
${table(projectColumns, projects, { empty: '', most: mostProjects, choose, open: ({ projectId }) => links.budget(projectId) })}<p><button name="do" value="sync-on">Sync on…</button> <button name="do" value="sync-off">Sync off…</button></p>
</form></details>
`;
}

/** Forms for any project, also one that the list has no room for. */
const single = (seen: Seen): Html[] => [
	markup`<details><summary>Add a branch to a project</summary>\n${branchForm('any', '', seen)}</details>\n`,
	markup`<details><summary>Set the currency of a project</summary>
<form method="get">
<input type="hidden" name="page" value="projects">
${projectField('project-currency')}<p><label for="currency">Currency</label><br>
<input id="currency" name="currency" maxlength="3" required autocomplete="off" placeholder="USD"></p>
<p><button name="do" value="currency">Set…</button></p>
</form></details>
`,
];
