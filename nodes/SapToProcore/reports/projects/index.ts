import type { LedgerRow } from '../../ledger';
import { fileRows, listed, type Column } from '../kit/columns';
import { counted, moneyTexts } from '../kit/format';
import type { Links } from '../links';
import type { Rendered } from '../rendered';
import { projectsReport, type ProjectsInput } from './build';
import type { HomelessElement, ProjectsReport } from './model';
import { projectColumns, projectsPage } from './page';

const homelessColumns: Array<Column<HomelessElement>> = [
	{ key: 'wbs_element', label: 'WBS element', value: ({ wbsElement }) => wbsElement },
	{ key: 'documents', label: 'Documents', kind: 'count', value: ({ documents }) => documents },
	{ key: 'amounts_of_documents', label: 'Amount of these documents', value: ({ amounts }) => moneyTexts(amounts) },
];

/** The page on which people say what belongs to which project, and its rows for a file. */
export function renderProjects(
	input: ProjectsInput,
	changes: ReadonlyArray<LedgerRow<'changes'>>,
	links: Links,
): Rendered<ProjectsReport> {
	const model = projectsReport(input);
	return {
		model,
		subject: `SAP to Procore, ${model.customer}: ${counted(model.documents, 'document')} in no project`,
		page: projectsPage(model, changes, links),
		rows: [
			...listed('in no project', fileRows(homelessColumns, model.homeless)),
			...listed('projects', fileRows(projectColumns, model.projects)),
		],
	};
}
